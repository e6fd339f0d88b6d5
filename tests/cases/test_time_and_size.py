"""Cases 1 to 7: servers that are slow, that never end, or whose bodies are not what they say."""

from __future__ import annotations

import gzip
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.collect.fetch import Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import Monitor, Web

# One after the other, ten that take a second each would hold the neighbour up for twice the five seconds it is allowed.
A_SECOND = Limits(deadline=1.0)
SLOW = range(10)
BROKEN = "http://broken.example"


def _cut_gzip(whole: bytes) -> tuple[bytes, str]:
    return gzip.compress(whole)[:-12], "Content-Encoding: gzip"


def _cut_short(whole: bytes) -> tuple[bytes, str]:
    return whole[:-20], f"Content-Length: {len(whole)}"


def _cut_chunks(whole: bytes) -> tuple[bytes, str]:
    return b"%x\r\n%b\r\n" % (len(whole), whole), "Transfer-Encoding: chunked"


HALVES = {"half-gzip": _cut_gzip, "half-length": _cut_short, "half-chunked": _cut_chunks}


def test_the_limits_are_half_a_minute_and_ten_megabytes() -> None:
    """Cases 1 to 3: the other tests use smaller ones; a feed may be half as large again, as Miniflux has it."""
    usual = Limits()
    assert (usual.deadline, usual.page_bytes, usual.feed_bytes) == (30, 10_000_000, 15_000_000)


def test_slow_headers_cost_a_deadline_and_nobody_else_anything(web: Web, monitor: Monitor) -> None:
    """Case 1: who accepts a connection and says nothing is an error at the deadline, and is asked again."""

    def silent(_: str) -> Iterator[bytes]:
        web.wait(30)
        yield b""

    _ask_ten(web, monitor, silent)
    assert _failures(monitor) == [
        ("feed", "took longer than 1 s", False, 10),
        ("page", "took longer than 1 s", False, 10),
    ]
    assert monitor.row("SELECT DISTINCT failures, problem FROM feeds WHERE failures > 0") == (1, "took longer than 1 s")
    assert monitor.rows("SELECT url FROM ledger.entries WHERE contains(url, 'slow')") == []
    assert monitor.late_neighbours() == []


def test_a_slow_body_costs_a_deadline_and_nobody_else_anything(web: Web, monitor: Monitor) -> None:
    """Case 2: the deadline is for the whole answer, however many bytes have come by then; none of them is kept."""

    def trickle(_: str) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n"
        while web.wait(0.05):
            yield b"<p>"

    _ask_ten(web, monitor, trickle)
    assert _failures(monitor) == [
        ("feed", "took longer than 1 s", False, 10),
        ("page", "took longer than 1 s", False, 10),
    ]
    assert monitor.rows("SELECT url FROM kept WHERE contains(url, 'slow')") == []
    assert monitor.late_neighbours() == []


