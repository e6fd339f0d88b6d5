from __future__ import annotations

from datetime import UTC, datetime, timedelta

from pipeline.models import Entry, KnownEntry
from pipeline.picking import KnownPages, Picked, seen

NOW = datetime(2018, 3, 22, 12, 0, tzinfo=UTC)
FEED = "http://outlet.example/feed.xml"


def offered(poll: int, feed: str = FEED) -> Entry:
    """An item that its feed dates anew with every poll."""
    return Entry(feed_url=feed, url="http://outlet.example/one", title="One", published_raw=f"{NOW}+{poll}")


def asked(pages: KnownPages, *entries: Entry) -> bool:
    """Pick these entries, and deal with them where their page was fetched."""
    picked: Picked = pages.pick([entries], NOW)
    for waiting in picked.waiting.values():
        pages.add(seen(entry, 7, NOW) for entry in waiting)
    return bool(picked.waiting)


def test_an_item_dated_anew_with_every_poll_leads_to_no_fetch_for_ever() -> None:
    """The first edits are looked at; later ones are found by looking at the page again."""
    pages = KnownPages(())
    fetched = [asked(pages, offered(poll)) for poll in range(40)]
    assert (fetched[:24], any(fetched[24:])) == ([True] * 24, False)
    assert not asked(pages, offered(5))
    assert not asked(pages, offered(0, "http://other.example/feed")), "its page is known"


def test_wordings_are_counted_over_restarts() -> None:
    """One that came under several addresses is one wording."""
    dealt = [seen(offered(poll), 7, NOW + timedelta(minutes=poll)) for poll in range(23)]
    earlier = [
        KnownEntry(FEED, f"{one.entry.url}{query}", None, "One", None, 7, one.fingerprint, one.page_id)
        for one in dealt
        for query in ("", "?utm_source=a")
    ]
    pages = KnownPages(earlier)
    assert [asked(pages, offered(poll)) for poll in (100, 101)] == [True, False]
