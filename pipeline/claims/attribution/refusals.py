"""
Who gives no word: "declined to comment", "did not respond", "had no comment", "has not denied it".

Who does not deny something has not said it either: "refused to deny", "neither confirmed nor denied" and "stopped short
of denying" tell that nothing was said. "Denied commenting" is a refusal, not a denial.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.claims.certainty.negation import NO_ONE
from pipeline.claims.certainty.weighing import words
from pipeline.claims.reading.cues import Attribution
from pipeline.claims.reading.subjects import clause_subject, noun_phrase_before

if TYPE_CHECKING:
    from pipeline.claims.reading.phrases import Range
    from pipeline.claims.reading.sentences import Passage

__all__ = ["NEGATIONS", "REFUSING", "no_comment"]

NEGATIONS = frozenset({"not", "n't", "never"})
_REFUSALS = frozenset(
    "decline declines declined declining refuse refuses refused refusing deny denies denied denying".split()
)
_STOPPED_SHORT = frozenset({"stop", "stops", "stopped", "stopping"})
_ANSWERED = frozenset({"responded", "replied", "returned", "answered", "commented"})
REFUSING = _REFUSALS | _STOPPED_SHORT | _ANSWERED | {"yet", "neither", "comment"}
"""Words at which `no_comment` begins, but for a negated verb."""
_COMMENTING = frozenset(
    "reached available return comment commenting discuss discussing elaborate elaborating respond responding reply "
    "answer confirm confirming disclose deny denied denying".split()
)
_TALK = frozenset({"comment", "commented", "commenting", "discuss", "discussing", "elaborate", "elaborating"})
_DENYING = frozenset({"deny", "denied", "denying"})
_CONFIRMING = frozenset({"confirm", "confirming"})
_GRANTING = ("confirm", "admit", "acknowledge")
_REPLYING = frozenset({"respond", "responded", "reply", "replied"})
_ASKED = frozenset({"comment", "request", "requests", "questions", "inquiries", "calls", "messages", "emails"})
_GIVING = frozenset("had has have offered made gave provided offers makes gives".split())
_LEFT_OPEN = frozenset({"whether", "if", "why", "how", "what", "when", "who", "where", "which"})
"""What follows when "would not say" is a refusal; "did not say that" is none."""
_ABLE = frozenset({"can", "could", "cannot"})
"""Who cannot deny it admits it."""
_WILL = frozenset({"will", "would", "wo", "'d", "'ll"})
_HELPING = frozenset("has have had also repeatedly would will could can did".split())
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "'s", "'re"})
_TURNED_DOWN = words("refusals", "turned_down")
_TENSED = frozenset({"MD", "VBD", "VBP", "VBZ"})
_ENDS = frozenset({",", ".", ";", "—", "–", "!", "?"})
_NEGATED_AT_MOST = 4
_REQUEST_WITHIN = 7
_NO_WITHIN = 3


def no_comment(p: Passage, sentence: Range, i: int) -> Attribution | None:
    """Return the refusal to comment whose verb phrase begins at token `i`, or None."""
    first, last = sentence
    if p.quoted[i] >= 0:
        return None
    given = _giving_none(p, first, i)
    verb = i if given is not None else _refusal(p, i, first, last)
    if verb is None:
        return None
    begin = i if given is None else given
    while begin > first and (p.lows[begin - 1] in _HELPING or p.tags[begin - 1] == "RB"):
        begin -= 1
    source = noun_phrase_before(p, begin, first)
    if source is None and begin > first and p.lows[begin - 1] in {"and", "but"}:
        source = clause_subject(p, first, begin - 1)
    if source is None:
        return None
    cue_end = i + 1 if p.lows[i] in _REFUSALS else verb + 1
    end = _end(p, verb, last)
    return Attribution(source, (begin, cue_end), (cue_end, end) if cue_end < end else None, "no comment", "say")


def _end(p: Passage, verb: int, last: int) -> int:
    """Where what is not said ends: a "that" goes on after a comma, as long as no "and" follows that."""
    end, clause = verb + 1, False
    while end < last:
        joined = p.words[end] != "," or not clause or (end + 1 < last and p.tags[end + 1] == "CC")
        if p.words[end] in _ENDS and joined:
            break
        clause = clause or p.lows[end] == "that"
        end += 1
    return end


def _giving_none(p: Passage, first: int, i: int) -> int | None:
    """The verb of "had no immediate comment", which ends at token `i`."""
    if p.lows[i] != "comment":
        return None
    no = next((j for j in range(i - 1, max(first, i - _NO_WITHIN), -1) if p.lows[j] == "no"), None)
    return no - 1 if no is not None and no > first and p.lows[no - 1] in _GIVING else None


def _refusal(p: Passage, i: int, first: int, last: int) -> int | None:
    """The token of the verb of commenting that is refused from token `i` on."""
    low = p.lows[i]
    after = p.lows[i + 1 : min(last, i + 4)]
    if low == "neither":
        both = len(after) > 2 and after[1] == "nor" and after[0].startswith(_GRANTING) and after[2].startswith("den")
        return i + 3 if both else None
    if low in _STOPPED_SHORT:
        short = after[:2] == ("short", "of") and len(after) > 2 and after[2] in _DENYING | _CONFIRMING
        return i + 3 if short else None
    if low in _ANSWERED and (p.lows[i - 1] == "never" or _nobody_does(p, i, first)):
        return _with_request(p, i, i, last)
    refusing = low in _REFUSALS or (low == "yet" and after[:1] == ("to",))
    negated = p.tags[i] in _TENSED and after[:1] != () and after[0] in NEGATIONS
    if not (refusing or negated):
        return None
    for j in range(i + 1, min(last, i + 1 + _NEGATED_AT_MOST)):
        if p.lows[j] in _COMMENTING:
            return _refused(p, i, j, last)
        if p.lows[j] == "say" and j + 1 < last and p.lows[j + 1] in _LEFT_OPEN:
            return j
        if p.words[j] == "," or p.lows[j] == "that":
            return None
    return None


def _nobody_does(p: Passage, verb: int, first: int) -> bool:
    """Whether "neither Roe nor Poe" or "nobody at the bank" is the verb's subject."""
    subject = noun_phrase_before(p, verb, first)
    if subject is None:
        return False
    begin = subject[0]
    nor = next((j for j in range(subject[1] - 1, first, -1) if p.lows[j] == "nor"), None)
    return p.lows[begin] in NO_ONE or (nor is not None and "neither" in p.lows[first:nor])


def _refused(p: Passage, i: int, verb: int, last: int) -> int | None:
    """The verb itself, where it is one of commenting: patients who "did not respond" were not asked."""
    low = p.lows[verb]
    if low in _DENYING:
        denied_them = p.lows[i] in _BE or not _TURNED_DOWN.isdisjoint(p.lows[verb : verb + _REQUEST_WITHIN])
        return None if p.lows[i] in _ABLE or p.lows[i].startswith("den") or denied_them else verb
    if low in _CONFIRMING and not p.lows[i].startswith("den"):
        if p.lows[verb + 1 : verb + 3] == ("or", "deny"):
            return verb + 2
        if p.lows[i] in _WILL | _REFUSALS:
            return verb
    return _with_request(p, i, verb, last)


def _with_request(p: Passage, i: int, verb: int, last: int) -> int | None:
    """Only where a comment was asked for do "respond", "confirm" and "be reached" refuse it."""
    low = p.lows[verb]
    if low in _TALK or (low in _REPLYING and (verb + 1 >= last or p.words[verb + 1] in _ENDS)):
        return verb
    asked = any(p.lows[j] in _ASKED for j in range(verb, min(last, verb + _REQUEST_WITHIN)))
    return verb if asked and not p.lows[i].startswith("den") else None
