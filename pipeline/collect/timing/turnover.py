"""How much of what a feed offers is new, and whether something may have come and gone unseen."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.same_page import same_page_key

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from pipeline.models import Entry, FeedState

__all__ = ["Turnover", "turnover"]

_BEFORE_A_KEY = ("https://", "https://www.", "http://", "http://www.")
_AFTER_A_KEY = ("", "/")


class Turnover(NamedTuple):
    """What an answer brought beside what was known."""

    new: int
    gap: bool = False
    """It shares nothing with what was known, so between the two answers entries may have come and gone."""


def turnover(before: FeedState, entries: Sequence[Entry], known: Container[str]) -> Turnover:
    """
    Compare what a feed offers with the addresses of entries dealt with so far.

    An entry re-worded, or now listed with https, "www." or a tracking parameter, is no new one. Where pages of the last
    answer are still to come, the entries offered again are new only as far as their dates say so.
    """
    read_before = before.last_ok_at is not None
    fresh = {
        entry.url: entry
        for entry in entries
        if entry.url not in known and not (read_before and _known_otherwise(entry.url, known))
    }
    if before.last_ok_at and before.validators.body_hash is None:
        return Turnover(sum(1 for e in fresh.values() if e.published_at and e.published_at > before.last_ok_at))
    offered_something = read_before and before.last_new_at is not None
    return Turnover(len(fresh), gap=bool(entries) and offered_something and len(fresh) == len({e.url for e in entries}))


def _known_otherwise(url: str, known: Container[str]) -> bool:
    key = same_page_key(url)
    return any(f"{scheme}{key}{slash}" in known for scheme in _BEFORE_A_KEY for slash in _AFTER_A_KEY)
