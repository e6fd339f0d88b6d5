"""
Words that nobody stands for: what is "falsely claimed", what "a hoax said", what "nothing in the report shows".

Whoever writes so does not hand the words on but tells that they are not so, or that nobody says so. The claim is then
the whole clause and the author's, never what stands in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.claims.certainty.negation import AFTER_NOT, ANY, HARDLY, NO_ONE, opener_negates
from pipeline.claims.certainty.weighing import words
from pipeline.claims.clauses.independent import independent_clauses
from pipeline.claims.reading.cues import Attribution
from pipeline.claims.reading.lexicon import CUES, forms
from pipeline.claims.reading.signs import sign_of

if TYPE_CHECKING:
    from pipeline.claims.reading.phrases import Range
    from pipeline.claims.reading.sentences import Passage

__all__ = ["Voiced", "voiced"]

_FALSELY = words("disowned", "falsely")
_LIED = words("disowned", "lied")
_RETRACTED = words("disowned", "retracted")
_HOAXES = words("disowned", "hoaxes")
_FAKE = words("disowned", "fake")
_TEXTS = words("disowned", "texts")
_CORRECTIONS = frozenset({"correction", "corrections", "clarification"})
_EARLIER = frozenset({"earlier", "previous", "original", "prior", "initial"})
_THIS = frozenset({"this", "the", "our"})
_RELATIVE = frozenset({"who", "which"})
_WHEN = frozenset({"when", "as", "while", "by", "in", "that", "to", "for"})
_HELPS = frozenset("do does did has have had will would can could may might must should is was are were".split())
_SIGNS = (
    _FALSELY.union(_LIED, _RETRACTED, _HOAXES, _FAKE, _EARLIER, _CORRECTIONS, HARDLY, NO_ONE)
    | {"not", "never", "nor", "nowhere", "little"}
    | {form for verb in ("apologize", "apologise") for form in forms(verb)}
)
_SIGN = sign_of(_SIGNS)
_LIED_WITHIN = 6
_RETRACTED_WITHIN = 8
_OBJECT_WITHIN = 5


class Voiced(NamedTuple):
    """The attributions of a sentence that somebody stands for, and the clauses around those that nobody does."""

    found: list[Attribution]
    disowned: list[Attribution]
    """Each with its whole clause for content, and with nobody who says it."""


def voiced(p: Passage, sentence: Range, found: list[Attribution]) -> Voiced:
    """Return what somebody stands for, and what nobody does; what is said inside that, nobody says either."""
    if not found or not _may_disown(p, sentence, found):
        return Voiced(found, [])
    nobodys = [a for a in found if _is_disowned(p, sentence, a)]
    if not nobodys:
        return Voiced(found, [])
    kept = [a for a in found if a not in nobodys and not any(_inside(a, other.content) for other in nobodys)]
    clauses: list[Attribution] = []
    for a in nobodys:
        relative = a.source is not None and p.lows[a.source[0]] in _RELATIVE
        within = any(_inside(a, other.content) for other in [*kept, *clauses])
        if not relative and not within:
            clauses.append(a._replace(source=None, cue=(a.cue[0], a.cue[0]), content=_clause_of(p, sentence, a)))
    return Voiced(kept, clauses)


def _may_disown(p: Passage, sentence: Range, found: list[Attribution]) -> bool:
    """Whether a word of the sentence, or a "saying" in it, tells that something may be: most sentences have none."""
    if p.signs & _SIGN and not _SIGNS.isdisjoint(p.lows[slice(*sentence)]):
        return True
    return any(p.lows[a.cue[0]].endswith("ing") for a in found)


def _inside(a: Attribution, content: Range | None) -> bool:
    return content is not None and content[0] <= a.cue[0] < content[1]


def _clause_of(p: Passage, sentence: Range, a: Attribution) -> Range:
    """Subject, cue and content, with all that leads up to them in their clause."""
    first, last = sentence
    begins = [begin for begin, _ in independent_clauses(p, *sentence) if begin <= a.cue[0]]
    begin = begins[-1] if begins and p.words[begins[-1] - 1] != ":" else first
    if a.content is None or a.content[1] <= a.cue[0]:
        return min(begin, _begin(a), a.content[0] if a.content is not None else last), last
    return begin, a.content[1]


def _begin(a: Attribution) -> int:
    return min(a.source[0], a.cue[0]) if a.source is not None else a.cue[0]


def _is_disowned(p: Passage, sentence: Range, a: Attribution) -> bool:
    if a.lemma == "no comment" or a.cue[0] == a.cue[1]:
        return False
    return (
        _nobody_speaks(p, sentence, a)
        or _falsely_said(p, a)
        or _is_hoax(p, a)
        or _is_lie(p, sentence, a)
        or (p.lows[sentence[0]] in _CORRECTIONS and p.words[sentence[0] + 1 : sentence[0] + 2] == (":",))
    )


def _nobody_speaks(p: Passage, sentence: Range, a: Attribution) -> bool:
    """Whether the speaker is nobody: "nothing shows", "hardly anyone says", "nowhere does the report say"."""
    if a.source is None:
        return False
    at = a.source[0]
    low, before = p.lows[at], p.lows[at - 1] if at > sentence[0] else ""
    if low in NO_ONE or low == "little":
        after = "".join(p.words[at + 1 : at + 2])[:1]
        return p.words[at] != "No." and not after.isdigit() and not after.isupper()
    if (before in HARDLY and low in ANY) or (before == "not" and low in AFTER_NOT):
        return True
    if low in HARDLY and not ANY.isdisjoint(p.lows[at + 1 : at + 2]):
        return True
    return before in _HELPS and any(
        opener_negates(p, begin, at) for begin, _ in independent_clauses(p, *sentence) if begin < at
    )


def _falsely_said(p: Passage, a: Attribution) -> bool:
    """Whether the author says of the cue that it is false: "falsely claimed", "said wrongly"."""
    return not _FALSELY.isdisjoint(p.lows[a.cue[0] : a.cue[1] + 1])


def _is_hoax(p: Passage, a: Attribution) -> bool:
    """Whether no more than a rumour speaks, or what has been corrected since; or a "false claim" is repeated."""
    begin, end = a.source or (0, 0)
    if _has_fake(p, begin - 1 if p.lows[begin - 1] in _EARLIER else begin, end):
        return True
    return a.content is not None and _has_fake(p, a.content[0], min(a.content[1], a.content[0] + _OBJECT_WITHIN))


def _has_fake(p: Passage, begin: int, end: int) -> bool:
    for i in range(begin, end):
        low, after = p.lows[i], p.lows[i + 1] if i + 1 < end else ""
        if low in {",", "of", "on", "in", "about", "who", "that"}:
            return False
        if low in _HOAXES or (low in _FAKE and after in _TEXTS):
            return True
        if low in {"version", "edition"} and after == "of":
            return p.lows[i - 1] in _EARLIER and p.lows[i + 2] in _THIS and p.lows[i + 3] in _TEXTS
    return False


def _is_lie(p: Passage, sentence: Range, a: Attribution) -> bool:
    """Whether saying it is what somebody lied in, was wrong or apologised for: "lied when she said", "for saying"."""
    begin = _begin(a) if a.source is not None and a.source[1] == a.cue[0] else a.cue[0]
    saying = p.lows[a.cue[0]].endswith("ing")
    if a.lemma in {"apologize", "apologise"} and a.content is not None:
        word = p.lows[a.cue[1]]
        return word.endswith("ing") and word in CUES
    lead = p.lows[begin - 1] if begin > sentence[0] else ""
    if saying and lead == "for":
        return True
    governing = p.lows[max(sentence[0], begin - 1 - _LIED_WITHIN) : max(begin - 1, 0)]
    if lead in _WHEN and not _LIED.isdisjoint(_last_clause(governing)):
        return True
    before = p.lows[max(sentence[0], begin - _RETRACTED_WITHIN) : begin]
    return saying and not _RETRACTED.isdisjoint(_last_clause(before))


def _last_clause(lows: tuple[str, ...]) -> tuple[str, ...]:
    """The words after the last comma."""
    comma = max((i for i, low in enumerate(lows) if low == ","), default=-1)
    return lows[comma + 1 :]
