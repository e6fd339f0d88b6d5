from __future__ import annotations

import asyncio
import gzip
import threading
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.collect.fetch import Fetched, Fetcher, Limits, Request, user_agent
from pipeline.models import Validators
from pipeline.text import body_id

if TYPE_CHECKING:
    from datetime import datetime

Ask = Callable[..., Fetched]
PAGE = b"<html><body><p>Best Buy stops selling Huawei phones.</p></body></html>"


def test_a_page_comes_with_its_address_type_and_validators(server: Any, ask: Ask, now: datetime) -> None:
    """What later stages and the next visit need travels with the bytes."""
    url = server.serve("/a", PAGE, "Content-Type: text/html; charset=utf-8", 'ETag: "v1"', "Set-Cookie: id=1")
    fetched = ask(url)
    assert fetched.fetch.error is None
    assert (fetched.fetch.status, fetched.fetch.size) == (200, len(PAGE))
    assert fetched.page is not None
    assert (fetched.page.body, fetched.page.final_url, fetched.page.fetched_at) == (PAGE, url, now)
    assert fetched.page.content_type == "text/html; charset=utf-8"
    assert fetched.page.validators == Validators(etag='"v1"', body_hash=body_id(PAGE))
    assert "set-cookie" not in fetched.page.headers


def test_loopback_is_refused_unless_named(server: Any, ask: Ask) -> None:
    """Nothing private is asked by default, and the server notices nothing."""
    fetched = ask(server.serve("/a", PAGE), allow=())
    assert fetched.page is None
    assert "not on the public internet" in (fetched.fetch.error or "")
    assert server.asked == []


def test_a_name_that_leads_inside_is_refused_at_connect(server: Any, ask: Ask) -> None:
    """What a name resolves to is judged, not the name."""
    server.serve("/a", PAGE)
    known = {"outlet.example": ("127.0.0.1", server.port)}
    assert ask("http://outlet.example/a", allow=(), resolve=known).page is None
    assert server.asked == []
    allowed = ask("http://outlet.example/a", allow=("127.0.0.1",), resolve=known)
    assert allowed.page is not None
    assert "Host: outlet.example\r\n" in server.asked[0]


def test_a_redirect_to_a_private_address_is_refused_before_connecting(server: Any, other_server: Any, ask: Ask) -> None:
    """A host that is permitted by name cannot lead to a machine that is not."""
    inside = other_server.serve("/secret", b"secret")
    server.serve("/a", b"", f"Location: {inside}", status="302 Found")
    fetched = ask(
        "http://front.example/a", allow=("front.example",), resolve={"front.example": ("127.0.0.1", server.port)}
    )
    assert fetched.page is None
    assert "not on the public internet" in (fetched.fetch.error or "")
    assert len(server.asked) == 1
    assert other_server.asked == []


@pytest.mark.parametrize(
    "place", ["file:///etc/passwd", "ftp://outlet.example/a", "data:text/html,hello", "javascript:alert(1)"]
)
def test_a_redirect_out_of_the_web_is_refused(server: Any, ask: Ask, place: str) -> None:
    """Only http and https are followed."""
    fetched = ask(server.serve("/a", b"", f"Location: {place}", status="301 Moved Permanently"))
    assert "only http and https" in (fetched.fetch.error or "")


def test_a_redirect_is_followed_and_both_addresses_are_kept(server: Any, ask: Ask) -> None:
    """A relative place is joined to the address that gave it."""
    server.serve("/news/b", PAGE)
    asked = server.serve("/news/a", b"", "Location: b", status="302 Found")
    page = ask(asked).page
    assert page is not None
    assert (page.url, page.final_url) == (asked, server.url("/news/b"))


def test_a_circle_of_redirects_ends(server: Any, ask: Ask) -> None:
    """Two addresses that point to each other are asked once each."""
    server.serve("/b", b"", "Location: /a", status="302 Found")
    fetched = ask(server.serve("/a", b"", "Location: /b", status="302 Found"))
    assert fetched.fetch.error == "redirects in a circle"
    assert len(server.asked) == 2


