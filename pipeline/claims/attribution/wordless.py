"""
What is nobody's statement, though a verb of speech stands beside it: a thing, or words that only lead in.

"Acme added five routes", "she had known him for years", "arguing its merits", "Though many are calm, some responded".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.claims.reading.phrases import is_finite, noun_phrase_after

if TYPE_CHECKING:
    from pipeline.claims.reading.sentences import Passage

__all__ = ["OF_THINGS", "names_a_thing", "only_leads_in"]

OF_THINGS = frozenset(
    {"add", "claim", "demonstrate", "find", "hear", "know", "learn", "maintain", "see", "show", "write"}
)
"""Verbs of speech, knowledge or showing that do something else to a thing: "found a body", "maintains its fleet"."""
_STATING = frozenset({"that", "how", "why", "whether", "what", "where"})
_BEGINS_NOUNS = frozenset({"DT", "PRP", "PRP$", "JJ", "CD", "NN", "NNS", "NNP", "NNPS"})
_LEADING_IN = frozenset("while when whenever after before although though because since whereas".split())
_MARKS = frozenset({",", ";", ":", "—", "–", "--"})
_RELATIVE = frozenset({"that", "who", "which"})
_NOT_AFTER = frozenset({"there", "it"})


def names_a_thing(p: Passage, begin: int, stop: int) -> bool:
    """Whether the words are a noun phrase with what goes with it, and neither a clause nor a quotation."""
    if p.lows[begin] == "that" and begin + 1 < stop and is_finite(p, begin + 1):
        return True  # "found a dog that had no owner"
    if p.lows[begin] in _STATING or p.lows[begin] in _NOT_AFTER or p.tags[begin] not in _BEGINS_NOUNS:
        return False
    comma = next((i for i in range(begin, stop) if p.words[i] == "," or p.quoted[i] >= 0), stop)
    if comma < stop and p.quoted[comma] >= 0:
        return False
    phrase = noun_phrase_after(p, begin, stop)
    after = phrase[1] if phrase is not None else begin
    if any(p.lows[i] in _RELATIVE for i in range(begin + 1, min(stop, after + 1))):
        return True
    return not any(is_finite(p, i) for i in range(after, max(comma, min(stop, after + 2))))


def only_leads_in(p: Passage, begin: int, stop: int) -> bool:
    """Whether the words are a "while …" or an "in doing …" whose main clause comes after them."""
    gerund = p.tags[begin] == "IN" and begin + 1 < stop and p.tags[begin + 1] == "VBG"
    if not gerund and p.lows[begin] not in _LEADING_IN:
        return False
    return not any(p.words[i] in _MARKS for i in range(begin, stop))
