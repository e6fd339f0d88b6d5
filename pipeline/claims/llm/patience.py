"""When to stop asking a server that does not answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.claims.llm.failures import Failure

__all__ = ["Patience"]

_FAILURES = 3
"""In a row; from then on every article would only wait for the next one."""


class Patience:
    """One run's patience with one server; `now` counts seconds."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._failures = 0
        self._last = ""
        self._until = 0.0

    def ended(self) -> str | None:
        """Return why the server is not asked now; None where it may be."""
        if self._failures >= _FAILURES:
            return f"not asked for the rest of this run: {self._failures} failures in a row, the last one: {self._last}"
        left = self._until - self._now()
        return f"not asked: the server wants to be left alone for {left:.0f} s" if left > 0 else None

    def failed(self, failure: Failure) -> None:
        """Note that the server was asked in vain."""
        if failure.ends_patience:
            self._failures, self._last = self._failures + 1, failure.problem
        if failure.wait:
            self._until = max(self._until, self._now() + failure.wait)

    def answered(self) -> None:
        """Note an answer."""
        if self._failures < _FAILURES:
            self._failures = 0
