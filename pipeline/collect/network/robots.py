"""
What a host's robots.txt allows us (RFC 9309), and how slowly it wants to be visited.

Pure: the text comes from `pipeline.collect.network.permission`, which asks for it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from protego import Protego

from pipeline.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["LONGEST_SPACING", "PRODUCT_TOKEN", "RobotRules", "robots_text"]

PRODUCT_TOKEN = "claimwatch"  # noqa: S105 - the name robots.txt calls us by, no secret
LONGEST_SPACING = 60.0
"""Seconds between two visits that we wait at most; a crawl-delay of a day is a page a day, and none is read."""

_DAY = 24 * 60 * 60
# Every spelling that protego takes for the line.
_USER_AGENT = re.compile(r"\s*user(?:-|\s*)agent(?:\s*:\s*|\s+)(.*)", re.IGNORECASE)


class RobotRules:
    """The rules of a robots.txt that concern us; without a text everything is allowed."""

    def __init__(self, text: str | None) -> None:
        self._rules = Protego.parse("\n".join(_for_us(text or "")))

    def allow(self, url: str) -> bool:
        """Return whether a page may be fetched."""
        return self._rules.can_fetch(url, PRODUCT_TOKEN)

    @property
    def spacing(self) -> float | None:
        """
        Seconds between two visits: Crawl-delay or Request-rate, the longer, at most a minute; None without them.
        """
        rate = self._rules.request_rate(PRODUCT_TOKEN)
        # Numbers of any length are numbers to protego, and none that could be divided.
        by_rate = min(rate.seconds, _DAY) / min(rate.requests, _DAY) if rate else None
        asked = [self._rules.crawl_delay(PRODUCT_TOKEN), by_rate]
        given = [min(seconds, LONGEST_SPACING) for seconds in asked if seconds is not None]
        return max(given, default=None)


def robots_text(body: bytes, *, whole: bool) -> str:
    """
    Return a robots.txt as text, whatever its bytes are: UTF-8, and what is not becomes a question mark.

    Of one that was cut (not `whole`) the last line is left out: half a rule may forbid more than was meant.
    """
    lines = body.decode("utf-8-sig", "replace").splitlines()
    return "\n".join(printable(line) for line in (lines if whole else lines[:-1]))


def _for_us(text: str) -> Iterator[str]:
    """
    Yield the lines with all user agents that are not us under one name.

    protego keeps every rule for every agent above it: a file of 16,000 agents with 20,000 rules, well within the size
    limit, would make 300 million. Three agents at most are left.
    """
    for line in text.splitlines():
        agent = _USER_AGENT.match(line.split("#", 1)[0])
        yield f"User-agent: {_as_it_concerns_us(agent[1])}" if agent else line


def _as_it_concerns_us(agent: str) -> str:
    name = agent.strip()
    if name == "*":
        return name
    # A version after the name, or a star in it, is more than RFC 9309 allows, and common.
    return PRODUCT_TOKEN if name.split("/")[0].strip("* ").lower() == PRODUCT_TOKEN else "another"
