from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from pipeline.collect.feeds import parse_feed
from pipeline.errors import NotAFeedError
from pipeline.models import Page

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.models import Entry, Feed

MakePage = Callable[..., Page]

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Daily Ledger &#8211; Phones</title><link>http://outlet.example/</link>
<item><title>Best Buy &lt;b&gt;stops&lt;/b&gt; selling Huawei</title><link>/phones/best-buy?a=1&amp;b=2</link>
<guid isPermaLink="false">41</guid><pubDate>Thu, 22 Mar 2018 10:05:00 -0400</pubDate>
<source url="http://wire.example/feed">The Wire</source>
<description><![CDATA[<p>The retailer</p><p>will <a href="x">stop</a>.</p>
<script>alert(1)</script>]]></description></item>
<item><guid>http://outlet.example/only-a-guid</guid><title>AT&amp;T</title></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://outlet.example/base/"><title>Ledger</title>
<entry><id>tag:outlet.example,2018:1</id><link rel="alternate" href="one"/><title type="text">1 &lt; 2</title>
<updated>2018-03-22T10:05:00Z</updated><content type="html">&lt;p>Whole text&lt;/p></content></entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="http://outlet.example/"><title>Ledger</title></channel>
<item rdf:about="http://outlet.example/1"><title>One</title><link>http://outlet.example/1</link>
<dc:date>2018-03-22T10:05:00+01:00</dc:date></item></rdf:RDF>"""


def rss(items: str) -> str:
    """A feed of these items."""
    return f'<rss version="2.0"><channel><title>Ledger</title>{items}</channel></rss>'


def only_entry(page: Page, feed: Feed) -> Entry:
    """The entry of a feed that has one."""
    (entry,) = parse_feed(page, feed).entries
    return entry


def test_an_item_of_rss_becomes_an_entry(fetched_page: MakePage, feed: Feed) -> None:
    """The link is joined, markup is gone, the date is an instant, the publisher is the item's own."""
    page = fetched_page(RSS, final_url="https://www.outlet.example/feed.xml")
    parsed = parse_feed(page, feed)
    entry = parsed.entries[0]
    assert (parsed.title, parsed.flaw) == ("Daily Ledger – Phones", None)
    assert entry.url == "https://www.outlet.example/phones/best-buy?a=1&b=2"
    assert entry.title == "Best Buy stops selling Huawei"
    assert entry.summary == "The retailer will stop."
    assert (entry.guid, entry.outlet, entry.feed_url) == ("41", "The Wire", feed.url)
    assert entry.published_at == datetime(2018, 3, 22, 14, 5, tzinfo=UTC)


def test_a_guid_that_is_an_address_stands_in_for_a_link(fetched_page: MakePage, feed: Feed) -> None:
    """Items without link are common, and most have their address as GUID."""
    entry = parse_feed(fetched_page(RSS), feed).entries[1]
    assert (entry.url, entry.title) == ("http://outlet.example/only-a-guid", "AT&T")


def test_atom_is_read_with_its_base_and_its_text(fetched_page: MakePage, feed: Feed) -> None:
    """A title of type text is not markup; the content serves where there is no summary."""
    entry = only_entry(fetched_page(ATOM, content_type="application/atom+xml"), feed)
    assert entry.url == "http://outlet.example/base/one"
    assert (entry.title, entry.summary) == ("1 < 2", "Whole text")
    assert entry.published_at == datetime(2018, 3, 22, 10, 5, tzinfo=UTC)


def test_rdf_is_read(fetched_page: MakePage, feed: Feed) -> None:
    """RSS 1.0 still is what some newspapers publish."""
    entry = only_entry(fetched_page(RDF), feed)
    assert entry.published_at == datetime(2018, 3, 22, 9, 5, tzinfo=UTC)


