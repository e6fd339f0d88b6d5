"""A topic's own phrases for what happens, `[events]` in its topic.toml: they go before the generic words."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.claims.reading.tokens import laid_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Triggers", "own_triggers"]

_Place = str | re.Pattern[str]
_Phrase = tuple[tuple[_Place, ...], str]


class Triggers:
    """Phrases filed by their first word, so that a claim is read once however many there are."""

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        filed: dict[str, list[_Phrase]] = {}
        for event, phrase in phrases:
            places = _places(phrase)
            filed.setdefault(places[0] if isinstance(places[0], str) else "*", []).append((places, event))
        self._any = _longest_first(filed.pop("*", []))
        self._filed = {word: _longest_first([*found, *self._any]) for word, found in filed.items()}

    def first(self, lows: Sequence[str]) -> str | None:
        """
        Return the event type of the phrase that stands first in the words, the longest where several do.

        The words are those of a passage: in small letters, with straight apostrophes.
        """
        if not self._any and self._filed.keys().isdisjoint(lows):
            return None
        for at, low in enumerate(lows):
            for places, event in self._filed.get(low, self._any):
                there = lows[at : at + len(places)]
                if len(there) == len(places) and all(map(_fits, places, there)):
                    return event
        return None


def own_triggers(events: Mapping[str, Iterable[str]]) -> Triggers | None:
    """Return a topic's phrases, `{event type: phrases}`, ready to search with; None where it has none."""
    return _triggers(tuple((event, phrase) for event, phrases in events.items() for phrase in phrases))


@lru_cache(maxsize=16)
def _triggers(phrases: tuple[tuple[str, str], ...]) -> Triggers | None:
    return Triggers(phrases) if phrases else None


def _longest_first(phrases: list[_Phrase]) -> list[_Phrase]:
    return sorted(phrases, key=lambda phrase: len(phrase[0]), reverse=True)


def _places(phrase: str) -> tuple[_Place, ...]:
    """The phrase cut as the text is; a word with a "*" takes any ending there."""
    places: list[_Place] = []
    for word in phrase.replace("’", "'").split():
        if "*" in word:
            places.append(re.compile(re.escape(word.lower()).replace(r"\*", r"[\w'’-]*")))
        else:
            places += [part.lower() for part in laid_out(word).words]
    return tuple(places)


def _fits(place: _Place, low: str) -> bool:
    return place == low if isinstance(place, str) else place.fullmatch(low) is not None
