"""What stands of a model's answers about one portion of a text, over the times that it was asked."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pipeline.claims.llm.answer import Misshapen
from pipeline.claims.llm.refusing import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.claims.llm.answer import Answer, Row
    from pipeline.claims.llm.checking import Checker
    from pipeline.models import Span, Statement

__all__ = ["Sifted", "tally"]

_TOLD = 40
"""Refusals told to the model in one message; more would be a different article."""


class Sifted:
    """The rows that stand, each once, and the reasons of those that the last answer had refused."""

    def __init__(self, checker: Checker, portion: Span) -> None:
        self._checker, self._portion = checker, portion
        self._standing: dict[tuple[Span, str], tuple[Row, Statement]] = {}
        self.refused: tuple[Refused, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows that stand, in the order of the answers."""
        return tuple(row for row, _ in self._standing.values())

    @property
    def statements(self) -> tuple[Statement, ...]:
        """What they say."""
        return tuple(said for _, said in self._standing.values())

    def take(self, answer: Answer) -> str | None:
        """Keep what stands of an answer. Return what to tell the model about the rest; None where all of it stands."""
        refused: dict[int, Refused] = {}
        for number, row in enumerate(answer.rows, 1):
            if isinstance(row, Misshapen):
                refused[number] = Refused("row not of the shape asked for", row.why)
                continue
            checked = self._checker.check(row, self._portion)
            if isinstance(checked, Refused):
                refused[number] = checked
            else:
                self._standing.setdefault((checked.evidence_span, checked.claim), (row, checked))
        self.refused = tuple(refused.values())
        return _told(refused, len(answer.rows)) if refused else None


def tally(refused: Iterable[Refused]) -> str:
    """Return how many rows were refused for which reason: "evidence not in the text (2), words not in the text (1)"."""
    return ", ".join(f"{reason} ({count})" for reason, count in Counter(one.reason for one in refused).most_common())


def _told(refused: dict[int, Refused], rows: int) -> str:
    lines = [f"- row {number}: {why.detail}" for number, why in list(refused.items())[:_TOLD]]
    return "\n".join(
        [
            f"{len(refused)} of {rows} rows were refused; the others stand and need not be given again:",
            *lines,
            "Give the refused rows again, mended; leave out those that the article does not carry.",
        ]
    )
