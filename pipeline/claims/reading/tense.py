"""Whether a clause looks ahead or back: it tells which Friday "on Friday" is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.claims.reading.sentences import Passage

__all__ = ["looks_ahead"]

_PENDING = frozenset("expected due set scheduled planned likely unlikely going poised slated supposed".split())
_WITHOUT_TIME = frozenset({"is", "are", "'s", "’s", "'re", "’re", "am", "'m", "’m"})
_OPEN = frozenset({"has", "have", "'ve", "’ve"})
_WAS = frozenset({"was", "were", "had"})
_NEAR = 4
_ON_A_CALENDAR = frozenset(
    "begins starts opens reopens closes ends concludes finishes launches meets votes decides rules hears sits resumes "
    "returns expires premieres airs debuts faces hosts goes kicks retires".split()
)
"""A present tense that tells what will be; that of others tells what a picture shows or what is usual."""
_TAKING = frozenset({"effect", "place", "office", "over"})
_PLANNED = frozenset(
    "planned agreed decided vowed pledged promised intended aimed hoped wanted expected prepared arranged threatened "
    "offered sought".split()
)


def looks_ahead(p: Passage, verb: int | None, last: int) -> bool | None:
    """
    Return whether the verb with tense, at token `verb` of a clause that ends at `last`, is about what will be.

    "Will close", "is due to close" and, since news tells what happened in the past tense, "closes"; not "closed" or
    "may have closed". None where it does not tell: "is closed", "has closed", "cut" and the like, "speaks", which may
    stand under a picture, "planned to close", or no verb at all.
    """
    if verb is None:
        return None
    behind = p.lows[verb + 1 : min(last, verb + _NEAR)]
    to_do = behind[:1] == ("to",) and p.tags[verb + 2 : verb + 3] == ("VB",)  # not "speaks to reporters"
    pending = to_do or not _PENDING.isdisjoint(behind)
    if p.lows[verb] in _OPEN:
        return None
    if p.tags[verb] == "MD":
        return "have" not in behind
    if p.lows[verb] in _WITHOUT_TIME:
        return True if pending or "VBG" in p.tags[verb + 1 : min(last, verb + 2)] else None
    if p.tags[verb] == "VBD":
        return None if to_do and p.lows[verb] in _PLANNED else pending and p.lows[verb] in _WAS
    scheduled = p.lows[verb] in _ON_A_CALENDAR or (p.lows[verb] == "takes" and not _TAKING.isdisjoint(behind[:1]))
    return True if scheduled or (p.tags[verb] == "VBZ" and pending) else None
