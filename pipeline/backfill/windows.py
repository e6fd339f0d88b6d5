"""Windows of some days each, in which a back-fill goes through a source; what has no day comes in a last one."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

__all__ = ["UNDATED", "Bounds", "Window", "window_of"]


class Window(NamedTuple):
    """Days in a row, both ends included; without days it is the window of what has none."""

    first: date | None
    last: date | None

    def __str__(self) -> str:
        return f"{self.first} to {self.last}" if self.first else "undated"


UNDATED = Window(None, None)


class Bounds(NamedTuple):
    """The days that are wanted, both ends included; None: as far as it goes."""

    first: date | None = None
    last: date | None = None

    def hold(self, day: date | None) -> bool:
        """Return whether a day is wanted; what has no day is wanted where every day is."""
        if day is None:
            return self.first is None and self.last is None
        return (self.first or date.min) <= day <= (self.last or date.max)


def window_of(day: date | None, days: int) -> Window:
    """Return the window of a day. Windows are counted from one day for all sources: they meet, and never overlap."""
    if day is None:
        return UNDATED
    first = day.toordinal() - (day.toordinal() - 1) % days
    return Window(date.fromordinal(first), date.fromordinal(min(first + days - 1, date.max.toordinal())))
