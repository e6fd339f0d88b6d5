"""
From drafts to statements: how each claim is meant, what kind of thing happens, when, to whom, and what it is worth.

A draft says what is claimed and on whose word, which takes whoever was spoken of before. All else can be read off its
clause alone, and is read for all drafts of an article together, one question after the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pydantic import TypeAdapter

from pipeline.claims.certainty.weight import DENIED, Weight, weigh_attributed, weigh_disowned, weigh_own_voice
from pipeline.claims.content import Claimed
from pipeline.claims.events.event_type import OTHER, event_of_clause, plover_of
from pipeline.claims.reading.cues import Attribution
from pipeline.claims.reading.phrases import Range, first_finite, noun_phrase_after
from pipeline.claims.reading.sentences import Passage
from pipeline.claims.times.intervals import time_of_clause
from pipeline.claims.voice import Worth, tier_of
from pipeline.models import Mode, Span, Statement

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from pipeline.claims.events.event_type import Triggers
    from pipeline.models import TimeReference

__all__ = ["STAMP", "Draft", "finished"]

STAMP = "rules-4"
"""The rules' name and version."""
_NO_COMMENT = "statement.no_comment"
_ENDING = "supply.stop"
_SPEECH = {"word from": "statement.source", "no comment": _NO_COMMENT}
_NOT = frozenset({"not", "n't", "never"})
_STATEMENTS = TypeAdapter(list[Statement])
"""Makes records of all statements of a text in one go: one by one they take nearly twice as long."""


@dataclass(slots=True, eq=False)
class Draft:
    """
    A claim as it is found: where, what it says, on whose word.

    The text of its paragraph may have been put together around a speaker who broke in; offsets are the article's.
    """

    p: Passage
    sentence: Range
    claim: Claimed
    subject: str | None
    """Under the name that its bearer is filed under."""
    word: Attribution | None = None
    """Without one it is the author's own claim."""
    content: Span | None = None
    told: dict[str, object] | None = None
    """What a statement carries about its speaker, by field."""
    about_itself: bool = False
    """Whether speaker and subject are one."""
    whole: bool = False
    """Whether the claim tells that somebody said something, as "Lee denied the charges" does."""
    disowned: bool = False
    """Whether the author tells that nobody says so, or that it is false."""
    by_the_way: bool = False
    meant: Draft | None = None
    """What was told before, where this only says that it is not so, or puts another number on it."""
    denies: bool = False
    """Whether it says that what is meant is not so."""

    @property
    def said(self) -> int:
        """How many characters of the text somebody said of it."""
        start, end = self.content or (0, 0)
        return end - start


def finished(drafts: Sequence[Draft], text: str, triggers: Triggers | None, anchor: date | None) -> list[Statement]:
    """
    Return the statement of each draft, its evidence cut from the article's text; times are counted from day `anchor`.

    One question is put to all drafts before the next: a processor that has the rules for one at hand answers a third
    quicker than one that changes between all of them at every claim.
    """
    weights = [_weight(d) for d in drafts]
    meant = [d.meant or d for d in drafts]
    events = [event_of_clause(d.p, d.claim.clause, triggers) for d in meant]
    read = [_read(d, weight, event) for d, weight, event in zip(drafts, weights, events, strict=True)]
    verbs = [first_finite(d.p, *d.claim.clause) for d in drafts]
    times = [time_of_clause(d.p, d.sentence, d.claim.clause, v, anchor) for d, v in zip(drafts, verbs, strict=True)]
    objects = [_object(d.p, d.claim.clause, v) for d, v in zip(drafts, verbs, strict=True)]
    year = anchor.year if anchor is not None else None
    tiers = [_tier(d, of_it, v, year) for d, of_it, v in zip(drafts, read, verbs, strict=True)]
    told = zip(drafts, read, times, objects, tiers, strict=True)
    return _STATEMENTS.validate_python(
        [_fields(d, text, of_it, time, what, tier) for d, of_it, time, what, tier in told]
    )


@dataclass(slots=True, eq=False)
class _Read:
    """How a claim is meant and what kind of thing it says happens."""

    weight: Weight
    event: str


def _weight(d: Draft) -> Weight:
    if d.denies:
        return DENIED
    if d.word is None:
        return (weigh_disowned if d.disowned else weigh_own_voice)(d.p, d.claim.clause)
    return weigh_attributed(d.p, d.claim.clause, d.word, about_itself=d.about_itself and not d.whole)


def _read(d: Draft, weight: Weight, shown: str) -> _Read:
    """The event type by speech where the words show none, and the weight in the light of it."""
    if weight.mode is Mode.DECLINED:
        return _Read(weight, _NO_COMMENT)
    if shown == OTHER and d.word is not None:
        return _Read(weight, _SPEECH.get(d.word.lemma, OTHER))
    if shown == _ENDING and weight.polarity == "-" and _no_longer(d.p, d.claim.clause):
        return _Read(weight._replace(polarity="+", factuality=abs(weight.factuality)), shown)
    return _Read(weight, shown)


def _tier(d: Draft, read: _Read, verb: int | None, year: int | None) -> Literal[1, 2]:
    if d.by_the_way:
        return 2
    return tier_of(d.p, d.claim.clause, verb, Worth(read.event, read.weight.mode, d.word is not None, year))


def _fields(
    d: Draft, text: str, read: _Read, time: TimeReference | None, what: str | None, tier: Literal[1, 2]
) -> dict[str, object]:
    """What a statement holds, by field."""
    weight = read.weight
    start, end = d.p.span(*d.sentence)
    return {
        "extractor": STAMP,
        "claim": d.claim.sentence,
        "evidence": text[start:end],
        "evidence_span": (start, end),
        "mode": weight.mode,
        "polarity": weight.polarity,
        "certainty": weight.certainty,
        "factuality": weight.factuality,
        "subject": d.subject,
        "event_type": read.event,
        "plover": plover_of(read.event),
        "object": what,
        "time": time,
        "tier": tier,
        "content_span": d.content,
        **(d.told or {}),
    }


def _no_longer(p: Passage, clause: Range) -> bool:
    """Whether the only "not" is that of "no longer": who no longer sells has stopped selling, and that is so."""
    lows = p.lows[slice(*clause)]
    return "no longer" in " ".join(lows) and _NOT.isdisjoint(lows)


def _object(p: Passage, clause: Range, verb: int | None) -> str | None:
    """The noun phrase after the verb group."""
    if verb is None:
        return None
    last = clause[1]
    i = verb + 1
    while i < last and (p.tags[i].startswith(("VB", "RB", "TO", "MD")) or p.tags[i] == "IN"):
        i += 1
    found = noun_phrase_after(p, i, last)
    return p.cut(*found).strip(" ,") if found is not None else None
