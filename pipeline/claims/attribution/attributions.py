"""
Who says what: every attribution of a passage, in text order.

    according to X, C                    according.py
    "C," X said / said X "C" / "C" — X   direct.py
    X said that C / C, X said            indirect.py
    it was reported that C / reportedly  impersonal.py
    X declined to comment                refusals.py
    as Y reports, citing X, C            nested.py
    Y quoted X as saying that C          quoted_as.py

Rules over part-of-speech tags, no parser, no training.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.claims.attribution.according import ACCORDING, according_to, headline_speaker
from pipeline.claims.attribution.as_told import as_told_by
from pipeline.claims.attribution.direct import continued_quotations, signed_quotations, speech_around_quotation
from pipeline.claims.attribution.impersonal import SAID_TO, UNUSUAL, hearsay, word_from
from pipeline.claims.attribution.indirect import indirect_speech
from pipeline.claims.attribution.nested import nested_reports
from pipeline.claims.attribution.quoted_as import quoted_as_saying
from pipeline.claims.attribution.refusals import NEGATIONS, REFUSING, no_comment
from pipeline.claims.clauses.extents import ended
from pipeline.claims.reading.cues import Attribution, cue_at
from pipeline.claims.reading.lexicon import CUES
from pipeline.claims.reading.signs import sign_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.claims.reading.phrases import Range
    from pipeline.claims.reading.sentences import Passage

__all__ = ["attributions"]

_OPENERS = frozenset(CUES) | UNUSUAL | REFUSING | ACCORDING
"""Words at which an attribution can begin; any other only before a "not"."""
_SIGNS = _OPENERS | NEGATIONS
_SIGN, _IS_NEGATED = sign_of(_SIGNS), sign_of(NEGATIONS)
_NEGATED = frozenset((word,) for word in NEGATIONS)
_NOBODYS = UNUSUAL | SAID_TO


def attributions(p: Passage) -> list[Attribution]:
    """Return the attributions of the passage in the order of their cues."""
    found: list[Attribution] = []
    for sentence in p.sentences:
        found += _in_sentence(p, sentence)
    if p.quotes:
        found += [a for a in signed_quotations(p) if a.content not in {other.content for other in found}]
        found += continued_quotations(p, found)
    return sorted(found, key=lambda a: (a.cue, a.content or (0, 0)))


def _in_sentence(p: Passage, sentence: Range) -> list[Attribution]:
    first, last = sentence
    headline = headline_speaker(p, sentence)
    if headline is not None:
        return [headline]
    found: list[Attribution] = []
    taken = first
    for i in _openings(p, first, last):
        if i < taken:
            continue
        one = _starting_at(p, sentence, i, found)
        if one is not None and not _collides(p, one, found):
            found = [_before_main_verb(p, other, one) for other in found]
            found.append(ended(p, sentence, one))
            taken = one.cue[1]
    if not found:
        return found
    return nested_reports(p, sentence, _without_doubled_hearsay(found))


def _openings(p: Passage, first: int, last: int) -> list[int]:
    """The tokens, in order, at which an attribution can begin."""
    if not p.signs & _SIGN:
        return []
    signs = [i for i, low in enumerate(p.lows[first:last], first) if low in _SIGNS]
    if not p.signs & _IS_NEGATED:
        return signs
    negated = [i - 1 for i in signs if p.lows[i] in NEGATIONS and i > first]
    return sorted({*negated, *[i for i in signs if p.lows[i] in _OPENERS]}) if negated else signs


def _without_doubled_hearsay(found: list[Attribution]) -> list[Attribution]:
    """Nobody is named by "reportedly": it goes where the same sentence names somebody for the same words."""
    named = [a for a in found if a.source is not None and a.content is not None]
    return [
        a
        for a in found
        if a.lemma != "reportedly" or not any(b.content is not None and _overlap(a.cue, b.content) for b in named)
    ]


def _starting_at(p: Passage, sentence: Range, i: int, before: list[Attribution]) -> Attribution | None:
    first, last = sentence
    if p.quoted[i] >= 0:
        return None
    if p.lows[i] in ACCORDING:
        return according_to(p, sentence, i)
    if p.lows[i] in REFUSING or p.lows[i + 1 : i + 2] in _NEGATED:
        refused = no_comment(p, sentence, i)
        if refused is not None:
            return refused
    if p.lows[i] in _NOBODYS:
        unusual = hearsay(p, sentence, i) or word_from(p, sentence, i)
        if unusual is not None:
            return unusual
    if (quoted := quoted_as_saying(p, sentence, i) or as_told_by(p, sentence, i)) is not None:
        return quoted
    cue = cue_at(p, i, first, last)
    if cue is None:
        return None
    return speech_around_quotation(p, sentence, cue) or indirect_speech(p, sentence, cue, before)


def _is_aside_of(p: Passage, other: Attribution, one: Attribution) -> bool:
    """Whether one's subject holds the other as its relative clause: "Lee, who called it early, said"."""
    inside = one.source is not None and one.source[0] < other.cue[0] and other.cue[1] <= one.source[1]
    return inside and other.source is not None and p.lows[other.source[0]] in {"who", "which"}


def _before_main_verb(p: Passage, other: Attribution, one: Attribution) -> Attribution:
    """The other attribution, its content ended where the main subject ends that it is an aside of."""
    if not _is_aside_of(p, other, one) or one.source is None or other.content is None:
        return other
    end = one.source[1] - 1 if p.words[one.source[1] - 1] == "," else one.source[1]
    return other._replace(content=(other.content[0], end) if other.content[0] < end else None)


def _collides(p: Passage, one: Attribution, found: Iterable[Attribution]) -> bool:
    """Whether it takes a cue or a speaker that another attribution has already taken in another part."""
    for other in found:
        if other.lemma == "no comment" and other.content is not None and _overlap(one.cue, other.content):
            return True  # "would not say whether he denied it": nothing is said
        if one.source is not None and _overlap(one.source, other.cue) and not _is_aside_of(p, other, one):
            return True
        if one.source is not None and one.source == other.source and one.lemma == "according to":
            return True  # "Roe said that, according to Poe, C" is one attribution
        if _overlap(one.cue, other.cue) or (other.source is not None and _overlap(one.cue, other.source)):
            return True
        if one.content is not None and one.content == other.content:
            return True
    return False


def _overlap(a: Range, b: Range) -> bool:
    return a[0] < b[1] and b[0] < a[1]
