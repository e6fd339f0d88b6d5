"""What every record is, and the types that several stages share."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict

__all__ = ["Polarity", "PublishedPrecision", "Record", "Span"]

Span = tuple[int, int]
"""Start and end character offsets, end excluded."""

Polarity = Literal["+", "-"]
PublishedPrecision = Literal["instant", "minute", "day", "month", "year"]


class Record(BaseModel):
    """A frozen record; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def lean(self) -> Self:
        """
        Return the record itself, which no longer knows which of its fields were given and which stand by default.

        Nobody asks that of a record that was stored, and it takes two of the three kilobytes of a statement.
        """
        object.__setattr__(self, "__pydantic_fields_set__", _NOTHING_GIVEN)
        return self


_NOTHING_GIVEN: set[str] = set()
"""Shared by all lean records; a copy of one has a set of its own."""
