from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from pipeline.collect.candidates import common_places, feed_links, named_feeds, sitemaps_named
from pipeline.collect.fetch import Fetcher
from pipeline.discovery import discover
from pipeline.errors import UsageError
from pipeline.read.workers import InlineReader
from pipeline.screen.discover import _chosen

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Loopback, Outcome, Site

    from pipeline.discovery import Discovery
    from pipeline.models import Page

    MakePage = Callable[..., Page]

HOME = """<!doctype html><html><head><title>Ledger</title>
<!-- <link rel="alternate" type="application/rss+xml" href="/old.xml"> -->
<link rel="stylesheet" href="/feed.css"><link rel="alternate" hreflang="de" href="/de/">
<LINK REL='alternate' TYPE='application/rss+xml' TITLE='Ledger &raquo; Comments' HREF='/comments/feed/'>
<link rel="alternate" type="application/atom+xml" title="Ledger" href="feed.atom?a=1&amp;b=2">
<link rel=alternate type=application/feed+json href=https://outlet.example/feed.json>
<link rel="alternate" type="application/rss+xml" href="file:///etc/passwd"></head>
<body><a href="/about">About our feeds</a> <a href="/rss/phones.xml">Phones</a> <a href="/rss/phones.xml">Again</a>
<a href="https://feeds.feedburner.com/ledger">Feed</a> <a href="https://other.example/feed">Friends</a>
<a href="/feedback">Feedback</a> <a href="/?feed=rss2#x"><img src="/rss.png"></a> <a href="javascript:rss()">RSS</a>
</body></html>"""


def looked(root: str, place: str = "/") -> Discovery:
    """A look around a site on loopback."""
    fetcher, now = Fetcher(allow_private=frozenset({"127.0.0.1"})), datetime.now(tz=UTC)
    return discover(root + place, lambda requests: fetcher.fetch_all(requests, lambda: now), InlineReader(), now)


def paths(found: Discovery, site: Site) -> list[str]:
    """Where the feeds are, best first."""
    return [find.url.removeprefix(site.root) for find in found.finds]


def rss(title: str, *links: str, age: timedelta = timedelta(hours=1)) -> bytes:
    """A feed with items an hour apart."""
    newest = datetime.now(tz=UTC) - age
    items = "".join(
        f"<item><title>{link}</title><link>{link}</link>"
        f"<pubDate>{newest - timedelta(hours=number):%a, %d %b %Y %H:%M:%S} GMT</pubDate></item>"
        for number, link in enumerate(links)
    )
    return f"<rss version='2.0'><channel><title>{title}</title>{items}</channel></rss>".encode()


def test_a_page_names_its_feeds(fetched_page: MakePage) -> None:
    """In any spelling of the markup, joined and unescaped; what is commented out or no web address is none."""
    page = fetched_page(HOME, final_url="https://outlet.example/news/")
    assert [(candidate.url, candidate.title) for candidate in named_feeds(page)] == [
        ("https://outlet.example/comments/feed/", "Ledger » Comments"),
        ("https://outlet.example/news/feed.atom?a=1&b=2", "Ledger"),
        ("https://outlet.example/feed.json", None),
    ]


def test_links_that_look_like_feeds_are_on_the_site_or_where_feeds_are_kept(fetched_page: MakePage) -> None:
    """Words like feedback, and other people's feeds, do not count."""
    page = fetched_page(HOME, final_url="https://outlet.example/news/")
    assert [candidate.url for candidate in feed_links(page)] == [
        "https://outlet.example/rss/phones.xml",
        "https://feeds.feedburner.com/ledger",
        "https://outlet.example/?feed=rss2",
    ]


def test_links_are_relative_to_the_base_that_a_page_gives(fetched_page: MakePage) -> None:
    """As browsers have it."""
    html = '<base href="https://cdn.outlet.example/x/"><a href="rss">RSS</a>'
    page = fetched_page(html, final_url="https://outlet.example/")
    assert [candidate.url for candidate in feed_links(page)] == ["https://cdn.outlet.example/x/rss"]


