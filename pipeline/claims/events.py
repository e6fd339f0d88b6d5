"""What a claim says happens: its event type, "family.type" or a bare family, from trigger phrases. Unknown is "other"."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["EVENT_TYPES", "OTHER", "event_type", "own_triggers"]

OTHER = "other"
_WHOLE_FAMILY = "type"

Triggers = tuple[tuple[re.Pattern[str], str], ...]


def _phrase(trigger: str) -> str:
    return r"\s+".join(re.escape(word).replace(r"\*", r"[\w'-]*") for word in trigger.split())


def _compiled(phrases: Iterable[tuple[str, str]]) -> Triggers:
    """One pattern a type: what stands first in the claim decides, so each type is searched once."""
    by_type: dict[str, list[str]] = {}
    for event, trigger in phrases:
        by_type.setdefault(event, []).append(_phrase(trigger))
    return tuple(
        (re.compile(r"(?<!\w)(?:" + "|".join(sorted(parts, key=len, reverse=True)) + r")(?!\w)"), event)
        for event, parts in by_type.items()
    )


def _generic() -> list[tuple[str, str]]:
    table = tomllib.loads(Path(__file__).with_name("events.toml").read_text(encoding="utf-8"))
    return [
        (family if name == _WHOLE_FAMILY else f"{family}.{name}", trigger.strip())
        for family, types in table.items()
        for name, triggers in types.items()
        for trigger in triggers.replace("\n", " ").split(";")
        if trigger.strip()
    ]


_GENERIC = _compiled(_generic())
EVENT_TYPES: frozenset[str] = frozenset(event for _, event in _GENERIC) | {OTHER}
"""The generic types; a topic may add its own."""


def own_triggers(events: Mapping[str, Iterable[str]]) -> Triggers:
    """Return a topic's triggers, `{event type: phrases}`, ready to search with; they go before the generic ones."""
    return _own(tuple((event, phrase) for event, phrases in events.items() for phrase in phrases))


@lru_cache(maxsize=16)
def _own(phrases: tuple[tuple[str, str], ...]) -> Triggers:
    return _compiled((event, " ".join(phrase.lower().split())) for event, phrase in phrases if phrase.strip())


def event_type(claim: str, own: Triggers = ()) -> str:
    """Return the event type of a claim sentence: the topic's where one of its triggers is there, else the generic one."""
    low = claim.lower().replace("’", "'")
    return _first(low, own) or _first(low, _GENERIC) or OTHER


def _first(low: str, triggers: Triggers) -> str | None:
    best: tuple[int, int] | None = None
    found = None
    for pattern, event in triggers:
        match = pattern.search(low)
        if match is not None and (best is None or (match.start(), -match.end()) < best):
            best, found = (match.start(), -match.end()), event
    return found
