from __future__ import annotations

import pytest

from pipeline.collect.proxies import Proxies, proxies_of
from pipeline.errors import SettingsError

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
