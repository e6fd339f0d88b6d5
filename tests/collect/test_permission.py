from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from pipeline.collect.fetch import Fetched, Fetcher, Limits, Request
from pipeline.models import HostRecord

Ask = Callable[..., Fetched]
CLOSED = b"User-agent: *\nDisallow: /closed/"


def permissive(**options: Any) -> Fetcher:
    """A fetcher that may ask this machine."""
    return Fetcher(allow_private=frozenset({"127.0.0.1"}), **options)


def pages(*urls: str) -> list[Request]:
    """A request for each address."""
    return [Request(url=url, kind="page") for url in urls]


def test_what_robots_txt_closes_is_not_fetched(server: Any, ask: Ask) -> None:
    """The row names the host and lasts; the page was not asked for."""
    server.serve("/robots.txt", CLOSED)
    fetch = ask(server.serve("/closed/a", b"secret")).fetch
    assert fetch.error == "robots.txt of 127.0.0.1 does not allow it"
    assert fetch.lasting
    assert server.asked == []
    assert ask(server.serve("/open/a", b"fine")).page is not None


def test_a_feed_is_asked_whatever_robots_txt_says(server: Any, ask: Ask) -> None:
    """A person subscribed to it; nobody crawls there."""
    server.serve("/robots.txt", b"User-agent: *\nDisallow: /")
    assert ask(server.serve("/feed", b"<rss/>"), kind="feed").page is not None
    assert server.robots_asked == []


def test_a_redirect_does_not_lead_around_robots_txt(server: Any, other_server: Any, ask: Ask) -> None:
    """The rules of the host at the end count, and of the path at the end."""
    server.serve("/robots.txt", CLOSED)
    other_server.serve("/robots.txt", CLOSED)
    server.serve("/closed/a", b"secret")
    inside = ask(server.serve("/a", b"", "Location: /closed/a", status="302 Found"))
    outside = ask(server.serve("/b", b"", f"Location: {other_server.url('/closed/a')}", status="302 Found"))
    assert "robots.txt of 127.0.0.1 does not allow it" in (inside.fetch.error or "")
    assert "robots.txt of 127.0.0.1 does not allow it" in (outside.fetch.error or "")
    assert len(server.asked) == 2
    assert other_server.asked == []


@pytest.mark.parametrize("status", ["404 Not Found", "401 Unauthorized", "403 Forbidden", "410 Gone", "204 No Content"])
def test_a_host_without_robots_txt_allows_everything(server: Any, ask: Ask, status: str) -> None:
    """RFC 9309: an error of ours means that there are no rules."""
    server.serve("/robots.txt", b"", status=status)
    assert ask(server.serve("/a", b"fine")).page is not None


@pytest.mark.parametrize("status", ["500 Oh", "502 Bad Gateway"])
def test_a_host_whose_robots_txt_fails_is_waited_for(server: Any, ask: Ask, status: str) -> None:
    """Nobody knows what it allows; it may be asked again, and its feeds at any time."""
    server.serve("/robots.txt", b"", status=status)
    fetch = ask(server.serve("/a", b"fine")).fetch
    assert fetch.error == f"robots.txt of 127.0.0.1 could not be asked: HTTP {status}"
    assert (fetch.lasting, server.asked) == (False, [])
    assert ask(server.url("/a"), kind="feed").page is not None


def test_a_silent_robots_txt_is_waited_for_too(server: Any, ask: Ask) -> None:
    """It costs one deadline, for all pages of the host."""
    server.answers["/robots.txt"] = server.silence
    fetch = ask(server.serve("/a", b"fine"), limits=Limits(deadline=0.1)).fetch
    assert fetch.error == "robots.txt of 127.0.0.1 could not be asked: took longer than 0.1 s"
    assert not fetch.lasting


def test_a_busy_host_tells_when_its_robots_txt_may_be_asked(server: Any, ask: Ask, now: datetime) -> None:
    """The page's row has the moment from the answer to robots.txt."""
    server.serve("/robots.txt", b"", "Retry-After: 3600", status="503 Busy")
    fetch = ask(server.serve("/a", b"fine")).fetch
    assert fetch.retry_at == now + timedelta(hours=1)


