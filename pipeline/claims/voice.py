"""
The author's own voice: does a sentence assert something at all, and is it worth an alert?

62 % of the claims worth having carry no attribution, so every sentence is asked. Questions, instructions, captions and
the author talking about himself assert nothing; rank, mood and consequences are context (tier 2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pipeline.claims.clauses import has_finite_verb
from pipeline.models import Mode

if TYPE_CHECKING:
    from pipeline.claims.phrases import Range
    from pipeline.claims.sentences import Passage

__all__ = ["asserts_something", "tier_of"]

_SHORTEST = 4
_OWN = frozenset({"i", "we", "my", "me", "us"})
_QUESTION_WORDS = frozenset(
    {"why", "how", "what", "who", "when", "where", "which", "should", "is", "are", "does", "do", "can", "will"}
)
_STATIVE = frozenset({"is", "are", "was", "were", "'s", "'re", "seems", "seem", "remains", "remain", "means"})
_CONTEXT = frozenset(
    {
        "impact",
        "market.rank",
        "market.state",
        "relation.state",
        "relation.ties",
        "risk.security",
        "accuse",
        "election",
        "other",
    }
)


def asserts_something(p: Passage, sentence: Range) -> bool:
    """Whether a sentence without attribution says that something is, was or will be so."""
    first, last = sentence
    words = [p.lows[i] for i in range(first, last) if p.words[i][0].isalnum()]
    if len(words) < _SHORTEST or p.words[last - 1] in {"?", ":"} or "?" in p.words[first:last]:
        return False
    if (
        words[0] in _QUESTION_WORDS
        and p.words[last - 1] not in {".", "!"}
        and words[0] in {"why", "how", "what", "who"}
    ):
        return False
    if (
        _is_instruction(p, first)
        or _is_instruction_if(p, sentence)
        or any(p.lows[i] in _OWN and p.quoted[i] < 0 and p.words[i] != "US" for i in range(first, last))
    ):
        return False
    return has_finite_verb(p, first, last) or _is_headline_plan(p, sentence)


def _is_instruction(p: Passage, first: int) -> bool:
    at = first
    while p.lows[at] in {"never", "ever", ",", "but", "so", "and"} and at + 1 < len(p.words):
        at += 1
    return (
        p.tags[at] == "VB"
        or _is_bidden(p, at)
        or (at > first and p.tags[at] == "VBP")
        or p.lows[first]
        in {
            "please",
            "let",
            "check",
            "follow",
            "see",
            "click",
            "read",
            "note",
        }
    )


def _is_instruction_if(p: Passage, sentence: Range) -> bool:
    """Whether an instruction follows a condition: "If you have one, don't open it"."""
    first, last = sentence
    if p.lows[first] not in {"if", "when", "before"}:
        return False
    return any(p.words[i] == "," and (_is_bidden(p, i + 1) or p.tags[i + 1] == "VB") for i in range(first, last - 2))


def _is_bidden(p: Passage, at: int) -> bool:
    """Whether "don't" begins there, with no subject after it: "Don't panic" tells, "Don't they know" asks."""
    return p.lows[at : at + 2] == ("do", "n't") and p.tags[at + 2 : at + 3] != ("PRP",)


def _is_headline_plan(p: Passage, sentence: Range) -> bool:
    """Headlines put the future as "Best Buy To Stop Selling Phones"."""
    first, last = sentence
    return any(p.words[i] == "To" and p.tags[i + 1].startswith("VB") for i in range(first + 1, last - 1))


def tier_of(event: str, mode: Mode, verb: str | None, *, attributed: bool) -> Literal[1, 2]:
    """Return 1 for what is worth an alert: anybody's word, and what somebody did or will do; 2 for context."""
    if attributed:
        return 1
    if event in _CONTEXT and (event != "other" or verb is None or verb in _STATIVE):
        return 2
    return 2 if mode is Mode.SPECULATED else 1
