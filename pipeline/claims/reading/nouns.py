"""Common nouns for whoever can speak or be spoken of, by what they are; read from nouns.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path

__all__ = ["BODIES", "CITIES", "CLASSES", "COUNTRIES", "FEMALE", "MALE", "PEOPLE", "SINGULAR", "gender_of"]

_HERE = Path(__file__)
_TABLE = tomllib.loads(_HERE.with_name("nouns.toml").read_text(encoding="utf-8"))
_IRREGULAR: dict[str, str] = _TABLE["irregular"]
_VOWELS = frozenset("aeiou")


def _plural(noun: str) -> str:
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun.endswith("y") and noun[-2] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "z", "ch", "sh")) else "s")


def _classes() -> dict[str, str]:
    found: dict[str, str] = {}
    for name, words in _TABLE["classes"].items():
        for noun in words.split():
            found.setdefault(noun, name)
    return found


CLASSES: dict[str, str] = _classes()
"""By noun: people, known, spokesperson, company, facility, government, organisation, document, place or outlet."""
SINGULAR: dict[str, str] = {_plural(noun): noun for noun in CLASSES}
"""By plural, its singular."""
for _many, _one in SINGULAR.items():
    CLASSES.setdefault(_many, CLASSES[_one])
PEOPLE = frozenset(noun for noun, what in CLASSES.items() if what in {"people", "known", "spokesperson"})
"""Nouns for human beings, singular and plural."""
BODIES = frozenset({"company", "government", "organisation"})
"""Classes of nouns for whatever acts as one and is no person."""
COUNTRIES = frozenset(_TABLE["countries"]["names"].strip().replace("\n", "|").lower().split("|"))
"""States, and the capitals and houses that stand for their governments, lower case."""
CITIES = frozenset(_TABLE["cities"]["names"].strip().replace("\n", "|").split("|"))
"""Towns in the news so often that no "in" need tell what they are."""
MALE = frozenset(_TABLE["gender"]["male"].split())
FEMALE = frozenset(_TABLE["gender"]["female"].split())


def _first_names() -> dict[str, str]:
    lines = _HERE.with_name("first_names.txt").read_text(encoding="utf-8").splitlines()
    parted = [line.split() for line in lines if line and not line.startswith("#")]
    return {name: gender for gender, *names in parted for name in names}


_FIRST_NAMES = _first_names()


def gender_of(first_name: str) -> str:
    """Return "f" or "m" where the first name tells, else ""."""
    return _FIRST_NAMES.get(first_name, "")
