"""
Whether a claim holds only if something else does: "if it rains", "unless they pay", "should the talks fail".

"Even if" and "whether or not" grant what they say, "asked if" asks, "hundreds, if not thousands" counts: none of these
is a condition. A condition inside a relative clause, another conjunct or somebody else's quotation is not the claim's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.claims.phrases import Range
    from pipeline.claims.sentences import Passage

__all__ = ["begins_with_condition", "condition_after"]

_IF = frozenset({"if", "unless"})
_NOT_AFTER = frozenset({"even", "as", "only", "what", "than"})
_ASKED = frozenset(
    "ask asks asked asking wonder wonders wondered know knows knew known see sees saw tell say says said decide "
    "decides decided deciding determine determines determined check checks checked checking clear unclear sure unsure "
    "uncertain "
    "unknown doubtful doubt doubts doubted question questioned learn investigate investigating investigates examine "
    "examining test tests testing consider considering assess assessing review reviewing matter care".split()
)
_NOT_BEFORE = frozenset({"not", "any", "anything", "anyone", "anybody", "ever", "only", "nothing"})
_TAKES_THAT = frozenset({"provided", "providing", "assuming", "supposing"})
_CONDITIONAL = _IF | _TAKES_THAT | {"long", "condition", "event", "case"}
_LONG = frozenset({"as", "so"})
_INVERTED = frozenset({"should", "were", "had"})
_LEADING_IN = _CONDITIONAL | _INVERTED
_BEHIND_VERB = _CONDITIONAL | {"should"}
"""Most clauses have none of these words, and so no condition."""
_SUBJECT_TAGS = frozenset({"DT", "PRP", "PRP$", "NNP", "NNPS", "NNS", "EX"})
_OPENS = frozenset({"that", "which", "who", "whose", "whom", "where", "because", "when", "while"})
_MODALS = frozenset({"will", "would", "'ll", "'d", "can", "could", "may", "might", "must", "shall"})
_TENSED = frozenset({"VBD", "VBZ", "VBP", "MD"})


def begins_with_condition(p: Passage, clause: Range) -> bool:
    """Whether the clause leads in with its condition: "if …", "should it …", "provided that …"."""
    first, last = clause
    if _LEADING_IN.isdisjoint(p.lows[first : min(last, first + 2)]):
        return False
    for i in range(first, min(last, first + 2)):
        if _is_condition(p, i, first, last) or (i == first and _is_inverted(p, i, last)):
            return p.quoted[i] == p.quoted[first]
    return False


def condition_after(p: Passage, verb: int, last: int) -> int | None:
    """Return where a condition of the verb at token `verb` begins before token `last`; None without one."""
    if _BEHIND_VERB.isdisjoint(p.lows[verb + 1 : last]):
        return None
    inside = False
    for i in range(verb + 1, last):
        if p.quoted[i] != p.quoted[verb]:
            continue
        low = p.lows[i]
        if low in _OPENS:
            inside = True
        elif inside and p.words[i] == ",":
            inside = False
        elif p.tags[i] == "CC" and i + 1 < last and p.tags[i + 1] in _TENSED:
            return None
        elif not inside and (_is_condition(p, i, verb, last) or (low == "should" and _is_inverted(p, i, last))):
            return i
    return None


def _is_condition(p: Passage, i: int, begin: int, last: int) -> bool:
    low = p.lows[i]
    if low not in _CONDITIONAL:
        return False
    before = p.lows[i - 1] if i > begin else ""
    after = p.lows[i + 1] if i + 1 < last else "."
    if low in _IF:
        return before not in _NOT_AFTER and before not in _ASKED and after not in _NOT_BEFORE
    if low in _TAKES_THAT:
        done = p.tags[begin] == "VBD" or p.lows[begin] in {"has", "have", "had"}  # what is approved already stays so
        return not done and (after == "that" or before == ",")
    if low == "long":
        return before in _LONG and after == "as" and p.lows[begin] in _MODALS
    if low == "condition":
        return after == "that"
    if low == "event":
        return after in {"of", "that"} and before in {"the", "any"}
    return low == "case" and before == "in" and p.tags[i + 1 if i + 1 < last else i] in _SUBJECT_TAGS | {"IN"}


def _is_inverted(p: Passage, i: int, last: int) -> bool:
    """Whether the verb stands before its subject in place of "if": "should the appeal fail"."""
    return p.lows[i] in _INVERTED and i + 1 < last and p.tags[i + 1] in _SUBJECT_TAGS
