"""For how long a server calls its answer fresh (RFC 9111, section 4.2)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.collect.network.http_dates import http_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

__all__ = ["LONGEST_FRESH", "fresh_for"]

LONGEST_FRESH = 24 * 60 * 60
"""Seconds. A year is said of pictures, and by servers that say it of everything."""

_NUMBER = re.compile(r"\d{1,12}", re.ASCII)
_NOT_TO_BE_KEPT = frozenset({"no-cache", "no-store"})


def fresh_for(headers: Mapping[str, str], now: datetime) -> int | None:
    """
    Return the seconds an answer stays fresh from now on, at most a day.

    None where it does not say, or forbids to rely on it. `headers` by lower-case name. Cache-Control goes before
    Expires; the time an answer spent in caches on its way (Age) is taken off.
    """
    said = list(_directives(headers.get("cache-control", "")))
    if _NOT_TO_BE_KEPT & {name for name, _ in said}:
        return None
    ages = [value for name, value in said if name == "max-age"]
    if ages:
        # Of two that differ the shorter one; one that is no number means that the answer is stale.
        fresh = min(int(age) if _NUMBER.fullmatch(age) else 0 for age in ages) - _age(headers)
    elif "expires" in headers and "no-cache" not in headers.get("pragma", "").lower():
        fresh = _until_expiry(headers, now)
    else:
        return None
    return max(0, min(fresh, LONGEST_FRESH))


def _directives(cache_control: str) -> Iterator[tuple[str, str]]:
    for directive in cache_control.split(","):
        name, _, value = directive.partition("=")
        yield name.strip().lower(), value.strip().strip('"')


def _age(headers: Mapping[str, str]) -> int:
    age = _NUMBER.fullmatch(headers.get("age", "").strip())
    return int(age[0]) if age else 0


def _until_expiry(headers: Mapping[str, str], now: datetime) -> int:
    """Measure on the server's own clock where it shows it; an expiry that is no date ("0", "-1") has passed."""
    expires = http_date(headers["expires"])
    said_at = http_date(headers.get("date", "")) or now
    return int((expires - said_at).total_seconds()) if expires else 0
