"""
What each sentence hands on and what it says of its own, before anybody in it is known by name.

All of it can be read off the paragraph alone, and is read for several paragraphs together, one question after the
other.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from sys import maxsize
from typing import TYPE_CHECKING

from pipeline.claims.attribution.attributions import attributions
from pipeline.claims.attribution.disowned import voiced
from pipeline.claims.attribution.interruptions import interruption
from pipeline.claims.attribution.nested import under_outer_word
from pipeline.claims.attribution.printed import Announced, announced
from pipeline.claims.attribution.tallies import with_tally
from pipeline.claims.attribution.withdrawn import with_withdrawn
from pipeline.claims.clauses.asides import asides
from pipeline.claims.clauses.extents import deeds_besides
from pipeline.claims.clauses.portions import left_over, portions, standing_clauses
from pipeline.claims.clauses.predicates import Portion
from pipeline.claims.clauses.standing import is_question
from pipeline.claims.reading.boilerplate import is_boilerplate
from pipeline.claims.reading.cues import Attribution
from pipeline.claims.reading.phrases import Range
from pipeline.claims.reading.sentences import Passage
from pipeline.claims.voice import asserts_something
from pipeline.claims.who.origins import NamedOutlet
from pipeline.claims.who.speechless import may_be_a_word
from pipeline.claims.who.unnamed import people_without_name
from pipeline.models import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.claims.who.origins import Outlets

__all__ = ["Outline", "Own", "Word", "outlines"]

_SHORTEST_QUOTATION = 3
_AUTHOR = frozenset({"i", "we"})
_OWN_REPORT = re.compile(r"\b(?:reports?|articles?|story|interview|account|coverage)\W*$")
"""Ends the phrase that stands for an outlet itself: "according to a Reuters report"."""


@dataclass(slots=True, eq=False)
class Own:
    """A portion of a sentence that claims something in the author's own voice."""

    portion: Portion
    disowned: bool = False
    """Whether it tells that nobody says so, or that it is false."""
    by_the_way: bool = False


@dataclass(slots=True, eq=False)
class Word:
    """Somebody's word that a sentence hands on, and the portions of it that each make a claim."""

    said: Attribution
    portions: list[Portion]
    interruption: Span | None
    """What its speaker takes who breaks into it: the portions are those of the sentence without that then."""


@dataclass(slots=True, eq=False)
class Outline:
    """A sentence: the words that it hands on, in the order of their cues, and the author's own."""

    p: Passage
    sentence: Range
    words: list[Word]
    trailing: NamedOutlet | None
    """The outlet that the sentence ends with, which had all of it."""
    own: list[Own]
    quotation: bool
    """Whether it is a quotation and nothing else, so that somebody named before it may go on."""
    unnamed: set[str]
    """Nouns for the people that it brings in without a name."""
    printed: Announced | None
    """Whose words are printed next, as the paragraph says that it ends."""


def outlines(several: Sequence[Passage], outlets: Outlets) -> list[Outline]:
    """Return what the sentences of paragraphs hand on and say of their own, in their order."""
    said = [_by_sentence(p, attributions(p)) for p in several]
    told = [one for p, heard in zip(several, said, strict=True) for one in _told(p, heard, outlets)]
    words = [[_word(one.p, one.sentence, a) for a in one.words] for one in told]
    own = [[*_own(one)] for one in told]
    unnamed = [people_without_name(one.p, *one.sentence) for one in told]
    printed = [announced(one.p) if one.announces else None for one in told]
    return [
        Outline(one.p, one.sentence, handed_on, one.trailing, claimed, one.quotation, nouns, issuer)
        for one, handed_on, claimed, nouns, issuer in zip(told, words, own, unnamed, printed, strict=True)
    ]


def _by_sentence(p: Passage, said: list[Attribution]) -> list[list[Attribution]]:
    """What is handed on, by the sentence that its words stand in."""
    found: list[list[Attribution]] = [[] for _ in p.sentences]
    for a in said:
        if may_be_a_word(p, a):
            found[bisect_right(p.sentences, ((a.content or a.cue)[0], maxsize)) - 1].append(a)
    return found


@dataclass(slots=True, eq=False)
class _Told:
    """What a sentence hands on, what of it nobody stands for, and of which of the former claims are made."""

    p: Passage
    sentence: Range
    found: list[Attribution]
    disowned: list[Attribution]
    words: list[Attribution]
    trailing: NamedOutlet | None
    quotation: bool
    announces: bool
    """Whether it ends a paragraph that may announce whose words come next."""
    claims: bool = True
    """Whether the sentence is part of the story at all."""


