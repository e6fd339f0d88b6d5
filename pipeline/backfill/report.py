"""What a back-fill brought, in numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from pipeline.backfill.windows import Window
    from pipeline.report import Report

__all__ = ["Backfill"]


@dataclass
class Backfill:
    """Counts up while a back-fill goes on."""

    report: Report
    """Articles, claims and the rest, as of a run."""
    sources: int = 0
    failed: int = 0
    """Sources of which nothing could be read."""
    done_before: int = 0
    """Sources that a back-fill took in whole, and that are as they were then."""
    windows: set[Window] = field(default_factory=set)
    pages: int = 0
    """Read now."""
    undated: int = 0
    left_out: int = 0
    """Of days that are not wanted."""
    put_off: int = 0
    """Not asked for: their host wants quiet, or their turn comes later. The same command fetches them."""

    @property
    def first_day(self) -> date | None:
        """The first day of the first window."""
        return min((window.first for window in self.windows if window.first), default=None)

    @property
    def last_day(self) -> date | None:
        """The last day of the last window."""
        return max((window.last for window in self.windows if window.last), default=None)

    @property
    def outcome(self) -> str:
        """`ok`, `partly` when something of a source could not be had, `failed` when not one could be read."""
        if self.sources and self.failed == self.sources:
            return "failed"
        return "partly" if self.report.problems or self.put_off else "ok"

    @property
    def rate(self) -> float:
        """Pages a second, over all."""
        return self.pages / self.report.seconds if self.report.seconds else 0.0
