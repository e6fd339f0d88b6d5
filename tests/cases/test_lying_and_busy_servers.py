"""Cases 16 to 19: servers that call new things unchanged, that are busy, away for a week, or gone for good."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

import pytest

from pipeline.collect.fetch import Limits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Monitor, Web

LISTS = "http://lists.example/feed.xml"
DAY = 86_400
# What is answered, and for how many seconds it means quiet: Retry-After in all its forms, half a minute for what says
# nothing readable, a day for what says too much. A 503 without a time is no wish to be left alone.
BUSY = {
    "seconds": ("429 Too Many Requests", "7200", 7200),
    "date": ("503 Service Unavailable", "in two hours", 7200),
    "garbage": ("503 Service Unavailable", "soon", 30),
    "decade": ("429 Too Many Requests", "315360000", DAY),
    "silent": ("429 Too Many Requests", None, 30),
    "untold": ("503 Service Unavailable", None, None),
}


def test_an_etag_that_lies_hides_nothing_for_longer_than_a_day(web: Web, monitor: Monitor) -> None:
    """Case 16: whoever asks "has it changed?" is told no, so once a day the whole feed is asked for."""
    feed, old = "http://liar.example/feed", web.article("http://liar.example/1", 1)
    hidden = web.article("http://liar.example/2", 2)
    offered = [old]

    def unchanged_to_whoever_asks(head: str) -> Iterator[bytes]:
        asked = "If-None-Match" in head
        yield web.response(status="304 Not Modified") if asked else web.response(web.rss(*offered), 'ETag: "always"')

    web.answers[feed] = unchanged_to_whoever_asks
    monitor.run(feed)
    offered.append(hidden)
    for hours in (12, 13):
        monitor.clock.move(hours=hours)
        monitor.run(feed)
    fetches = "SELECT status FROM fetches WHERE url = $feed ORDER BY started_at"
    assert monitor.rows(fetches, feed=feed) == [(200,), (304,), (200,)]
    assert monitor.rows("SELECT url FROM articles WHERE contains(url, 'liar') ORDER BY url") == [(old,), (hidden,)]
    assert monitor.row("SELECT unchanged, failures FROM feeds WHERE url = $feed", feed=feed) == (0, 0)
    assert monitor.late_neighbours() == []


def test_a_busy_server_is_left_alone_for_as_long_as_it_asks_and_no_longer_than_a_day(
    web: Web, monitor: Monitor
) -> None:
    """Case 17: seconds, a date, garbage, ten years, or nothing; neither feeds nor pages there are asked sooner."""
    feeds = {f"http://{name}.example/feed": name for name in BUSY}
    pages = {f"http://{name}.example/page": name for name in BUSY}
    for url, name in (feeds | pages).items():
        status, wish, _ = BUSY[name]
        at = monitor.clock() + timedelta(hours=2)
        said = format_datetime(at, usegmt=True) if name == "date" else wish
        web.serve(url, b"", *([f"Retry-After: {said}"] if said else []), status=status)
    lists = web.feed(LISTS, *pages)
    impatient = Limits(patience=0)

    monitor.run(*feeds, lists, limits=impatient)
    for url, name in feeds.items():
        pause, again, not_before = monitor.row(
            """
            SELECT epoch(pause_until - checked_at), epoch(retry_at - checked_at), epoch(not_before - checked_at)
            FROM feeds JOIN fetches USING (url) LEFT JOIN hosts ON host || '/feed' = url WHERE url = $url
            """,
            url=url,
        )
        wanted = BUSY[name][2]
        assert pause == again == not_before == (wanted and pytest.approx(wanted, abs=5))
    # The pages were next, and their hosts were not asked, but for the one that had not asked for quiet.
    assert [len(web.asked(url)) for url in pages] == [0, 0, 0, 0, 0, 1]
    reasons = monitor.rows("SELECT error FROM fetches WHERE url IN $urls AND NOT lasting", urls=list(pages))
    told = Counter(error.split(" until")[0] for (error,) in reasons)
    assert told == {"HTTP 503 Service Unavailable": 1, "the host asked to wait": 5}

    monitor.clock.move(minutes=30)
    report = monitor.run(*feeds, lists, limits=impatient)
    assert report.resting_feeds == 3
    assert [len(web.asked(url)) for url in feeds] == [1, 1, 2, 1, 2, 2]

    for url, name in (feeds | pages).items():
        web.serve(url, web.rss(f"http://{name}.example/page") if url in feeds else web.article_page(1, name))
    monitor.clock.move(hours=25)
    monitor.run(*feeds, lists, limits=impatient)
    states = monitor.rows("SELECT failures, problem, not_before FROM feeds WHERE url IN $urls", urls=list(feeds))
    assert states == [(0, None, None)] * 6
    articles = monitor.rows("SELECT url FROM articles WHERE url IN $urls", urls=list(pages))
    assert sorted(url for (url,) in articles) == sorted(pages)
    assert monitor.late_neighbours() == []


def test_a_feed_that_was_away_for_a_week_comes_back_without_doubles(web: Web, monitor: Monitor) -> None:
    """Case 18: it is asked every day, is told of once, and then brings what is new; a page that was away comes too."""
    feed, first = "http://away.example/feed", web.article("http://away.example/1", 1)
    page = web.serve("http://away.example/page", status="404 Not Found")
    web.feed(feed, first, page)
    monitor.run(feed)
    web.serve(feed, status="404 Not Found")
    for days in (1.2, 3, 3):
        monitor.clock.move(days=days)
        monitor.run(feed, only_due=True)
    failures, interval, problem = monitor.row(
        "SELECT failures, interval_s, problem FROM feeds WHERE url = $feed", feed=feed
    )
    assert (failures, interval <= DAY) == (3, True)
    assert problem.startswith("HTTP 404 Not Found; it goes on being asked")
    assert monitor.rows("SELECT reason FROM drops WHERE url = $feed", feed=feed) == [("feed failed",)]
    assert monitor.row("SELECT count(*) FROM fetches WHERE url = $feed AND status = 404", feed=feed) == (3,)
    assert len(web.asked(page)) == 1

    monitor.clock.move(days=1.2)
    second = web.article("http://away.example/2", 2)
    web.article(page, 3)
    web.serve(feed, web.rss(first, page, second).replace(f"News of {page}", "Now to be read here"))
    monitor.run(feed, only_due=True)
    state = "SELECT failures, problem, epoch(checked_at - last_ok_at) FROM feeds WHERE url = $feed"
    assert monitor.row(state, feed=feed) == (0, None, 0)
    revisions = monitor.rows("SELECT url FROM ledger.revisions WHERE contains(url, 'away') ORDER BY url")
    assert revisions == [(first,), (second,), (page,)]
    assert monitor.late_neighbours() == []


def test_a_feed_that_is_gone_is_asked_less_and_less_and_its_reader_is_told(web: Web, monitor: Monitor) -> None:
    """Case 19: after a day, two, four, a week; the problem says what to do. A page that is gone is done with."""
    feed, page = "http://gone.example/feed", web.serve("http://gone.example/page", status="410 Gone")
    web.serve(feed, status="410 Gone")
    lists = web.feed(LISTS, page)
    report = monitor.run(feed, lists)
    advice = f"Take it out with: claimwatch feeds remove {feed}"
    assert any(advice in problem for problem in report.problems)
    state = "SELECT interval_s, failures, contains(problem, $advice) FROM feeds WHERE url = $feed"
    states = [monitor.row(state, advice=advice, feed=feed)]
    for days in (0.5, 1.5, 3, 5):  # the first of these is too soon
        monitor.clock.move(days=days)
        monitor.run(feed, lists, only_due=True)
        states.append(monitor.row(state, advice=advice, feed=feed))
    assert states == [(DAY, 1, True), (DAY, 1, True), (2 * DAY, 2, True), (4 * DAY, 3, True), (7 * DAY, 4, True)]
    assert (len(web.asked(feed)), len(web.asked(page))) == (4, 1)
    dropped = monitor.rows("SELECT url, reason FROM drops ORDER BY url")
    assert dropped == [(feed, "feed failed"), (page, "page not fetched")]
    assert monitor.late_neighbours() == []


def test_a_feed_that_brings_quiet_over_its_host_does_not_starve_its_siblings(web: Web, monitor: Monitor) -> None:
    """The siblings count as resting, not as asked; next time they come first, and the noisy one last."""
    noisy = web.serve("http://shared.example/noisy", b"", "Retry-After: soon please", status="503 Busy")
    siblings = [web.feed(f"http://shared.example/{n}", web.article("http://shared.example/page")) for n in range(5)]
    hasty = Limits(patience=0, per_host=1)

    report = monitor.run(noisy, *siblings, limits=hasty)
    assert (report.feeds, report.failed_feeds, report.resting_feeds, report.outcome) == (2, 1, 5, "partly")
    ((host, left_alone),) = report.left_alone.items()
    assert (host, left_alone.feeds) == ("http://shared.example", 5)
    assert left_alone.until is not None

    monitor.clock.move(seconds=40)
    again = monitor.run(noisy, *siblings, limits=hasty)
    assert (again.feeds, again.failed_feeds, again.resting_feeds) == (7, 1, 0)
    assert [len(web.asked(url)) for url in siblings] == [1] * 5

    resting = monitor.run(noisy, *siblings, limits=hasty)  # the host is known to want quiet still
    assert (resting.feeds, resting.resting_feeds, resting.left_alone["http://shared.example"].feeds) == (1, 6, 6)
    assert monitor.late_neighbours() == []
