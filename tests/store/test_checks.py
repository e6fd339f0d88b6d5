from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from pipeline.models import Batch, Change, Feed, FeedState
from pipeline.models.ledger import Address
from pipeline.store.migrate import failed_checks

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.models import Intake, Page
    from pipeline.store.ledger import Ledger

NOON = datetime(2018, 3, 22, 12, 0, tzinfo=UTC)
FEED = Feed(url="http://news.example/feed", topic="phones")
URL = "http://news.example/1"


@pytest.fixture(scope="module")
def sound(shared: Ledger, intake: Callable[..., Intake], page: Callable[..., Page]) -> Ledger:
    """A ledger with a feed, an article that was edited, its address and its bytes, all as they should be."""
    run_id, _ = shared.begin(["phones"], [FEED], NOON)
    first = intake(URL, "It stops.")
    edited = intake(URL, "It may stop.", seen_at=NOON + timedelta(hours=1), change=Change(added=("It may stop.",)))
    address = Address(article_id=first.article.article_id, url=URL, how="canonical", seen_at=NOON)
    kept = shared.shelf.keep(page(b"It stops.", URL), "page")
    state = FeedState(feed=FEED, checked_at=NOON, next_at=NOON + timedelta(minutes=30))
    shared.commit(Batch(decided_at=NOON, intakes=[first], addresses=[address], kept=[kept], feeds=[state]), run_id)
    shared.commit(Batch(decided_at=NOON + timedelta(hours=1), intakes=[edited]), run_id)
    return shared


@pytest.mark.parametrize(
    ("damage", "check"),
    [
        ("SELECT 1", None),
        ("UPDATE ledger.feeds SET next_at = checked_at - INTERVAL 1 MINUTE", "no_feed_is_due_before_it_was_asked"),
        ("UPDATE ledger.addresses SET article_id = 1", "addresses_lead_to_articles"),
        ("UPDATE ledger.changes SET revision = 1", "changes_belong_to_texts"),
        ("DELETE FROM ledger.revisions WHERE text = 'It stops.'", "changes_belong_to_texts"),
        ("UPDATE ledger.kept SET digest = '../../etc/passwd'", "kept_bytes_are_named_and_dated"),
        ("UPDATE ledger.kept SET gone_at = fetched_at - INTERVAL 1 DAY", "kept_bytes_are_named_and_dated"),
        ("INSERT INTO ledger.feeds FROM ledger.feeds", "one_row_an_id"),
        ("INSERT INTO ledger.addresses FROM ledger.addresses", "one_row_an_id"),
        ("INSERT INTO ledger.kept FROM ledger.kept", "one_row_an_id"),
        ("INSERT INTO ledger.changes FROM ledger.changes", "one_row_an_id"),
    ],
)
def test_a_check_finds_what_it_looks_for(sound: Ledger, damage: str, check: str | None) -> None:
    """A sound ledger passes all of them; each damage is found by the one that is meant to."""
    with sound.database.writing() as connection:
        connection.execute("BEGIN")
        connection.execute(damage)
        failed = failed_checks(connection)
        connection.execute("ROLLBACK")
    assert (check in failed) if check else failed == {}


def test_two_articles_do_not_go_by_one_canonical_address(sound: Ledger, intake: Callable[..., Intake]) -> None:
    """Other addresses may be shared, as that of a page which always shows the latest."""
    other = intake("http://news.example/2")
    run_id, _ = sound.begin(["phones"], [], NOON)
    shared = Address(article_id=other.article.article_id, url=URL, how="asked", seen_at=NOON)
    sound.commit(Batch(decided_at=NOON, intakes=[other], addresses=[shared]), run_id)
    with sound.database.writing() as connection:
        assert failed_checks(connection) == {}
        connection.execute("BEGIN")
        connection.execute("UPDATE ledger.addresses SET how = 'canonical'")
        assert set(failed_checks(connection)) == {"addresses_lead_to_articles"}
        connection.execute("ROLLBACK")
