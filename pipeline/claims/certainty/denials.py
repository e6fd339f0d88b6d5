"""
Saying that it is not so, and not saying anything: what denies, and what refuses to comment.

"Denied commenting", "would neither confirm nor deny" and "we do not discuss it" are refusals: they deny nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.claims.certainty.heads import head_verb
from pipeline.claims.certainty.weighing import words
from pipeline.claims.reading.signs import sign_of

if TYPE_CHECKING:
    from pipeline.claims.reading.cues import Attribution
    from pipeline.claims.reading.phrases import Range
    from pipeline.claims.reading.sentences import Passage

__all__ = [
    "CLAIMS",
    "called_false",
    "denies",
    "denies_barely",
    "denies_own_deed",
    "rebuts",
    "refuses_comment",
    "rejects_claim",
    "turns_down",
]

_NOT = frozenset({"not", "n't", "never"})
_WITHHELD = words("refusals", "withheld")
_TALKING = words("refusals", "talking")
_TURNED_DOWN = words("refusals", "turned_down")
CLAIMS = words("rebuttals", "claims")
"""What others say: who denies it denies what follows its "that"."""
_FALSE = words("rebuttals", "false")
_REJECTING = words("rebuttals", "rejecting")
_DISPUTING = frozenset({"dispute", "reject", "refute", "rebut", "contradict"})
"""Take a "that" of their own: "disputed that it was late"."""
_NAMING = words("rebuttals", "naming")
_ANSWERING = frozenset("respond responded reply replied answer answered return returned reached".split())
_REQUESTS = frozenset(
    "comment request requests question questions inquiry inquiries enquiry enquiries call calls message messages email "
    "emails".split()
)
_REFUSING = _WITHHELD | _ANSWERING | {"no", "neither"}
_POINTING = frozenset({"it", "this", "that", "they", "these", "those"})
_GROUNDLESS = frozenset({"truth", "basis", "merit", "substance", "foundation"})
_OF_TRUTH = _FALSE | _GROUNDLESS | {"true", "correct", "accurate"}
_REFUSES, _TELLS_TRUTH = sign_of(_REFUSING), sign_of(_OF_TRUTH)
_WITHHOLDING = frozenset({"refuse", "decline"})
_DID = frozenset({"did", "do", "does", "has", "have", "had", "never"})
_OF_CHARGES = frozenset({"true", "involved", "responsible"})
_OF_MIND = frozenset(
    "know knew known expect expected remember recall understand understood think believe want wanted see seen have had "
    "plan intend need feel mind yet care like enjoy regret receive received decide decided decides able convince "
    "convinced win won score scored succeed play deserve manage achieve reach finish qualify".split()
)
"""What somebody did not know, want, get or win nobody had charged them with: to say so denies nothing."""
_OF_MIND_HAD = frozenset(
    "idea choice doubt regret regrets objection objections problem reason interest opinion preference illusions time "
    "desire wish".split()
)
"""What nobody is charged with having: "has no idea" denies nothing."""
_CLAIM_WITHIN = 6
_THAT_WITHIN = 8
_FALSE_WITHIN = 10
_TALKING_WITHIN = 12
_OWN_DEED_WITHIN = 5
_IS = frozenset({"is", "was", "are", "were"})
_NOT_SO = frozenset("false untrue incorrect inaccurate nonsense fiction rubbish fabricated".split())
"""Of what is no opinion: "it is wrong that he should pay" says that he is to pay."""
_TRUTHFUL = frozenset({"true", "correct", "accurate"})
_OBJECTS = frozenset({"it", "this", "that", "them", "these", "those"})
_BARE_CLAIMS = words("rebuttals", "bare")
_DESCRIBING = frozenset({"DT", "PRP$", "JJ", "CD"})
_GOES_ON = frozenset({"IN", "RB", "CC", ",", ".", ":", "TO"})
"""What may follow when nothing more is said of what is denied: "denied it on Monday"."""
_SAYS_WHICH = frozenset({"that", "of", "about"})
_TURNED_DOWN_WITHIN = 6


def refuses_comment(p: Passage, clause: Range, a: Attribution) -> bool:
    """Whether somebody refuses to say: "declined to comment", "we do not comment on contracts", "refused to talk"."""
    if a.lemma == "no comment":
        return True
    if a.lemma in _WITHHOLDING and a.content is not None:
        begin, end = a.content
        asked = p.lows[begin + 1 : min(end, begin + 3)]
        return p.lows[begin] == "to" and asked != () and (asked[0] in _TALKING or asked == ("be", "drawn"))
    if not p.signs & _REFUSES:
        return False
    first, last = clause
    if _REFUSING.isdisjoint(p.lows[first : min(last, first + _TALKING_WITHIN)]):
        return False
    for i in range(first, min(last, first + _TALKING_WITHIN)):
        low = p.lows[i]
        if low in _WITHHELD and any(p.lows[j] in _NOT for j in range(max(first, i - 3), i)):
            return True
        if low == "no" and any(p.lows[j].startswith("comment") for j in range(i, min(last, i + 3))):
            return True
        if low in _ANSWERING and any(p.lows[j] in _REQUESTS for j in range(i, min(last, i + 6))):
            return p.lows[first] == "neither" or any(p.lows[j] in _NOT for j in range(max(first, i - 3), i))
        if low == "neither" and i + 3 < last and p.lows[i + 2] == "nor":
            return p.lows[i + 1].startswith("confirm") and p.lows[i + 3].startswith("den")
    return False


def denies(p: Passage, a: Attribution) -> bool:
    """Whether the cue denies what follows it; "did not deny" does not, nor does a court that "denied bail"."""
    return a.lemma == "deny" and _NOT.isdisjoint(p.lows[slice(*a.cue)]) and not turns_down(p, a)


def turns_down(p: Passage, a: Attribution) -> bool:
    """Whether what is denied is something somebody asked for: an appeal, a visa."""
    if a.lemma != "deny":
        return False
    for i in range(a.cue[1], min(len(p.lows), a.cue[1] + _TURNED_DOWN_WITHIN)):
        if p.words[i] in {",", ".", ";"} or p.tags[i] in {"VBD", "VBZ", "VBP", "MD", "VBG"} or p.lows[i] == "that":
            return False
        if p.lows[i] in _TURNED_DOWN:
            return True
    return False


def rejects_claim(p: Passage, a: Attribution) -> bool:
    """Whether the cue itself rejects what others say: "dismissed reports that", "called the report false"."""
    rejecting, naming = a.lemma in _REJECTING, a.lemma in _NAMING
    if a.lemma in _DISPUTING and p.lows[a.cue[1] : a.cue[1] + 1] == ("that",):
        return _NOT.isdisjoint(p.lows[slice(*a.cue)])
    claim = _claim_after(p, a.cue[1]) if rejecting or naming else None
    if claim is None:
        return False
    if rejecting and not any(p.lows[i] in _NOT for i in range(*a.cue)):
        return p.lows[claim + 1 : claim + 2] != ("for",)  # "rejected a claim for damages"
    return naming and not _FALSE.isdisjoint(p.lows[claim : claim + _FALSE_WITHIN])


def _claim_after(p: Passage, begin: int) -> int | None:
    for i in range(begin, min(len(p.lows), begin + _CLAIM_WITHIN)):
        if p.lows[i] in CLAIMS:
            return i
        if p.words[i] in {",", ".", ";"}:
            return None
    return None


def rebuts(p: Passage, clause: Range) -> bool:
    """Whether the clause says that what others say is not so: "the report is false", "there is no truth in it"."""
    first, last = clause
    if not p.signs & _TELLS_TRUTH or _OF_TRUTH.isdisjoint(p.lows[first:last]):
        return False
    head = head_verb(p, first, last)
    if head is None:
        return False
    after = p.lows[head + 1 : min(last, head + _FALSE_WITHIN)]
    if p.lows[first] == "there":
        return after[:1] == ("no",) and after[1:2] != () and after[1] in _GROUNDLESS
    if p.lows[first] not in _POINTING and CLAIMS.isdisjoint(p.lows[first:head]):
        return False
    denied = not _NOT.isdisjoint(after[:2])
    return not _TRUTHFUL.isdisjoint(after[:4]) if denied else not _FALSE.isdisjoint(after[:4])


def called_false(p: Passage, a: Attribution) -> Range | None:
    """
    Return the statement of which somebody says that it is false, with its "that"; None where they say no such thing.

    Of "said a report that he had left was wrong", "it is not true that he has left", "there is no truth to rumours that
    he has left" it is that he has left.
    """
    if a.content is None or not p.signs & _TELLS_TRUTH:
        return None
    begin, last = a.content
    that = next((i for i in range(begin, min(last, begin + _THAT_WITHIN)) if p.lows[i] == "that"), None)
    if that is None:
        return None
    if _says_untrue(p, begin, that):
        return that, last
    if CLAIMS.isdisjoint(p.lows[a.cue[1] : begin] if that == begin else p.lows[begin:that]):
        return None
    for i in range(that + 3, last - 1):
        if p.lows[i] in _IS:
            negated = not _NOT.isdisjoint(p.lows[i + 1 : i + 2])
            said = p.lows[min(i + 1 + negated, last - 1)]
            if said in (_TRUTHFUL if negated else _FALSE):
                return that, i
    return None


def _says_untrue(p: Passage, begin: int, that: int) -> bool:
    """Whether the words before a "that" say that it is not so: "it is not true", "there is no truth to rumours"."""
    before = p.lows[begin:that]
    if before[:1] == ("it",) and before[1:2] and before[1] in _IS:
        negated = before[2:3] == ("not",)
        return len(before) == 3 + negated and before[-1] in (_TRUTHFUL if negated else _NOT_SO)
    none = before[:1] == ("there",) and before[2:3] == ("no",) and before[3:4] and before[3] in _GROUNDLESS
    return bool(none) and not CLAIMS.isdisjoint(before[4:])


def denies_barely(p: Passage, a: Attribution) -> bool:
    """Whether somebody only says that it is not so: "denied it", "rejected the claims", "said that is a lie"."""
    if a.content is not None and rebuts(p, a.content):
        begin, end = a.content
        claim = next((i for i in range(begin, min(end, begin + 3)) if p.lows[i] in _BARE_CLAIMS), begin)
        return end - claim <= _FALSE_WITHIN // 2 and (claim > begin or p.lows[begin] in _OBJECTS)
    if not (denies(p, a) or a.lemma in _REJECTING) or not _NOT.isdisjoint(p.lows[slice(*a.cue)]):
        return False
    at = a.cue[1]
    if a.content is not None and a.content[0] > at and p.lows[a.content[0]] == "that":
        return False  # "denied a report in the Courier that he had left"
    while p.tags[at : at + 1] and p.tags[at] in _DESCRIBING and p.lows[at] not in _OBJECTS:
        at += 1
    object_ = p.lows[at : at + 1]
    if not object_ or object_[0] not in (_OBJECTS if at == a.cue[1] else _BARE_CLAIMS):
        return False
    after = at + 1
    return after >= len(p.tags) or (p.tags[after] in _GOES_ON and p.lows[after] not in _SAYS_WHICH)


def denies_own_deed(p: Passage, clause: Range) -> bool:
    """
    Whether a negated clause denies what its subject might be charged with: "has no ties", "did not pay", "never met".

    "Is not able", "will not" and "did not know" deny nothing.
    """
    first, last = clause
    head = head_verb(p, first, last)
    if head is None:
        return False
    window = p.lows[max(first, head - 1) : min(last, head + _OWN_DEED_WITHIN)]
    if p.lows[head] in {"has", "have", "had"} and "no" in window[:3]:
        return _OF_MIND_HAD.isdisjoint(window)
    if not _OF_CHARGES.isdisjoint(window):
        return True
    if not _OF_MIND.isdisjoint(window[2:]) or "JJR" in p.tags[head : head + _OWN_DEED_WITHIN]:
        return False
    return p.lows[head] in _DID or "never" in window
