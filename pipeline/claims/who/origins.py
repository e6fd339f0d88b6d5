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

from pipeline.claims.reading.signs import sign_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.claims.reading.phrases import Range
    from pipeline.claims.reading.sentences import Passage
    from pipeline.models import Span
    from pipeline.topic import Entity

__all__ = ["NamedOutlet", "Outlets", "known_outlets", "outlets_of"]

_NAME = r"(?:[Tt]he\s+)?[A-Z][\w&.’'-]{0,40}+(?:\s+(?:of\s+|&\s+)?[A-Z][\w&’'-]{0,40}+){0,3}"
_MORE = r"(?:\s+[A-Z][\w’'-]{0,40}+){0,2}"
_PRESS_WORD = (
    r"(?:Times|Post|News|Journal|Herald|Daily|Tribune|Gazette|Guardian|Telegraph|Chronicle|Observer|Courier|Bugle|Star|Sun"
    r"|Mail|Mirror|Globe|Examiner|Register|Dispatch|Ledger|Record|Press|Wire|Agency|Radio|TV|Television|Magazine|Today|Insider"
    r"|Weekly|Review|Report|Online|Broadcasting|Network|Monitor|Standard|Sentinel|Advertiser|Argus|Echo|Bulletin|Messenger"
    r"|Podcast|FM|\w+\.(?:com|org|net|fr|co\.uk|example))"
)
_OPENED = re.compile(
    r"\b(?:"
    # "As CNET reports," / "according to a TechCrunch report"
    rf"[Aa]s\s+({_NAME})\s+(?:first\s+)?(?:reports|reported)\b"
    rf"|[Aa]s\s+((?:[Tt]he\s+)?(?:[A-Z][\w’'-]{{0,40}}+\s+){{0,3}}{_PRESS_WORD}{_MORE})\s+(?:notes|points\s+out|writes|wrote)\b"
    rf"|[Aa]ccording\s+to\s+(?:an?\s+|the\s+)?({_NAME})(?:['’]s)?\s+(?:reports?|article|story|interview)\b"
    # "first reported by the Bugle", "a letter seen by Reuters"
    r"|(?:reported|published|revealed|seen|obtained|reviewed|viewed|quoted|cited|carried|broadcast)"
    rf"\s+by\s+({_NAME})"
    # "told the Evening Herald", "told The Clarion": a newspaper's article keeps its capital
    rf"|(?:told|telling|tells)\s+((?:[Tt]he\s+)?(?:[A-Z][\w’'-]{{0,40}}+\s+){{0,3}}{_PRESS_WORD}{_MORE}"
    rf"|The\s+[A-Z][\w’'-]{{0,40}}+{_MORE})(?![\w-])"
    rf"|(?:sources?|people)\s+(?:of|told)\s+({_NAME})"
    # in an interview with Kickoff Radio; via GadgetLoom; Source: GadgetLoom
    rf"|(?:[Ii]nterview|[Ss]peaking|[Ss]poke)\s+(?:with|to)\s+((?:[Tt]he\s+)?(?:[A-Z][\w’'-]{{0,40}}+\s+){{0,3}}"
    rf"{_PRESS_WORD}{_MORE}|The\s+[A-Z][\w’'-]{{0,40}}+{_MORE})(?![\w-])"
    rf"|(?:\([Vv]ia|h/t|[Ss]ource:)\s+({_NAME}))"
)
"""What shows, before a name, that it is an outlet's."""
_OPENINGS = (
    "As as According according reported published revealed seen obtained reviewed viewed quoted cited carried "
    "broadcast told telling tells people source Interview interview Speaking speaking Spoke spoke "
    "(Via (via h/t Source:".split()
)
"""How whatever `_OPENED` finds begins. To look for all of them is five times as fast as to try it at every word."""
_TREATED_AS_OUTLET = (
    (("first reported", "first\nreported"), re.compile(rf"\b({_NAME})\s+first\s+reported")),
    (
        ("citing", "quoting", "quotes", "cites", "reports that"),
        re.compile(
            # "the Bugle reported, citing two people" / "the Bugle quotes an official" / "the Bugle reports that"
            rf"\b({_NAME})\s+(?:(?:also\s+)?(?:reports|reported|wrote|writes|said|says)(?:\s+(?:last\s+\w+|(?:on\s+)?\w+day))?,?"
            r"\s+(?:citing|quoting)\b|(?:quotes|cites)\s+(?:an?|the|two|three|several|un)\b|reports\s+that\b"
            r"|,\s+(?:citing|quoting)\b[^,.]{3,60},\s+(?:reports|reported)\b)"
        ),
    ),
    (("has learn",), re.compile(rf",\s+({_NAME})\s+has\s+learn(?:ed|t)(?=[.,]|\s+from\b)")),
    (
        ("can reveal", "can report", "understands", "can disclose"),
        re.compile(rf"(?:^|[,.”\"]\s+)({_NAME})\s+(?:can\s+(?:\w+\s+)?(?:reveal|report|disclose)|understands)\b"),
    ),
)
"""What else shows that a name is an outlet's; one of the hints stands near everything that the pattern matches."""
_NEAR = 300
"""Characters; the longest name has less than 200."""
_PASSING_ON = frozenset({"by", "with", "to", "via", "h/t", ":"})
"""Stand right before the name of an outlet that only passed the word on, or had it told."""
_UNNAMED_OUTLETS = frozenset({"radio", "television", "tv", "media", "broadcaster"})
_OF_THE_STATE = frozenset({"state", "public", "national", "local", "government", "state-run", "state-owned"})
_NOT_OUTLETS = frozenset(
    "the this that it he she they i we you in on at but and congress reporters court parliament police officials "
    "sources a an as according previously earlier last both new one us u.s".split()
)
_BEFORE_PASSING = frozenset(
    "seen obtained reviewed viewed reported published revealed quoted cited carried broadcast interview speaking spoke "
    "spoken ( source sources first".split()
)
_BEFORE_PASSED = sign_of(_BEFORE_PASSING)
"""Hardly anything is seen, told or published by anybody; much stands "by", "with" and "to" somebody."""
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
        bundled = known_outlets()
        own = tuple(name for name in names if name not in bundled)
        # The bundled names are many: a finder for all would take longer to make than the article to search.
        self._finders = (_finder_of(tuple(bundled)), _finder_of(own)) if own else (_finder_of(tuple(bundled)),)

    def first_in(self, text: str, start: int, end: int) -> NamedOutlet | None:
        """Return the first outlet that `text[start:end]` names."""
        found = [m for finder in self._finders if (m := finder.search(text, start, end)) is not None]
        return self._first(found) if found else None

    def _first(self, found: list[re.Match[str]]) -> NamedOutlet:
        """What begins first, the longest of that."""
        match = min(found, key=lambda m: (m.start(), -m.end()))
        return NamedOutlet(self._names[match.group()], *match.span())

    def passing_on(self, p: Passage, sentence: Range, inside: Range | None) -> NamedOutlet | None:
        """Return the outlet that a sentence says had it or was told it, outside of what was said: "(via CNET)"."""
        if not p.signs & _BEFORE_PASSED:
            return None
        first, last = sentence
        for i in [i for i, low in enumerate(p.lows[first:last], first) if low in _PASSING_ON]:
            if i + 1 >= last or not (p.words[i + 1][0].isupper() or p.lows[i + 1] == "the"):
                continue
            if inside is not None and inside[0] <= i < inside[1]:
                continue
            if i > first and p.lows[i - 1] in _BEFORE_PASSING and (at := self._at(p, i + 1)) is not None:
                return at
        return None

    def _at(self, p: Passage, i: int) -> NamedOutlet | None:
        """The outlet whose name begins at token `i`, an article before it allowed."""
        found = [m for finder in self._finders if (m := finder.match(p.text, p.starts[i])) is not None]
        if not found and p.lows[i] == "the" and i + 1 < len(p.words):
            found = [m for finder in self._finders if (m := finder.match(p.text, p.starts[i + 1])) is not None]
        return self._first(found) if found else None

    def unnamed(self, p: Passage, place: Range) -> NamedOutlet | None:
        """Return what goes by no name of its own: "state radio", "the public broadcaster"."""
        last = place[1] - 1
        if p.lows[last] in _UNNAMED_OUTLETS and last > place[0] and p.lows[last - 1] in _OF_THE_STATE:
            return NamedOutlet(p.cut(last - 1, last + 1), *p.span(last - 1, last + 1))
        return None


