from __future__ import annotations

import gzip
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.collect.feeds import parse_feed
from pipeline.collect.formats.sitemap import children_to_ask, parse_sitemap
from pipeline.models import Feed, Page, ParsedFeed

MakePage = Callable[..., Page]
SHARED = Path(__file__).parents[3] / "shared" / "data" / "sitemaps"

NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet type="text/xsl" href="/sitemap.xsl"?>
<!-- <rss> made by hand -->
<sm:urlset xmlns:sm="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<sm:url><sm:loc>http://outlet.example/2018/03/21/older</sm:loc><sm:lastmod>2018-03-22T11:00:00Z</sm:lastmod>
<n:news><n:publication><n:name>Daily Ledger</n:name><n:language>en</n:language></n:publication>
<n:publication_date>2018-03-21T09:00:00Z</n:publication_date><n:title>AT&amp;T walks away</n:title></n:news></sm:url>
<sm:url><sm:loc><![CDATA[http://www.outlet.example/2018/03/22/newer?a=1&b=2]]></sm:loc>
<image:image><image:loc>http://img.example/x.jpg</image:loc><image:title>A shop</image:title></image:image>
<n:news><n:publication><n:name>Daily Ledger</n:name></n:publication>
<n:publication_date>2018-03-22T10:05:00-04:00</n:publication_date><n:title>Best Buy stops selling Huawei</n:title>
</n:news></sm:url></sm:urlset>"""


def urlset(*urls: str) -> str:
    """A sitemap of these addresses."""
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(urls)}</urlset>'


def parsed(page: Page, feed: Feed) -> ParsedFeed:
    """What a page that is a sitemap says."""
    found = parse_sitemap(page, feed)
    assert found is not None
    return found


def test_a_news_sitemap_is_a_feed_with_titles_outlets_and_dates(fetched_page: MakePage, feed: Feed) -> None:
    """Newest first, whatever its prefixes are, and pictures do not lend their titles."""
    found = parsed(fetched_page(NEWS), feed)
    assert [(entry.url, entry.title, entry.outlet) for entry in found.entries] == [
        ("http://www.outlet.example/2018/03/22/newer?a=1&b=2", "Best Buy stops selling Huawei", "Daily Ledger"),
        ("http://outlet.example/2018/03/21/older", "AT&T walks away", "Daily Ledger"),
    ]
    assert (found.title, found.flaw) == ("Daily Ledger", None)
    assert found.entries[1].published_at == datetime(2018, 3, 21, 9, tzinfo=UTC)


def test_a_modification_is_no_publication(fetched_page: MakePage, feed: Feed) -> None:
    """The lastmod is kept so that a change is noticed; when the page was published is for the page to say."""
    page = fetched_page(
        urlset(
            "<url><loc>http://outlet.example/a</loc><lastmod>2018-03-22T11:00:00Z</lastmod></url>",
            "<url><loc>http://outlet.example/b</loc></url>",
        )
    )
    one, other = parsed(page, feed).entries
    assert (one.modified_raw, one.published_raw, one.published_at) == ("2018-03-22T11:00:00Z", None, None)
    assert (other.modified_raw, other.title) == (None, None)


def test_one_lastmod_for_all_is_when_the_sitemap_was_made(fetched_page: MakePage, feed: Feed) -> None:
    """It changes with every answer and says nothing of any page."""
    url = "<url><loc>http://outlet.example/{}</loc><lastmod>2018-03-22</lastmod></url>"
    page = fetched_page(urlset(*map(url.format, range(3))))
    assert [entry.published_raw for entry in parsed(page, feed).entries] == [None] * 3


def test_a_sitemap_speaks_for_its_own_site_only(fetched_page: MakePage, feed: Feed) -> None:
    """Others' addresses, files and addresses inside the network are left out and counted."""
    locs = (
        "http://notoutlet.example/a",
        "http://other.example/b",
        "file:///etc/passwd",
        "http://127.0.0.1/x",
        "/c",
        "",
    )
    page = fetched_page(
        urlset(*(f"<url><loc>{loc}</loc></url>" for loc in locs)), final_url="https://outlet.example/maps/news.xml"
    )
    found = parsed(page, feed)
    assert [entry.url for entry in found.entries] == ["https://outlet.example/c"]
    assert found.flaw == "2 without an address; 3 on other sites left out"


def test_sites_are_told_by_their_registrable_domain(fetched_page: MakePage) -> None:
    """feeds.bbc.co.uk speaks for www.bbc.co.uk, and not for all of co.uk."""
    feed = Feed(url="https://feeds.bbc.co.uk/sitemap.xml", topic="t")
    locs = ("https://www.bbc.co.uk/news/1", "https://www.itv.co.uk/news/2")
    page = fetched_page(urlset(*(f"<url><loc>{loc}</loc></url>" for loc in locs)), url=feed.url, final_url=feed.url)
    assert [entry.url for entry in parsed(page, feed).entries] == ["https://www.bbc.co.uk/news/1"]


def test_the_newest_two_thousand_are_taken(fetched_page: MakePage, feed: Feed) -> None:
    """Wherever in the document they stand; dated ones go before those without a date."""
    urls = [f"<url><loc>http://outlet.example/{n}</loc></url>" for n in range(2500)]
    dated = "<url><loc>http://outlet.example/dated/{0}</loc><lastmod>2018-03-{0:02}</lastmod></url>"
    found = parsed(fetched_page(urlset(*urls, dated.format(20), dated.format(21))), feed)
    assert len(found.entries) == 2000
    assert [entry.url for entry in found.entries[:3]] == [
        "http://outlet.example/dated/21",
        "http://outlet.example/dated/20",
        "http://outlet.example/0",
    ]
    assert found.flaw == "502 beyond the newest 2000 left out"


@pytest.mark.parametrize(("cut", "entries"), [(0, 2), (200, 2), (len(NEWS) // 2, 1)])
def test_gzip_as_content_is_unpacked(fetched_page: MakePage, feed: Feed, cut: int, entries: int) -> None:
    """Servers send .xml.gz as a file; one that broke off is read as far as it goes."""
    body = gzip.compress(NEWS.encode(), compresslevel=0)
    found = parsed(fetched_page(body[: len(body) - cut], content_type="application/gzip"), feed)
    assert (len(found.entries), bool(found.flaw)) == (entries, bool(cut))


def test_a_bomb_is_unpacked_no_further_than_the_protocol_allows(fetched_page: MakePage, feed: Feed) -> None:
    """What is in the first 50 MB counts."""
    body = urlset(
        "<url><loc>http://outlet.example/a</loc></url>",
        " " * 120_000_000,
        "<url><loc>http://outlet.example/b</loc></url>",
    )
    found = parsed(fetched_page(gzip.compress(body.encode(), compresslevel=1)), feed)
    assert [entry.url for entry in found.entries] == ["http://outlet.example/a"]
    assert "cut off at 50 MB" in str(found.flaw)


@pytest.mark.parametrize(
    "broken",
    [
        "<urlset><url><loc>http://outlet.example/a</loc></url><url><loc>http://outlet.example/b",
        "<urlset><url><loc>http://outlet.example/a</loc></urlx><url><loc>http://outlet.example/whole</loc></url></urlset>",
        "<urlset><url><loc>http://outlet.example/a</loc><x:news><x:title>A</x:title></x:news></url></urlset>",
        "<urlset><url><loc>http://outlet.example/a</loc><n:news><n:title>A & B</n:title></n:news></url></urlset>",
        "<urlset><url><loc>http://outlet.example/a</loc></url>\x00\x01</urlset>",
        "\n\n<?xml version='1.0'?><urlset><url><loc>http://outlet.example/a</loc></url></urlset>",
    ],
)
def test_what_is_broken_is_salvaged(fetched_page: MakePage, feed: Feed, broken: str) -> None:
    """The addresses before the flaw are addresses; one that broke off is none."""
    entries = parsed(fetched_page(broken), feed).entries
    assert entries[0].url == "http://outlet.example/a"
    assert all(entry.url.endswith(("/a", "/whole")) for entry in entries)


def test_entities_stay_what_they_are(fetched_page: MakePage, feed: Feed, tmp_path: Path) -> None:
    """Nothing is expanded a billion times, no file and no network is read; the addresses before the trap stand."""
    secret = tmp_path / "secret"
    secret.write_text("http://outlet.example/secret", encoding="utf-8")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE urlset [<!ENTITY l0 "lol">{laughs}<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    urls = ("http://outlet.example/a", "&x;", "http://outlet.example/&l9;")
    page = fetched_page(doctype + urlset(*(f"<url><loc>{url}</loc></url>" for url in urls)))
    found = parsed(page, feed)
    assert found.entries[0].url == "http://outlet.example/a"
    assert not any("secret" in entry.url or len(entry.url) > 30 for entry in found.entries)
    assert "amplification" in str(found.flaw)


@pytest.mark.parametrize(
    "body",
    [
        '<rss version="2.0"><channel><item><link>http://outlet.example/a</link></item></channel></rss>',
        "<!doctype html><html><body><urlset></urlset></body></html>",
        "<!-- <urlset> --><rss/>",
        "http://outlet.example/a",
        b"\x1f\x8b\x08broken",
        b"",
    ],
)
def test_what_is_no_sitemap_is_left_to_others(fetched_page: MakePage, feed: Feed, body: str | bytes) -> None:
    """The first element decides."""
    assert parse_sitemap(fetched_page(body), feed) is None


def test_an_index_names_its_children_and_which_of_them_changed(fetched_page: MakePage, feed: Feed) -> None:
    """A day means any moment of it, and a child without a date may always have changed."""
    children = (("day", "2018-03-22"), ("instant", "2018-03-22T12:00:00Z"), ("old", "2018-03-01"), ("month", "2018-02"))
    sitemaps = "".join(
        f"<sitemap><loc>http://outlet.example/{name}.xml</loc><lastmod>{date}</lastmod></sitemap>"
        for name, date in children
    )
    index = f"<sitemapindex>{sitemaps}<sitemap><loc>http://outlet.example/undated.xml</loc></sitemap></sitemapindex>"
    found = parsed(fetched_page(index), feed)
    assert (found.entries, len(found.children)) == ((), 5)

    def asked(since: datetime | None) -> list[str]:
        return [url.rpartition("/")[2].removesuffix(".xml") for url in children_to_ask(found.children, since)]

    assert asked(None) == ["instant", "day", "old", "month", "undated"]
    assert asked(datetime(2018, 3, 22, 18, tzinfo=UTC)) == ["day", "month", "undated"]
    assert asked(datetime(2018, 3, 25, tzinfo=UTC)) == ["month", "undated"]


def test_of_an_endless_index_fifty_children_are_asked(fetched_page: MakePage, feed: Feed) -> None:
    """More would be a crawl."""
    index = "".join(f"<sitemap><loc>/{n}.xml</loc></sitemap>" for n in range(70))
    found = parsed(fetched_page(f"<sitemapindex>{index}</sitemapindex>"), feed)
    assert (len(found.children), found.flaw) == (50, "20 beyond the newest 50 left out")


@pytest.mark.parametrize("path", sorted(SHARED.glob("sitemap*")), ids=lambda path: path.name)
def test_real_sitemaps_are_read_whole(fetched_page: MakePage, feed: Feed, path: Path) -> None:
    """Each address the file lists, once."""
    body = path.read_bytes()
    text = gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body
    home = "http://www.example.com/" if b"example.com" in text else "https://www.sitemaps.org/"
    found = parsed(fetched_page(body, final_url=home), feed)
    assert len(found.entries) + len(found.children) == text.count(b"<loc>")
    assert found.flaw is None


def test_the_feed_parser_takes_sitemaps_and_lists(fetched_page: MakePage, feed: Feed) -> None:
    """To a run they are feeds like any other."""
    assert len(parse_feed(fetched_page(NEWS), feed).entries) == 2
    assert parse_feed(fetched_page(urlset()), feed).entries == ()
    assert len(parse_feed(fetched_page("http://outlet.example/a\n", content_type="text/plain"), feed).entries) == 1
