"""Which days a back-fill goes through, and in which order."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.backfill.days import day_of_entry, day_of_page
from pipeline.backfill.windows import UNDATED, Bounds, window_of
from pipeline.backfill_doors import wanted_of
from pipeline.errors import UsageError
from pipeline.models import Entry, Page

NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)


@given(st.dates(date(1, 2, 1), date(9999, 11, 30)), st.integers(1, 400))
def test_every_day_is_in_one_window(day: date, days: int) -> None:
    """The windows of any length meet, and no two share a day."""
    window = window_of(day, days)
    assert window.first
    assert window.last
    assert window.first <= day <= window.last
    assert window_of(window.last + timedelta(1), days).first == window.last + timedelta(1)


def test_what_has_no_day_comes_in_a_window_of_its_own() -> None:
    """It is wanted where every day is, and left out where only some are."""
    assert window_of(None, 7) == UNDATED
    assert Bounds().hold(None)
    assert not Bounds(first=date(2025, 3, 1)).hold(None)
    assert Bounds(date(2025, 3, 1), date(2025, 3, 31)).hold(date(2025, 3, 31))


@pytest.mark.parametrize(
    ("html", "address", "seen_at", "day"),
    [
        ('<meta property="article:published_time" content="2025-03-04T08:00:00Z">', "/a", NOW, date(2025, 3, 4)),
        ('<meta content="2025-03-04" name="DC.date.issued">', "/a", NOW, date(2025, 3, 4)),
        ('<script>{"datePublished": "2025-03-04T23:00:00+01:00"}</script>', "/a", NOW, date(2025, 3, 4)),
        ("<p>In 2024-01-01 style", "/2025/03/05/plant-shut", NOW, date(2025, 3, 5)),
        ("<p>no day at all", "/a", NOW - timedelta(days=30), date(2025, 5, 2)),
        ("<p>no day at all", "/a", NOW, None),
        ('"datePublished":"2031-01-01"', "/a", NOW, None),
        ('"datePublished":"2025-13-41"', "/a", NOW, None),
    ],
)
def test_a_page_is_of_the_day_it_declares(html: str, address: str, seen_at: datetime, day: date | None) -> None:
    """Else of that in its address, else of that on which a crawler saw it; never of one still to come."""
    url = f"https://news.example{address}"
    page = Page(url=url, final_url=url, body=html.encode(), fetched_at=seen_at)
    assert day_of_page(page, NOW) == day


def test_an_entry_is_of_the_day_its_list_tells() -> None:
    """When it was published, else when it was changed, else the day in its address."""
    entry = Entry(feed_url="https://news.example/sitemap.xml", url="https://news.example/2025/03/05/plant")
    assert day_of_entry(entry) == date(2025, 3, 5)
    assert day_of_entry(entry.model_copy(update={"modified_raw": "2025-03-06"})) == date(2025, 3, 6)
    assert day_of_entry(entry.model_copy(update={"published_at": datetime(2025, 3, 4, 1, tzinfo=UTC)})) == date(
        2025, 3, 4
    )
    assert day_of_entry(entry.model_copy(update={"url": "https://news.example/plant"})) is None


@pytest.mark.parametrize(
    ("first", "last", "window"),
    [("soon", None, "7d"), (None, None, "0d"), (None, None, "x"), ("2025-04-01", "2025-03-01", "7d")],
)
def test_days_that_cannot_be_meant_are_a_usage_error(first: str | None, last: str | None, window: str) -> None:
    """It says what can be written."""
    with pytest.raises(UsageError):
        wanted_of(first, last, window, NOW)


def test_one_worker_keeps_to_one_core() -> None:
    """It waits while somebody judges; two read on."""
    assert not wanted_of(None, None, "7d", NOW, workers=1).at_once
    assert wanted_of(None, None, "7d", NOW, workers=2).at_once