def outlets_of(text: str, entities: tuple[Entity, ...]) -> Outlets:
    """Return the outlets that this text can be understood to name."""
    treated = set(_names(_opened(text)))
    for hints, pattern in _TREATED_AS_OUTLET:
        for begin, end in (place for hint in hints for place in _around(hint, text)):
            treated.update(_names(pattern.finditer(text, begin, end)))
    return _outlets(frozenset(treated), entities)


def _opened(text: str) -> Iterator[re.Match[str]]:
    """All that `_OPENED` finds, one after the other."""
    done = 0
    for at in sorted({at for opening in _OPENINGS for at in _places(opening, text)}):
        match = _OPENED.match(text, at) if at >= done else None
        if match is not None:
            done = match.end()
            yield match


def _around(hint: str, text: str) -> Iterator[Span]:
    """Where to look for what stands near a hint, hardly any of the text twice."""
    seen = 0
    for at in _places(hint, text):
        if at >= seen:
            yield max(0, at - _NEAR), at + _NEAR
            seen = at + _NEAR // 2


def _places(word: str, text: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _names(matches: Iterable[re.Match[str]]) -> list[str]:
    found = []
    for match in matches:
        name = _POSSESSIVE.sub("", match[match.lastindex or 1].strip())
        bare = name[4:] if name[:4].lower() == "the " else name
        if bare and bare.split()[0].lower() not in _NOT_OUTLETS:
            found.append(name)
    return found


@lru_cache(maxsize=256)
def _finder_of(names: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(r"(?<![\w.])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![\w])")


@lru_cache(maxsize=256)
def _outlets(treated: frozenset[str], entities: tuple[Entity, ...]) -> Outlets:
    names = dict(known_outlets())
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
def known_outlets() -> dict[str, str]:
    """Return the outlets known without a topic: what they are called, and the name they are filed under."""
    lines = Path(__file__).with_name("outlets.txt").read_text(encoding="utf-8").splitlines()
    names: dict[str, str] = {}
    for line in lines:
        if line and not line.startswith("#"):
            written, _, filed = line.partition(" = ")
            names[written] = filed or written
    return names
