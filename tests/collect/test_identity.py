from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.collect.identity import KnownEntries
from pipeline.models import Entry, KnownEntry

if TYPE_CHECKING:
    from pipeline.collect.identity import Match

FEED = "http://ledger.example/feed.xml"
TITLE = "Best Buy stops selling Huawei phones"
DATE = "Thu, 22 Mar 2018 10:05:00 -0400"


def known(
    url: str = "http://ledger.example/2018/03/best-buy-stops",
    *,
    guid: str | None = "41",
    title: str | None = TITLE,
    date: str | None = DATE,
    article: int | None = 7,
    feed: str = FEED,
) -> KnownEntry:
    """An entry dealt with earlier."""
    return KnownEntry(feed, url, guid, title, date, article)


def offered(
    url: str, *, guid: str | None = None, title: str | None = TITLE, date: str | None = DATE, feed: str = FEED
) -> Entry:
    """An entry that a feed offers now."""
    return Entry(feed_url=feed, url=url, guid=guid, title=title, published_raw=date)


def only(match: Match | None) -> tuple[str, int] | None:
    """The kind of a match and the article it leads to."""
    return (match.kind, match.article_id) if match else None


@pytest.mark.parametrize(
    "url",
    [
        "https://ledger.example/2018/03/best-buy-stops",
        "http://www.ledger.example/2018/03/best-buy-stops/?utm_source=rss",
        "https://www.ledger-news.example/2018/03/best-buy-stops",
        "http://archive.ledger.example/2018/03/best-buy-stops",
    ],
)
@pytest.mark.parametrize("change", [{}, {"title": "Best Buy drops Huawei"}, {"date": "2018-03-22"}])
def test_a_page_that_moved_is_the_same_page(url: str, change: dict[str, str]) -> None:
    """Another scheme, spelling, host: with the same title or the same date it is neither fetched nor new (case 35)."""
    assert only(KnownEntries([known()]).match(offered(url, guid="new", **change))) == ("moved", 7)


@pytest.mark.parametrize(
    "entry",
    [
        offered("https://wire.example/2018/03/best-buy-stops", title="Another thing", date="2018-04-01"),
        offered("https://wire.example/2018/03/best-buy-stays"),
        offered("https://wire.example/2018/03/best-buy-stops?page=2"),
        offered("https://wire.example/2018/03/best-buy-stops", feed="http://wire.example/feed.xml"),
        offered("https://wire.example/2018/03/best-buy-stops", title=None, date=None),
    ],
)
def test_what_shares_less_is_another_page(entry: Entry) -> None:
    """The address beyond the host, the feed, and title or date: all three must be the same."""
    assert KnownEntries([known()]).match(entry) is None


@pytest.mark.parametrize("path", ["/politics", "/2018", "/news/live", "/"])
def test_a_path_that_many_sites_have_names_no_article(path: str) -> None:
    """Only a slug or a number tells."""
    assert KnownEntries([known(f"http://ledger.example{path}")]).match(offered(f"http://wire.example{path}")) is None


def test_an_address_that_is_known_stands_for_itself() -> None:
    """Whether its wording changed is another question."""
    assert KnownEntries([known()]).match(offered(known().url)) is None


def test_an_edited_item_under_another_spelling_is_fetched() -> None:
    """Its page has the same name anyway, so it becomes a revision without a match."""
    entry = offered("https://ledger.example/2018/03/best-buy-stops", title="Best Buy sells on", date="2018-04-01")
    assert KnownEntries([known()]).match(entry) is None


def test_papers_that_share_an_article_are_two_papers() -> None:
    """In an aggregator's feed they stand side by side, with one path and one title."""
    entries = [
        offered("http://azledger.example/2018/03/best-buy-stops"),
        offered("http://ledger.example/2018/04/other"),
    ]
    assert KnownEntries([known()]).matches(entries) == [None, None]
    others = [known(f"http://outlet{n}.example/{n}", article=n) for n in range(5)]
    assert KnownEntries([known(), *others]).matches(entries[:1]) == [None]


