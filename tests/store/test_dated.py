from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from pipeline.models import Batch

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.models import Intake
    from pipeline.store.ledger import Ledger

NOON = datetime(2018, 3, 22, 12, 0, tzinfo=UTC)
EARLIER, LATER = NOON - timedelta(hours=5), NOON + timedelta(hours=5)


@pytest.fixture
def dated(
    shared: Ledger, intake: Callable[..., Intake], request: pytest.FixtureRequest
) -> Callable[..., tuple[datetime, str]]:
    """Store an article of the test's own and return when it counts as published, and by what right."""
    run_id, _ = shared.begin(["phones"], [], NOON)

    def store(**article: object) -> tuple[datetime, str]:
        made = intake(f"http://news.example/{request.node.name}", **article)
        shared.commit(Batch(decided_at=NOON, intakes=[made]), run_id)
        with shared.database.writing() as connection:
            ((at, by),) = connection.execute(
                "SELECT dated_at, dated_by FROM articles WHERE article_id = ?", [made.article.article_id]
            ).fetchall()
        return at.replace(tzinfo=UTC), by

    return store


def test_a_date_that_can_be_read_counts(dated: Callable[..., tuple[datetime, str]]) -> None:
    """What the page says, where it lies before the fetch."""
    assert dated(published_at=EARLIER, published_raw="2018-03-22T07:00Z") == (EARLIER, "published")


def test_a_date_just_ahead_is_clamped_to_the_fetch(dated: Callable[..., tuple[datetime, str]]) -> None:
    """Nothing was published after it was read: trends never reach into the future."""
    assert dated(published_at=LATER, published_raw="2018-03-22T17:00Z") == (NOON, "clamped")


@pytest.mark.parametrize(
    "raw",
    ["2099-03-22T14:00:00+02:00", "Sun, 22 Mar 2099 14:00:00 GMT", "22 March 2099", "March 22, 2099", "2018-03-24"],
)
def test_a_date_far_ahead_is_clamped_and_can_still_be_read(
    dated: Callable[..., tuple[datetime, str]], raw: str
) -> None:
    """It is not believed, so there is no published_at; as it was written it shows what went wrong."""
    assert dated(published_raw=raw) == (NOON, "clamped")


@pytest.mark.parametrize("raw", [None, "", "yesterday", "1521712800", "32 Mar 2018", "2018年3月22日", "1969-12-31"])
def test_without_a_date_the_fetch_is_the_estimate(dated: Callable[..., tuple[datetime, str]], raw: str | None) -> None:
    """What cannot be read is not taken for a date ahead, and says that it is estimated."""
    assert dated(published_raw=raw) == (NOON, "seen")


def test_an_edit_makes_an_undated_article_no_younger(dated: Callable[..., tuple[datetime, str]]) -> None:
    """It was there when its first text was seen."""
    dated(text="Best Buy stops.")
    assert dated(text="Best Buy stops. It says so.", seen_at=NOON + timedelta(days=3)) == (NOON, "seen")
