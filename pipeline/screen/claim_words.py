"""What is known of a statement, in words for a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

__all__ = ["commitment", "event", "interval", "when"]

_COMMITMENT = {
    3: "says it is so",
    2: "says it is probably so",
    1: "says it is possibly so",
    0: "leaves open whether it is so",
    -1: "says it is possibly not so",
    -2: "says it is probably not so",
    -3: "says it is not so",
}


def commitment(factuality: float) -> str:
    """Return how far a text commits to what it says, the nearest of seven degrees."""
    return _COMMITMENT[round(max(-3.0, min(factuality, 3.0)))]


def interval(earliest: date | None, latest: date | None) -> str:
    """Return the days from the first to the last; ISO 8601 dates are read the same everywhere."""
    if earliest is None:
        return "at no known date" if latest is None else f"until {latest}"
    if latest is None:
        return f"from {earliest}"
    return f"{earliest}" if earliest == latest else f"{earliest} to {latest}"


def when(text: str, earliest: date | None, latest: date | None) -> str:
    """Return a time expression with what it means."""
    return f"“{text}”, {interval(earliest, latest)}"


def event(event_type: str, plover: str | None) -> str:
    """Return an event type with its PLOVER class."""
    return f"{event_type} (PLOVER: {plover or 'no class for it'})"
