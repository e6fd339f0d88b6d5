"""Cases 29 to 31, and 40: pages that are no articles, that are a part of one, or that are traps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.read.workers import Reader

if TYPE_CHECKING:
    from conftest import Monitor, Paper, Web

ONE, TWO = "http://ledger.example/2018/03/best-buy-drops", "http://ledger.example/2018/03/what-huawei-says"
THREE = "http://ledger.example/2018/03/repairs-in-oslo"
OSLO = "A shop in Oslo repairs phones by Huawei while customers wait, its owner Kari Nilsen told the paper on Tuesday."
ERRORS = {
    "gone": """<title>Page not found</title><h1>404</h1><p>Sorry, the page about Huawei that you are looking for could
        not be found. It may have been moved or deleted.</p><p>Best Buy says: try our search.</p>""",
    "sorry": """<title>The Ledger</title><h1>Something went wrong</h1><p>An error occurred on our side. Huawei will be
        back soon. Please try again later, or call Best Buy, said our engineers.</p>""",
    "taken-down": """<title>The Ledger</title><h1>This story is no longer available</h1><p>The article has been removed.
        Best Buy and Huawei are among the companies that we write about every day.</p>""",
}
WALLS = {
    "consent": """<title>The Ledger</title><h1>We value your privacy</h1><p>We and our 812 partners, Huawei among them,
        store cookies on your device to show personalised ads.</p><p>With your consent we may process data such as
        cookies for legitimate interest. Best Buy said it accepts all cookies.</p>""",
    "shell": """<title>The Ledger</title><div id="root"></div><noscript>You need to enable JavaScript to run this app
        about Huawei.</noscript><script src="/app.js"></script>""",
    "captcha": """<title>Just a moment</title><p>Checking your browser before you reach Huawei. Please enable JavaScript
        and complete the captcha so that Best Buy knows you are not a robot. This takes five seconds.</p>""",
}
FENCE = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
STUB = (
    "“We will go on selling our phones to everybody who wants one,” said Ada Brown, a spokeswoman for Huawei.\n"
    "Best Buy will open forty shops for telephones in Texas next year, its chief executive told the Ledger.\n"
    "Subscribe to continue reading.\n"
)
GATE, WHOLE = (
    "Subscribe to continue reading.",
    "He gave no reason, and shares rose. The shops will employ two thousand people.",
)


def test_an_error_with_status_200_is_no_article(web: Web, monitor: Monitor, paper: Paper) -> None:
    """Case 29: it makes no claims; and where it stands in a known article's place, the article stays as it was."""
    _nothing_comes_of(ERRORS, web, monitor, paper)


def test_a_wall_is_no_article(web: Web, monitor: Monitor, paper: Paper) -> None:
    """Case 30: what a cookie wall, a script shell or a captcha says is nobody's claim, first or later."""
    _nothing_comes_of(WALLS, web, monitor, paper)


def _nothing_comes_of(pages: dict[str, str], web: Web, monitor: Monitor, paper: Paper) -> None:
    """Some articles are known, some are not; then all of their pages turn into these, which their feed re-words."""
    known = [f"http://ledger.example/2018/03/{name}-known" for name in pages]
    fresh = [f"http://ledger.example/2018/03/{name}-fresh" for name in pages]
    for number, url in enumerate(known):
        paper.prints(url, paper.story.replace("January", ("January", "February", "March")[number]))
    feed = paper.offers(*map(paper.item, known))
    monitor.run(feed, topic=paper.topic)
    stored = paper.stored(monitor)
    assert len(stored["articles"]) == len(known)
    for url, body in zip(known + fresh, [*pages.values()] * 2, strict=True):
        web.serve(url, f"<html><head></head><body>{body}</body></html>", "Content-Type: text/html")
    paper.offers(*(paper.item(url, "Best Buy drops Huawei, updated") for url in known + fresh))
    monitor.clock.move(hours=2)
    monitor.run(feed, topic=paper.topic)
    dropped = monitor.rows("SELECT url, stage, reason, detail IS NOT NULL FROM drops ORDER BY url")
    assert dropped == [(url, "read", "not an article", True) for url in sorted(known + fresh)]
    assert paper.stored(monitor) == stored
    assert all(len(web.asked(url)) == 2 for url in known)
    assert monitor.rows("FROM alerts WHERE quiet IS NULL") == []
    assert monitor.late_neighbours() == []


