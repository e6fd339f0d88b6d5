"""Cases 8 to 15: where redirects and names lead, when a feed has moved, and what "not modified" changes."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.collect.fetch import Limits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Monitor, Web

# A host that is not named as ours is visited for a page every five seconds, also where it turns out to be refused.
NO_SPACING = Limits(page_spacing=0)
LISTS = "http://lists.example/feed.xml"
PERMANENT = ("301 Moved Permanently", "308 Permanent Redirect")
TEMPORARY = ("302 Found", "303 See Other", "307 Temporary Redirect")


class Inside:
    """A machine on the private network that nobody may connect to: 127.0.0.2, on a port of its own."""

    def __init__(self) -> None:
        self.connections = 0
        self._socket = socket.create_server(("127.0.0.2", 0))
        self.place = ("127.0.0.2", int(self._socket.getsockname()[1]))
        self._thread = threading.Thread(target=self._count, daemon=True)
        self._thread.start()

    def _count(self) -> None:
        with suppress(OSError):
            while True:
                self._socket.accept()[0].close()
                self.connections += 1

    def close(self) -> None:
        """Listen no longer."""
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()


@pytest.fixture
def inside() -> Iterator[Inside]:
    """A machine that is none of our business."""
    machine = Inside()
    yield machine
    machine.close()


def test_redirects_without_end_are_an_error(web: Web, monitor: Monitor) -> None:
    """Case 8: a circle is left where it closes, a chain after five hops; the feed has failed, the page is a drop."""
    for path in ("feed", "page"):
        _leads(web, f"http://circle.example/{path}", f"http://circle.example/{path}/again")
        _leads(web, f"http://circle.example/{path}/again", f"http://circle.example/{path}")
        for hop in range(9):
            _leads(web, f"http://chain.example/{path}{hop or ''}", f"http://chain.example/{path}{hop + 1}")
    feeds, pages = ([f"http://{host}.example/{path}" for host in ("chain", "circle")] for path in ("feed", "page"))
    monitor.run(*feeds, web.feed(LISTS, *pages))
    errors = monitor.rows("SELECT url, status, error FROM fetches WHERE error IS NOT NULL ORDER BY url")
    assert [(url, status, error.split(" (")[0]) for url, status, error in errors] == [
        ("http://chain.example/feed", 302, "more than 5 redirects"),
        ("http://chain.example/page", 302, "more than 5 redirects"),
        ("http://circle.example/feed", 302, "redirects in a circle"),
        ("http://circle.example/page", 302, "redirects in a circle"),
    ]
    # To each of the two chains six requests and no seventh, to each of the circles two; the rest is robots.txt.
    visits = [url for url, _ in web.heads if url.startswith("http://c") and not url.endswith("robots.txt")]
    assert len(visits) == 2 * 6 + 2 * 2
    reasons = monitor.rows("SELECT reason, count(*) FROM drops GROUP BY ALL ORDER BY 1")
    assert reasons == [("feed failed", 2), ("page not fetched", 2)]
    assert monitor.late_neighbours() == []


def test_a_redirect_out_of_the_web_is_refused(web: Web, monitor: Monitor) -> None:
    """Case 9: neither a file nor an FTP server nor a document in an address; a page that leads there is done with."""
    places = {"file": "file:///etc/hostname", "ftp": "ftp://ftp.example/a", "data": "data:text/xml,<rss/>"}
    for scheme, place in places.items():
        _leads(web, f"http://{scheme}.example/feed", place)
        _leads(web, f"http://{scheme}.example/page", place)
    feeds, pages = ([f"http://{scheme}.example/{kind}" for scheme in places] for kind in ("feed", "page"))
    monitor.run(*feeds, web.feed(LISTS, *pages))
    for scheme in places:
        errors = monitor.rows(
            "SELECT kind, error, lasting FROM fetches WHERE starts_with(url, $host) AND kind <> 'robots' ORDER BY kind",
            host=f"http://{scheme}.example",
        )
        assert [(kind, f"not {scheme}" in error, lasting) for kind, error, lasting in errors] == [
            ("feed", True, True), ("page", True, True),
        ]  # fmt: skip
    assert monitor.row("SELECT count(*) FROM kept WHERE url NOT LIKE '%well%' AND url <> $lists", lists=LISTS) == (0,)
    assert monitor.late_neighbours() == []


def test_a_redirect_to_a_private_address_is_refused_before_connecting(
    web: Web, monitor: Monitor, inside: Inside
) -> None:
    """Case 10: the network around us, the cloud's metadata and odd spellings of both; nobody there hears a knock."""
    port = inside.place[1]
    places = [f"http://127.0.0.2:{port}/", f"http://2130706434:{port}/", f"http://0x7f.2:{port}/"]
    places += ["http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://[fd00:ec2::254]/"]
    for number, place in enumerate(places):
        _leads(web, f"http://leads{number}.example/feed", place)
        _leads(web, f"http://leads{number}.example/page", place)
    feeds, pages = (
        [f"http://leads{number}.example/{kind}" for number in range(len(places))] for kind in ("feed", "page")
    )
    feeds, pages = [*feeds, f"http://127.0.0.2:{port}/feed"], [*pages, f"http://127.0.0.2:{port}/page"]
    monitor.run(*feeds, web.feed(LISTS, *pages), limits=NO_SPACING)
    refused = monitor.rows("SELECT kind, error, lasting FROM fetches WHERE error IS NOT NULL")
    assert len(refused) == 2 * len(pages)
    advised = monitor.rows("SELECT url FROM fetches WHERE contains(error, 'ALLOW_PRIVATE')")
    assert advised == [(f"http://127.0.0.2:{port}/feed",)]
    words = ("is not on the public internet", "not an address that can be asked")
    assert all(lasting and any(said in error for said in words) for _, error, lasting in refused)
    assert inside.connections == 0
    reasons = monitor.rows("SELECT reason, count(*) FROM drops GROUP BY ALL ORDER BY 1")
    assert reasons == [("feed failed", len(feeds)), ("page not fetched", len(pages))]
    assert monitor.late_neighbours() == []


