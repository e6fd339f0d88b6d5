"""Why a row of a model's answer does not stand."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Refused", "RefusedError"]


class Refused(NamedTuple):
    """Why a row does not stand: in a few words that are ours, and with the words of the row for who wrote it."""

    reason: str
    detail: str


class RefusedError(Exception):
    """Ends the checking of one row; `refused` tells why."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason)
        self.refused = Refused(reason, detail or reason)
