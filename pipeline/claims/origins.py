"""
Where the text itself says a word came from: the outlet it names.

Known are the outlets of the bundled list, those the topic names, and those that the text treats as outlets: "the Bugle
reports", "told the Bugle", "seen by the Bugle", "as reported by the Bugle".
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pipeline.models import Span
    from pipeline.topic import Entity

__all__ = ["NamedOutlet", "Outlets", "outlets_of"]

_NAME = r"(?:[Tt]he\s+)?[A-Z][\w&.’'-]{0,40}+(?:\s+(?:of\s+)?[A-Z][\w&’'-]{0,40}+){0,3}"
_PRESS_WORD = (
    r"(?:Times|Post|News|Journal|Herald|Daily|Tribune|Gazette|Guardian|Telegraph|Chronicle|Observer|Courier|Bugle|Star|Sun"
    r"|Mail|Mirror|Globe|Examiner|Register|Dispatch|Ledger|Record|Press|Wire|Agency|Radio|TV|Television|Magazine|Today|Insider"
    r"|Weekly|Review|Report|Online|Broadcasting|Network|\w+\.(?:com|org|net|fr|co\.uk|example))"
)
_TREATED_AS_OUTLET = (
    (
        ("s ", " by ", "told", "tell", " of "),
        re.compile(
            r"\b(?:"
            # "As CNET reports," / "according to a TechCrunch report"
            rf"[Aa]s\s+({_NAME})\s+(?:first\s+)?(?:reports|reported|notes|points\s+out|writes|wrote)\b"
            rf"|[Aa]ccording\s+to\s+(?:an?\s+|the\s+)?({_NAME})(?:['’]s)?\s+(?:reports?|article|story|interview)\b"
            # "first reported by the Bugle", "a letter seen by Reuters"
            r"|(?:reported|published|revealed|seen|obtained|reviewed|viewed|quoted|cited|carried)"
            rf"\s+by\s+({_NAME})"
            rf"|(?:told|telling|tells)\s+((?:[Tt]he\s+)?(?:[A-Z][\w’'-]{{0,40}}+\s+){{0,3}}{_PRESS_WORD})\b"
            rf"|(?:sources?|people)\s+(?:of|told)\s+({_NAME}))"
        ),
    ),
    (
        ("citing", "quoting", "quotes", "cites", "reports that"),
        re.compile(
            # "the Bugle reported, citing two people" / "the Bugle quotes an official" / "the Bugle reports that"
            rf"\b({_NAME})\s+(?:(?:reports|reported|wrote|writes|said|says),?\s+(?:citing|quoting)\b"
            r"|(?:quotes|cites)\s+(?:an?|the|two|three|several|un)\b|reports\s+that\b)"
        ),
    ),
    (("has learn",), re.compile(rf",\s+({_NAME})\s+has\s+learn(?:ed|t)(?=[.,]|\s+from\b)")),
)
"""How a text shows that a name is an outlet's; one of the hints is in every text that the pattern can match."""
_NOT_OUTLETS = frozenset(
    "the this that it he she they i we you in on at but and congress reporters court parliament police officials "
    "sources a an as according previously earlier last both new one us u.s".split()
)
_POSSESSIVE = re.compile(r"['’]s?$")


class NamedOutlet(NamedTuple):
    """An outlet's name in the text and where it stands."""

    name: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Character offsets of the name."""
        return self.start, self.end


class Outlets:
    """The outlets an article may name, and the places where it does."""

    def __init__(self, names: dict[str, str]) -> None:
        self._names = names
        self.lowered = frozenset(name.lower() for name in names) | frozenset(n.lower() for n in names.values())
        longest_first = sorted(names, key=len, reverse=True)
        self._finder = re.compile(r"(?<![\w.])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![\w])")

    def first_in(self, text: str, start: int, end: int) -> NamedOutlet | None:
        """Return the first outlet that `text[start:end]` names."""
        match = self._finder.search(text, start, end)
        if match is None:
            return None
        return NamedOutlet(self._names[match.group()], match.start(), match.end())


def outlets_of(text: str, entities: tuple[Entity, ...]) -> Outlets:
    """Return the outlets that this text can be understood to name."""
    treated = frozenset(
        name
        for hints, pattern in _TREATED_AS_OUTLET
        if any(hint in text for hint in hints)
        for name in _names(pattern, text)
    )
    return _outlets(treated, entities)


def _names(pattern: re.Pattern[str], text: str) -> list[str]:
    found = []
    for match in pattern.finditer(text):
        name = _POSSESSIVE.sub("", match[match.lastindex or 1].strip())
        bare = name[4:] if name[:4].lower() == "the " else name
        if bare and bare.split()[0].lower() not in _NOT_OUTLETS:
            found.append(name)
    return found


@lru_cache(maxsize=256)
def _outlets(treated: frozenset[str], entities: tuple[Entity, ...]) -> Outlets:
    names = dict(_bundled())
    known_as = {alias.lower(): entity for entity in entities for alias in (entity.name, *entity.aliases)}
    for name in sorted(treated):
        entity = known_as.get(name.lower())
        if entity is None or entity.kind == "outlet":
            names.setdefault(name, entity.name if entity is not None else name)
    for entity in entities:
        if entity.kind == "outlet":
            names.update(dict.fromkeys((entity.name, *entity.aliases), entity.name))
    return Outlets(names)


@cache
def _bundled() -> dict[str, str]:
    lines = Path(__file__).with_name("outlets.txt").read_text(encoding="utf-8").splitlines()
    names: dict[str, str] = {}
    for line in lines:
        if line and not line.startswith("#"):
            written, _, filed = line.partition(" = ")
            names[written] = filed or written
    return names
