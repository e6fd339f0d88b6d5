"""Which proxy to go through, by the rules of Python's urllib."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipeline.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Proxies", "proxies_of"]

_VARIABLES = {"http": "HTTP_PROXY", "https": "HTTPS_PROXY", "no": "NO_PROXY"}


def proxies_of(environment: Mapping[str, str]) -> dict[str, str]:
    """
    Return the proxies an environment names under `http` and `https`, and under `no` the hosts that go without.

    HTTP_PROXY, HTTPS_PROXY and NO_PROXY; a variable in lower case goes before, also an empty one, which means "none".
    Under CGI the upper-case HTTP_PROXY is whatever a visitor wants it to be (CVE-2016-1000110) and is not read.
    """
    said: dict[str, str] = {}
    for scheme, name in _VARIABLES.items():
        of_a_visitor = scheme == "http" and "REQUEST_METHOD" in environment
        upper = "" if of_a_visitor else environment.get(name, "")
        if value := environment.get(name.lower(), upper).strip():
            said[scheme] = value
    return said


class Proxies:
    """
    Proxies by scheme, as `proxies_of` returns them.

    Raises:
        SettingsError: a proxy of a kind that cannot be used; only those that speak HTTP can.

    """

    def __init__(self, proxies: Mapping[str, str]) -> None:
        self._by_scheme = {
            scheme: _address(scheme, proxies[scheme]) for scheme in ("http", "https") if scheme in proxies
        }
        names = (name.strip().lower() for name in proxies.get("no", "").split(","))
        self._direct = frozenset(name.lstrip(".") for name in names if name)

    def of(self, url: str) -> str | None:
        """Return the proxy for an address; None: ask it directly."""
        proxy = self._by_scheme.get(urlsplit(url).scheme.lower())
        return None if proxy is None or self._is_direct(url) else proxy

    def _is_direct(self, url: str) -> bool:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
        with_port = f"{host}:{parts.port}"
        return "*" in self._direct or any(
            name.endswith(f".{direct}") or name == direct for direct in self._direct for name in (host, with_port)
        )


def _address(scheme: str, proxy: str) -> str:
    address = proxy if "://" in proxy else f"http://{proxy}"
    try:
        parts = urlsplit(address)
        usable = parts.scheme.lower() in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        # The value is not shown: a proxy's address has its password in it.
        raise SettingsError(f"{_VARIABLES[scheme]} names no proxy that can be used; expected http://HOST:PORT")
    return address