def test_a_body_without_end_is_left_at_the_limit(web: Web, monitor: Monitor) -> None:
    """Case 3: whether its end is announced or not, it is "too large", nothing of it is kept, and the page is done."""
    names = {"endless": "", "enormous": "Content-Length: 5000000000\r\n"}
    for name, length in names.items():
        endless = partial(_without_end, f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{length}\r\n".encode())
        web.answers |= {f"http://{name}.example/feed.xml": endless, f"http://{name}.example/page": endless}
    feeds, pages = ([f"http://{name}.example{path}" for name in names] for path in ("/feed.xml", "/page"))
    small = Limits(feed_bytes=300_000, page_bytes=200_000)
    for _ in range(2):
        monitor.run(*feeds, web.feed("http://lists.example/feed.xml", *pages), limits=small)
        monitor.clock.move(hours=1)
    assert _failures(monitor) == [("feed", "larger than 0.3 MB", True, 4), ("page", "larger than 0.2 MB", True, 2)]
    dropped = monitor.rows("SELECT reason, detail FROM drops ORDER BY reason")
    assert dropped == [("feed failed", "larger than 0.3 MB")] * 2 + [("page not fetched", "larger than 0.2 MB")] * 2
    assert monitor.row("SELECT count(*) FROM kept WHERE contains(url, '://e')") == (0,)
    assert monitor.row("SELECT count(*) FROM articles WHERE contains(url, '://e')") == (0,)
    assert monitor.rows("SELECT article_id FROM ledger.entries WHERE contains(url, '://e')") == [(None,)] * 2
    assert monitor.late_neighbours() == []


def test_a_gzip_bomb_is_defused(web: Web, monitor: Monitor) -> None:
    """Case 4: decoded bytes are counted, so a gigabyte in 1 MB costs no more memory than the limit."""
    monitor.run()
    bomb = gzip.compress(bytes(10_000_000)) * 100
    for path in ("/feed.xml", "/page"):
        web.serve(BROKEN + path, bomb, "Content-Type: text/html", "Content-Encoding: gzip")
    lists = web.feed("http://lists.example/feed.xml", f"{BROKEN}/page")
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # begins a new peak
    before = _megabytes("VmRSS")
    monitor.run(f"{BROKEN}/feed.xml", lists)
    # What a run itself takes, the sketch of rare traits above all, is some 40 MB.
    assert _megabytes("VmHWM") - before < 100
    assert _failures(monitor) == [("feed", "larger than 15 MB", True, 1), ("page", "larger than 10 MB", True, 1)]
    assert monitor.rows("SELECT url FROM kept WHERE contains(url, 'broken')") == []
    assert monitor.late_neighbours() == []


def test_nested_compression_is_refused(web: Web, monitor: Monitor) -> None:
    """Case 5: gzip inside gzip is not unfolded. It is asked once for the plain body, and that was all."""
    for path, body in (("/feed.xml", web.rss(f"{BROKEN}/page")), ("/page", web.article_page())):
        nested = gzip.compress(gzip.compress(body.encode()))
        web.serve(BROKEN + path, nested, "Content-Encoding: gzip, gzip")
    lists = web.feed("http://lists.example/feed.xml", f"{BROKEN}/page")
    monitor.run(f"{BROKEN}/feed.xml", lists)
    refused = "compressed in layers (gzip, gzip), which is refused"
    assert _failures(monitor) == [("feed", refused, True, 1), ("page", refused, True, 1)]
    assert len(web.asked(f"{BROKEN}/feed.xml")) == len(web.asked(f"{BROKEN}/page")) == 2
    assert monitor.rows("SELECT url FROM kept WHERE contains(url, 'broken')") == []
    assert monitor.late_neighbours() == []


def test_half_a_body_changes_nothing(web: Web, monitor: Monitor) -> None:
    """Case 6: it is incomplete. The validators of the last whole one stay, so that nothing is missed afterwards."""
    feeds = {f"http://{name}.example/feed.xml": cut for name, cut in HALVES.items()}
    pages = {f"http://{name}.example/cut": cut for name, cut in HALVES.items()}
    first, second = web.article(f"{BROKEN}/1", 1), web.article(f"{BROKEN}/2", 2)
    for feed in feeds:
        web.feed(feed, first, headers=('ETag: "v1"',))
    monitor.run(*feeds)
    monitor.clock.move(hours=1)

    for feed, cut in feeds.items():
        web.serve(feed, *cut(web.rss(first, second).encode()), 'ETag: "v2"')
    for page, cut in pages.items():
        web.serve(page, *cut(web.article_page(3, page).encode()), "Content-Type: text/html")
    lists = web.feed("http://lists.example/feed.xml", *pages)
    monitor.run(*feeds, lists)
    announced, compressed = (
        "the body broke off before its announced end",
        "the compressed body broke off before its end",
    )
    assert _failures(monitor) == [
        (kind, said, False, times) for kind in ("feed", "page") for said, times in ((announced, 2), (compressed, 1))
    ]
    states = "SELECT DISTINCT etag, failures FROM ledger.feeds WHERE contains(url, 'half')"
    assert monitor.rows(states) == [('"v1"', 1)]
    assert monitor.row("SELECT count(*) FROM kept WHERE contains(url, 'half')") == (3,)
    monitor.clock.move(hours=1)

    for feed in feeds:
        web.feed(feed, first, second, headers=('ETag: "v2"',))
    for number, page in enumerate(pages, 3):
        web.article(page, number)
    monitor.run(*feeds, lists)
    assert all('If-None-Match: "v1"' in web.asked(feed)[-1] for feed in feeds)
    assert monitor.rows(states) == [('"v2"', 0)]
    articles = monitor.rows("SELECT url FROM articles WHERE NOT contains(url, 'well.') ORDER BY 1")
    assert articles == [(url,) for url in sorted([first, second, *pages])]
    assert monitor.late_neighbours() == []


def test_a_false_content_encoding_is_asked_once_to_be_left_out(web: Web, monitor: Monitor) -> None:
    """Case 7: what is announced as gzip and is broken comes plain the second time, feed and page alike."""

    def garbled(body: str) -> Callable[[str], Iterator[bytes]]:
        def answer(head: str) -> Iterator[bytes]:
            plain = "Accept-Encoding: identity" in head
            yield web.response(body) if plain else web.response(b"\x1f\x8bnot gzip", "Content-Encoding: gzip")

        return answer

    feed, page = f"{BROKEN}/feed.xml", f"{BROKEN}/page"
    web.answers |= {feed: garbled(web.rss(page)), page: garbled(web.article_page())}
    monitor.run(feed)
    assert _failures(monitor) == []
    assert monitor.row("SELECT count(*) FROM articles WHERE url = $page", page=page) == (1,)
    assert [len(web.asked(url)) for url in (feed, page)] == [2, 2]
    assert monitor.late_neighbours() == []


def test_plain_text_that_is_announced_as_compressed_is_taken_as_it_is(web: Web, monitor: Monitor) -> None:
    """Case 7, the common form of it: there is nothing to be asked again."""
    page = web.serve(f"{BROKEN}/page", web.article_page(), "Content-Encoding: gzip")
    feed = web.serve(f"{BROKEN}/feed.xml", web.rss(page), "Content-Encoding: deflate")
    monitor.run(feed)
    assert monitor.row("SELECT count(*) FROM articles WHERE url = $page", page=page) == (1,)
    assert [len(web.asked(url)) for url in (feed, page)] == [1, 1]
    assert monitor.late_neighbours() == []


def _ask_ten(web: Web, monitor: Monitor, answer: Callable[[str], Iterator[bytes]]) -> None:
    """Ask ten hosts that answer so, for a feed and for a page each; all addresses are those of `slow` hosts."""
    feeds = [f"http://slow{number}.example/feed.xml" for number in SLOW]
    pages = [f"http://slow{number}.example/page" for number in SLOW]
    web.answers.update(dict.fromkeys((*feeds, *pages), answer))
    monitor.run(*feeds, web.feed("http://lists.example/feed.xml", *pages), limits=A_SECOND)


def _without_end(head: bytes, _: str) -> Iterator[bytes]:
    yield head
    while True:
        yield b"<p>more</p>" * 1000


def _failures(monitor: Monitor) -> list[tuple[object, ...]]:
    return monitor.rows(
        "SELECT kind, error, lasting, count(*) FROM fetches WHERE error IS NOT NULL GROUP BY ALL ORDER BY kind, error"
    )


def _megabytes(of: str) -> float:
    """Return a figure of this process as the system gives it."""
    said = re.search(rf"{of}:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    assert said
    return int(said[1]) / 1000


def test_a_feed_that_takes_its_time_holds_up_no_page_of_another(web: Web, monitor: Monitor) -> None:
    """Case 1: longer than the neighbour may be late, so its pages are fetched and judged before the slow one ends."""

    def silent(_: str) -> Iterator[bytes]:
        web.wait(30)
        yield b""

    web.answers["http://slow.example/feed.xml"] = silent
    monitor.run("http://slow.example/feed.xml", limits=Limits(deadline=7.0))
    assert monitor.row("SELECT error FROM fetches WHERE url LIKE '%slow%'") == ("took longer than 7 s",)
    assert monitor.late_neighbours() == []
