from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.collect.fetch import Fetched, Fetcher, Request
from pipeline.collect.network.proxies import Proxies, proxies_of
from pipeline.errors import SettingsError

if TYPE_CHECKING:
    from datetime import datetime

PAGE = b"<html><body><p>Best Buy stops selling Huawei phones.</p></body></html>"
PROXY = "http://proxy.example:3128"


def test_the_environment_names_proxies_in_either_case() -> None:
    """Lower case goes before upper case, also where it is empty."""
    assert proxies_of({"HTTP_PROXY": PROXY, "https_proxy": PROXY, "NO_PROXY": "a.example", "HOME": "/"}) == {
        "http": PROXY,
        "https": PROXY,
        "no": "a.example",
    }
    assert proxies_of({"HTTP_PROXY": "http://other.example", "http_proxy": PROXY}) == {"http": PROXY}
    assert proxies_of({"HTTPS_PROXY": PROXY, "https_proxy": ""}) == {}


def test_a_visitor_does_not_choose_our_proxy() -> None:
    """Under CGI, HTTP_PROXY is the request's header `Proxy`."""
    assert proxies_of({"REQUEST_METHOD": "GET", "HTTP_PROXY": PROXY}) == {}
    assert proxies_of({"REQUEST_METHOD": "GET", "http_proxy": PROXY}) == {"http": PROXY}


def test_each_scheme_has_its_own_proxy() -> None:
    """An address goes through the proxy of its scheme, and straight where there is none."""
    proxies = Proxies({"https": "proxy.example:3128"})
    assert proxies.of("https://outlet.example/") == PROXY
    assert proxies.of("http://outlet.example/") is None


@pytest.mark.parametrize(
    ("no", "url", "direct"),
    [
        ("outlet.example", "http://outlet.example/", True),
        ("outlet.example", "http://www.outlet.example/", True),
        (".outlet.example", "http://outlet.example/", True),
        ("a.example, OUTLET.example", "http://Outlet.Example:8080/", True),
        ("outlet.example:8080", "http://outlet.example:8080/", True),
        ("outlet.example:8080", "http://outlet.example/", False),
        ("outlet.example", "http://notoutlet.example/", False),
        ("*", "http://outlet.example/", True),
        ("", "http://outlet.example/", False),
    ],
)
def test_some_hosts_are_asked_directly(*, no: str, url: str, direct: bool) -> None:
    """NO_PROXY lists hosts with all that is below them, with a port where only that is meant."""
    assert (Proxies({"http": PROXY, "no": no}).of(url) is None) == direct


@pytest.mark.parametrize("proxy", ["socks5://user:secret@proxy.example", "http://", "http://[::1", "http://a:b:c"])
def test_a_proxy_that_cannot_be_used_stops_at_once(proxy: str) -> None:
    """It is the user's to mend, and its password is not shown."""
    with pytest.raises(SettingsError, match="HTTP_PROXY") as refusal:
        Proxies({"http": proxy})
    assert "secret" not in str(refusal.value)


def through(proxy: str, url: str, now: datetime, **options: Any) -> Fetched:
    """Fetch an address behind a proxy."""
    fetcher = Fetcher(proxies={"http": proxy, "https": proxy}, **options)
    return fetcher.fetch_one(Request(url=url, kind="page"), lambda: now)


def test_a_page_is_fetched_through_the_proxy(proxy: Any, server: Any, now: datetime) -> None:
    """The proxy is on a private address by the user's choice, and finds hosts that nobody here knows."""
    server.serve("/a", PAGE)
    proxy.ports["outlet.example"] = server.port
    fetched = through(proxy.url.replace("://", "://user:word@"), "http://outlet.example/a", now)
    assert fetched.page is not None
    assert (fetched.page.body, fetched.page.final_url) == (PAGE, "http://outlet.example/a")
    assert [head.split(" ")[1] for head in proxy.asked] == [
        "http://outlet.example/robots.txt",
        "http://outlet.example/a",
    ]
    assert "Proxy-Authorization: Basic dXNlcjp3b3Jk" in proxy.asked[1]


def test_a_proxy_that_does_not_let_us_through_says_so(proxy: Any, now: datetime) -> None:
    """An encrypted page is asked for by a tunnel; where that is refused, the row tells by whom."""
    error = through(proxy.url, "https://outlet.example/a", now).fetch.error or ""
    assert "the proxy refused: HTTP 502 Not Known Here" in error
    assert proxy.asked[0].startswith("CONNECT outlet.example:443 HTTP/1.1")


def test_a_redirect_inside_is_refused_behind_a_proxy(proxy: Any, server: Any, now: datetime) -> None:
    """The proxy could reach it, and is not asked."""
    proxy.ports["outlet.example"] = server.port
    server.serve("/a", b"", "Location: http://192.168.0.7/", status="302 Found")
    error = through(proxy.url, "http://outlet.example/a", now).fetch.error or ""
    assert error == "192.168.0.7 is not on the public internet (redirected to http://192.168.0.7/)"
    assert len(proxy.asked) == 2


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://[::1]/", "http://10.0.0.1/", "http://169.254.169.254/latest/meta-data/",
        "http://2130706433/", "http://0x7f.1/", "http://localhost/", "http://a.localhost/", "http://intranet/",
        "http://metadata.google.internal/", "http://[64:ff9b::7f00:1]/",
    ],
)  # fmt: skip
def test_a_proxy_is_not_asked_for_what_is_inside(proxy: Any, now: datetime, url: str) -> None:
    """Behind a proxy the target is judged before it is asked, by its form and by what its name stands for here."""
    fetch = through(proxy.url, url, now).fetch
    assert "not on the public internet" in (fetch.error or "")
    assert (fetch.lasting, proxy.asked) == (True, [])


def test_a_name_that_leads_inside_is_refused_behind_a_proxy(
    proxy: Any, server: Any, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of several addresses one that is private is enough: the proxy may take any."""
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 0)) for ip in ("93.184.216.34", "192.168.0.7")]
    real = socket.getaddrinfo
    monkeypatch.setattr(
        "socket.getaddrinfo",
        lambda host, *rest, **more: found if host == "outlet.example" else real(host, *rest, **more),
    )
    server.serve("/a", PAGE)
    proxy.ports["outlet.example"] = server.port
    refused = through(proxy.url, "http://outlet.example/a", now)
    assert refused.fetch.error == "192.168.0.7 is not on the public internet"
    assert proxy.asked == []
    assert through(proxy.url, "http://outlet.example/a", now, allow_private=frozenset({"192.168.0.7"})).page is not None


def test_a_host_that_is_asked_directly_is_judged_at_connect(proxy: Any, server: Any, now: datetime) -> None:
    """That the proxy may be private does not make its machine a host of ours."""
    fetcher = Fetcher(proxies={"http": proxy.url, "no": "127.0.0.1"})
    fetched = fetcher.fetch_one(Request(url=server.serve("/a", PAGE), kind="feed"), lambda: now)
    assert "not on the public internet" in (fetched.fetch.error or "")
    assert (proxy.asked, server.asked) == ([], [])


def test_a_missing_proxy_is_told_as_such(now: datetime) -> None:
    """Its password is not."""
    error = through("http://user:word@127.0.0.1:1", "http://outlet.example/a", now).fetch.error or ""
    assert "no connection to the proxy" in error
    assert "word" not in error
