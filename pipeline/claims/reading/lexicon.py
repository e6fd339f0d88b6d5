"""The words that carry attribution, read from lexicon.toml: cue verbs in all their forms, particles, word classes."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Literal, NamedTuple

__all__ = [
    "ADDRESSED",
    "AUXILIARIES",
    "CLOSING",
    "CUES",
    "NEEDS_PARTICLE",
    "NEEDS_STATEMENT",
    "OCCASIONS",
    "PARTICLES",
    "TOLD",
    "UNLIKE",
    "WARNED",
    "Cue",
    "CueFamily",
    "forms",
]

CueFamily = Literal["say", "show", "judge", "think"]
_VOWELS = frozenset("aeiou")


class Cue(NamedTuple):
    """A cue verb: its plain form and what kind of handing-on it is."""

    lemma: str
    family: CueFamily


def forms(verb: str) -> frozenset[str]:
    """Return the plain, third person, past and -ing forms of a regular verb."""
    if verb.endswith("e"):
        return frozenset({verb, verb + "s", verb + "d", verb[:-1] + "ing"})
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return frozenset({verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"})
    if verb.endswith(("s", "x", "z", "ch", "sh")):
        return frozenset({verb, verb + "es", verb + "ed", verb + "ing"})
    return frozenset({verb, verb + "s", verb + "ed", verb + "ing"})


_TABLE = tomllib.loads(Path(__file__).with_name("lexicon.toml").read_text(encoding="utf-8"))
_IRREGULAR: dict[str, str] = _TABLE["irregular"]


def _verb_forms(verb: str) -> frozenset[str]:
    return frozenset({verb, *_IRREGULAR[verb].split()}) if verb in _IRREGULAR else forms(verb)


def _cues() -> dict[str, Cue]:
    found: dict[str, Cue] = {}
    families: tuple[CueFamily, ...] = ("think", "judge", "show", "say")  # the last named wins
    for family in families:
        for verb in _TABLE["cues"][family].split():
            found.update(dict.fromkeys(_verb_forms(verb), Cue(verb, family)))
    return found


def _words(name: str) -> frozenset[str]:
    return frozenset(_TABLE["words"][name].split())


CUES: dict[str, Cue] = _cues()
"""Every form of every cue verb."""
PARTICLES: dict[str, frozenset[str]] = {verb: frozenset(words.split()) for verb, words in _TABLE["particles"].items()}
"""By verb, the words after it that belong to it: "called for"."""
AUXILIARIES = _words("auxiliaries")
"""Stand before a cue verb and belong to it: "has also said"."""
ADDRESSED = _words("addressed")
"""Verbs whose listener stands before the statement: "told reporters that"."""
TOLD = _words("told")
"""Of these, the verbs that cannot do without a listener."""
WARNED = _words("warned")
"""Of these, the verbs that may do without one before a statement of their own subject."""
OCCASIONS = _words("occasions")
"""Nouns for that on, in or at which something is said: "in a statement"."""
CLOSING = _words("closing")
"""Verbs that may come after the statement: "..., the company said"."""
UNLIKE: dict[str, frozenset[str]] = {verb: frozenset(words.split()) for verb, words in _TABLE["unlike"].items()}
"""By verb, the words after it that make it another verb: "adds up"."""
NEEDS_PARTICLE = _words("needs_particle")
"""Verbs that are cues with their particle only: "shot back"."""
NEEDS_STATEMENT = _words("needs_statement")
"""Verbs that hand a claim on only with a "that" or a quotation after them."""