def test_json_feed_is_read(fetched_page: MakePage, feed: Feed) -> None:
    """JSON Feed 1.1, served under any content type."""
    body = """{"version": "https://jsonfeed.org/version/1.1", "title": "Ledger", "items": [
        {"id": 7, "url": "/a", "title": "One", "content_html": "<p>Text &amp; more</p>",
         "date_published": "2018-03-22T10:05:00Z"},
        "no item", {"id": "x"}]}"""
    parsed = parse_feed(fetched_page(body, content_type="text/plain"), feed)
    (entry,) = parsed.entries
    assert (entry.url, entry.guid, entry.summary) == ("http://outlet.example/a", "7", "Text & more")
    assert entry.published_at == datetime(2018, 3, 22, 10, 5, tzinfo=UTC)
    assert parsed.flaw == "1 without an address"


@pytest.mark.parametrize(
    "date",
    [
        "Thu, 22 Mar 2018 10:05:00 CET", "Thu, 22 Mar 2018 10:05:00 IST", "Thu, 22 Mar 2018 10:05:00",
        "2018-03-22 10:05", "2018年3月22日", "0003-01-01T00:00:00Z",
        "Thu, 01 Jan 1970 00:00:00 GMT", "Wed, 22 Mar 2099 10:05:00 GMT", "yesterday",
        "2018-13-45", "Sun, 25 Mar 2018 10:05:00 GMT",
    ],
)  # fmt: skip
def test_a_date_that_leaves_a_doubt_is_kept_as_text_only(fetched_page: MakePage, feed: Feed, date: str) -> None:
    """Unreadable, ambiguous, out of range or ahead of its time: unknown, and never now."""
    entry = only_entry(fetched_page(rss(f"<item><link>/a</link><pubDate>{date}</pubDate></item>")), feed)
    assert (entry.published_at, entry.published_raw) == (None, date)


def test_the_same_guid_at_two_addresses_is_two_entries(fetched_page: MakePage, feed: Feed) -> None:
    """Generators repeat GUIDs; nothing is lost for it."""
    items = "".join(f'<item><guid isPermaLink="false">1</guid><link>/{name}</link></item>' for name in "ab")
    entries = parse_feed(fetched_page(rss(items)), feed).entries
    assert [entry.url for entry in entries] == ["http://outlet.example/a", "http://outlet.example/b"]


def test_an_empty_feed_is_a_feed(fetched_page: MakePage, feed: Feed) -> None:
    """Nothing new is no failure."""
    assert parse_feed(fetched_page(rss("")), feed).entries == ()


def test_a_torn_feed_gives_what_can_be_saved(fetched_page: MakePage, feed: Feed) -> None:
    """Malformed XML is read with a note of what was wrong."""
    torn = rss("<item><link>/a</link><title>A & B</title></item><item><link>/b</link>")[:-30]
    parsed = parse_feed(fetched_page(torn), feed)
    assert parsed.entries[0].url == "http://outlet.example/a"
    assert (parsed.flaw or "").startswith("not well formed")


def test_links_out_of_the_web_are_no_addresses(fetched_page: MakePage, feed: Feed) -> None:
    """An item that points to a script, a file or a mailbox has no page to fetch."""
    links = ("javascript:alert(1)", "file:///etc/passwd", "mailto:a@outlet.example")
    parsed = parse_feed(fetched_page(rss("".join(f"<item><link>{link}</link></item>" for link in links))), feed)
    assert (parsed.entries, parsed.flaw) == ((), "3 without an address")


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (RSS.encode(), "application/xml; charset=iso-8859-1"),
        (RSS.replace("UTF-8", "iso-8859-1").encode(), "text/xml"),
        (RSS.replace("UTF-8", "windows-1252").replace("&#8211;", "–").encode("cp1252"), "application/xml"),
        (RSS.replace("UTF-8", "utf-16").encode("utf-16"), "application/xml"),
        (RSS.replace("UTF-8", "punycode").encode(), "application/xml"),
        (RSS.replace("UTF-8", "unicode_escape").encode(), "application/xml"),
        (RSS.replace("UTF-8", "undefined").encode(), "application/xml; charset=undefined"),
        (RSS.replace("UTF-8", "klingon").encode(), "application/xml; charset=klingon"),
    ],
)
def test_wrong_and_impossible_encodings_are_seen_through(
    fetched_page: MakePage, feed: Feed, body: bytes, content_type: str
) -> None:
    """What the bytes are counts for more than what header and declaration say, and no codec crashes the reader."""
    body = body.replace(b"&#8211;", "–".encode()) if b"utf-16" not in body and b"windows" not in body else body
    assert parse_feed(fetched_page(body, content_type=content_type), feed).title == "Daily Ledger – Phones"