def test_a_paywall_stub_is_marked_opens_no_claim_and_takes_none_back(monitor: Monitor, paper: Paper) -> None:
    """Case 31: a stub of a text known whole is a drop; what only a stub says is new when the whole text comes."""
    feed = paper.offers(paper.item(paper.prints(ONE)))
    monitor.run(feed, topic=paper.topic)
    known = paper.stored(monitor)
    paper.prints(ONE, STUB, head=FENCE)
    paper.prints(TWO, STUB, title="Phones, and after", head=FENCE)
    paper.offers(paper.item(ONE, "For subscribers: Best Buy drops Huawei"), paper.item(TWO, "Phones"))
    monitor.clock.move(minutes=20)
    monitor.run(feed, topic=paper.topic)
    assert monitor.rows("SELECT url, stage, reason FROM drops") == [(ONE, "read", "cut short")]
    quality, reason = monitor.row("SELECT quality, quality_reason FROM articles WHERE url = $url", url=TWO)
    assert (quality, reason[:16]) == ("partial", "not free to read")
    now = paper.stored(monitor)
    assert set(known["articles"]) < set(now["articles"])
    assert set(known["mentions"]) < set(now["mentions"])
    assert len(known["claims"]) == len(now["claims"])
    said = "SELECT speaker, novelty FROM mentions JOIN articles USING (article_id) WHERE articles.url = $url"
    assert monitor.rows(said, url=TWO) == [("Ada Brown", "repeated")]
    assert monitor.rows("FROM alerts WHERE quiet IS NULL") == []
    paper.prints(TWO, STUB.replace(GATE, WHOLE), title="Phones, and after")
    paper.offers(paper.item(ONE), paper.item(TWO, "Phones, for everybody"))
    monitor.clock.move(minutes=20)
    monitor.run(feed, topic=paper.topic)
    assert monitor.row("SELECT quality FROM articles WHERE url = $url", url=TWO) == ("full",)
    assert monitor.rows("SELECT novelty FROM mentions WHERE contains(evidence, 'forty shops')") == [("new",)]
    ((alert,),) = monitor.rows("SELECT title FROM alerts WHERE quiet IS NULL")
    assert alert.startswith("New claim about Best Buy: Best Buy will open forty shops")
    assert monitor.late_neighbours() == []


def test_what_holds_its_worker_costs_that_worker(web: Web, monitor: Monitor, paper: Paper) -> None:
    """Case 40: it is killed at the limit and the page set aside with its reason; all others are read."""
    slow = web.serve(TWO, f"<html><body>{'<p>a</p>' * 400_000}</body></html>", "Content-Type: text/html")
    deep = paper.offers(url="http://deep.example/feed.xml")
    feed = paper.offers(paper.item(paper.prints(ONE)))
    problem = "SELECT failures, problem FROM feeds WHERE url = $deep"
    with Reader(page_seconds=8) as reader:
        monitor.run(deep, feed, topic=paper.topic, reader=reader)
        paper.offers(*map(paper.item, (slow, paper.prints(THREE, OSLO))))
        web.serve(deep, f"<rss><channel><item><description>{'<a>' * 600_000}")
        monitor.clock.move(minutes=10)
        assert monitor.run(deep, feed, topic=paper.topic, reader=reader).outcome == "partly"
        assert monitor.row(problem, deep=deep) == (1, "took longer than 8 s")
        paper.offers(url=deep)
        monitor.clock.move(minutes=10)
        assert monitor.run(deep, feed, topic=paper.topic, reader=reader).outcome == "ok"
        assert monitor.row(problem, deep=deep) == (0, None)
    assert monitor.rows("SELECT url, reason FROM drops WHERE stage = 'read'") == [(slow, "took longer than 8 s")]
    assert monitor.rows("SELECT url FROM articles WHERE outlet = 'The Ledger' ORDER BY url") == [(ONE,), (THREE,)]
    assert monitor.row("SELECT gone_at, size > 3_000_000 FROM kept WHERE url = $slow", slow=slow) == (None, True)
    assert len(web.asked(slow)) == 1
    assert monitor.row("SELECT count(*) FROM articles WHERE starts_with(url, 'http://well.example/')") == (3,)
    assert monitor.late_neighbours() == []
