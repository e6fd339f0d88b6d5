from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.read.body import guessed_date
from pipeline.read.dates import Published, published

if TYPE_CHECKING:
    from pipeline.models import Entry

Describe = Callable[..., tuple[Any, Any]]
EIGHT = datetime(2018, 3, 22, 8, 0, tzinfo=UTC)
LD = '<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "{}"}}</script>'
META = '<meta property="article:published_time" content="{}">'


@pytest.fixture
def date(described: Describe, now: datetime) -> Callable[..., Published]:
    """The date of a page; what its looks suggest is asked only where the test allows it."""

    def unasked() -> str | None:
        pytest.fail("the looks of the page were asked")

    def date(
        head: str, body: str = "", entry: Entry | None = None, guess: Callable[[], str | None] = unasked
    ) -> Published:
        tree, found = described(head, body)
        return published(tree, found, entry=entry, seen_at=now, guess=guess)

    return date


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (LD.format("2018-03-22T08:00:00Z"), ""),
        (META.format("2018-03-22T09:00:00+01:00"), ""),
        (
            "",
            '<time itemprop="datePublished" datetime="2018-03-22T08:00:00Z"></time><time datetime="2018-03-01"></time>',
        ),
        ("", '<article><time datetime="2018-03-22T08:00:00Z">four hours ago</time></article>'),
        (LD.format("2018-03-22") + META.format("2018-03-22T08:00:00Z"), ""),
        (LD.format("2018-03-22T08:00:00Z") + META.format("2018-03-20T08:00:00Z"), ""),
    ],
)
def test_structured_metadata_gives_the_instant(date: Callable[..., Published], head: str, body: str) -> None:
    """JSON-LD, article meta, a marked or single <time>; the first decides the day, a finer one of that day the hour."""
    found = date(head, body)
    assert (found.at, found.precision) == (EIGHT, "instant")


def test_the_feeds_instant_refines_the_pages_day(date: Callable[..., Published], entry: Entry) -> None:
    """The same day, known more finely."""
    assert date(LD.format("2018-03-22"), entry=entry).at == entry.published_at


def test_the_feed_does_not_overrule_the_page(date: Callable[..., Published], entry: Entry) -> None:
    """Feeds re-date items when they change."""
    assert date(LD.format("2018-03-19T08:00:00Z"), entry=entry).at == datetime(2018, 3, 19, 8, 0, tzinfo=UTC)


def test_two_times_without_a_mark_are_no_date(date: Callable[..., Published]) -> None:
    """Related articles and comments have dates, too."""
    body = '<time datetime="2018-03-22T08:00:00Z">a</time><time datetime="2018-03-21T08:00:00Z">b</time>'
    assert date("", body, guess=lambda _: None) == Published()


def test_an_ambiguous_date_is_a_day(date: Callable[..., Published]) -> None:
    """A clock without zone is not taken for UTC."""
    found = date(META.format("2018-03-22 23:30:00"))
    assert (found.at, found.precision, found.raw) == (datetime(2018, 3, 22, tzinfo=UTC), "day", "2018-03-22 23:30:00")


def test_a_future_date_is_kept_as_text_and_not_second_guessed(date: Callable[..., Published]) -> None:
    """What the page claims stays visible, and is not believed."""
    assert date(META.format("2031-01-01T00:00:00Z")) == Published(raw="2031-01-01T00:00:00Z")


def test_looks_are_asked_last(date: Callable[..., Published]) -> None:
    """An unreadable date leaves the day to what the page shows; without any, the text is kept."""
    assert date(META.format("heute"), guess=lambda _: "2018-03-21").at == datetime(2018, 3, 21, tzinfo=UTC)
    assert date(META.format("heute"), guess=lambda _: None) == Published(raw="heute")


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("http://ledger.example/statements/2018/mar/20/who-said-what/", "20 mar 2018"),
        ("http://ledger.example/2018/03/20/who-said-what", "2018-03-20"),
        ("http://ledger.example/who-said-what", None),
    ],
)
def test_a_day_in_the_address_stands_before_one_in_the_text(
    described: Describe, now: datetime, url: str, day: str | None
) -> None:
    """An article about what was said on the thirteenth is not of the thirteenth."""
    tree, _ = described("", "<article><p>He said so on March 13th, 2018, in a local newspaper.</p></article>")
    assert guessed_date(tree, url, now) == day