def test_a_name_that_comes_to_stand_for_a_private_address_is_refused(
    web: Web, monitor: Monitor, inside: Inside
) -> None:
    """Case 11: a feed that was fine yesterday is judged anew today, by the number that would be connected to."""
    page, later = web.article("http://swaps.example/1", 1), web.article("http://swaps.example/2", 2)
    feed = web.feed("http://swaps.example/feed", page)
    monitor.run(feed)
    monitor.clock.move(days=1)
    monitor.run(feed, web.feed(LISTS, later), resolve={"swaps.example": inside.place}, limits=NO_SPACING)
    refused = monitor.rows("SELECT url, error FROM fetches WHERE error IS NOT NULL ORDER BY url")
    words = "127.0.0.2 is not on the public internet; CLAIMWATCH_ALLOW_PRIVATE can permit it"
    # The page of yesterday is among them: it was time to look at it again.
    # Only who named the feed may be advised: its items are somebody else's words.
    bare = words.partition(";")[0]
    assert refused == [(page, bare), (later, bare), (feed, words)]
    assert inside.connections == 0
    assert monitor.row("SELECT failures FROM feeds WHERE url = $feed", feed=feed) == (1,)
    assert monitor.row("SELECT count(*) FROM articles WHERE url = $page", page=page) == (1,)
    assert monitor.late_neighbours() == []


