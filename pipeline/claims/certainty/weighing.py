"""The words that say how far a statement is meant, read from weights.toml: what each does to the words after it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import NamedTuple

from pipeline.claims.reading.lexicon import forms

__all__ = [
    "ADVERBS",
    "AFTER_BE",
    "BEFORE_GERUND",
    "BEFORE_OBJECT",
    "BEFORE_OBJECT_FROM",
    "BEFORE_OBJECT_TO",
    "BEFORE_THAT",
    "BEFORE_TO",
    "CARRIES",
    "CHANCES",
    "OPENS",
    "POSSIBLE",
    "PROBABLE",
    "TURNS",
    "Turn",
    "by_mind",
    "phrases",
    "words",
]


class Turn(NamedTuple):
    """
    What a word does to the factuality of what it governs.

    `sign` is -1 where that is not so; `strength` how sure it sounds, 3 to 0; `reach` how far it has come, 3 done or
    settled, 0 only wanted; `told` says that it is other people's word.
    """

    sign: int = 1
    strength: float = 3.0
    reach: float = 3.0
    told: bool = False


CARRIES = Turn()
TURNS = Turn(sign=-1)
OPENS = Turn(reach=0.0)
PROBABLE = Turn(strength=2.0)
POSSIBLE = Turn(strength=1.0)
_IMPROBABLE = Turn(sign=-1, strength=2.0)
_TOLD = Turn(strength=2.0, told=True)
_GROUPS = {
    "carries": CARRIES,
    "turns": TURNS,
    "opens": OPENS,
    "asked": OPENS,
    "seeming": PROBABLE,
    "probable": PROBABLE,
    "possible": POSSIBLE,
    "feared": POSSIBLE,
    "doubtful": _IMPROBABLE,
    "improbable": _IMPROBABLE,
    "wanted": Turn(strength=1.0, reach=0.0),
    "told": _TOLD,
    "expected": _TOLD,
}

_TABLE = tomllib.loads(Path(__file__).with_name("weights.toml").read_text(encoding="utf-8"))


_IRREGULAR: dict[str, str] = _TABLE["irregular"]


def words(section: str, group: str) -> frozenset[str]:
    """Return the words of one group of weights.toml as they stand there."""
    return frozenset(_TABLE[section][group].split())


def phrases(section: str, group: str) -> dict[str, list[tuple[str, ...]]]:
    """Return the phrases of one group, parted by strokes there, by their first words."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in _TABLE[section][group].split("/"):
        found.setdefault(phrase.split()[0], []).append(tuple(phrase.split()))
    return found


def _as_they_stand(section: str) -> dict[str, Turn]:
    return {word: _GROUPS[group] for group in _TABLE[section] if group in _GROUPS for word in words(section, group)}


def _in_all_forms(section: str) -> dict[str, Turn]:
    plain = _as_they_stand(section)
    return {form: turn for verb, turn in plain.items() for form in _all_forms(verb)}


def _all_forms(verb: str) -> frozenset[str]:
    return frozenset({verb, *_IRREGULAR[verb].split()}) if verb in _IRREGULAR else forms(verb)


BEFORE_TO = _in_all_forms("before_to")
"""Verbs before "to" and another verb: "failed to", "wants to"."""
BEFORE_OBJECT_TO = _in_all_forms("before_object_to")
"""Verbs that want somebody else to do it: "urged them to"."""
BEFORE_OBJECT_FROM = _in_all_forms("before_object_from")
"""Verbs that keep somebody from doing it."""
BEFORE_GERUND = _in_all_forms("before_gerund")
"""Verbs before another one with -ing: "avoided paying"."""
BEFORE_OBJECT = _in_all_forms("before_object")
"""Verbs that say there is none: "lacks staff"."""
BEFORE_THAT = _in_all_forms("before_that")
"""Verbs of the mind: "believes that"."""
AFTER_BE = _as_they_stand("after_be")
"""Participles and adjectives after a form of "be"."""
ADVERBS = _as_they_stand("adverbs")
CHANCES = _as_they_stand("chances")
"""Nouns that hedge: "a chance that"."""

_BY_MIND = _as_they_stand("before_that")


def by_mind(lemma: str) -> Turn:
    """Return what a cue of that plain form does to the statement it hands on; a plain "say" does nothing."""
    return _BY_MIND.get(lemma, CARRIES)
