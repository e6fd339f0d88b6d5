"""What a claim says happens: its event type, "family.type" or a bare family, from trigger phrases; else "other"."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["EVENT_TYPES", "OTHER", "Triggers", "event_type", "own_triggers"]

OTHER = "other"
_WHOLE_FAMILY = "type"

_KEY = 3
_WORD = re.compile(r"[\w$£€]\S*")


class Triggers:
    """Trigger phrases filed by their first letters, so that a claim is read once however many there are."""

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        filed: dict[str, list[tuple[int, re.Pattern[str], str]]] = {}
        for event, trigger in phrases:
            literal = trigger.partition("*")[0]
            if literal:
                filed.setdefault(literal[:_KEY], []).append((len(trigger), _pattern(trigger), event))
        self._filed = {key: sorted(entries, key=itemgetter(0), reverse=True) for key, entries in filed.items()}

    def first(self, low: str) -> str | None:
        """Return the event type of the phrase that stands first, the longest where several do."""
        for word in _WORD.finditer(low):
            start = word.start()
            for size in range(_KEY, 0, -1):
                for _, pattern, event in self._filed.get(low[start : start + size], ()):
                    if pattern.match(low, start):
                        return event
        return None


def _pattern(trigger: str) -> re.Pattern[str]:
    words = (re.escape(word).replace(r"\*", r"[\w'-]*") for word in trigger.split())
    return re.compile(r"\s+".join(words) + r"(?!\w)")


def _generic() -> list[tuple[str, str]]:
    table = tomllib.loads(Path(__file__).with_name("events.toml").read_text(encoding="utf-8"))
    return [
        (family if name == _WHOLE_FAMILY else f"{family}.{name}", " ".join(trigger.split()))
        for family, types in table.items()
        for name, triggers in types.items()
        for trigger in triggers.split(";")
        if trigger.strip()
    ]


_PHRASES = _generic()
_GENERIC = Triggers(_PHRASES)
EVENT_TYPES: frozenset[str] = frozenset(event for event, _ in _PHRASES) | {OTHER}
"""The generic types; a topic may add its own."""


def own_triggers(events: Mapping[str, Iterable[str]]) -> Triggers:
    """Return a topic's triggers, `{event type: phrases}`, ready to search with; they go before the generic ones."""
    return _own(tuple((event, phrase) for event, phrases in events.items() for phrase in phrases))


@lru_cache(maxsize=16)
def _own(phrases: tuple[tuple[str, str], ...]) -> Triggers:
    return Triggers((event, " ".join(phrase.lower().split())) for event, phrase in phrases if phrase.strip())


def event_type(claim: str, own: Triggers | None = None) -> str:
    """Return the event type of a claim: the topic's where one of its triggers is there, else the generic one."""
    low = claim.lower().replace("’", "'")
    return (own.first(low) if own is not None else None) or _GENERIC.first(low) or OTHER
