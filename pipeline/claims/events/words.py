"""The words that show an event type: events.toml, every form of every word, as an index by first word."""

from __future__ import annotations

import tomllib
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.claims.reading.lexicon import forms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["ENTRIES", "EVENT_TYPES", "OTHER", "PLOVER", "Entry", "Kind", "Places", "Shown", "shown_in"]

OTHER = "other"
_GAP = 4
"""Words that ".." may stand for, at most."""


class Kind(Enum):
    """What an entry has to be in the sentence to count."""

    PHRASE = 0
    VERB = 1
    WEAK_VERB = 2
    NOUN = 3


Places = tuple[frozenset[str] | None, ...]
"""The words that each place of an entry takes; None is the ".." between two."""


class Entry(NamedTuple):
    """One entry of events.toml: how it is written there, and what it takes."""

    written: str
    event: str
    kind: Kind
    places: Places


class Shown(NamedTuple):
    """What an entry shows: the words still looked for, and the type. `length` counts the words of its places."""

    rest: Places
    event: str
    kind: Kind
    length: int = 1

    def end(self, lows: Sequence[str], at: int) -> int:
        """Return one past the last word where the words behind `at` go on as the entry does, else 0."""
        at += 1
        reach = at
        for words in self.rest:
            if words is None:
                reach = at + _GAP
                continue
            while at < len(lows) and lows[at] not in words:
                at += 1
                if at > reach:
                    return 0
            if at >= len(lows):
                return 0
            at += 1
            reach = at
        return at


class Opening(NamedTuple):
    """The entries that a word opens: those of one word, those with a second right behind it, those with ".." there."""

    alone: list[Shown]
    followed: dict[str, list[Shown]]
    spaced: dict[str, list[Shown]]


def shown_in(lows: Sequence[str]) -> list[tuple[int, int, Shown]]:
    """Return the entries that the words show, in order, each with its first word and one past its last."""
    found: list[tuple[int, int, Shown]] = []
    for at in [at for at, low in enumerate(lows) if low in _INDEX]:
        alone, followed, spaced = _INDEX[lows[at]]
        if alone:
            found += [(at, at + 1, shown) for shown in alone]
        if followed and at + 1 < len(lows) and lows[at + 1] in followed:
            for shown in followed[lows[at + 1]]:
                end = shown.end(lows, at + 1)
                if end:
                    found.append((at, end, shown))
        if spaced and not spaced.keys().isdisjoint(lows[at + 1 : at + _GAP + 2]):
            found += _with_space(spaced, lows, at)
    return found


def _with_space(by_second: dict[str, list[Shown]], lows: Sequence[str], at: int) -> Iterator[tuple[int, int, Shown]]:
    for second in range(at + 1, min(at + _GAP + 2, len(lows))):
        for shown in by_second.get(lows[second], ()):
            end = shown.end(lows, second)
            if end:
                yield at, end, shown


def _types() -> Iterator[tuple[str, dict[str, str]]]:
    """The types with what is said of each, and the families that say something of all their types."""
    for family, content in _TABLE.items():
        own = {key: value for key, value in content.items() if isinstance(value, str)}
        if own:
            yield family, own
        for name, value in content.items():
            if isinstance(value, dict):
                yield f"{family}.{name}", value


_TABLE: dict[str, dict[str, Any]] = tomllib.loads(Path(__file__).with_name("events.toml").read_text(encoding="utf-8"))
_FORMS: dict[str, str] = _TABLE.pop("forms")


def _of_verb(verb: str) -> frozenset[str]:
    return frozenset({verb, *_FORMS[verb].split()}) if verb in _FORMS else forms(verb)


def _of_noun(noun: str) -> frozenset[str]:
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return frozenset({noun, noun[:-1] + "ies"})
    if noun.endswith(("s", "x", "ch", "sh")):
        return frozenset({noun, noun + "es"})
    return frozenset({noun, noun + "s"})


def _of_phrase_word(word: str) -> frozenset[str] | None:
    if word == "..":
        return None
    if word.isupper():
        return _of_verb(word.lower())
    for mark in ("(s)", "(es)"):
        if word.endswith(mark):
            return _of_noun(word.removesuffix(mark))
    return frozenset({word})


def _entries() -> Iterator[Entry]:
    for event, content in _types():
        for key, kind in (("verbs", Kind.VERB), ("weak", Kind.WEAK_VERB)):
            for written in content.get(key, "").split():
                verb, *particles = written.split("+")
                yield Entry(written, event, kind, (_of_verb(verb), *(frozenset({word}) for word in particles)))
        for written in content.get("nouns", "").split():
            yield Entry(written, event, Kind.NOUN, (_of_noun(written),))
        for phrase in content.get("phrases", "").split(";"):
            written = " ".join(phrase.split())
            if written:
                yield Entry(written, event, Kind.PHRASE, tuple(_of_phrase_word(word) for word in written.split()))


ENTRIES: tuple[Entry, ...] = tuple(_entries())
"""All of events.toml, in its order."""


def _index() -> dict[str, Opening]:
    found: dict[str, Opening] = {}
    for entry in ENTRIES:
        for word in entry.places[0] or ():
            _file(entry, found.setdefault(word, Opening([], {}, {})))
    return found


def _file(entry: Entry, opening: Opening) -> None:
    count = len(entry.places)
    if count == 1:
        opening.alone.append(Shown((), entry.event, entry.kind))
        return
    gap = entry.places[1] is None
    second, by_second = (2, opening.spaced) if gap else (1, opening.followed)
    for word in entry.places[second] or ():
        shown = Shown(entry.places[second + 1 :], entry.event, entry.kind, sum(map(bool, entry.places)))
        by_second.setdefault(word, []).append(shown)


_INDEX = _index()
EVENT_TYPES: frozenset[str] = frozenset(entry.event for entry in ENTRIES) | {OTHER}
"""The generic types; a topic may add its own."""
PLOVER: dict[str, str] = {event: content["plover"] for event, content in _types() if "plover" in content}
"""The class of each type or family that has one in PLOVER."""
