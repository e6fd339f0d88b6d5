"""
When a feed has moved: a permanent redirect is believed only after days of the same answer, and given up when it fails.

A redirect marked permanent is often a captive portal, a domain that lapsed over a weekend or a slip in a server's
rules. FreshRSS believes it at once, NewsBlur after ten polls, Feedbin after 577 in about six days.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pipeline.collect.network.addresses import fetchable
from pipeline.errors import RefusedAddressError
from pipeline.models import Move

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline.models import FeedState, Fetch

__all__ = ["ADOPTED_AFTER", "ADOPTED_AFTER_POLLS", "after_failures", "after_good_answer"]

ADOPTED_AFTER = timedelta(days=3)
"""A slip on Friday evening is mended on Monday morning, 2.6 days later."""
ADOPTED_AFTER_POLLS = 6
"""Two a day over those days: a feed asked once a day takes six, where Feedbin's 577 would take it a year and a half."""

_GIVEN_UP_AFTER = 3

Fields = dict[str, Any]
_SETTLED: Fields = {"moved_to": None, "moved_since": None, "moved_polls": 0}


def after_good_answer(before: FeedState, fetch: Fetch) -> tuple[Fields, Move | None]:
    """
    Return what an answer that is a feed changes in the state, and the move where it is time to believe it.

    The same permanent redirect counts on; another one, or an answer without one, starts the count again.
    """
    to, now = fetch.moved_to, fetch.started_at
    if to is None or not _acceptable(before.asked, to):
        return (_SETTLED if before.moved_to else {}), None
    if to != before.moved_to or before.moved_since is None:
        return {"moved_to": to, "moved_since": now, "moved_polls": 1}, None
    polls = before.moved_polls + 1
    if polls < ADOPTED_AFTER_POLLS or now - before.moved_since < ADOPTED_AFTER:
        return {"moved_polls": polls}, None
    return {**_SETTLED, **_at(before, to)}, _move(before, to, before.moved_since, polls, now)


def after_failures(before: FeedState, failures: int, now: datetime) -> tuple[Fields, Move | None]:
    """Return to the listed address when an adopted one failed three times in a row."""
    if before.address is None or failures < _GIVEN_UP_AFTER:
        return {}, None
    listed = before.feed.url
    return {**_SETTLED, **_at(before, listed)}, _move(before, listed, before.last_ok_at or now, failures, now)


def _at(before: FeedState, address: str) -> Fields:
    return {"address": None if address == before.feed.url else address}


def _move(before: FeedState, to: str, since: datetime, polls: int, now: datetime) -> Move:
    return Move(url=before.feed.url, from_url=before.asked, to_url=to, since=since, polls=polls, decided_at=now)


def _acceptable(asked: str, to: str) -> bool:
    """Return whether an address may take the place of another: one that may be asked, and as safe."""
    try:
        target = urlsplit(fetchable(to))
    except RefusedAddressError:
        return False
    return to != asked and (target.scheme == "https" or urlsplit(asked.strip()).scheme != "https")
