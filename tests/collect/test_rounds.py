from __future__ import annotations

import gzip
import threading
import time
from typing import TYPE_CHECKING, Any

from pipeline.collect.fetch import Fetcher, Limits, Request

if TYPE_CHECKING:
    from datetime import datetime

    import pytest

PAGE = b"<html><body><p>Best Buy stops selling Huawei phones.</p></body></html>"


def hosts_of(server: Any, *names: str) -> dict[str, tuple[str, int]]:
    """Names that all lead to one server."""
    return dict.fromkeys(names, ("127.0.0.1", server.port))


def fetcher_for(server: Any, *names: str, **limits: Any) -> Fetcher:
    """A fetcher that knows some hosts and may ask this machine."""
    return Fetcher(allow_private=frozenset({"127.0.0.1"}), resolve=hosts_of(server, *names), limits=Limits(**limits))


def test_many_requests_to_one_host_leave_the_others_free(server: Any, now: datetime) -> None:
    """Five hundred feeds wait at a host that says nothing; one of another host, asked last, is there first."""
    server.answers["/slow"] = server.silence
    server.serve("/quick", PAGE)
    requests = [Request(url=f"http://slow.example/slow?{number}", kind="feed") for number in range(500)]
    server.answers.update({f"/slow?{number}": server.silence for number in range(500)})
    results = fetcher_for(server, "slow.example", "quick.example").fetch_all(
        [*requests, Request(url="http://quick.example/quick", kind="feed")], lambda: now
    )
    assert next(results).request.url == "http://quick.example/quick"
    results.close()


def test_more_silent_hosts_than_places_leave_the_others_free(server: Any, now: datetime) -> None:
    """Who is silent for a while counts no longer, so every answer comes before the first deadline has passed."""
    silent, quick = [f"s{number}.example" for number in range(12)], [f"q{number}.example" for number in range(6)]
    server.answers["/slow"] = server.silence
    server.serve("/quick", PAGE)
    fetcher = fetcher_for(server, *silent, *quick, at_once=4, silence=0.05, deadline=1.5)
    requests = [Request(url=f"http://{host}/slow", kind="feed") for host in silent]
    requests += [Request(url=f"http://{host}/quick", kind="feed") for host in quick]
    results = [fetched.request.url for fetched in fetcher.fetch_all(requests, lambda: now)]
    assert set(results[:6]) == {f"http://{host}/quick" for host in quick}
    assert len(results) == 18


def test_names_that_nobody_answers_for_leave_the_others_free(
    server: Any, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A look-up cannot be called off; it neither takes another one's thread nor delays the end."""
    over = threading.Event()
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: over.wait(20) or [])
    server.serve("/quick", PAGE)
    fetcher = fetcher_for(server, "quick.example", deadline=4.0)
    requests = [Request(url=f"http://n{number}.example/a", kind="feed") for number in range(40)]
    requests.append(Request(url="http://quick.example/quick", kind="feed"))
    results = list(fetcher.fetch_all(requests, lambda: now))
    assert not over.is_set()
    over.set()
    assert results[0].page is not None
    assert {fetched.fetch.error for fetched in results[1:]} == {"took longer than 4 s"}


def test_large_bodies_come_a_few_at_a_time(server: Any, now: datetime) -> None:
    """A large body keeps its place until it has been taken, so those behind it stay on the wire."""
    body = gzip.compress(bytes(300_000))
    names = [f"h{number}.example" for number in range(6)]
    server.serve("/large", body, "Content-Encoding: gzip")
    fetcher = fetcher_for(server, *names, large_body=100_000, large_at_once=2, deadline=0.5)
    results = fetcher.fetch_all([Request(url=f"http://{name}/large", kind="feed") for name in names], lambda: now)
    first = next(results)
    # Longer than the deadline: waiting for a place is not the server's time.
    time.sleep(0.7)
    rest = list(results)
    assert [len(fetched.page.body) if fetched.page else 0 for fetched in [first, *rest]] == [300_000] * 6


def test_connections_are_kept_for_the_same_host_only(server: Any, now: datetime) -> None:
    """The last request to a host closes its connection: thousands of hosts, each kept open, would be too many."""
    server.serve("/a", PAGE)
    fetcher = fetcher_for(server, "one.example", "two.example", per_host=1)
    urls = ["http://one.example/a", "http://one.example/a?", "http://two.example/a"]
    server.serve("/a?", PAGE)
    list(fetcher.fetch_all([Request(url=url, kind="feed") for url in urls], lambda: now))
    closing = sorted(request.split("Host: ")[1][:11] for request in server.asked if "Connection: close" in request)
    assert closing == ["one.example", "two.example"]
    assert len(server.asked) == 3