def test_a_name_server_cannot_swap_the_address_under_a_run(
    web: Web, monitor: Monitor, inside: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Case 11: a checker that had asked first would have been told a public address; who connects is told another."""
    answers = iter(["93.184.216.34", *["127.0.0.2"] * 9])

    def rebinding(_: str, port: int, *__: Any, **___: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    monkeypatch.setattr("socket.getaddrinfo", rebinding)
    assert rebinding("rebinds.example", 80)[0][4][0] == "93.184.216.34"
    rebinds = f"http://rebinds.example:{inside.place[1]}"
    monitor.run(f"{rebinds}/feed", web.feed(LISTS, f"{rebinds}/page"))
    refused = monitor.rows("SELECT kind, error, lasting FROM fetches WHERE error IS NOT NULL ORDER BY kind")
    assert [(kind, error.split(";")[0], lasting) for kind, error, lasting in refused] == [
        ("feed", "127.0.0.2 is not on the public internet", True),
        ("page", "127.0.0.2 is not on the public internet", True),
    ]
    assert inside.connections == 0
    assert monitor.late_neighbours() == []


def test_a_permanent_redirect_that_was_there_once_moves_nothing(web: Web, monitor: Monitor) -> None:
    """Case 12: it is noted, its end is noted, and the listed address is asked before and after."""
    old, new = "http://old.example/feed", "http://new.example/feed"
    page = web.article("http://old.example/1")
    state = "SELECT url, address, moved_to, failures FROM feeds WHERE url = $old"
    web.feed(new, page)
    _leads(web, old, new, "301 Moved Permanently")
    monitor.run(old)
    assert monitor.row(state, old=old) == (old, None, new, 0)
    monitor.clock.move(days=4)
    web.serve(new, status="404 Not Found")
    monitor.run(old)
    assert monitor.row(state, old=old) == (old, None, new, 1)
    monitor.clock.move(days=1)
    web.feed(old, page)
    monitor.run(old)
    assert monitor.row(state, old=old) == (old, None, None, 0)
    assert (len(web.asked(old)), len(web.asked(new))) == (3, 2)
    assert monitor.rows("SELECT url FROM moves") == []
    assert monitor.row("SELECT count(*) FROM articles WHERE url = $page", page=page) == (1,)
    assert monitor.late_neighbours() == []


def test_a_permanent_redirect_moves_a_feed_after_days_and_a_temporary_one_never(web: Web, monitor: Monitor) -> None:
    """Cases 13 and 14: adopted at the sixth poll of five days, with a row that says so; entries and articles stay."""
    listed = {status: f"http://old{status[:3]}.example/feed" for status in (*PERMANENT, *TEMPORARY)}
    target = {status: f"http://new{status[:3]}.example/feed" for status in listed}
    page = web.article("http://articles.example/1")
    for status, old in listed.items():
        web.feed(target[status], page)
        _leads(web, old, target[status], status)
    for _ in range(6):
        monitor.run(*listed.values())
        monitor.clock.move(days=1)
    moves = monitor.rows("SELECT url, from_url, to_url, polls, decided_at - since FROM moves ORDER BY url")
    assert [move[:4] for move in moves] == [(listed[to], listed[to], target[to], 6) for to in PERMANENT]
    assert [span.days for *_, span in moves] == [5, 5]

    second = web.article("http://articles.example/2", 2)
    for status in listed:
        web.feed(target[status], page, second)
    monitor.run(*listed.values())
    states = monitor.rows("SELECT url, address, moved_to FROM feeds WHERE contains(url, 'old') ORDER BY url")
    assert states == sorted(
        (old, target[status] if status in PERMANENT else None, None) for status, old in listed.items()
    )
    assert [len(web.asked(old)) for old in listed.values()] == [6, 6, 7, 7, 7]
    assert [len(web.asked(new)) for new in target.values()] == [7] * 5
    entries = monitor.rows(
        "SELECT feed_url, count(*) FROM ledger.entries WHERE url IN ($a, $b) GROUP BY ALL", a=page, b=second
    )
    assert sorted(entries) == sorted((old, 2) for old in listed.values())
    assert monitor.row("SELECT count(*) FROM ledger.revisions WHERE contains(url, 'articles.example')") == (2,)
    assert monitor.late_neighbours() == []


def test_not_modified_stores_nothing_and_renews_what_to_ask_with(web: Web, monitor: Monitor) -> None:
    """Case 15: a feed, or a page that is looked at again, did well; the feed's next request has the new validators."""
    monday, tuesday = "Mon, 19 Mar 2018 08:00:00 GMT", "Tue, 20 Mar 2018 08:00:00 GMT"
    feed, page = "http://quiet.example/feed", "http://quiet.example/1"
    web.serve(feed, web.rss(page), f"Last-Modified: {monday}", 'ETag: "v1"')
    web.serve(page, web.article_page(), f"Last-Modified: {monday}", "Content-Type: text/html")
    monitor.run(feed)
    for url in (feed, page):
        web.serve(url, b"", f"Last-Modified: {tuesday}", status="304 Not Modified")
    monitor.clock.move(hours=2)
    monitor.run(feed)
    fetches = monitor.rows(
        "SELECT status, size > 0, error FROM fetches WHERE url IN ($feed, $page) ORDER BY started_at",
        feed=feed,
        page=page,
    )
    assert fetches == [(200, True, None)] * 2 + [(304, False, None)] * 2
    state = "SELECT etag, last_modified, unchanged, failures FROM ledger.feeds WHERE url = $feed"
    assert monitor.row(state, feed=feed) == ('"v1"', tuesday, 1, 0)
    for table in ("ledger.kept", "ledger.entries", "ledger.revisions", "drops"):
        stored = monitor.row(f"SELECT count(*) FROM {table} WHERE url IN ($feed, $page)", feed=feed, page=page)  # noqa: S608 - our names
        assert stored == ({"ledger.kept": 2, "drops": 0}.get(table, 1),)
    monitor.clock.move(hours=10)
    monitor.run(feed)
    assert f"If-Modified-Since: {tuesday}\r\n" in web.asked(feed)[-1]
    assert 'If-None-Match: "v1"\r\n' in web.asked(feed)[-1]
    assert monitor.late_neighbours() == []


def test_not_modified_is_no_answer_where_nobody_asked(web: Web, monitor: Monitor) -> None:
    """Case 15: without validators there is nothing the answer could be equal to; it is an error, and is tried again."""
    feed, page = (web.serve(f"http://odd.example/{path}", status="304 Not Modified") for path in ("feed", "page"))
    monitor.run(feed, web.feed(LISTS, page))
    told = monitor.rows("SELECT error, lasting FROM fetches WHERE url IN ($feed, $page)", feed=feed, page=page)
    assert told == [("HTTP 304 Not Modified", False)] * 2
    assert monitor.rows("SELECT url FROM ledger.entries WHERE url = $page", page=page) == []
    assert monitor.late_neighbours() == []


def _leads(web: Web, url: str, place: str, status: str = "302 Found") -> None:
    web.serve(url, b"", f"Location: {place}", status=status)
