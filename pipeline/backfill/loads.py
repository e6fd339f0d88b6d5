"""Portions of a source: what is read, judged and stored as one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.arrivals import Arrival
    from pipeline.backfill.windows import Window
    from pipeline.collect.fetch import Fetched
    from pipeline.models import Drop, Entry
    from pipeline.picking import Picked

__all__ = ["ASKED", "HEAVY", "PAGES", "Ends", "Load"]

Ends = Literal["part", "window", "source"]

PAGES = 105
"""
Pages of a portion of this machine, at most: so many that what is near them is brought seldom (docs/choices.md#linking),
and so few that the bar moves every few seconds and a kill costs no more.
"""
ASKED = 40
"""The same of pages from the network, as many as of a batch of a run: a slow host gives them in three minutes."""
HEAVY = 20_000_000
"""Bytes after which a portion is large enough."""


class Load(NamedTuple):
    """A portion. The same source, as it stands, always makes the same portions of what is not yet taken in."""

    window: Window
    part: int
    arrivals: Sequence[Arrival]
    ends: Ends = "part"
    """What is done when this is."""
    dealt: Sequence[Entry] = ()
    """Entries to remember beside those of its pages."""
    drops: Sequence[Drop] = ()
    fetched: Sequence[Fetched] = ()
    """What was asked for on the network, pages that did not come included."""
    picked: Picked | None = None
    """Which entries led to what was asked for."""
    put_off: int = 0
    """Of them, pages whose turn comes later; they are asked for next time."""
