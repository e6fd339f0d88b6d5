"""Whose site an address is on: what a host may say of addresses, and where a look around stops."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from courlan import extract_domain

__all__ = ["same_site", "site_of"]


def same_site(one: str, other: str) -> bool:
    """Return whether two addresses are on one registrable domain; addresses without a host are on none."""
    return bool(site_of(one)) and site_of(one) == site_of(other)


def site_of(url: str) -> str:
    """
    Return the registrable domain of an address: `bbc.co.uk` for `https://feeds.bbc.co.uk/x`.

    Under an ending that is not public it is the last two names; a number is a site of its own. "" where there is none.
    """
    try:
        return _site(urlsplit(url).hostname or "")
    except ValueError:
        return ""


@lru_cache(maxsize=4096)
def _site(host: str) -> str:
    if domain := extract_domain(f"http://{host}/"):
        return str(domain)
    numbered = ":" in host or host.rpartition(".")[2].isdigit()
    return host if numbered else ".".join(host.split(".")[-2:])
