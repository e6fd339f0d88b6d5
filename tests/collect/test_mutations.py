from __future__ import annotations

import gzip
import unicodedata
from collections.abc import Callable
from urllib.parse import urlsplit

from bench.mutants import Means, mutants
from pipeline.collect.feeds import parse_feed
from pipeline.errors import NotAFeedError
from pipeline.models import Feed, Page, ParsedFeed

MakePage = Callable[..., Page]

ITEMS = "".join(
    f"<item><title>Best Buy – part {number}</title><link>http://outlet.example/{number}?a=1&amp;b=2</link>"
    f"<guid>http://outlet.example/{number}</guid><pubDate>Thu, 22 Mar 2018 1{number}:05:00 -0400</pubDate>"
    f"<description><![CDATA[<p>The retailer will <a href='x'>stop</a>.</p>]]></description></item>"
    for number in range(8)
)
RSS = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Ledger</title><ttl>60</ttl>{ITEMS}</channel></rss>'
ATOM = """<?xml version="1.0" encoding="windows-1252"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Ledger – all</title>
<link rel="hub" href="http://hub.example/"/><entry><id>tag:a</id><link href="http://outlet.example/1"/>
<updated>2018-03-22T10:05:00Z</updated><content type="html">&lt;p>Text&lt;/p></content></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="http://outlet.example/"><title>Ledger</title></channel><item rdf:about="http://outlet.example/1">
<title>One</title><link>http://outlet.example/1</link></item></rdf:RDF>"""
JSON = """{"version": "https://jsonfeed.org/version/1.1", "title": "Ledger", "items": [{"id": 7, "title": "One",
"url": "http://outlet.example/a",
"content_html": "<p>Text &amp; more</p>", "date_published": "2018-03-22T10:05:00Z"}]}"""
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>http://outlet.example/1</loc>
<lastmod>2018-03-22</lastmod></url></urlset>"""
PORTAL = "<html><head><title>Welcome</title></head><body><p>Accept our terms.</p></body></html>"
MEANS = Means(
    [
        RSS.encode(),
        ATOM.encode("cp1252"),
        RDF.encode("utf-16"),
        JSON.encode(),
        gzip.compress(SITEMAP.encode(), mtime=0),
        PORTAL.encode(),
    ],
    most=1000,
)


def outcome(page: Page, feed: Feed) -> ParsedFeed | None:
    """A feed, or None for what says that it is none; all else is raised."""
    try:
        return parse_feed(page, feed)
    except NotAFeedError:
        return None


def test_a_broken_feed_is_read_or_refused_and_never_raises(fetched_page: MakePage, feed: Feed) -> None:
    """Bytes flipped, cut, doubled and spliced, tags without end, false encodings, entities: a row comes of each."""
    feeds = 0
    for mutant in mutants(MEANS, 150, seed=1):
        parsed = outcome(fetched_page(mutant.body, content_type=mutant.content_type), feed)
        feeds += parsed is not None
        for entry in parsed.entries if parsed else ():
            assert urlsplit(entry.url).scheme in {"http", "https"}, mutant.kind
            texts = (
                parsed.title,
                parsed.flaw,
                entry.title,
                entry.summary,
                entry.guid,
                entry.outlet,
                entry.published_raw,
            )
            assert not any(hidden(letter) for text in texts for letter in text or ""), mutant.kind
    assert feeds > 50


def hidden(letter: str) -> bool:
    """Would a terminal obey it, or a database refuse it?"""
    return unicodedata.category(letter) in {"Cc", "Cs"} and letter not in "\n\t"


def test_the_same_seed_breaks_feeds_in_the_same_way() -> None:
    """What is found once can be found again."""
    assert list(mutants(MEANS, 20, seed=7)) == list(mutants(MEANS, 20, seed=7))
    assert list(mutants(MEANS, 20, seed=7)) != list(mutants(MEANS, 20, seed=8))