def test_many_pages_of_a_host_ask_for_its_rules_once(server: Any, now: datetime) -> None:
    """All wait for the one answer."""
    server.serve("/robots.txt", CLOSED)
    urls = [server.serve(f"/{number}", b"fine") for number in range(8)]
    results = list(permissive().fetch_all(pages(*urls, server.url("/closed/a")), lambda: now))
    assert sum(1 for fetched in results if fetched.page) == 8
    assert len(server.robots_asked) == 1


def test_rules_are_kept_for_a_day(server: Any, now: datetime) -> None:
    """Within the day they are not asked for again, not even by another fetcher that remembers; after it they are."""
    server.serve("/robots.txt", CLOSED)
    url = server.serve("/closed/a", b"secret")
    first, second = permissive(), permissive()
    first.fetch_one(*pages(url), lambda: now)
    (known,) = first.hosts()
    assert (known.host, known.robots_status, known.robots_at) == (url.removesuffix("/closed/a"), 200, now)
    second.remember([known])
    second.fetch_one(*pages(url), lambda: now + timedelta(hours=23))
    assert (len(server.robots_asked), second.hosts()) == (1, ())
    server.serve("/robots.txt", b"")
    assert second.fetch_one(*pages(url), lambda: now + timedelta(hours=25)).page is not None
    assert len(server.robots_asked) == 2


def test_old_rules_are_obeyed_while_new_ones_cannot_be_had(server: Any, now: datetime) -> None:
    """RFC 9309: a host that stumbles has not changed its mind."""
    server.serve("/robots.txt", b"", status="500 Oh")
    fetcher = permissive()
    origin = server.url("")
    known = HostRecord(host=origin, robots=CLOSED.decode(), robots_status=200, robots_at=now - timedelta(days=3))
    fetcher.remember([known])
    closed, opened = server.serve("/closed/a", b"secret"), server.serve("/open/a", b"fine")
    assert "does not allow" in (fetcher.fetch_one(*pages(closed), lambda: now).fetch.error or "")
    assert fetcher.fetch_one(*pages(opened), lambda: now).page is not None


def test_robots_txt_may_be_elsewhere(server: Any, other_server: Any, ask: Ask) -> None:
    """Its redirects are followed, five of them; behind more there is none."""
    rules = other_server.serve("/rules", CLOSED)
    server.serve("/robots.txt", b"", f"Location: {rules}", status="301 Moved Permanently")
    assert "does not allow" in (ask(server.serve("/closed/a", b"secret")).fetch.error or "")
    server.serve("/robots.txt", b"", "Location: /robots.txt", status="302 Found")
    assert ask(server.url("/closed/a")).page is not None


def test_a_robots_txt_inside_is_not_looked_at(server: Any, other_server: Any, ask: Ask) -> None:
    """The same policy for addresses holds for it."""
    inside = other_server.serve("/rules", CLOSED)
    server.serve("/robots.txt", b"", f"Location: {inside}", status="301 Moved Permanently")
    server.serve("/closed/a", b"fine")
    fetched = ask(
        "http://front.example/closed/a",
        allow=("front.example",),
        resolve={"front.example": ("127.0.0.1", server.port)},
    )
    assert fetched.page is not None
    assert other_server.asked == []


def test_of_an_endless_robots_txt_the_beginning_counts(server: Any, ask: Ask) -> None:
    """500 KB are read, as search engines do."""
    server.serve("/robots.txt", CLOSED + b"\n" + b"# more\n" * 100_000 + b"Disallow: /")
    assert "does not allow" in (ask(server.serve("/closed/a", b"secret")).fetch.error or "")
    assert ask(server.serve("/a", b"fine")).page is not None


def test_a_crawl_delay_lies_between_visits_also_of_private_hosts(server: Any, now: datetime) -> None:
    """Hosts the user named have no spacing of their own, and are spaced where they ask for it."""
    server.serve("/robots.txt", b"User-agent: *\nCrawl-delay: 0.1")
    visits: list[float] = []

    def note(_: Any, wire: Any) -> None:
        visits.append(time.monotonic())
        wire.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx")

    server.answers.update({f"/{number}": note for number in range(3)})
    list(permissive().fetch_all(pages(*(server.url(f"/{number}") for number in range(3))), lambda: now))
    assert visits[2] - visits[0] >= 0.19
