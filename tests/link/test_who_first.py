from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from pipeline.link.times import surely_before

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.models import Mention, PublishedPrecision

NOON = datetime(2025, 3, 3, 12, tzinfo=UTC)
LONG_AFTER = timedelta(days=9)


@pytest.mark.parametrize(
    ("one", "other", "before"),
    [
        ((NOON, "instant"), (NOON + timedelta(minutes=5), "instant"), True),
        ((NOON, "minute"), (NOON + timedelta(seconds=30), "minute"), False),
        ((NOON, "day"), (NOON + timedelta(hours=9), "instant"), False),
        ((NOON, "day"), (NOON, "day"), False),
        ((NOON, "day"), (NOON + timedelta(days=4), "day"), True),
        ((NOON, "month"), (NOON + timedelta(days=4), "instant"), False),
        ((NOON, "instant"), (NOON + timedelta(days=4), None), False),
        ((NOON, None), (NOON + timedelta(days=4), "instant"), False),
    ],
)
def test_dates_decide_who_was_first_only_where_they_are_fine_enough(
    one: tuple[datetime, PublishedPrecision | None],
    other: tuple[datetime, PublishedPrecision | None],
    before: bool,  # noqa: FBT001 - a case
    mention: Callable[..., Mention],
) -> None:
    """Bare dates of one day, months, and no date at all decide nothing."""
    made = [
        mention("It is sold").model_copy(update={"said_at": at, "said_precision": fine, "seen_at": at + LONG_AFTER})
        for at, fine in (one, other)
    ]
    assert surely_before(*made) is before


def test_what_was_seen_was_published_by_then(mention: Callable[..., Mention]) -> None:
    """Without any date an article is still older than one that was published after it was seen."""
    undated = mention("It is sold").model_copy(update={"said_at": NOON, "seen_at": NOON, "said_precision": None})
    later = mention("It is sold").model_copy(update={"said_at": NOON + timedelta(hours=1), "said_precision": "instant"})
    assert surely_before(undated, later)
