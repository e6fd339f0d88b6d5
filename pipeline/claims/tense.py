"""Whether a clause looks ahead or back: it tells which Friday "on Friday" is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.claims.sentences import Passage

__all__ = ["looks_ahead"]

_PENDING = frozenset("expected due set scheduled planned likely unlikely going poised slated supposed".split())
_WITHOUT_TIME = frozenset({"is", "are", "'s", "’s", "'re", "’re", "am", "'m", "’m"})
_OPEN = frozenset({"has", "have", "'ve", "’ve"})
_WAS = frozenset({"was", "were", "had"})
_NEAR = 4


def looks_ahead(p: Passage, verb: int | None, last: int) -> bool | None:
    """
    Return whether the verb with tense, at token `verb` of a clause that ends at `last`, is about what will be.

    "Will close", "is due to close" and, since news tells what happened in the past tense, "closes"; not "closed" or
    "may have closed". None where it does not tell: "is closed", "has closed", "cut" and the like, or no verb at all.
    """
    if verb is None:
        return None
    behind = p.lows[verb + 1 : min(last, verb + _NEAR)]
    pending = behind[:1] == ("to",) or not _PENDING.isdisjoint(behind)
    if p.lows[verb] in _OPEN:
        return None
    if p.tags[verb] == "MD":
        return "have" not in behind
    if p.lows[verb] in _WITHOUT_TIME:
        return True if pending or "VBG" in p.tags[verb + 1 : min(last, verb + 2)] else None
    if p.tags[verb] == "VBD":
        return pending and p.lows[verb] in _WAS
    return True if p.tags[verb] == "VBZ" else None