def test_bytes_that_are_a_path_open_no_file(fetched_page: MakePage, feed: Feed, tmp_path: Path) -> None:
    """Feedparser would read the file that a body names."""
    secret = tmp_path / "secret.xml"
    secret.write_text(RSS, encoding="utf-8")
    with pytest.raises(NotAFeedError):
        parse_feed(fetched_page(str(secret)), feed)


def test_entities_are_neither_expanded_without_end_nor_read_from_disk(
    fetched_page: MakePage, feed: Feed, tmp_path: Path
) -> None:
    """Billion laughs stay unlaughed, and files stay where they are."""
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret", encoding="utf-8")
    lol = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    doctype = f'<!DOCTYPE rss [<!ENTITY l0 "ha"><!ENTITY file SYSTEM "{secret.as_uri()}">{lol}]>'
    parsed = parse_feed(fetched_page(doctype + rss("<item><link>/a</link><title>&l9;&file;</title></item>")), feed)
    assert "secret" not in str(parsed)
    assert len(str(parsed)) < 10_000


@pytest.mark.parametrize(
    ("body", "content_type", "reason"),
    [
        (b"", "application/xml", "empty"),
        (b" \n\0", "application/xml", "empty"),
        (b"<!doctype html><title>Welcome</title><p>Please accept the terms of our network.", "text/html", "HTML page"),
        (
            b'<html><head><link rel="alternate" type="application/rss+xml" href="/rss?a=1&amp;b=2">',
            None,
            "http://outlet.example/rss?a=1&b=2",
        ),
        (b'{"error": "no such feed"}', "application/json", "not a JSON Feed"),
        (b'{"items": [', "application/json", "cannot be read"),
        (b"%PDF-1.4 ...", "application/pdf", "another kind"),
        (b"one two three", "text/plain", "nothing in it looks like"),
    ],
)
def test_what_is_not_a_feed_says_what_it_is(
    fetched_page: MakePage, feed: Feed, body: bytes, content_type: str | None, reason: str
) -> None:
    """The message names the thing and, where there is one, the way out."""
    with pytest.raises(NotAFeedError, match=reason.replace("?", r"\?")):
        parse_feed(fetched_page(body, content_type=content_type), feed)


def test_what_a_terminal_would_obey_and_a_database_refuse_is_left_out(fetched_page: MakePage, feed: Feed) -> None:
    """Escape sequences and lone surrogates arrive in JSON, and go no further."""
    item = {"url": "/a", "id": "\ud800", "title": "\x1b[31mRed\ud800", "date_published": "\x1b" + "9" * 5000}
    body = json.dumps({"version": "https://jsonfeed.org/version/1", "items": [item, {"url": "/\ud800"}]})
    parsed = parse_feed(fetched_page(body), feed)
    assert parsed.entries[0].title == "[31mRed"
    assert parsed.entries[0].published_raw == "9" * 100
    assert parsed.flaw == "1 without an address"


def test_a_runaway_feed_is_cut(fetched_page: MakePage, feed: Feed) -> None:
    """Two thousand items are read, and the flaw counts the rest."""
    items = [{"url": f"/{number}"} for number in range(2005)]
    body = json.dumps({"version": "https://jsonfeed.org/version/1", "items": items})
    parsed = parse_feed(fetched_page(body), feed)
    assert len(parsed.entries) == 2000
    assert parsed.flaw == "5 beyond the first 2000 left out"
