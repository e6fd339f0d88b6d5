"""
What a claim says happens: its event type, "family.type" or a bare family, and the PLOVER class of that.

Which word stands first says little: "the court reporter resigned" is no trial. What the claim's main verb says comes
first, then the head of its object ("launched an attack" against "launched a phone"), a verb that means too much alone,
the head of the subject, and only then the words around them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING

from pipeline.claims.events.phrases import Triggers, own_triggers
from pipeline.claims.events.words import EVENT_TYPES, OTHER, PLOVER, Kind, shown_in
from pipeline.claims.reading.participles import participle_within
from pipeline.claims.reading.remembered import Remembered
from pipeline.claims.reading.sentences import passage
from pipeline.claims.reading.signs import sign_of

if TYPE_CHECKING:
    from pipeline.claims.reading.phrases import Range
    from pipeline.claims.reading.sentences import Passage

__all__ = ["EVENT_TYPES", "OTHER", "Triggers", "event_of_clause", "event_type", "own_triggers", "plover_of"]

_MARKS = frozenset({*"“”\"„«»`‘’'", "``", "''"})
_MARKED = sign_of(_MARKS)
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "PRP$"})
_PARTICIPLES = frozenset({"VBG", "VBN", "VBD"})
_RELATIVE = frozenset({"who", "which", "that", "whose", "where"})
_VERBAL = frozenset({"VB", "VBP", "VBD", "VBZ", "VBN", "VBG"})
_BEFORE_NOUN = frozenset({"DT", "JJ", "PRP$", "POS"})
_VERB_GROUP = _VERBAL | {"MD", "TO", "RB", "RP"}
_PARTICLES = frozenset("up down out off away back over through aside".split())
_ENDS_SUBJECT = frozenset({"IN", "TO", ",", "WDT", "WP", "VBN", "VBG", "CC", "("})
_IN_OBJECT = frozenset("NN NNS NNP NNPS JJ JJR JJS DT PDT CD PRP PRP$ POS RB RBR RBS VBN VBG".split())
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_OPENING = 10
"""Words of a clause in which the subject ends that an aside may follow."""
_MAIN_VERB, _OBJECT, _BARE_SUBJECT, _WEAK_VERB, _SUBJECT, _AFTER, _BEFORE = range(7)


def event_type(claim: str, own: Triggers | None = None) -> str:
    """Return the event type of a claim: the topic's where one of its phrases is there, else the generic one."""
    p = passage(claim, 0, len(claim))
    return event_of_clause(p, (0, len(p.words)), own)


def event_of_clause(p: Passage, clause: Range, own: Triggers | None = None) -> str:
    """Return the event type of those tokens, as `event_type` does of a sentence; the tags are there already."""
    first, last = clause
    lows, tags = p.lows[first:last], p.tags[first:last]
    if (
        "," in lows[:_OPENING]
        and (aside := participle_within(p, (first, min(last, first + _OPENING)), last)) is not None
    ):
        begin, end = aside[0] - first, aside[1] - first
        lows, tags = (*lows[:begin], *lows[end:]), (*tags[:begin], *tags[end:])
    if p.signs & _MARKED and not _MARKS.isdisjoint(lows):
        kept = [low not in _MARKS for low in lows]
        lows, tags = tuple(compress(lows, kept)), tuple(compress(tags, kept))
    shown = own.first(lows) if own is not None else None
    return shown or _generic(lows, tags) or OTHER


def plover_of(event: str) -> str | None:
    """Return the PLOVER class of an event type; a type that a topic made up has its family's."""
    return _PLOVER_OF[event]


_PLOVER_OF = Remembered(lambda event: PLOVER.get(event) or PLOVER.get(event.partition(".")[0]))


@dataclass(slots=True, eq=False)
class _Layout:
    """Where in a clause its main verb, the head of its subject and its object stand."""

    tags: Sequence[str]
    subject: int
    verb: int
    object: int
    rest: int
    bare: bool
    """No noun stands right behind the verb: a weak one leaves it to its subject then."""

    @classmethod
    def of(cls, lows: Sequence[str], tags: Sequence[str]) -> _Layout:
        """Return the layout; without a verb, all places are -1."""
        verb = _main_verb(lows, tags)
        if verb < 0:
            return cls(tags, -1, -1, -1, -1, bare=True)
        count = len(tags)
        begin = verb
        while begin < count and (tags[begin] in _VERB_GROUP or lows[begin] in _PARTICLES):
            begin += 1
        end = begin + (begin < count and tags[begin] == "IN")
        while end < count and tags[end] in _IN_OBJECT:
            end += 1
        bare = _NOUNS.isdisjoint(tags[begin:end])
        return cls(tags, _head(tags, verb), verb, begin, end, bare)

    def weight(self, i: int, end: int, kind: Kind) -> int | None:
        """Return the weight of an entry found at words `i` to `end`, 0 the heaviest, or None where it is none."""
        if kind is not Kind.PHRASE and not self._is_used_as(kind, i):
            return None
        if self.verb < 0:
            return _MAIN_VERB if kind is Kind.VERB else _AFTER
        if i < self.verb < end or self.verb <= i < self.object:
            return _WEAK_VERB if kind is Kind.WEAK_VERB else _MAIN_VERB
        if i < self.verb:
            about = _BARE_SUBJECT if self.bare else _SUBJECT
            return about if i <= self.subject < end else _BEFORE
        return _OBJECT if i < self.rest and (kind is Kind.NOUN or kind is Kind.PHRASE) else _AFTER

    def _is_used_as(self, kind: Kind, i: int) -> bool:
        """Whether a noun is the head of its phrase, and a verb a verb, not the "attacking" of "the attacking side"."""
        tag = self.tags[i]
        before_noun = i + 1 < len(self.tags) and self.tags[i + 1].startswith("NN")
        if kind is Kind.NOUN:
            return tag.startswith("NN") and not before_noun
        describes = before_noun and i > 0 and tag in _PARTICIPLES and self.tags[i - 1] in _BEFORE_NOUN
        return (self.verb < 0 or tag in _VERBAL or tag == "MD") and not describes


def _generic(lows: Sequence[str], tags: Sequence[str]) -> str | None:
    """The event of the entry that weighs most; of those that weigh the same, of the first and longest."""
    best, event = (_BEFORE + 1, 0, 0), None
    layout: _Layout | None = None
    for i, end, shown in shown_in(lows):
        layout = layout or _Layout.of(lows, tags)
        weight = layout.weight(i, end, shown.kind)
        if weight is not None and (weight, i, -shown.length) < best:
            best, event = (weight, i, -shown.length), shown.event
    return event


def _main_verb(lows: Sequence[str], tags: Sequence[str]) -> int:
    """Where the first verb with tense stands that no "who" or "which" takes, or -1."""
    owed = 0
    for i, tag in enumerate(tags):
        if tag in _FINITE and lows[i] != "like":
            if not owed:
                return i
            owed -= 1
        elif i and lows[i] in _RELATIVE:
            owed += 1
    return -1


def _head(tags: Sequence[str], verb: int) -> int:
    """Where the head of the subject stands: the last noun before what follows the noun phrase, or -1."""
    head = -1
    for i in range(verb):
        if tags[i].startswith("NN"):
            head = i
        elif tags[i] == "POS":
            head = -1
        elif head >= 0 and tags[i] in _ENDS_SUBJECT:
            break
    return head