def test_a_page_that_gave_no_article_is_tried_where_it_moved_to() -> None:
    """At the old host it may have been gone already."""
    entry = offered("https://wire.example/2018/03/best-buy-stops", guid="41")
    assert KnownEntries([known(article=None)]).match(entry) is None


@pytest.mark.parametrize(
    "entry",
    [
        offered(
            "http://ledger.example/2018/03/huawei",
            guid="41",
            title="Best Buy is to stop selling Huawei phones",
            date=None,
        ),
        offered("http://ledger.example/2018/03/huawei", guid="41", title="Retailer walks away", date=DATE),
    ],
)
def test_a_new_address_under_the_same_guid_is_a_revision(entry: Entry) -> None:
    """With half of the title's words, or the very same second; it is fetched (case 36)."""
    assert only(KnownEntries([known()]).match(entry)) == ("renamed", 7)


@pytest.mark.parametrize(
    "entry",
    [
        offered(
            "http://ledger.example/2018/03/att",
            guid="41",
            title="AT&T walks away from Huawei",
            date="2018-03-23T00:00Z",
        ),
        offered("http://ledger.example/2018/03/att", guid="42"),
        offered("http://ledger.example/2018/03/att"),
        offered("http://ledger.example/2018/03/att", guid="41", title=None, date=None),
        offered("http://ledger.example/2018/03/att", guid="41", title="The of and", date=None),
        offered("http://wire.example/att", guid="41", feed="http://wire.example/feed.xml"),
    ],
)
def test_a_guid_alone_makes_no_article_the_same(entry: Entry) -> None:
    """Another title and another date is another article, whatever number it bears."""
    assert KnownEntries([known()]).match(entry) is None


def test_items_with_one_guid_stay_apart() -> None:
    """Two addresses beside each other under one GUID: it tells nothing (case 34)."""
    entries = [offered("http://ledger.example/a", guid="41"), offered("http://ledger.example/b", guid="41")]
    assert KnownEntries([known()]).matches(entries) == [None, None]


def test_a_guid_that_stood_for_unlike_things_is_not_believed() -> None:
    """It is a place in the list: whatever is first bears number 1."""
    rows = [
        known("http://ledger.example/a", guid="1", title="AT&T walks away", article=1),
        known("http://ledger.example/b", guid="1", title="Best Buy stops selling", article=2),
    ]
    assert (
        KnownEntries(rows).match(offered("http://ledger.example/c", guid="1", title="Best Buy stops selling")) is None
    )


def test_a_date_that_many_items_bear_tells_nothing() -> None:
    """Neither a day without a time, nor the moment the feed was made."""
    entry = offered("http://ledger.example/c", guid="41", title="Something else")
    rows = [known(), known("http://ledger.example/b", guid="42", article=8)]
    assert KnownEntries(rows).match(entry) is None
    day = offered("http://ledger.example/c", guid="41", title="Something else", date="22 Mar 2018")
    assert KnownEntries([known(date="22 Mar 2018")]).match(day) is None


def test_an_article_renamed_twice_is_still_one() -> None:
    """What is known of it is a chain, and the newest link counts."""
    rows = [
        known(title="Best Buy drops Huawei", date="1"),
        known("http://ledger.example/b", title="Retailer cuts ties with Chinese maker", date="2"),
    ]
    entry = offered("http://ledger.example/c", guid="41", title="Retailer cuts ties with maker", date="3")
    assert only(KnownEntries(rows).match(entry)) == ("renamed", 7)


def test_a_hundred_thousand_known_entries_are_no_burden() -> None:
    """A feed is put in order once, and only when it is asked about."""
    rows = [
        known(f"http://ledger.example/story-{n}", guid=str(n), article=n, feed=f"{FEED}?{n % 50}")
        for n in range(100_000)
    ]
    entries = [
        offered(f"https://ledger.example/story-{n}", feed=f"{FEED}?7", guid="new") for n in range(7, 100_000, 50)
    ]
    matches = KnownEntries(rows).matches(entries)
    assert [match.article_id for match in matches if match] == list(range(7, 100_000, 50))
