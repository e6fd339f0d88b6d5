"""How a run tells how far it is, to whoever wants to know."""

from __future__ import annotations

from typing import Protocol

__all__ = ["Progress", "Silent"]


class Progress(Protocol):
    """Is told what is under way and of how many, and of each that is done."""

    def begin(self, what: str, of: int) -> None:
        """A stage begins, with so many to do."""

    def done(self, count: int = 1) -> None:
        """So many more are done."""


class Silent:
    """Wants to know nothing."""

    def begin(self, what: str, of: int) -> None:
        """Say nothing."""

    def done(self, count: int = 1) -> None:
        """Say nothing."""
