from __future__ import annotations

import pytest

from pipeline.collect.network.addresses import fetchable, next_hop, own_address, public_address
from pipeline.errors import FetchError, RefusedAddressError


@pytest.mark.parametrize(
    "ip", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946", "2a00:1450:4001:81b::200e"]
)
def test_machines_on_the_public_internet_may_be_asked(ip: str) -> None:
    """Addresses of real servers pass."""
    assert public_address(ip)


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1", "127.255.0.9", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.0.9", "192.0.2.1", "192.88.99.1", "198.18.0.1",
        "198.51.100.1", "203.0.113.7", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
        "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:0:127.0.0.1",
        "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1",
        "100::1", "2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1", "2002:7f00:1::1",
        "2002:808:808::1", "3fff::1", "fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%eth0", "fec0::1",
        "ff02::1", "ff0e::1", "", "localhost", "2130706433", "0x7f.1",
    ],
)  # fmt: skip
def test_everything_else_is_refused(ip: str) -> None:
    """Private, special, and IPv4 in the clothes of IPv6, also where the inner address would be public."""
    assert not public_address(ip)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "ftp://outlet.example/", "//outlet.example/", "outlet.example", "http://", "http:///a",
        "javascript:alert(1)",
        "http://[::1", "http://outlet.example:99999/", "http://outlet.example/a\r\nX: 1", "http://outlet.example\\@10.0.0.1/",
        "http://outlet.example/" + "a" * 3000, "gopher://outlet.example/", "http://two words.example/",
    ],
)  # fmt: skip
def test_what_is_no_web_address_is_refused(url: str) -> None:
    """Neither other schemes nor other people's headers get through."""
    with pytest.raises(RefusedAddressError):
        fetchable(url)


def test_a_blank_in_a_path_is_encoded() -> None:
    """Feeds have addresses with blanks, and browsers follow them."""
    assert fetchable(" http://outlet.example/a b.html\n") == "http://outlet.example/a%20b.html"


def test_a_redirect_may_be_relative_and_beyond_ascii() -> None:
    """A place given in raw UTF-8 arrives as surrogates and is understood."""
    raw = "/кафе".encode().decode("utf-8", "surrogateescape")
    assert next_hop("http://outlet.example/a/b", raw) == "http://outlet.example/кафе"
    latin = b"/caf\xe9".decode("utf-8", "surrogateescape")
    assert next_hop("http://outlet.example/a/b", latin).startswith("http://outlet.example/caf")


def test_a_redirect_to_nowhere_is_an_error() -> None:
    """A 302 without a place cannot be followed."""
    with pytest.raises(FetchError, match="nowhere"):
        next_hop("http://outlet.example/", "")


@pytest.mark.parametrize("address", ["127.0.0.1", "192.168.1.9", "10.1.2.3", "172.31.0.1", "fd12::1", "::1"])
def test_what_people_number_their_machines_with_is_their_own(address: str) -> None:
    """Whoever names such a feed may want it."""
    assert own_address(address)


@pytest.mark.parametrize(
    "address", ["169.254.169.254", "fe80::1", "224.0.0.1", "100.100.100.200", "8.8.8.8", "no number"]
)
def test_nobody_is_advised_to_open_what_is_nobodys_own(address: str) -> None:
    """At link-local addresses a cloud's machines are told their passwords."""
    assert not own_address(address)
