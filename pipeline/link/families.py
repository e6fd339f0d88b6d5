"""Which outlets have one owner and therefore one voice: those that are widely known, and what people said."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pipeline.errors import UsageError
from pipeline.link.voices import name_key, voice_of
from pipeline.models import Record

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["KNOWN_FAMILIES", "Families", "Family", "families_in", "known_families", "refuse_no_name"]

KNOWN_FAMILIES = Path(__file__).with_name("families.toml")
"""The families that come with the program."""
_WRITTEN = "families are written as [[families]] with name and outlets"
_LONGEST = 200
"""Characters of a name; the longest that an outlet is known to have is a third of that."""


class Family(Record):
    """The outlets of one owner."""

    name: str
    outlets: tuple[str, ...]


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

    Raises UsageError that names the file, and the family in it, where there is none, where it is no such file or has no
    family in it, and where it puts an outlet into two.
    """
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8")).get("families")
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror})") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path}: is no TOML ({error}); {_WRITTEN}") from error
    if not isinstance(written, list) or not written:
        raise UsageError(f"{path}: has no families; {_WRITTEN}")
    found = tuple(_family(entry, f"{path}, family {place}") for place, entry in enumerate(written, start=1))
    home: dict[str, str] = {}
    for family in found:
        for outlet in family.outlets:
            if home.setdefault(name_key(outlet), family.name) != family.name:
                raise UsageError(f"{path}: “{outlet}” is in “{home[name_key(outlet)]}” and in “{family.name}”")
    return found


def refuse_no_name(name: str, what: str) -> None:
    """Raise UsageError where something is no name that an outlet or a family can have."""
    if not name.strip():
        raise UsageError(f"{what} has an empty name")
    if len(name) > _LONGEST:
        raise UsageError(f"{what} has a name of {len(name):,} characters; {_LONGEST} are the most")


def _family(entry: object, which: str) -> Family:
    name = entry.get("name") if isinstance(entry, dict) else None
    if not isinstance(entry, dict) or not isinstance(name, str):
        raise UsageError(f"{which}: has no name; {_WRITTEN}")
    refuse_no_name(name, which)
    which, outlets = f"{which} (“{name}”)", entry.get("outlets")
    if not isinstance(outlets, list) or not outlets or not all(isinstance(outlet, str) for outlet in outlets):
        raise UsageError(f"{which}: outlets has to be a list of names; {_WRITTEN}")
    for outlet in outlets:
        refuse_no_name(outlet, f"{which}: an outlet")
    return Family(name=name, outlets=tuple(outlets))


@cache
def _widely_known() -> dict[str, Kin]:
    return {name_key(outlet): Kin(outlet, family.name) for family in known_families() for outlet in family.outlets}
