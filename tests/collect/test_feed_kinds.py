from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.collect.feeds import parse_feed
from pipeline.errors import NotAFeedError
from pipeline.models import Page

if TYPE_CHECKING:
    from pipeline.models import Entry, Feed

MakePage = Callable[..., Page]
SHARED_FEEDS = Path(__file__).parents[3] / "shared" / "data" / "feeds"


def rss(items: str) -> str:
    """A feed of these items."""
    return f'<rss version="2.0"><channel><title>Ledger</title>{items}</channel></rss>'


def only_entry(page: Page, feed: Feed) -> Entry:
    """The entry of a feed that has one."""
    (entry,) = parse_feed(page, feed).entries
    return entry


# Title and number of items of the collection's feeds in awkward encodings; items without an address are none.
AWKWARD = {
    "encoding/invalid-prolog.xml": ("테스트 피드", 0),
    "encoding/iso-8859-1.xml": ("Café", 0),
    "encoding/koi8r.xml": ("Пример RSS ленты", 2),
    "encoding/utf8-incorrect-prolog.xml": ("테스트 피드", 0),
    "encoding/utf8.xml": ("테스트 피드", 0),
    "encoding/windows-1252-incorrect-prolog.xml": ("Euro €", 0),
    "encoding/windows-1252.xml": ("Euro €", 0),
    "parser/encoding_ISO-8859-1.xml": ("Golem.de", 40),
    "parser/encoding_WINDOWS-1251.xml": ("iBash.Org.Ru", 50),
    "parser/large_atom.xml": ("Artificial truth", 25),
    "parser/large_rss.xml": ("Artificial truth", 25),
    "parser/no_encoding_ISO-8859-1.xml": ("Flux RSS du magazine de psychologie Le Cercle Psy", 9),
    "parser/rdf_UTF8.xml": ("heise online News", 60),
    "parser/small_atom.xml": ("Recent Commits to v2:main", 20),
    "parser/urdu_UTF8.xml": ("BBC News اردو - پاکستان کے لیے امریکی امداد کی بہار و خزاں", 26),
    "xml/iso88591.xml": None,
    "xml/iso88591_utf8_mismatch.xml": None,
    "xml/koi8r.xml": ("Пример RSS ленты", 2),
}


def titled(page: Page, feed: Feed) -> tuple[str | None, int] | None:
    """A feed's title and how many entries it has, None for what is no feed; a character lost anywhere is an error."""
    try:
        parsed = parse_feed(page, feed)
    except NotAFeedError:
        return None
    assert "\ufffd" not in str(parsed)
    return parsed.title, len(parsed.entries)


@pytest.mark.parametrize(
    "header", ["text/xml", "application/xml; charset=utf-8", "text/html; charset=iso-8859-1", None]
)
def test_awkward_encodings_are_read_whatever_the_header_says(
    fetched_page: MakePage, feed: Feed, header: str | None
) -> None:
    """Cyrillic, Korean, Urdu and German, declared rightly, wrongly and not at all; two of the files are no feeds."""
    found = {
        path.relative_to(SHARED_FEEDS / "miniflux").as_posix(): titled(
            fetched_page(path.read_bytes(), content_type=header), feed
        )
        for path in sorted(SHARED_FEEDS.glob("miniflux/*/*.xml"))
    }
    assert found == (AWKWARD if SHARED_FEEDS.exists() else {})


@pytest.mark.parametrize("version", ["0.91", "0.92", "0.93", "0.94", "2.0", "2.0.11", "3.0"])
def test_every_rss_is_read(fetched_page: MakePage, feed: Feed, version: str) -> None:
    """The numbers differ, the items do not."""
    body = rss("<item><title>One</title><link>http://outlet.example/1</link></item>").replace("2.0", version)
    assert only_entry(fetched_page(body), feed).url == "http://outlet.example/1"


OLD = {
    "atom 0.3": """<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title mode="escaped">Ledger</title><entry>
        <title>One</title><link rel="alternate" type="text/html" href="http://outlet.example/1"/>
        <issued>2018-03-22T10:05:00Z</issued></entry></feed>""",
    "rss 0.9": """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>Ledger</title></channel>
        <item><title>One</title><link>http://outlet.example/1</link></item></rdf:RDF>""",
    "no kind that anybody named": """<channel><title>Ledger</title><item><title>One</title>
        <link>http://outlet.example/1</link></item></channel>""",
    "behind a warning": """<br /><b>Warning</b>: session_start() in <b>/www/feed.php</b> on line <b>4</b>
        <?xml version="1.0"?><rss version="2.0"><channel><title>Ledger</title><item><title>One</title>
        <link>http://outlet.example/1</link></item></channel></rss>""",
}


