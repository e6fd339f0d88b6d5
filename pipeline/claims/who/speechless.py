"""
What cannot speak: health that "continues to decline", a clock that "promises to be right", a storm that "threatens".

The same verbs hand a word on when somebody does so, and then they are cues. A thing is on its word only where the verb
is one of saying or showing: "the label says", "the tests show".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.claims.reading.cues import CITING
from pipeline.claims.reading.nouns import CLASSES
from pipeline.claims.reading.phrases import PRONOUNS
from pipeline.claims.who.groups import own_part

if TYPE_CHECKING:
    from pipeline.claims.reading.cues import Attribution
    from pipeline.claims.reading.sentences import Passage

__all__ = ["may_be_a_word"]

_DONE_BY_THINGS = frozenset(
    "continue promise threaten go fire put charge shoot boom thunder refuse decline agree disagree order see learn "
    "raise expect oppose challenge welcome express voice share point open".split()
)
"""What things do too, without a word."""
_PEOPLE_END_IN = ("er", "ers", "or", "ors", "ist", "ists", "ian", "ians", "man", "men", "woman", "women", "ees", "eers")
"""Nouns for people whom no list has; "weather" and "computer" pass for some."""


_NOT_WANTING = frozenset({"decline", "refuse"})
_UNNAMED = frozenset({"named", "identified"})


def may_be_a_word(p: Passage, a: Attribution) -> bool:
    """
    Whether the attribution stands.

    Not where its speaker is a thing and its verb what things do as well, nor where somebody quotes them by it: "quoting
    two people informed of its plans"; nor where they only do not want to be named.
    """
    if (a.source is not None and p.lows[a.source[0]] in CITING) or _goes_unnamed(p, a):
        return False
    if a.source is None or a.lemma not in _DONE_BY_THINGS or a.family == "show":
        return True
    first, last = a.source
    if p.lows[first] in PRONOUNS or any(
        p.tags[i].startswith("NNP") or p.lows[i] in CLASSES for i in range(first, last)
    ):
        return True
    return own_part(p.cut(first, last)).lower().endswith(_PEOPLE_END_IN)


def _goes_unnamed(p: Passage, a: Attribution) -> bool:
    """Whether somebody "declined to be named": they said something, and this is not it."""
    if a.content is None or a.lemma not in _NOT_WANTING or p.lows[a.content[0] : a.content[0] + 2] != ("to", "be"):
        return False
    return not _UNNAMED.isdisjoint(p.lows[a.content[0] : a.content[0] + 4])