@pytest.mark.parametrize(
    "piece",
    ["\n", "<a href=", "<link " + "a" * 4000 + ">", "<!--", '<a x="', "<a a='\"", "<base ", "<a " + "a=" * 2000 + ">"],
)
def test_hostile_markup_is_looked_through_in_one_go(fetched_page: MakePage, piece: str) -> None:
    """A megabyte of it finds nothing, soon; as robots.txt as well."""
    page = fetched_page(piece * (1_000_000 // len(piece)))
    assert (named_feeds(page), feed_links(page), sitemaps_named(page)) == ((), (), ())


def test_robots_txt_names_sitemaps(fetched_page: MakePage) -> None:
    """Of this site, the news first."""
    text = "User-agent: *\nDisallow: /x\nSitemap: https://outlet.example/all.xml\nsitemap : /news.xml # new\nSitemap: http://other.example/s.xml"
    page = fetched_page(text, url="https://outlet.example/robots.txt", final_url="https://outlet.example/robots.txt")
    assert [candidate.url for candidate in sitemaps_named(page)] == [
        "https://outlet.example/news.xml",
        "https://outlet.example/all.xml",
    ]


def test_the_usual_places_are_below_the_page_and_at_the_top() -> None:
    """Below a section, not below a file."""
    below = [candidate.url for candidate in common_places("https://outlet.example/technology?x=1")]
    assert below[:2] == ["https://outlet.example/technology/feed", "https://outlet.example/technology/rss"]
    assert "https://outlet.example/news-sitemap.xml" in below
    assert common_places("https://outlet.example/a/index.html")[0].url == "https://outlet.example/feed"


def test_site_wide_feeds_come_before_those_of_comments(site: Site) -> None:
    """And fresh ones before stale ones; what is named is asked, and nothing is guessed."""
    names = {"/comments/feed": "Comments for Ledger", "/old.xml": "Ledger 2012", "/feed": "Ledger", "/gone": ""}
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="{path}">' for path in names)
    site.answers["/"] = f"<html><head>{links}</head></html>".encode()
    site.answers["/comments/feed"] = rss(names["/comments/feed"], *(f"/c{n}" for n in range(30)))
    site.answers["/old.xml"] = rss(names["/old.xml"], "/1", "/2", age=timedelta(days=900))
    site.answers["/feed"] = rss(names["/feed"], "/3", "/4")
    found = looked(site.root)
    assert paths(found, site) == ["/feed", "/old.xml", "/comments/feed"]
    assert (found.finds[0].title, found.finds[0].kind, found.finds[0].entries, found.finds[0].dated) == (
        "Ledger",
        "RSS",
        2,
        1.0,
    )
    assert sorted(site.asked) == ["/", "/comments/feed", "/feed", "/gone", "/old.xml", "/robots.txt"]


def test_a_feed_is_its_own_discovery(site: Site) -> None:
    """Nothing else is asked."""
    url = site.feed("/feed.xml", "/one")
    assert [find.url for find in looked(site.root, "/feed.xml").finds] == [url]
    assert site.asked == ["/feed.xml"]


def test_sitemaps_of_robots_txt_are_found_and_come_after_feeds(site: Site) -> None:
    """A news sitemap is as good as a feed, a plain one is a last resort."""
    news = (
        '<urlset xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>/a</loc><n:news>'
        "<n:publication_date>2018-03-22T10:05:00Z</n:publication_date><n:title>A</n:title></n:news></url></urlset>"
    )
    site.answers["/"] = b"<html><a href='/rss/'>All our feeds</a></html>"
    site.answers["/robots.txt"] = (
        f"Sitemap: {site.root}/all.xml\nSitemap: {site.root}/news.xml\nSitemap: {site.root}/index.xml".encode()
    )
    site.answers["/all.xml"] = b"<urlset><url><loc>/a</loc></url><url><loc>/b</loc></url></urlset>"
    site.answers["/news.xml"] = news.encode()
    site.answers["/index.xml"] = b"<sitemapindex><sitemap><loc>/all.xml</loc></sitemap></sitemapindex>"
    site.answers["/rss/"] = b"<html><a href='/rss/phones.xml'>Phones</a></html>"
    site.answers["/rss/phones.xml"] = rss("Phones", "/p")
    found = looked(site.root)
    assert [(path, find.kind) for path, find in zip(paths(found, site), found.finds, strict=True)] == [
        ("/rss/phones.xml", "RSS"),
        ("/all.xml", "sitemap"),
        ("/index.xml", "sitemap index"),
        ("/news.xml", "news sitemap"),
    ]
    assert "/feed.xml" not in site.asked


def test_the_usual_places_are_tried_when_the_site_names_none(site: Site) -> None:
    """Two addresses with the same entries are one feed."""
    site.answers["/"] = b"<html><p>Welcome</html>"
    site.answers["/feed"] = site.answers["/rss.xml"] = rss("Ledger", "/1")
    assert paths(looked(site.root), site) == ["/feed"]


def test_a_guess_does_not_follow_a_redirect_off_the_site(server: Loopback) -> None:
    """Whoever answers there was not meant; inside the site a redirect is followed."""
    server.serve("/", b"<html><p>Welcome</html>")
    server.serve("/feed", b"", f"Location: http://localhost:{server.port}/elsewhere", status="302 Found")
    server.serve("/rss", b"", "Location: /rss/", status="301 Moved")
    server.serve("/rss/", rss("Ledger", "/1"))
    server.serve("/elsewhere", rss("Elsewhere", "/1"))
    found = looked(server.url("").rstrip("/"))
    assert [find.title for find in found.finds] == ["Ledger"]
    assert any("redirects to another site" in tried.outcome for tried in found.tried)
    assert not any("/elsewhere" in asked for asked in server.asked)


def test_a_place_that_is_no_address_is_a_wrong_command(site: Site) -> None:
    """Nothing is asked."""
    for place in ("", "file:///etc/passwd", "https://", "not an address"):
        with pytest.raises(UsageError, match="is no address"):
            discover(place, lambda _: [], InlineReader(), datetime.now(tz=UTC))


def test_the_command_shows_what_was_found_and_adds_what_is_wanted(
    claimwatch: Callable[..., Outcome],
    topic_folder: Callable[..., object],
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The best, or those named by number or address."""
    monkeypatch.setenv("CLAIMWATCH_ALLOW_PRIVATE", "127.0.0.1")
    folder = str(topic_folder())
    site.answers["/"] = b"<html><a href='/rss/a'>A</a><a href='/rss/b'>B</a></html>"
    site.answers["/rss/a"], site.answers["/rss/b"] = rss("Phones\x1b[31m", "/1", "/2"), rss("Comments", "/3")
    shown = claimwatch("feeds", "discover", f"{site.root}/", "--topic", folder)
    assert (shown.code, "\x1b" in shown.out) == (0, False)
    assert "2 entries" in shown.out
    assert "all dates can be trusted" in shown.out
    added = claimwatch("feeds", "discover", site.root, "--json", "--add", "--topic", folder)
    told = [json.loads(line) for line in added.out.splitlines()]
    assert [(find["url"], find["comments"]) for find in told] == [
        (f"{site.root}/rss/a", False),
        (f"{site.root}/rss/b", True),
    ]
    assert (added.code, "added to" in added.err) == (0, True)
    assert "not added" in claimwatch("feeds", "discover", site.root, "--add", "1", "2", "--topic", folder).err
    listed = claimwatch("feeds", "list", "--json", "--topic", folder).out.splitlines()
    assert [json.loads(line)["url"] for line in listed] == [f"{site.root}/rss/a", f"{site.root}/rss/b"]


def test_only_what_was_found_can_be_added(claimwatch: Callable[..., Outcome]) -> None:
    """And a second site is not meant for a feed of the first."""
    with pytest.raises(UsageError, match="none of what was found; give a number from 1 to 0"):
        _chosen((), ["7"])
    assert claimwatch("feeds", "discover", "outlet.example", "2").code == 2


def test_a_site_without_feeds_says_what_was_tried(
    claimwatch: Callable[..., Outcome], site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what to do; a private host is refused unless it is allowed."""
    refused = claimwatch("feeds", "discover", site.root)
    assert (refused.code, "is not on the public internet" in refused.err, site.asked) == (1, True, [])
    monkeypatch.setenv("CLAIMWATCH_ALLOW_PRIVATE", "127.0.0.1")
    site.answers["/"] = b"<html><p>Welcome</html>"
    nothing = claimwatch("feeds", "discover", site.root)
    assert (nothing.code, nothing.out) == (1, "")
    for told in ("no feed found", "this is an HTML page", "robots.txt: HTTP 404", "/feed: HTTP 404", "feeds add URL"):
        assert told in nothing.err
