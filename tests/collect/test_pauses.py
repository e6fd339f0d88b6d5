from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from pipeline.collect.fetch import Fetched, Fetcher, Limits, Request
from pipeline.doors import clock
from pipeline.models import HostRecord


def fetch_each(fetcher: Fetcher, now: datetime, *urls: str, kind: Any = "feed") -> list[Fetched]:
    """One after the other, each in a round of its own."""
    return [fetcher.fetch_one(Request(url=url, kind=kind), lambda: now) for url in urls]


def permissive(**options: Any) -> Fetcher:
    """A fetcher that may ask this machine."""
    return Fetcher(allow_private=frozenset({"127.0.0.1"}), **options)


def test_a_host_that_asks_for_quiet_is_left_alone(server: Any, now: datetime) -> None:
    """The other addresses of the host, feeds and pages, come back without having been asked."""
    busy = server.serve("/busy", b"", "Retry-After: 3600", status="429 Too Many Requests")
    other = server.serve("/other", b"fine")
    fetcher = permissive()
    _, feed = fetch_each(fetcher, now, busy, other)
    (page,) = fetch_each(fetcher, now, other, kind="page")
    for fetched in (feed, page):
        assert fetched.fetch.error == "the host asked to wait until 2018-03-22 13:00:00 UTC"
        assert fetched.fetch.retry_at == now + timedelta(hours=1)
        assert not fetched.fetch.lasting
    assert len(server.asked) == 1
    assert server.robots_asked == []


def test_quiet_without_a_time_is_half_a_minute(server: Any, now: datetime) -> None:
    """429 says "too many" and nothing else; that is longer than we wait within a call."""
    busy = server.serve("/busy", b"", status="429 Too Many Requests")
    first, second = fetch_each(permissive(), now, busy, busy)
    assert first.fetch.retry_at == second.fetch.retry_at == now + timedelta(seconds=30)
    assert len(server.asked) == 1


def test_a_short_pause_is_waited_out(server: Any) -> None:
    """Whoever comes after it is served, a little later."""
    busy = server.serve("/busy", b"", "Retry-After: 1", status="503 Service Unavailable")
    other = server.serve("/other", b"fine")
    fetcher = permissive()
    before = clock()
    fetcher.fetch_one(Request(url=busy, kind="feed"), clock)
    assert fetcher.fetch_one(Request(url=other, kind="feed"), clock).page is not None
    assert clock() - before >= timedelta(seconds=1)


def test_a_pause_holds_for_one_host_only(server: Any, other_server: Any, now: datetime) -> None:
    """Its neighbours are asked as ever."""
    busy = server.serve("/busy", b"", "Retry-After: 3600", status="503 Service Unavailable")
    _, other = fetch_each(permissive(), now, busy, other_server.serve("/a", b"fine"))
    assert other.page is not None


def test_a_redirect_into_a_pause_waits_too(server: Any, other_server: Any, now: datetime) -> None:
    """A host that wants quiet is not asked by a detour either."""
    busy = other_server.serve("/busy", b"", "Retry-After: 3600", status="503 Service Unavailable")
    detour = server.serve("/a", b"", f"Location: {other_server.url('/b')}", status="302 Found")
    _, fetched = fetch_each(permissive(), now, busy, detour)
    assert "the host asked to wait" in (fetched.fetch.error or "")
    assert len(other_server.asked) == 1


def test_a_pause_survives_a_restart(server: Any, now: datetime) -> None:
    """What one run learned of hosts, the next remembers; only what is news is given out."""
    busy = server.serve("/busy", b"", "Retry-After: 3600", status="503 Service Unavailable")
    origin = busy.removesuffix("/busy")
    first = permissive()
    fetch_each(first, now, busy)
    assert first.hosts() == (HostRecord(host=origin, pause_until=now + timedelta(hours=1)),)
    second = permissive()
    second.remember(first.hosts())
    (fetched,) = fetch_each(second, now, busy)
    assert "the host asked to wait" in (fetched.fetch.error or "")
    assert second.hosts() == ()


def test_a_pause_ends(server: Any, now: datetime) -> None:
    """When the time has come the host is asked again."""
    url = server.serve("/a", b"fine")
    fetcher = permissive(limits=Limits(patience=0))
    fetcher.remember([HostRecord(host=url.removesuffix("/a"), pause_until=now - timedelta(seconds=1))])
    (fetched,) = fetch_each(fetcher, now, url)
    assert fetched.page is not None


def test_the_longer_of_two_pauses_counts(server: Any, now: datetime) -> None:
    """A host that asked for an hour and then for a minute still has its hour."""
    fetcher = permissive()
    requests = [
        Request(url=server.serve(path, b"", f"Retry-After: {wait}", status="503 Busy"), kind="feed")
        for path, wait in (("/a", 3600), ("/b", 60))
    ]
    list(fetcher.fetch_all(requests, lambda: now))
    (host,) = fetcher.hosts()
    assert host.pause_until == now + timedelta(hours=1)
