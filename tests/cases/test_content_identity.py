"""Cases 33 to 36, and 39: what is the same article, what is another one, and what is a new text of a known one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import Monitor, Paper, Web

ONE, TWO = "http://ledger.example/2018/03/best-buy-drops", "http://ledger.example/2018/03/what-huawei-says"
THREE, FOUR = "http://ledger.example/2018/03/carriers-on-huawei", "http://ledger.example/2018/03/repairs-in-oslo"
SHOPS = (
    "Best Buy will open {number} shops for telephones in Texas next year, its chief executive told the Ledger.\n"
    "He gave no reason, and shares of the company rose by a tenth. The shops will employ two thousand people.\n"
)
OSLO = (
    "A shop in Oslo repairs phones by Huawei while customers wait, its owner Kari Nilsen told the paper on Tuesday.\n"
    "Nilsen said that a new screen costs less than lunch. The waiting room has nine chairs and a coffee machine.\n"
)


def test_what_a_feed_no_longer_lists_stays_and_a_gap_is_told(monitor: Monitor, paper: Paper) -> None:
    """Case 33: a feed that turns over keeps its articles; where nothing overlaps, entries may have been missed."""
    hasty = "http://hasty.example/feed.xml"
    items = [
        paper.item(paper.prints(url, text), url)
        for url, text in ((ONE, paper.story), (TWO, OSLO), (THREE, SHOPS.format(number=40)), (FOUR, OSLO + "So far.\n"))
    ]
    feeds = [paper.offers(*items[:2]), paper.offers(*items[:2], url=hasty)]
    monitor.run(*feeds, topic=paper.topic)
    stored = paper.stored(monitor)
    paper.offers(*items[1:3])
    paper.offers(*items[2:], url=hasty)
    monitor.clock.move(minutes=20)
    monitor.run(*feeds, topic=paper.topic)
    now = paper.stored(monitor)
    assert len(now["articles"]) == 4
    assert all(set(stored[table]) <= set(now[table]) for table in ("articles", "addresses", "mentions"))
    state = "SELECT gap_at = checked_at, interval_s FROM feeds WHERE url = $feed"
    (_, usual), (gap, hurried) = (monitor.row(state, feed=feed) for feed in feeds)
    assert monitor.rows("SELECT url FROM feeds WHERE gap_at IS NOT NULL") == [(hasty,)]
    assert gap
    assert hurried < usual
    assert monitor.late_neighbours() == []


def test_items_that_share_a_guid_are_all_kept(web: Web, monitor: Monitor, paper: Paper) -> None:
    """Case 34: a feed with one GUID for everything loses nothing, neither in one answer nor from one to the next."""
    first = (paper.prints(ONE), paper.prints(TWO, OSLO))
    feed = paper.offers(*(paper.item(url, f"News {n}", guid="ledger") for n, url in enumerate(first)))
    monitor.run(feed, topic=paper.topic)
    later = (paper.prints(THREE, SHOPS.format(number=40)), paper.prints(FOUR, OSLO.replace("Oslo", "Bergen")))
    paper.offers(*(paper.item(url, f"News {n}", guid="ledger") for n, url in enumerate(first + later)))
    monitor.clock.move(minutes=20)
    monitor.run(feed, topic=paper.topic)
    articles = "SELECT url FROM articles WHERE outlet = 'The Ledger' ORDER BY url"
    assert monitor.rows(articles) == [(url,) for url in sorted(first + later)]
    kept = (
        "SELECT count(*), count(DISTINCT guid), count(DISTINCT article_id) FROM ledger.entries WHERE feed_url = $feed"
    )
    assert monitor.row(kept, feed=feed) == (4, 1, 4)
    assert [len(web.asked(url)) for url in first + later] == [1] * 4
    assert monitor.rows("FROM changes") == []
    assert monitor.late_neighbours() == []


def test_new_guids_and_a_new_host_alert_nobody_again(web: Web, monitor: Monitor, paper: Paper) -> None:
    """Case 35: GUIDs and links become https, then the site moves: the same articles, nothing fetched, nothing told."""
    pages = (paper.prints(ONE), paper.prints(TWO, SHOPS.format(number=40)))
    feed = paper.offers(paper.item(ONE, guid=ONE))
    monitor.run(feed, topic=paper.topic)
    stored = {}
    for host in ("http://ledger.example", "https://ledger.example", "https://www.ledger-news.example"):
        urls = [url.replace("http://ledger.example", host) for url in pages]
        paper.offers(*(paper.item(url, guid=url) for url in urls))
        monitor.clock.move(minutes=10)
        report = monitor.run(feed, topic=paper.topic)
        assert report.alerts == (0 if stored else 1)
        stored = stored or paper.stored(monitor)
        assert paper.stored(monitor) | {"addresses": stored["addresses"]} == stored
    assert monitor.rows("SELECT url FROM addresses WHERE how = 'moved' ORDER BY url") == [(url,) for url in urls]
    assert [len(web.asked(url)) for url in pages] == [1, 1]
    fetched = "SELECT DISTINCT url FROM fetches WHERE kind = 'page' AND NOT starts_with(url, 'http://well.example/')"
    assert monitor.rows(f"{fetched} ORDER BY url") == [(url,) for url in pages]
    assert monitor.late_neighbours() == []


def test_an_edited_text_is_a_new_revision_and_the_old_one_stays(web: Web, monitor: Monitor, paper: Paper) -> None:
    """Case 36: what was taken back is corrected, what changed is told; a clock and a counter change nothing."""
    stamped = "Updated at 10:05 a.m. ET\n{text}12 shares\n"
    story = SHOPS.format(number=40) + OSLO
    paper.prints(ONE, stamped.format(text=story))
    feed = paper.offers(paper.item(ONE, guid="41"))
    monitor.run(feed, topic=paper.topic)
    first = paper.stored(monitor)
    paper.prints(ONE, stamped.format(text=story).replace("10:05 a.m.", "3:20 p.m.").replace("12", "340"))
    paper.offers(paper.item(ONE, "Best Buy drops Huawei for good", guid="41"))
    monitor.clock.move(minutes=20)
    monitor.run(feed, topic=paper.topic)
    assert len(web.asked(ONE)) == 2
    assert paper.stored(monitor) == first
    paper.prints(ONE, stamped.format(text=story.replace("40", "4")))
    paper.offers(paper.item(ONE, "Correction: Best Buy drops Huawei", guid="41"))
    monitor.clock.move(minutes=20)
    monitor.run(feed, topic=paper.topic)
    texts = "SELECT contains(text, '40'), contains(text, ' 4 ') FROM ledger.revisions WHERE url = $url"
    assert monitor.rows(f"{texts} ORDER BY seen_at", url=ONE) == [(True, False), (False, True)]
    assert monitor.row("SELECT contains(text, ' 4 ') FROM articles WHERE url = $url", url=ONE) == (True,)
    said = story.split("\n", maxsplit=1)[0]
    assert monitor.rows("SELECT added, removed FROM changes") == [([said.replace("40", "4")], [said])]
    novelty = "SELECT evidence, novelty FROM mentions WHERE contains(evidence, 'Texas') ORDER BY 1 DESC"
    assert monitor.rows(novelty) == [(said, "corrected"), (said.replace("40", "4"), "new")]
    corrected = "SELECT count(*) FROM mentions WHERE novelty = 'corrected'"
    assert monitor.row(corrected) == (1,)
    assert monitor.rows("SELECT status FROM claims WHERE contains(claim, '40')") == [("corrected",)]
    assert monitor.late_neighbours() == []


def test_a_renamed_item_with_its_guid_is_a_revision_too(monitor: Monitor, paper: Paper) -> None:
    """Case 36: its new address leads to the same article, which then goes by both."""
    renamed = "http://ledger.example/2018/03/best-buy-drops-huawei-and-zte"
    feed = paper.offers(paper.item(paper.prints(ONE), "Best Buy drops Huawei phones", guid="41"))
    monitor.run(feed, topic=paper.topic)
    paper.prints(renamed, f"{paper.story}ZTE said on Friday that its phones stay on the shelves of Best Buy.\n")
    paper.offers(paper.item(renamed, "Best Buy drops Huawei phones, keeps ZTE", guid="41"))
    monitor.clock.move(minutes=20)
    monitor.run(feed, topic=paper.topic)
    ((article, revisions),) = monitor.rows(
        "SELECT article_id, count(*) FROM ledger.revisions WHERE outlet = 'The Ledger' GROUP BY ALL"
    )
    assert revisions == 2
    known_by = monitor.rows(
        "SELECT DISTINCT url FROM addresses WHERE article_id = $article ORDER BY url", article=article
    )
    assert known_by == [(ONE,), (renamed,)]
    assert monitor.rows("SELECT removed FROM changes") == [([],)]
    assert monitor.late_neighbours() == []


def test_one_article_under_many_addresses_is_fetched_once(web: Web, monitor: Monitor, paper: Paper) -> None:
    """Case 39: tracking, a mobile host, AMP, a wrapper, another feed: one page is asked for, every address is kept."""
    asked = paper.prints(f"{ONE}?utm_source=rss&utm_medium=feed", head=f'<link rel="canonical" href="{ONE}">')
    others = [ONE.replace("ledger", "m.ledger"), f"{ONE}/amp", f"http://www.google.com/url?q={ONE}&sa=t"]
    feed = paper.offers(*map(paper.item, (asked, *others)))
    monitor.run(feed, topic=paper.topic)
    elsewhere = [ONE.replace("ledger", "amp.ledger"), f"{ONE}?fbclid=IwAR0"]
    shortened = web.serve("http://short.example/1", b"", f"Location: {asked}", status="302 Found")
    feeds = [feed, paper.offers(*map(paper.item, (*elsewhere, shortened)), url="http://wire.example/feed.xml")]
    monitor.clock.move(minutes=20)
    monitor.run(*feeds, topic=paper.topic)
    ((article, url),) = monitor.rows("SELECT article_id, url FROM articles WHERE outlet = 'The Ledger'")
    assert url == ONE
    known_by = monitor.rows("SELECT DISTINCT url FROM addresses WHERE article_id = $article", article=article)
    assert {url for (url,) in known_by} == {ONE, asked, *others, *elsewhere, shortened}
    fetched = "SELECT url FROM fetches WHERE kind = 'page' AND NOT starts_with(url, 'http://well.example/')"
    assert monitor.rows(f"{fetched} ORDER BY started_at") == [(asked,), (shortened,)]
    entries = "SELECT count(*), min(article_id), max(article_id) FROM ledger.entries WHERE feed_url IN $feeds"
    assert monitor.row(entries, feeds=feeds) == (7, article, article)
    assert monitor.late_neighbours() == []
