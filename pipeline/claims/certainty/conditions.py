"""
Whether a claim holds only if something else does: "if it rains", "as long as they pay", "should the talks fail".

"Even if" and "whether or not" grant what they say, "asked if" asks, "hundreds, if not thousands" counts: none of these
is a condition. A condition inside a relative clause, another conjunct or somebody else's quotation is not the claim's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.claims.reading.phrases import is_finite, noun_phrase_after
from pipeline.claims.reading.signs import sign_of

if TYPE_CHECKING:
    from pipeline.claims.reading.phrases import Range
    from pipeline.claims.reading.sentences import Passage

__all__ = ["begins_with_condition", "condition_after", "condition_between", "condition_ends"]

_IF = frozenset({"if", "unless"})
_NOT_AFTER = frozenset({"even", "as", "what", "than"})
_ASKED = frozenset(
    "ask asks asked asking wonder wonders wondered know knows knew known see sees saw tell say says said decide "
    "decides decided deciding determine determines determined check checks checked checking clear unclear sure unsure "
    "uncertain "
    "unknown doubtful doubt doubts doubted question questioned learn investigate investigating investigates examine "
    "examining test tests testing consider considering assess assessing review reviewing matter care".split()
)
_ASKING = ("ask", "wonder")
"""Begin verbs after which an "if" asks, however much stands between: "asked the minister on Monday if"."""
_NOT_BEFORE = frozenset({"not", "any", "anything", "anyone", "anybody", "ever", "only", "nothing"})
_TAKES_THAT = frozenset({"provided", "providing", "assuming", "supposing"})
_CONDITIONAL = _IF | _TAKES_THAT | {"long", "condition", "event", "case"}
_LONG = frozenset({"as", "so"})
_INVERTED = frozenset({"should", "were", "had"})
_OPENING: dict[str, tuple[tuple[str, ...], ...]] = {
    "as": (("as", "long", "as"),),
    "so": (("so", "long", "as"),),
    "in": (
        ("in", "case"),
        ("in", "the", "event", "of"),
        ("in", "the", "event", "that"),
        ("in", "the", "absence", "of"),
    ),
    "on": (("on", "condition", "that"), ("on", "the", "condition", "that")),
    "without": (("without",),),
    **{word: ((word,),) for word in _TAKES_THAT},
}
"""What a condition that leads in may begin with, besides "if" and an inverted verb."""
_LEADING_IN = _IF.union(_INVERTED, _OPENING)
_LEAD_LONG = 40
_BEHIND_VERB = _CONDITIONAL | {"should"}
"""Most clauses have none of these words, and so no condition."""
_CONDITIONED = sign_of(_BEHIND_VERB)
_SUBJECT_TAGS = frozenset({"DT", "PRP", "PRP$", "NNP", "NNPS", "NNS", "EX"})
_OPENS = frozenset({"that", "which", "who", "whose", "whom", "where", "because", "when", "while"})
_VERB_WITHIN = 3
_MODALS = frozenset({"will", "would", "'ll", "'d", "can", "could", "may", "might", "must", "shall"})
_TENSED = frozenset({"VBD", "VBZ", "VBP", "MD"})


def begins_with_condition(p: Passage, clause: Range) -> bool:
    """Whether the clause leads in with its condition: "if …", "should it …", "as long as …", "without a licence, …"."""
    first, last = clause
    if p.lows[first] not in _LEADING_IN and (first + 1 >= last or p.lows[first + 1] not in _LEADING_IN):
        return False
    for i in range(first, min(last, first + 2)):
        if (p.lows[i] in _IF and _is_condition(p, i, first, last)) or (i == first and _is_inverted(p, i, last)):
            return p.quoted[i] == p.quoted[first]
    return condition_ends(p, clause) is not None


def condition_ends(p: Passage, clause: Range) -> int | None:
    """Return where the main clause begins behind a condition that has no "if"; None where none leads in."""
    first, last = clause
    if p.lows[first] not in _LEADING_IN:
        return None
    if _is_inverted(p, first, last):
        return _main_clause_after(p, first, first + 1, last)
    for phrase in _OPENING.get(p.lows[first], ()):
        begin = first + len(phrase)
        if p.lows[first:begin] == phrase and begin < last:
            return _main_clause_after(p, first, begin, last) if _opens_condition(p, first, begin, last) else None
    return None


def _opens_condition(p: Passage, first: int, begin: int, last: int) -> bool:
    """Whether what follows makes a condition of the words: "provided the court agrees", not "provided by the court"."""
    low = p.lows[first]
    if low in {"as", "so"}:
        return p.tags[begin] != "CD" and p.lows[begin] not in {"a", "an"}
    if low in _TAKES_THAT:
        subject = noun_phrase_after(p, begin, last)
        return p.lows[begin] == "that" or (subject is not None and subject[1] < last and is_finite(p, subject[1]))
    return low != "in" or p.lows[first + 1] != "case" or p.tags[begin] in _SUBJECT_TAGS | {"IN", "NN"}


def _main_clause_after(p: Passage, first: int, begin: int, last: int) -> int | None:
    """Behind the comma before a subject and its verb; on "without …" hangs only what may or will be so."""
    for i in range(begin, min(last - 1, begin + _LEAD_LONG)):
        if p.words[i] != "," or p.quoted[i] != p.quoted[first]:
            continue
        subject = noun_phrase_after(p, i + 1, last, in_quotation=True)
        if subject is None:
            continue
        verb = next((j for j in range(subject[1], min(last, subject[1] + _VERB_WITHIN)) if is_finite(p, j)), None)
        if verb is not None:
            lacking = p.lows[first] == "without" or "absence" in p.lows[first:begin]
            return i + 1 if not lacking or p.tags[verb] == "MD" else None
    return None


def condition_after(p: Passage, verb: int, last: int) -> int | None:
    """Return where a condition of the verb at token `verb` begins before token `last`; None without one."""
    if not p.signs & _CONDITIONED or _BEHIND_VERB.isdisjoint(p.lows[verb + 1 : last]):
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
        elif p.words[i] == "," and _participle_follows(p, i + 1, last):
            inside = True  # "fined the firm, warning that she would close it if"
        elif p.tags[i] == "CC" and _another_clause(p, i + 1, last):
            return None
        elif not inside and (_is_condition(p, i, verb, last) or (low == "should" and _is_inverted(p, i, last))):
            return i
    return None


def condition_between(p: Passage, first: int, verb: int) -> bool:
    """Whether a condition stands between commas before the verb: "Acme, provided it wins, will open"."""
    if not p.signs & _CONDITIONED or _BEHIND_VERB.isdisjoint(p.lows[first + 1 : verb]):
        return False
    for i in range(first + 1, verb):
        if p.lows[i] in _OPENS:
            return False
        if p.words[i] == "," and p.lows[i + 1] in _IF | _TAKES_THAT and _is_condition(p, i + 1, i, verb):
            return "," in p.words[i + 1 : verb]
    return False


def _participle_follows(p: Passage, at: int, last: int) -> bool:
    while at < last - 1 and p.tags[at] == "RB":
        at += 1
    return at < last and p.tags[at] == "VBG"


def _another_clause(p: Passage, at: int, last: int) -> bool:
    """Whether a verb with tense, or a subject with one, stands behind a conjunction: a claim of its own."""
    if at >= last or p.tags[at] in _TENSED:
        return at < last
    subject = noun_phrase_after(p, at, last, in_quotation=True)
    return subject is not None and subject[1] < last and is_finite(p, subject[1])


def _is_condition(p: Passage, i: int, begin: int, last: int) -> bool:
    low = p.lows[i]
    if low not in _CONDITIONAL:
        return False
    before = p.lows[i - 1] if i > begin else ""
    after = p.lows[i + 1] if i + 1 < last else "."
    if low in _IF:
        asked = before in _ASKED or p.lows[begin].startswith(_ASKING)
        return before not in _NOT_AFTER and not asked and after not in _NOT_BEFORE
    if low in _TAKES_THAT:
        done = p.tags[begin] == "VBD" or p.lows[begin] in {"has", "have", "had"}  # what is approved already stays so
        return not done and (after == "that" or before == ",")
    if low == "long":
        return before in _LONG and after == "as" and p.lows[begin] in _MODALS
    if low == "condition":
        return after == "that"
    if p.lows[begin] not in _MODALS:
        return False  # who "bought insurance in case the deal failed" has bought it
    if low == "event":
        return after in {"of", "that"} and before in {"the", "any"}
    return low == "case" and before == "in" and p.tags[i + 1 if i + 1 < last else i] in _SUBJECT_TAGS | {"IN"}


def _is_inverted(p: Passage, i: int, last: int) -> bool:
    """Whether the verb stands before its subject in place of "if": "should the appeal fail"."""
    return p.lows[i] in _INVERTED and i + 1 < last and p.tags[i + 1] in _SUBJECT_TAGS
