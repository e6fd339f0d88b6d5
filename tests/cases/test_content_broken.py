"""Cases 23 to 28, and 32: feeds and pages that are traps, are broken, or are no feeds at all."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Monitor, Paper, Web

ONE, TWO = "http://ledger.example/2018/03/best-buy-drops", "http://ledger.example/2018/03/what-huawei-says"
WI_FI = """<!doctype html><html><head><title>Free Wi-Fi</title></head><body><p>Welcome, guest of the hotel. To go
online, please log in to the hotel network or accept the terms of use for our wi-fi below.</p></body></html>"""
# Ten entities of ten each: ten billion laughs, forty gigabytes.
LAUGHS = '<!DOCTYPE {root} [<!ENTITY a "haha">{entities}]>'.replace(
    "{entities}",
    "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise("abcdefghijk")),
)
# What a server may call an encoding, and Python takes for a codec that raises, or that changes ASCII.
NO_CHARSETS = (
    "punycode", "undefined", "unicode_escape", "raw-unicode-escape", "utf-8\\0", "idna", "base64", "rot13", "zlib",
)  # fmt: skip


def test_a_billion_laughs_stay_a_joke_untold(web: Web, monitor: Monitor, paper: Paper) -> None:
    """Case 23: entities that multiply are not expanded, in feeds and on pages; the entries beside them are kept."""
    feed = paper.offers(
        paper.item(ONE, "Best Buy drops Huawei"),
        paper.item(TWO, "LOL").replace("LOL", "Huawei says &k;"),
        before='<?xml version="1.0"?>' + LAUGHS.replace("{root}", "rss"),
    )
    laughing = LAUGHS.replace("{root}", "html") + paper.page(paper.story + "So says Huawei: &k;\n")
    web.serve(TWO, laughing, "Content-Type: application/xhtml+xml")
    paper.prints(ONE)
    monitor.run(feed, topic=paper.topic)
    titles = dict(monitor.rows("SELECT url, title FROM ledger.entries WHERE feed_url = $feed", feed=feed))
    assert titles == {ONE: "Best Buy drops Huawei", TWO: "Huawei says &k;"}
    marked = "SELECT failures, starts_with(flaw, 'not well formed') FROM feeds WHERE url = $feed"
    assert monitor.row(marked, feed=feed) == (0, True)
    ((text,),) = monitor.rows("SELECT text FROM articles WHERE url = $url", url=TWO)
    assert text.endswith("So says Huawei: &k;")
    assert _stored(monitor) == {ONE, TWO}
    assert monitor.late_neighbours() == []


def test_an_external_entity_is_neither_read_nor_asked_for(
    web: Web, monitor: Monitor, paper: Paper, tmp_path: Path
) -> None:
    """Case 24: neither the disk nor the network is opened by what a feed or a page declares."""
    secret = tmp_path / "secret.txt"
    secret.write_text("the combination of the safe", encoding="utf-8")
    inside = web.serve("http://inside.example/secret", "the combination of the safe")
    more = web.serve("http://inside.example/more.dtd", '<!ENTITY more "the combination of the safe">')
    declared = (
        f'<?xml version="1.0"?><!DOCTYPE root [<!ENTITY disk SYSTEM "{secret.as_uri()}">'
        f'<!ENTITY net SYSTEM "{inside}"><!ENTITY % more SYSTEM "{more}"> %more;]>'
    )
    feed = paper.offers(paper.item(ONE, "XX").replace("XX", "Huawei &disk; &net; &more;"), before=declared)
    page = declared + paper.page(paper.story + "Huawei &disk; &net; &more; in the end.\n")
    web.serve(ONE, page, "Content-Type: application/xhtml+xml")
    monitor.run(feed, topic=paper.topic)
    told = [
        *monitor.rows("SELECT title FROM ledger.entries WHERE feed_url = $feed", feed=feed),
        *monitor.rows("SELECT text FROM articles WHERE url = $url", url=ONE),
    ]
    assert len(told) == 2
    assert not any("combination" in text for (text,) in told)
    assert web.asked(inside) + web.asked(more) == []
    assert monitor.late_neighbours() == []


def test_the_text_is_right_whatever_header_declaration_and_bytes_say_of_one_another(
    web: Web, monitor: Monitor, paper: Paper
) -> None:
    """Case 25: where all three differ the letters are right all the same, and the feed is marked."""
    title, said = "“Größe” – naïve façades", "“Größe” – naïve façades, and Huawei between them, in the end."
    mixed = {
        "ascii": ("utf-8", "iso-8859-1", "us-ascii"),
        "latin": ("utf-8", "windows-1251", "iso-8859-1"),
        "wide": ("utf-16", "utf-8", "iso-8859-1"),
        "western": ("cp1252", "windows-1252", "utf-8"),
    }
    feeds = []
    for name, (bytes_in, declared, header) in mixed.items():
        url = f"http://{name}.example/2018/03/facades"
        kind = f"; charset={header}"
        listed = paper.offers(paper.item(url, title), before=f'<?xml version="1.0" encoding="{declared}"?>')
        body = web.answers[listed].split(b"\r\n\r\n", 1)[1].decode().encode(bytes_in)
        feeds.append(web.serve(f"http://{name}.example/feed.xml", body, f"Content-Type: application/rss+xml{kind}"))
        page = paper.page(f"{paper.story}{said}\n", title=title, head=f'<meta charset="{declared}">')
        web.serve(url, page.encode(bytes_in), f"Content-Type: text/html{kind}")
    monitor.run(*feeds, topic=paper.topic)
    assert monitor.rows("SELECT DISTINCT title FROM ledger.entries WHERE feed_url IN $feeds", feeds=feeds) == [(title,)]
    flaws = dict(monitor.rows("SELECT url, flaw FROM feeds WHERE url IN $feeds", feeds=feeds))
    assert set(flaws) == set(feeds)
    assert all(str(flaw).startswith("declared as ") for flaw in flaws.values()), flaws
    articles = monitor.rows("SELECT title, text FROM articles WHERE url LIKE '%/facades'")
    assert [headline for headline, _ in articles] == [title] * len(mixed)
    assert all(text.endswith(said) for _, text in articles)
    assert monitor.late_neighbours() == []


def test_an_encoding_that_is_none_is_utf_8(web: Web, monitor: Monitor, paper: Paper) -> None:
    """Case 26: a codec that raises what it likes costs nothing; the feed and its pages are read, and it is marked."""
    feeds = []
    for number, codec in enumerate(NO_CHARSETS):
        url = f"http://codec{number}.example/2018/03/cafe"
        listed = paper.offers(paper.item(url, "Café Huawei"), before=f'<?xml version="1.0" encoding="{codec}"?>')
        body = web.answers[listed].split(b"\r\n\r\n", 1)[1]
        feed = f"http://codec{number}.example/feed.xml"
        feeds.append(web.serve(feed, body, f"Content-Type: application/rss+xml; charset={codec}"))
        page = paper.page(title="Café Huawei", head=f'<meta charset="{codec}">')
        web.serve(url, page, f"Content-Type: text/html; charset={codec}")
    monitor.run(*feeds, topic=paper.topic)
    read = monitor.rows("SELECT failures, flaw FROM feeds WHERE url IN $feeds ORDER BY url", feeds=feeds)
    assert read == [(0, f"declared as {codec}, read as utf-8") for codec in NO_CHARSETS]
    entries = "SELECT title, count(*) FROM ledger.entries WHERE feed_url IN $feeds GROUP BY ALL"
    assert monitor.rows(entries, feeds=feeds) == [("Café Huawei", len(feeds))]
    articles = "SELECT title, count(*) FROM articles WHERE url LIKE '%/cafe' GROUP BY ALL"
    assert monitor.rows(articles) == [("Café Huawei", len(feeds))]
    assert monitor.late_neighbours() == []


def test_what_can_be_read_of_a_broken_feed_is_kept_and_the_feed_is_marked(
    web: Web, monitor: Monitor, paper: Paper
) -> None:
    """Case 27: an ampersand, a tag left open, the end missing: the entries around them count, and so do such pages."""
    feed = paper.offers(paper.item(ONE), paper.item(TWO, "Huawei &co; says <b>no").replace("&amp;", "&"), "<item><ti")
    web.serve(feed, web.answers[feed].split(b"\r\n\r\n", 1)[1].removesuffix(b"</channel></rss>"))
    paper.prints(ONE)
    web.serve(TWO, paper.page(title="What Huawei says").replace("</p>", "").replace("</h1>", "")[:-70])
    monitor.run(feed, topic=paper.topic)
    failures, problem, flaw = monitor.row("SELECT failures, problem, flaw FROM feeds WHERE url = $feed", feed=feed)
    assert (failures, problem) == (0, None)
    assert flaw.startswith("not well formed: ")
    assert _stored(monitor) == {ONE, TWO}
    # The third item broke off before its address.
    assert monitor.rows("SELECT reason, detail FROM drops") == [("items without an address", "1 of 3")]
    assert monitor.late_neighbours() == []


def test_a_captive_portal_in_a_feeds_place_changes_nothing_but_the_count_of_failures(
    web: Web, monitor: Monitor, paper: Paper
) -> None:
    """Case 28: a web page with status 200 is no feed: address, validators and items stay, and the feed comes back."""
    kept = "SELECT url, address, moved_to, title, last_ok_at, last_new_at, whole_at FROM feeds WHERE url = $feed"
    known = "SELECT * EXCLUDE (seen_at) FROM ledger.entries WHERE feed_url = $feed ORDER BY url"
    feed = paper.offers(paper.item(ONE))
    web.serve(feed, web.answers[feed].split(b"\r\n\r\n", 1)[1], 'ETag: "monday"')
    paper.prints(ONE)
    monitor.run(feed, topic=paper.topic)
    before, entries = monitor.rows(kept, feed=feed), monitor.rows(known, feed=feed)
    online = web.answers[feed]
    web.answers |= dict.fromkeys((feed, ONE), web.answers[web.serve("http://hotel.example/", WI_FI, 'ETag: "hotel"')])
    monitor.clock.move(hours=1)
    assert monitor.run(feed, topic=paper.topic).outcome == "partly"
    failures, problem = monitor.row("SELECT failures, problem FROM feeds WHERE url = $feed", feed=feed)
    assert (failures, problem[:11]) == (1, "not a feed:")
    assert monitor.rows(kept, feed=feed) == before
    assert monitor.rows(known, feed=feed) == entries
    assert monitor.row("SELECT reason FROM drops WHERE url = $feed", feed=feed) == ("feed failed",)
    web.answers[feed] = online
    monitor.clock.move(hours=1)
    assert monitor.run(feed, topic=paper.topic).outcome == "ok"
    assert 'If-None-Match: "monday"' in web.asked(feed)[-1]
    assert monitor.row("SELECT failures, problem FROM feeds WHERE url = $feed", feed=feed) == (0, None)
    assert _stored(monitor) == {ONE}
    assert monitor.late_neighbours() == []


def test_an_empty_feed_deletes_nothing(web: Web, monitor: Monitor, paper: Paper) -> None:
    """Case 32: a feed with no item is a success that brings 0; an answer of no bytes is no feed; items stay."""
    other = "http://other.example/feed.xml"
    feeds = [paper.offers(paper.item(paper.prints(ONE))), paper.offers(paper.item(paper.prints(TWO)), url=other)]
    monitor.run(*feeds, topic=paper.topic)
    stored = paper.stored(monitor)
    paper.offers()
    web.serve(other, b"\n", "Content-Type: application/rss+xml")
    monitor.clock.move(minutes=20)
    assert monitor.run(*feeds, topic=paper.topic).failed_feeds == 1
    state = "SELECT url, failures, gap_at, last_ok_at > last_new_at FROM feeds WHERE url IN $feeds ORDER BY url"
    assert monitor.rows(state, feeds=feeds) == [(feeds[0], 0, None, True), (other, 1, None, False)]
    paper.offers(paper.item(ONE))
    paper.offers(paper.item(TWO), url=other)
    monitor.clock.move(minutes=20)
    monitor.run(*feeds, topic=paper.topic)
    assert paper.stored(monitor) == stored
    assert (len(web.asked(ONE)), len(web.asked(TWO))) == (1, 1)
    assert monitor.rows(state, feeds=feeds) == [(feeds[0], 0, None, True), (other, 0, None, True)]
    assert monitor.late_neighbours() == []


def _stored(monitor: Monitor) -> set[str]:
    return {url for (url,) in monitor.rows("SELECT url FROM articles WHERE outlet = 'The Ledger'")}
