"""One name for each party: aliases and roles replaced by the name claims are compared under."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from pipeline.link.concepts import concepts
from pipeline.text import normal_words
from pipeline.topic.longer_names import NOT_ANOTHERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.topic import Entity

__all__ = ["Canon"]

# What a company's name may end in and be the same company's: "Best Buy Inc.", "Korrin Appliances plc".
_SUFFIX = r"(?:,?\s(?:Inc|Incorporated|Ltd|Limited|Co|Corp|Corporation|Company|PLC|LLC|LLP|AG|SA|NV|GmbH)\b\.?)?"

# A house that there are several of, told apart by what follows: "the Department of Trade", "the Court of Appeal".
_HOUSE = re.compile(
    r"the (?:\w+ )?(?:ministry|department|office|bureau|court|bank|council|board|chamber|university|institute|house"
    r"|church|league|union|association|society|federation|secretary|minister|director|bishop|commissioner)"
)
_OF_ANOTHER = r"(?!\s(?:of|for)\s(?:the\s)?(?-i:[A-Z]))"


class Canon:
    """
    Knows what the topics call each party.

    "The Chinese manufacturer" is Huawei where only Huawei has that role; a role that several parties have stands for
    nobody.
    """

    def __init__(self, entities: Iterable[Entity] = ()) -> None:
        named = tuple(entities)
        self.entities = named
        self.names = tuple(sorted({entity.name.lower() for entity in named}))
        """The main names of all parties, in small letters."""
        self.kinds = frozenset(
            term
            for entity in named
            if entity.kind == "product"
            for role in entity.roles
            for term, _ in concepts(normal_words(role))
        )
        """The words for what its products are, as `concepts` has them: "heater"."""
        bearers = Counter(role.lower() for entity in named for role in set(entity.roles))
        self._names = {alias.lower(): entity.name for entity in named for alias in entity.aliases}
        for entity in named:
            roles = (role.lower() for role in entity.roles if bearers[role.lower()] == 1)
            self._names |= {f"the {role}": entity.name for role in roles}
        # A name is its own: else the alias "Korrin" would make "Korrin Appliances Appliances" of "Korrin Appliances".
        self._names |= {entity.name.lower(): entity.name for entity in named}
        self._pattern = _any_of(
            self._names,
            frozenset(name for name, main in self._names.items() if main[-1:].isdigit() and not name[-1:].isdigit()),
        )

    def __call__(self, text: str) -> str:
        """Return the text with every party under its main name."""
        if self._pattern is None:
            return text
        return self._pattern.sub(lambda match: self._names[match["name"].lower()], text)

    def parts(self, text: str) -> Iterator[tuple[str, bool]]:
        """Yield the text in order, in pieces: every party's main name by itself (True), and what stands between."""
        last = 0
        for match in self._pattern.finditer(text) if self._pattern else ():
            yield text[last : match.start()], False
            yield self._names[match["name"].lower()], True
            last = match.end()
        yield text[last:], False

    def party(self, text: str) -> str | None:
        """Return the main name of the party that a text names first, None where it names none."""
        found = self._pattern.search(text) if self._pattern else None
        return self._names[found["name"].lower()] if found else None


def _end_of(name: str) -> str:
    """Return what may not follow a name: "the ministry" is not the Ministry of Transport."""
    return _OF_ANOTHER if _HOUSE.fullmatch(name) else ""


def _any_of(phrases: Iterable[str], numbered: frozenset[str]) -> re.Pattern[str] | None:
    """Return a pattern of which the longest phrase matches; None where there are no phrases."""
    longest_first = sorted(phrases, key=len, reverse=True)
    if not longest_first:
        return None
    # "Halo" may be short for "Halo 3", but the "Halo 2" is another.
    names = (re.escape(name) + (r"(?!\s\d)" if name in numbered else _end_of(name)) for name in longest_first)
    return re.compile(rf"(?<!\w)(?P<name>{'|'.join(names)})(?!\w){NOT_ANOTHERS}{_SUFFIX}", re.IGNORECASE)
