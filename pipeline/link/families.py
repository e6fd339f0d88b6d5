"""Which outlets have one owner and therefore one voice: those that are widely known, and what people said."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pydantic import ValidationError

from pipeline.errors import UsageError
from pipeline.link.voices import name_key, voice_of
from pipeline.models import Record

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["KNOWN_FAMILIES", "Families", "Family", "families_in", "known_families"]

KNOWN_FAMILIES = Path(__file__).with_name("families.toml")
"""The families that come with the program."""


class Family(Record):
    """The outlets of one owner."""

    name: str
    outlets: tuple[str, ...]


class _File(Record):
    families: tuple[Family, ...] = ()


class Kin(NamedTuple):
    """An outlet and its family, as written; `family` is None for one that is in no family though it was known to be."""

    outlet: str
    family: str | None


class Families:
    """
    Whose voice an outlet has.

    `said` are outlets with their family or None, as people decided, oldest first: the newest of an outlet stands, and
    before what is widely known. Names are compared without article and case.
    """

    def __init__(self, said: Iterable[tuple[str, str | None]] = ()) -> None:
        self._of = dict(_widely_known()) | {name_key(outlet): Kin(outlet, family) for outlet, family in said}

    def of(self, outlet: str) -> str | None:
        """Return the name of an outlet's family; None where it is in none."""
        kin = self._of.get(name_key(outlet))
        return kin.family if kin else None

    def voice(self, outlet: str) -> int:
        """Return the voice of an outlet: its family's, else its own."""
        return voice_of(self.of(outlet) or outlet)

    def outlets(self) -> tuple[str, ...]:
        """Return the outlets that are in some family, as they were written."""
        return tuple(kin.outlet for kin in self._of.values() if kin.family)


def known_families() -> tuple[Family, ...]:
    """Return the families that come with the program."""
    return families_in(KNOWN_FAMILIES)


def families_in(path: Path) -> tuple[Family, ...]:
    """
    Return the families of a file: TOML, a table [[families]] with `name` and `outlets` for each.

    Raises UsageError where there is no such file, where it is no such file, and where it puts an outlet into two.
    """
    try:
        found = _File(**tomllib.loads(path.read_text(encoding="utf-8"))).families
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError, TypeError) as error:
        first = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise UsageError(f"{path}: {first}; families are written as [[families]] with name and outlets") from error
    home: dict[str, str] = {}
    for family in found:
        for outlet in family.outlets:
            if home.setdefault(name_key(outlet), family.name) != family.name:
                raise UsageError(f"{path}: “{outlet}” is in “{home[name_key(outlet)]}” and in “{family.name}”")
    return found


@cache
def _widely_known() -> dict[str, Kin]:
    return {name_key(outlet): Kin(outlet, family.name) for family in known_families() for outlet in family.outlets}
