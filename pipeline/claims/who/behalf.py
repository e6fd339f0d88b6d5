"""
For whom somebody without a name speaks: "the keeper's lawyer", "his agent", "the mayor's office", "its chairman".

A lawyer speaks for the client and an office for whoever holds it: what they say is the client's word, as what a
spokeswoman says is the company's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.claims.reading.nouns import CLASSES
from pipeline.claims.who.name_shapes import is_name_token

if TYPE_CHECKING:
    from pipeline.claims.reading.phrases import Range
    from pipeline.claims.reading.sentences import Passage

__all__ = ["issuer_of", "on_behalf"]

_FOR_A_CLIENT = frozenset(
    "lawyer lawyers solicitor solicitors barrister attorney attorneys counsel agent agents publicist office people "
    "camp side entourage".split()
)
"""Speak for whomever they are somebody's: a person or a body."""
_FOR_A_BODY = frozenset(
    "executive chairman chairwoman chairperson chair chief president director secretary treasurer boss head leader "
    "ceo management board bosses directors leadership leaders".split()
)
"""Speak for what they run; "Lee's boss" does not speak for Lee."""
_RANKS = frozenset("chief vice managing executive deputy defence defense legal press campaign team".split())
_DEEDS = frozenset({"record", "records", "history", "figure", "image", "photo", "picture"})
"""What somebody's "record" tells is others' word about them."""
_OF = frozenset({"POS", "PRP$"})
_WHOSE = "whose"


def on_behalf(p: Passage, source: Range) -> tuple[Range, bool] | None:
    """
    Return the words for whom a speaker without a name speaks, and whether that must be a body; None for others.

    The words are "the keeper" of "the keeper's lawyer", "his" of "his lawyer", the "whose" of "Ann Lee, whose lawyer".
    """
    first, last = source
    head = last - 1
    if is_name_token(p, head) or p.lows[head] not in _FOR_A_CLIENT | _FOR_A_BODY:
        return None
    body = p.lows[head] in _FOR_A_BODY
    if first > 0 and p.lows[first - 1] == _WHOSE:
        return (first - 1, first), body
    owner = next((i for i in range(head - 1, first - 1, -1) if p.tags[i] in _OF), None)
    if owner is None or not all(_tells_rank(p, i) for i in range(owner + 1, head)):
        return None  # "Norway's delegation chairman"
    if p.tags[owner] == "PRP$":
        return ((owner, owner + 1), body) if owner == first else None
    return ((first, owner), body) if owner > first else None


def _tells_rank(p: Passage, i: int) -> bool:
    """Whether a word only tells which lawyer or chairman: "long-time", "chief", "defence"."""
    return not is_name_token(p, i) and (p.tags[i].startswith("JJ") or p.lows[i] in _RANKS)


def issuer_of(p: Passage, source: Range) -> Range | None:
    """Return the words for whose own a paper is that speaks: "its" of "its accounts", "Acme" of "Acme's letter"."""
    first, last = source
    owner = next((i for i in range(last - 1, first - 1, -1) if p.tags[i] in _OF), None)
    if owner is None or (p.tags[owner] == "PRP$") is not (owner == first):
        return None
    until = next((i for i in range(owner + 1, last) if p.tags[i] in {"IN", "TO", ","}), last)
    if not any(CLASSES.get(p.lows[i]) == "document" and p.lows[i] not in _DEEDS for i in range(owner + 1, until)):
        return None
    return (first, owner) if owner > first else (owner, owner + 1)
