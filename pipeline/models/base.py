"""What every record is, and the types that several stages share."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

__all__ = ["Polarity", "PublishedPrecision", "Record", "Span"]

Span = tuple[int, int]
"""Start and end character offsets, end excluded."""

Polarity = Literal["+", "-"]
PublishedPrecision = Literal["instant", "minute", "day", "month", "year"]


class Record(BaseModel):
    """A frozen record; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")