def test_a_chain_of_redirects_ends_after_five(server: Any, ask: Ask) -> None:
    """Six requests are made and not a seventh."""
    for number in range(9):
        server.serve(f"/{number}", b"", f"Location: /{number + 1}", status="302 Found")
    assert "more than 5 redirects" in (ask(server.url("/0")).fetch.error or "")
    assert len(server.asked) == 6


def test_unchanged_is_neither_a_page_nor_an_error(server: Any, ask: Ask) -> None:
    """The validators are sent back, and 304 says that nothing is new."""
    url = server.serve("/feed", b"", status="304 Not Modified")
    fetched = ask(url, kind="feed", validators=Validators(etag='"v1"', last_modified="Thu, 22 Mar 2018 10:00:00 GMT"))
    assert (fetched.page, fetched.fetch.status, fetched.fetch.error) == (None, 304, None)
    assert 'If-None-Match: "v1"\r\n' in server.asked[0]
    assert "If-Modified-Since: Thu, 22 Mar 2018 10:00:00 GMT\r\n" in server.asked[0]


def test_unchanged_is_an_error_where_nobody_asked(server: Any, ask: Ask) -> None:
    """Without validators there is nothing the answer could be equal to."""
    url = server.serve("/feed", b"", status="304 Not Modified")
    for nothing in (None, Validators(), Validators(body_hash=7)):
        assert ask(url, kind="feed", validators=nothing).fetch.error == "HTTP 304 Not Modified"


@pytest.mark.parametrize(
    "status", ["500 Internal Server Error", "404 Not Found", "204 No Content", "206 Partial Content"]
)
def test_a_failing_server_is_a_row(server: Any, ask: Ask, status: str) -> None:
    """The row has the status and says it in words."""
    fetched = ask(server.serve("/a", b"" if status.startswith("204") else b"oops", status=status))
    assert fetched.page is None
    assert (fetched.fetch.status, fetched.fetch.error) == (int(status[:3]), f"HTTP {status}")


@pytest.mark.parametrize(
    ("encoding", "compress"),
    [("gzip", gzip.compress), ("x-gzip", gzip.compress), ("deflate", zlib.compress), ("identity", bytes)],
)
def test_a_compressed_page_arrives_decoded(
    server: Any, ask: Ask, encoding: str, compress: Callable[[bytes], bytes]
) -> None:
    """The body is what the author wrote, whatever it travelled as."""
    page = ask(server.serve("/a", compress(PAGE), f"Content-Encoding: {encoding}")).page
    assert page is not None
    assert page.body == PAGE


def test_a_gzip_bomb_stops_at_the_limit(server: Any, ask: Ask) -> None:
    """Decoded bytes are counted: 30 KB on the wire are 30 MB of zeros."""
    url = server.serve("/a", gzip.compress(bytes(30_000_000)), "Content-Encoding: gzip")
    fetched = ask(url, limits=Limits(page_bytes=1_000_000))
    assert (fetched.page, fetched.fetch.error) == (None, "larger than 1 MB")


def test_an_endless_body_stops_at_the_limit(server: Any, ask: Ask) -> None:
    """A server that never ends is left."""

    def endless(loopback: Any, wire: Any) -> None:
        wire.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while not loopback.stopping.is_set():
            wire.write(b"<p>more</p>" * 1000)

    server.answers["/a"] = endless
    assert ask(server.url("/a"), limits=Limits(page_bytes=1_000_000)).fetch.error == "larger than 1 MB"


def test_slow_headers_end_at_the_deadline(server: Any, ask: Ask) -> None:
    """A server that accepts and says nothing costs the deadline and no more."""
    server.answers["/a"] = server.silence
    assert ask(server.url("/a"), limits=Limits(deadline=0.2)).fetch.error == "took longer than 0.2 s"


