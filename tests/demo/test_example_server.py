from __future__ import annotations

import http.client
import socket
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

import pytest

from pipeline.collect.fetch import Fetcher, Request
from pipeline.demo.pages import page
from pipeline.demo.server import ExampleServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from email.message import Message

    from pipeline.demo.items import Example


class Got(NamedTuple):
    """What came back, the connection closed."""

    status: int
    headers: Message
    body: bytes


@pytest.fixture
def server() -> Iterator[ExampleServer]:
    """The example web on its first day."""
    with ExampleServer() as running:
        yield running


def test_one_server_plays_every_outlet(server: ExampleServer, example: Example) -> None:
    """It answers by host: each item's page comes from its own outlet's name."""
    for item in example.items_on(1):
        assert _get(server, item.url).body == page(example, item, 1)


def test_every_feed_and_every_item_has_its_host(server: ExampleServer, example: Example) -> None:
    """`hosts` sends all of them to one port of this machine."""
    addresses = [*(wanted.url for wanted in example.feeds), *(item.url for item in example.items)]
    assert {urlsplit(address).hostname for address in addresses} <= set(server.hosts)
    assert {place[0] for place in server.hosts.values()} == {"127.0.0.1"}
    assert len({place[1] for place in server.hosts.values()}) == 1


def test_the_same_path_at_another_host_is_not_there(server: ExampleServer, ferries: Example) -> None:
    """Nor is an unknown path, nor an unknown host."""
    path = ferries.item("denial").path
    for address in (f"http://northwire.example{path}", "http://northwire.example/nothing", "http://nobody.example/"):
        assert _get(server, address).status == 404


def test_what_a_client_has_is_not_sent_again(server: ExampleServer, ferries: Example) -> None:
    """Either validator brings a 304 without a body, on pages and feeds alike."""
    for url in (ferries.feeds[0].url, ferries.item("test-memo").url):
        first = _get(server, url)
        for name, value in (
            ("If-None-Match", first.headers["ETag"]),
            ("If-Modified-Since", first.headers["Last-Modified"]),
        ):
            again = _get(server, url, {name: value})
            assert (again.status, again.body) == (304, b"")


def test_a_tag_counts_more_than_a_date(server: ExampleServer, ferries: Example) -> None:
    """A client with other bytes gets the page, whatever its date says; nonsense for a date is no date."""
    url = ferries.item("test-memo").url
    modified = _get(server, url).headers["Last-Modified"]
    assert _get(server, url, {"If-None-Match": '"other"', "If-Modified-Since": modified}).status == 200
    assert _get(server, url, {"If-Modified-Since": "yesterday, I think"}).status == 200


def test_day_two_changes_what_should_change_and_nothing_else(server: ExampleServer, ferries: Example) -> None:
    """The corrected page has new bytes and a new tag; a page that was left alone is still a 304."""
    changed, same = ferries.item("staff-notice").url, ferries.item("grounding").url
    tags = {url: _get(server, url).headers["ETag"] for url in (changed, same)}
    server.advance(2)
    corrected = _get(server, changed, {"If-None-Match": tags[changed]})
    assert corrected.status == 200
    assert b"42 battery modules" in corrected.body
    assert _get(server, same, {"If-None-Match": tags[same]}).status == 304


def test_tomorrows_items_are_not_online_today(server: ExampleServer, ferries: Example) -> None:
    """They appear with day 2, and so do their entries in the feed."""
    item = ferries.item("on-record")
    feed = "http://northwire.example/feeds/coast.json"
    assert _get(server, item.url).status == 404
    assert item.url.encode() not in _get(server, feed).body
    server.advance(2)
    assert _get(server, item.url).status == 200
    assert item.url.encode() in _get(server, feed).body


def test_a_feed_without_news_is_not_sent_again(server: ExampleServer, ferries: Example) -> None:
    """Küstenblatt has nothing on day 2: the validators of day 1 still hold."""
    url = "http://kuestenblatt.example/meldungen.rss"
    tag = _get(server, url).headers["ETag"]
    server.advance(2)
    assert _get(server, url, {"If-None-Match": tag}).status == 304


def test_broken_feeds_are_broken(server: ExampleServer, ferries: Example) -> None:
    """One answers 500, one answers with a page."""
    by_kind = {wanted.expect: _get(server, wanted.url) for wanted in ferries.feeds}
    assert by_kind["error"].status == 500
    assert by_kind["error"].headers["ETag"] is None
    assert by_kind["not_a_feed"].headers["Content-Type"].startswith("text/html")


def test_the_fetcher_of_the_product_finds_every_outlet(server: ExampleServer, example: Example, now: datetime) -> None:
    """Names under .example lead to loopback by `hosts` alone, once the user allows that private address."""
    fetcher = Fetcher(resolve=server.hosts, allow_private=frozenset({"127.0.0.1"}))
    requests = [Request(url=wanted.url, kind="feed") for wanted in example.feeds]
    came = {got.request.url: got for got in fetcher.fetch_all(requests, lambda: now)}
    for wanted in example.feeds:
        assert (came[wanted.url].page is None) == (wanted.expect == "error"), wanted.url


def test_the_server_says_nothing(capfd: pytest.CaptureFixture[str], ferries: Example) -> None:
    """Neither requests nor clients that hang up leave a mark on the terminal."""
    with ExampleServer() as server:
        _get(server, ferries.feeds[0].url)
        with socket.create_connection(server.hosts["northwire.example"]) as client:
            client.sendall(b"GET /feeds/coast.json HTTP/1.0\r\nHost: northwire.example\r\n")
    assert capfd.readouterr() == ("", "")


def _get(server: ExampleServer, url: str, headers: dict[str, str] | None = None) -> Got:
    parts = urlsplit(url)
    place, port = next(iter(server.hosts.values()))
    connection = http.client.HTTPConnection(place, port, timeout=10)
    connection.request("GET", parts.path, headers={"Host": f"{parts.netloc}:{port}", **(headers or {})})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return Got(response.status, response.headers, body)