def _told(p: Passage, said: list[list[Attribution]], outlets: Outlets) -> Iterator[_Told]:
    silent = not any(said)
    for sentence, found_there in zip(p.sentences, said, strict=True):
        heard = with_tally(p, sentence, with_withdrawn(p, sentence, found_there))
        announces = silent and sentence == p.sentences[-1]
        # Of a paragraph of one sentence that was asked already.
        if len(p.sentences) > 1 and is_boilerplate(p.cut(*sentence)):
            yield _Told(p, sentence, [], [], [], None, quotation=False, announces=announces, claims=False)
            continue
        if not heard:
            yield _Told(p, sentence, [], [], [], None, _is_quotation(p, sentence), announces)
            continue
        found, disowned = voiced(p, sentence, heard)
        trailing = _trailing_outlet(p, found, outlets)
        words = [*_words(p, sentence, found, trailing)]
        quotation = not found and not disowned and _is_quotation(p, sentence)
        yield _Told(p, sentence, found, disowned, words, trailing, quotation, announces)


# --- somebody's word -------------------------------------------------------------------------------------------------


def _words(
    p: Passage, sentence: Range, found: list[Attribution], trailing: NamedOutlet | None
) -> Iterator[Attribution]:
    """Yield what claims are made of: no word by the way, and none of the author's own."""
    asks = is_question(p, sentence)
    for a in _on_whose_word(p, found, trailing):
        if asks and a.content is not None and p.quoted[a.content[0]] < 0:
            continue  # "Is it fair to say that the fair was dull?"
        by_the_way = a.content is None and a.lemma != "no comment" and len(found) > 1
        if not by_the_way and not _is_own_opinion(p, a):
            yield a


def _word(p: Passage, sentence: Range, a: Attribution) -> Word:
    taken = interruption(p, sentence, a)
    return Word(a, portions(p, a) if taken is None else [], taken)


def _on_whose_word(p: Passage, found: list[Attribution], trailing: NamedOutlet | None) -> list[Attribution]:
    """Without the outlet that only passes on what others said, or without those whom a letter tells of."""
    for a in found:
        if trailing is not None and len(found) > 1 and a.lemma == "according to" and a.source is not None:
            start, end = p.span(*a.source)
            named_alone = (start, end) == trailing.span
            if named_alone or _OWN_REPORT.search(p.text, start, end) is not None:
                return [a for a in found if a.lemma != "according to"]
    return under_outer_word(p, found)


def _trailing_outlet(p: Passage, found: list[Attribution], outlets: Outlets) -> NamedOutlet | None:
    """The outlet that a sentence ends with: all said before is "according to" it, or it "reported" that."""
    for a in found:
        passed_on = a.via or a.source
        if passed_on is None or a.content is None or a.content[0] > a.cue[0]:
            continue
        outlet = outlets.first_in(p.text, *p.span(*passed_on))
        named_alone = outlet is not None and outlet.span == p.span(*passed_on)
        if a.lemma == "according to" or named_alone:
            return outlet
    return None


def _is_own_opinion(p: Passage, a: Attribution) -> bool:
    """Whether the author says "I think that …" or what "you" think, which is nobody's claim."""
    if a.source is None or p.quoted[a.source[0]] >= 0:
        return False
    return p.lows[a.source[0]] == "you" or (a.family == "think" and p.lows[a.source[0]] in _AUTHOR)


def _is_quotation(p: Passage, sentence: Range) -> bool:
    """Whether the sentence is one quotation and nothing else."""
    first, last = sentence
    return p.quoted[first] >= 0 and p.quotes[p.quoted[first]] == (first, last) and last - first > _SHORTEST_QUOTATION


# --- the author's own ------------------------------------------------------------------------------------------------


def _own(told: _Told) -> Iterator[Own]:
    """Yield what the author claims around the words of others, then beside them, then by the way."""
    if told.quotation or not told.claims:
        return
    p, sentence = told.p, told.sentence
    nobodys = [a.content for a in told.disowned if a.content is not None]
    taken = [*told.found, *told.disowned]
    for clause in sorted([*nobodys, *left_over(p, sentence, taken)]):
        if clause in nobodys:
            yield Own(Portion(clause), disowned=True)
        elif asserts_something(p, clause):
            yield from map(Own, standing_clauses(p, clause))
    if told.found:
        yield from map(Own, deeds_besides(p, sentence, told.found))
    if not is_question(p, sentence):
        for aside in asides(p, sentence, taken):
            yield Own(aside, by_the_way=True)
