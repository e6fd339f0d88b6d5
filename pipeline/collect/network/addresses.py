"""
Which addresses may be asked: http and https, on the public internet.

A feed chooses where we go next, and a redirect again, so an address is hostile until judged: its form here before
anything is asked, the number behind its name at connect (`pipeline.collect.network.door`), when nobody can swap it.
"""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urljoin, urlsplit

from pipeline.errors import FetchError, RefusedAddressError
from pipeline.same_page import same_page_key
from pipeline.text import printable

__all__ = ["fetchable", "host_of", "next_hop", "origin_of", "own_address", "public_address", "same_page_key"]

# No reader needs more; mediacloud draws the same line.
_LONGEST = 2048
# What would end a header line, and the backslash, which browsers and parsers read differently.
_NEVER_IN_AN_ADDRESS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\\]")
_USUAL_PORTS = {"http": 80, "https": 443}

# `is_global` takes multicast and relays for global; feedkit's list (private_address_check.rb) names them.
_IPV4_BESIDE_GLOBAL = tuple(
    IPv4Network(network)
    for network in ("192.0.0.0/24", "192.88.99.0/24", "224.0.0.0/4", "240.0.0.0/4", "100.64.0.0/10", "198.18.0.0/15")
)
# Everything routed is inside 2000::/3, so mapped and compatible IPv4, NAT64, unique local, link-local and multicast are
# outside. Inside it Teredo and its neighbours, documentation, and 6to4 carry or stand for something else.
_IPV6_ROUTED = IPv6Network("2000::/3")
_IPV6_BESIDE_GLOBAL = tuple(
    IPv6Network(network) for network in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
)

# What people number their own machines with (RFC 1122, 1918, 4193). Link-local is not among them: there clouds answer
# with their machines' passwords.
_OWN = tuple(
    ip_network(network)
    for network in ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7")
)


def own_address(ip: str | IPv4Address | IPv6Address) -> bool:
    """Return whether an address is this machine or one of an ordinary private network, which its owner may want."""
    try:
        address = ip_address(ip)
    except ValueError:
        return False
    return any(address in network for network in _OWN)


def public_address(ip: str | IPv4Address | IPv6Address) -> bool:
    """Return whether an address is a machine on the public internet; text that is no address is not."""
    try:
        address = ip_address(ip)
    except ValueError:
        return False
    if isinstance(address, IPv4Address):
        return address.is_global and not any(address in network for network in _IPV4_BESIDE_GLOBAL)
    return (
        address.scope_id is None
        and address.is_global
        and address in _IPV6_ROUTED
        and not any(address in network for network in _IPV6_BESIDE_GLOBAL)
    )


def fetchable(url: str) -> str:
    """
    Return the address as it may be asked: without white space around it, blanks inside it encoded.

    Raises:
        RefusedAddressError: neither http nor https, without a host, too long, or with control characters.

    """
    address = url.strip()
    if len(address) > _LONGEST:
        raise RefusedAddressError(address[:80] + "…", f"the address is longer than {_LONGEST} characters")
    if _NEVER_IN_AN_ADDRESS.search(address):
        raise RefusedAddressError(printable(address), "the address has control characters in it")
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError as error:
        raise RefusedAddressError(address, f"not an address: {error}") from error
    if parts.scheme.lower() not in {"http", "https"}:
        raise RefusedAddressError(
            address, f"only http and https are fetched, not {parts.scheme or 'an address without one'}"
        )
    if not parts.hostname or " " in parts.hostname:
        raise RefusedAddressError(address, "the address names no host")
    return address.replace(" ", "%20")


def host_of(url: str) -> str:
    """Return the host of an address that `fetchable` let pass, lower case, without port and brackets."""
    return urlsplit(url).hostname or ""


def origin_of(url: str) -> str:
    """Return scheme, host and, where it is not the usual one, port of an address that `fetchable` let pass."""
    parts = urlsplit(url)
    scheme, host = parts.scheme.lower(), parts.hostname or ""
    place = f"[{host}]" if ":" in host else host
    port = "" if parts.port in {None, _USUAL_PORTS.get(scheme)} else f":{parts.port}"
    return f"{scheme}://{place}{port}"


def next_hop(url: str, location: str) -> str:
    """
    Return where a redirect leads, judged like a first address.

    Raises:
        FetchError: no place given. RefusedAddressError: a place that is not asked.

    """
    # Header bytes beyond ASCII arrive as surrogates; most servers that send them mean UTF-8.
    place = location.strip().encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    if not place:
        raise FetchError(url, "a redirect to nowhere")
    try:
        return fetchable(urljoin(url, place))
    except ValueError as error:
        raise RefusedAddressError(url, f"a redirect to something that is no address: {error}") from error