def test_a_slow_body_ends_at_the_deadline(server: Any, ask: Ask) -> None:
    """The deadline is for the whole answer, not for each byte of it."""

    def trickle(loopback: Any, wire: Any) -> None:
        wire.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while not loopback.stopping.wait(0.02):
            wire.write(b"x")

    server.answers["/a"] = trickle
    assert ask(server.url("/a"), limits=Limits(deadline=0.3)).fetch.error == "took longer than 0.3 s"


@pytest.mark.parametrize(
    ("body", "headers", "reason"),
    [
        (PAGE, ["Content-Length: 5000"], "the body broke off before its announced end"),
        (gzip.compress(PAGE)[:-12], ["Content-Encoding: gzip"], "the compressed body broke off before its end"),
        (gzip.compress(PAGE)[:-8] + bytes(8), ["Content-Encoding: gzip"], "the compressed body is broken"),
        (b"5\r\nhello\r\n", ["Transfer-Encoding: chunked"], "the body broke off before its announced end"),
    ],
    ids=["short of its length", "gzip cut off", "gzip with a false sum", "chunks without an end"],
)
def test_half_a_body_is_no_page(server: Any, ask: Ask, body: bytes, headers: list[str], reason: str) -> None:
    """A 200 with a body that broke off is a failure: half an article would look like an edited one."""
    fetched = ask(server.serve("/a", body, *headers))
    assert fetched.page is None
    assert reason in (fetched.fetch.error or "")


def test_a_server_that_hangs_up_is_a_row(server: Any, ask: Ask) -> None:
    """Closing the connection without a word is told as such."""
    server.answers["/a"] = b""
    assert "hung up" in (ask(server.url("/a")).fetch.error or "")


def test_a_body_that_only_claims_to_be_compressed_is_taken_as_it_is(server: Any, ask: Ask) -> None:
    """Servers announce gzip and send plain text."""
    page = ask(server.serve("/a", PAGE, "Content-Encoding: gzip")).page
    assert page is not None
    assert page.body == PAGE


@pytest.mark.parametrize(
    "body",
    [gzip.compress(PAGE)[:-12], gzip.compress(PAGE)[:-8] + bytes(8), b"\x1f\x8bnothing of the kind"],
    ids=["cut off", "with a false sum", "no gzip"],
)
def test_a_compression_that_is_false_is_asked_once_to_be_left_out(server: Any, ask: Ask, body: bytes) -> None:
    """The second request asks for the plain body, and there is no third."""

    def answer(loopback: Any, wire: Any) -> None:
        plain = "Accept-Encoding: identity" in loopback.asked[-1]
        head = (
            b"Content-Length: %d" % len(PAGE) if plain else b"Content-Encoding: gzip\r\nContent-Length: %d" % len(body)
        )
        wire.write(b"HTTP/1.1 200 OK\r\n" + head + b"\r\nConnection: close\r\n\r\n" + (PAGE if plain else body))

    server.answers["/a"] = answer
    page = ask(server.url("/a")).page
    assert page is not None
    assert page.body == PAGE
    assert len(server.asked) == 2


def test_a_body_that_broke_off_is_not_asked_for_again(server: Any, ask: Ask) -> None:
    """Only a compression can be left out; an announced length that does not come is the line's failure."""
    ask(server.serve("/a", PAGE, "Content-Length: 5000"))
    assert len(server.asked) == 1


@pytest.mark.parametrize("encoding", ["gzip, gzip", "deflate, gzip", "br", "zstd"])
def test_layers_and_unknown_compressions_are_refused(server: Any, ask: Ask, encoding: str) -> None:
    """Nested compression is how a small body becomes a large one twice."""
    fetched = ask(server.serve("/a", gzip.compress(gzip.compress(PAGE)), f"Content-Encoding: {encoding}"))
    assert fetched.page is None
    assert "refused" in (fetched.fetch.error or "") or "not asked for" in (fetched.fetch.error or "")


def test_a_lying_content_type_is_passed_on(server: Any, ask: Ask) -> None:
    """What a body is is decided by who reads it; the fetcher believes nothing and hides nothing."""
    page = ask(server.serve("/feed", PAGE, "Content-Type: image/png"), kind="feed").page
    assert page is not None
    assert page.content_type == "image/png"


