"""The words that show an event type: events.toml, every form of every word, as an index by first word."""

from __future__ import annotations

import tomllib
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.claims.lexicon import forms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["ENTRIES", "EVENT_TYPES", "GENERIC", "OTHER", "PLOVER", "Entry", "Kind", "Shown"]

OTHER = "other"
_GAP = 4
"""Words that ".." may stand for, at most."""


class Kind(Enum):
    """What an entry has to be in the sentence to count."""

    PHRASE = 0
    VERB = 1
    WEAK_VERB = 2
    NOUN = 3


class Entry(NamedTuple):
    """One entry of events.toml: how it is written there, and the words that each of its places takes."""

    written: str
    event: str
    kind: Kind
    places: tuple[frozenset[str] | None, ...]
    """None is the ".." between two words."""


class Shown(NamedTuple):
    """What is looked for behind a first word, and what it shows."""

    rest: tuple[frozenset[str] | None, ...]
    event: str
    kind: Kind

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


def _index() -> dict[str, tuple[Shown, ...]]:
    """By first word, the entries with most words first."""
    found: dict[str, list[Shown]] = {}
    for entry in ENTRIES:
        for word in entry.places[0] or ():
            found.setdefault(word, []).append(Shown(entry.places[1:], entry.event, entry.kind))
    return {word: tuple(sorted(shown, key=lambda one: -len(one.rest))) for word, shown in found.items()}


GENERIC: dict[str, tuple[Shown, ...]] = _index()
EVENT_TYPES: frozenset[str] = frozenset(entry.event for entry in ENTRIES) | {OTHER}
"""The generic types; a topic may add its own."""
PLOVER: dict[str, str] = {event: content["plover"] for event, content in _types() if "plover" in content}
"""The class of each type or family that has one in PLOVER."""