@pytest.mark.parametrize("kind", OLD)
def test_old_and_nameless_kinds_are_read(fetched_page: MakePage, feed: Feed, kind: str) -> None:
    """Whatever has a title and items with addresses."""
    parsed = parse_feed(fetched_page(OLD[kind]), feed)
    assert parsed.title == "Ledger"
    assert [(entry.url, entry.title) for entry in parsed.entries] == [("http://outlet.example/1", "One")]


def test_a_page_with_elements_called_item_is_no_feed(fetched_page: MakePage, feed: Feed) -> None:
    """A captive portal may be written in anything; and a feed inside a page is one."""
    page = "<!-- proxy -->\n<!DOCTYPE html><html><body><item><link>/login</link></item>{}</body></html>"
    with pytest.raises(NotAFeedError, match="HTML page"):
        parse_feed(fetched_page(page.format("")), feed)
    assert parse_feed(fetched_page(page.format(rss("<item><link>/a</link></item>"))), feed).entries


def test_content_location_is_what_addresses_are_relative_to(fetched_page: MakePage, feed: Feed) -> None:
    """Where the server says that the feed lies elsewhere on the web; anything else it says is not heard."""
    body = rss("<item><link>a</link></item>")
    for location, url in {
        "/news/feed": "http://outlet.example/news/a",
        "file:///x/": "http://outlet.example/a",
    }.items():
        page = fetched_page(body, headers={"content-location": location})
        assert only_entry(page, feed).url == url


def test_an_address_is_kept_as_it_stands(fetched_page: MakePage, feed: Feed) -> None:
    """What a cleaned address would lose may be what the page is found by; comparing is another matter."""
    url = "http://Outlet.example/A%2Fb/?utm_source=rss&amp;id=7&amp;cid=x;y#!/part"
    assert only_entry(fetched_page(rss(f"<item><link>{url}</link></item>")), feed).url == url.replace("&amp;", "&")


@pytest.mark.parametrize(
    "link", ["http://[outlet.example/", "http://outlet.example:port/", "//", "http://", "?", "\x00"]
)
def test_an_impossible_address_costs_one_item(fetched_page: MakePage, feed: Feed, link: str) -> None:
    """The others are read, in XML and in JSON."""
    items = [{"url": link, "id": "1"}, {"url": "http://outlet.example/2"}]
    body = json.dumps({"version": "https://jsonfeed.org/version/1", "items": items})
    assert parse_feed(fetched_page(body), feed).entries[-1].url == "http://outlet.example/2"
    markup = rss(f"<item><link>{link}</link></item><item><link>http://outlet.example/2</link></item>")
    assert parse_feed(fetched_page(markup), feed).entries[-1].url == "http://outlet.example/2"


def test_a_json_feed_of_the_first_version_in_full(fetched_page: MakePage, feed: Feed) -> None:
    """Authors and attachments are no words; plain text is not markup; an address elsewhere stands in for its own."""
    item = {
        "id": "1",
        "external_url": "http://other.example/1",
        "title": "One",
        "content_text": "3 < 4 &amp; 5",
        "author": {"name": "Jane Doe"},
        "authors": [{"name": "Jane Doe"}, 7],
        "attachments": [{"url": "http://outlet.example/1.mp3", "mime_type": "audio/mpeg"}],
        "date_modified": "2018-03-22T10:05:00Z",
    }
    body = json.dumps({"version": "https://jsonfeed.org/version/1", "title": "Ledger", "items": [item]})
    entry = only_entry(fetched_page(body.encode("utf-16")), feed)
    assert (entry.url, entry.summary) == ("http://other.example/1", "3 < 4 &amp; 5")
    assert entry.published_at == datetime(2018, 3, 22, 10, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "name", ["links", "title_detail", "content", "source", "ttl", "tags", "published_parsed", "id"]
)
def test_elements_that_feedparser_takes_for_its_own_values_are_harmless(
    fetched_page: MakePage, feed: Feed, name: str
) -> None:
    """It keeps unknown elements beside its own values, as text or as dictionaries, and may lose an address over it."""
    odd = f"<{name}>x</{name}><{name} a='b'/>"
    parsed = parse_feed(fetched_page(rss(f"<title>Ledger</title>{odd}<item>{odd}<link>/a</link></item>")), feed)
    assert parsed.title == "Ledger"
    assert parsed.entries or parsed.flaw == "1 without an address"