def test_no_cookie_is_ever_sent(server: Any, now: datetime) -> None:
    """A second visit knows nothing of the first."""
    url = server.serve("/a", PAGE, "Set-Cookie: seen=1; Path=/")
    fetcher = Fetcher(allow_private=frozenset({"127.0.0.1"}))
    list(fetcher.fetch_all([Request(url=url, kind="page"), Request(url=url + "?again", kind="page")], lambda: now))
    fetcher.fetch_one(Request(url=url, kind="page"), lambda: now)
    assert len(server.asked) == 3
    assert not any("cookie" in request.lower() for request in server.asked)


def test_a_failure_does_not_stop_the_others(server: Any, now: datetime) -> None:
    """Each request has its result, whatever became of its neighbours."""
    urls = [
        server.serve("/a", PAGE),
        "http://127.0.0.1:1/",
        "nonsense",
        server.serve("/c", b"", status="500 Oh"),
        server.serve("/d", PAGE),
    ]
    requests = [Request(url=url, kind="page") for url in urls]
    results = list(Fetcher(allow_private=frozenset({"127.0.0.1"})).fetch_all(requests, lambda: now))
    assert sorted(result.request.url for result in results) == sorted(urls)
    assert {result.request.url for result in results if result.page} == {urls[0], urls[4]}
    assert all(result.page or result.fetch.error for result in results)


def test_one_host_has_two_visitors_at_most(server: Any, now: datetime) -> None:
    """Politeness holds however many requests there are."""
    inside, most, lock = 0, 0, threading.Lock()

    def count(loopback: Any, wire: Any) -> None:
        nonlocal inside, most
        with lock:
            inside += 1
            most = max(most, inside)
        loopback.stopping.wait(0.02)
        # Counted out before the answer: the next visitor may come as soon as it is there.
        with lock:
            inside -= 1
        wire.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx")

    requests = [Request(url=server.url(f"/{number}"), kind="page") for number in range(8)]
    server.answers.update({f"/{number}": count for number in range(8)})
    results = list(Fetcher(allow_private=frozenset({"127.0.0.1"})).fetch_all(requests, lambda: now))
    assert [result.fetch.error for result in results] == [None] * 8
    assert most == 2


def test_a_caller_inside_an_event_loop_is_served(server: Any, ask: Ask) -> None:
    """The fetcher brings its own loop, so a flow's task may call it."""
    url = server.serve("/a", PAGE)

    async def inside() -> Fetched:
        return ask(url)

    assert asyncio.run(inside()).page is not None


def test_leaving_early_ends_what_is_under_way(server: Any, now: datetime) -> None:
    """A consumer that stops after the first result leaves no thread behind."""
    server.answers["/slow"] = server.silence
    requests = [Request(url=url, kind="page") for url in (server.serve("/a", PAGE), server.url("/slow"))]
    results = Fetcher(allow_private=frozenset({"127.0.0.1"})).fetch_all(requests, lambda: now)
    assert next(results).page is not None
    results.close()  # type: ignore[attr-defined]  # an iterator by contract, a generator in fact
    assert not any(thread.name == "in-background" for thread in threading.enumerate())


def test_nothing_to_fetch_is_nothing(now: datetime) -> None:
    """No requests, no results, no error."""
    assert list(Fetcher().fetch_all([], lambda: now)) == []


def test_we_say_who_we_are(server: Any, now: datetime) -> None:
    """The product and a way to reach its owner; a contact cannot bring a header of its own."""
    agent = user_agent("https://monitor.example/about\r\nX-Evil: 1")
    url = server.serve("/a", PAGE)
    Fetcher(allow_private=frozenset({"127.0.0.1"}), user_agent=agent).fetch_one(
        Request(url=url, kind="page"), lambda: now
    )
    assert "User-Agent: claimwatch/0.1 (+https://monitor.example/aboutX-Evil: 1)\r\n" in server.asked[0]
    assert "\r\nX-Evil" not in server.asked[0]
