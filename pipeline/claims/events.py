"""
What a claim says happens: its event type, "family.type" or a bare family, and the PLOVER class of that.

Which word stands first says little: "the court reporter resigned" is no trial. What the claim's main verb says comes
first, then the head of its object ("launched an attack" against "launched a phone"), a verb that means too much alone,
the head of the subject, and only then the words around them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.claims.event_phrases import Triggers, own_triggers
from pipeline.claims.event_words import EVENT_TYPES, GENERIC, OTHER, PLOVER, Kind
from pipeline.claims.sentences import passage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.claims.phrases import Range
    from pipeline.claims.sentences import Passage

__all__ = ["EVENT_TYPES", "OTHER", "Triggers", "event_of_clause", "event_type", "own_triggers", "plover_of"]

_MARKS = frozenset("“”\"„«»`‘’'")
_RELATIVE = frozenset({"who", "which", "that", "whose", "where"})
_VERBAL = frozenset({"VB", "VBP", "VBD", "VBZ", "VBN", "VBG"})
_BEFORE_NOUN = frozenset({"DT", "JJ", "PRP$", "POS"})
_VERB_GROUP = _VERBAL | {"MD", "TO", "RB", "RP"}
_PARTICLES = frozenset("up down out off away back over through aside".split())
_ENDS_SUBJECT = frozenset({"IN", "TO", ",", "WDT", "WP", "VBN", "VBG", "CC", "("})
_IN_OBJECT = frozenset(
    {
        "NN",
        "NNS",
        "NNP",
        "NNPS",
        "JJ",
        "JJR",
        "JJS",
        "DT",
        "PDT",
        "CD",
        "PRP$",
        "PRP",
        "POS",
        "RB",
        "RBR",
        "RBS",
        "VBN",
        "VBG",
        "#",
        "$",
    }
)
_MAIN_VERB, _OBJECT, _BARE_SUBJECT, _WEAK_VERB, _SUBJECT, _AFTER, _BEFORE = range(7)


def event_type(claim: str, own: Triggers | None = None) -> str:
    """Return the event type of a claim: the topic's where one of its phrases is there, else the generic one."""
    p = passage(claim, 0, len(claim))
    return event_of_clause(p, (0, len(p.words)), own)


def event_of_clause(p: Passage, clause: Range, own: Triggers | None = None) -> str:
    """Return the event type of those tokens, as `event_type` does of a sentence; the tags are there already."""
    at = [i for i in range(*clause) if p.words[i][0] not in _MARKS or len(p.words[i]) > 1]
    lows = [p.lows[i] for i in at]
    shown = own.first(lows) if own is not None else None
    return shown or _generic(_Layout.of(lows, [p.tags[i] for i in at])) or OTHER


def plover_of(event: str) -> str | None:
    """Return the PLOVER class of an event type; a type that a topic made up has its family's."""
    return PLOVER.get(event) or PLOVER.get(event.partition(".")[0])


class _Layout(NamedTuple):
    """The words of a clause, and where its main verb, the head of its subject and its object stand among them."""

    lows: Sequence[str]
    tags: Sequence[str]
    subject: int
    verb: int
    object: int
    rest: int

    @classmethod
    def of(cls, lows: Sequence[str], tags: Sequence[str]) -> _Layout:
        """Return the layout; without a verb, `verb` and all behind it is -1."""
        verb = _main_verb(lows, tags)
        if verb < 0:
            return cls(lows, tags, -1, -1, -1, -1)
        begin = _while(tags, verb, lambda i: tags[i] in _VERB_GROUP or lows[i] in _PARTICLES)
        end = _while(tags, begin + (tags[begin : begin + 1] == ["IN"]), lambda i: tags[i] in _IN_OBJECT)
        return cls(lows, tags, _head(tags, verb), verb, begin, end)

    def weight(self, i: int, end: int, kind: Kind) -> int | None:
        """Return the weight of an entry found at words `i` to `end`, 0 the heaviest, or None where it is none."""
        if kind is Kind.NOUN and not self._is_head(i):
            return None
        if kind in {Kind.VERB, Kind.WEAK_VERB} and self.tags[i] not in _VERBAL | {"MD"} and self.verb >= 0:
            return None
        if kind is not Kind.PHRASE and self._describes(i):
            return None
        if self.verb < 0:
            return _MAIN_VERB if kind is Kind.VERB else _AFTER
        if i < self.verb < end or self.verb <= i < self.object:
            return _WEAK_VERB if kind is Kind.WEAK_VERB else _MAIN_VERB
        if i < self.verb:
            about = _SUBJECT if self._has_object() else _BARE_SUBJECT
            return about if i <= self.subject < end else _BEFORE
        return _OBJECT if i < self.rest and kind in {Kind.NOUN, Kind.PHRASE} else _AFTER

    def _has_object(self) -> bool:
        """Whether a noun stands right behind the verb; where none does, a weak verb leaves it to its subject."""
        return any(tag.startswith(("NN", "PRP")) for tag in self.tags[self.object : self.rest])

    def _describes(self, i: int) -> bool:
        """Whether the word is the "attacking" of "the attacking midfielder"."""
        between = 0 < i < len(self.tags) - 1 and self.tags[i - 1] in _BEFORE_NOUN
        return between and self.tags[i] in {"VBG", "VBN", "VBD"} and self.tags[i + 1].startswith("NN")

    def _is_head(self, i: int) -> bool:
        """Whether the noun is no modifier of another: the "inquiry" of "an inquiry", not of "an inquiry report"."""
        return self.tags[i].startswith("NN") and not (i + 1 < len(self.tags) and self.tags[i + 1].startswith("NN"))


def _generic(clause: _Layout) -> str | None:
    """The event of the entry that weighs most; of those that weigh the same, of the first and longest."""
    best, event = _BEFORE + 1, None
    for i, low in enumerate(clause.lows):
        for shown in GENERIC.get(low, ()):
            end = shown.end(clause.lows, i)
            weight = clause.weight(i, end, shown.kind) if end else None
            if weight is not None and weight < best:
                best, event = weight, shown.event
    return event


def _main_verb(lows: Sequence[str], tags: Sequence[str]) -> int:
    """Where the first verb with tense stands that no "who" or "which" takes, or -1."""
    owed = 0
    for i, tag in enumerate(tags):
        if i and lows[i] in _RELATIVE:
            owed += 1
        elif tag in {"VBD", "VBZ", "VBP", "MD"} and lows[i] != "like":
            if not owed:
                return i
            owed -= 1
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


def _while(tags: Sequence[str], i: int, goes_on: Callable[[int], bool]) -> int:
    while i < len(tags) and goes_on(i):
        i += 1
    return i
