"""
The records of a WARC file, cut apart (ISO 28500, WARC 0.17 to 1.1): each whole, or a reason why there is none.

A record says how long it is. Where that does not lead to the next record, or to the end, it is not believed: its text
would be cut short, or go on into another page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pipeline.collect.local.unpacking import Seam

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Broken", "Spot", "placed_records", "whole_records"]

_MAGIC = b"WARC/"
_NEXT = b"\nWARC/"
_LONGEST_HEADER = 64 * 1024
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(rb"\ncontent-length[ \t]*:[ \t]*(\d{1,18})[ \t]*\r?\n", re.IGNORECASE)
# Writers close a record with two line ends; some pad with zeros.
_PADDING = re.compile(rb"[\r\n\0 \t]*")
_MOST_PADDING = 64 * 1024


class Spot(NamedTuple):
    """Where a record begins: so many bytes, unpacked, behind where a member of the file begins; 0 where it has none."""

    member: int
    inside: int


class Broken(NamedTuple):
    """A record, or a stretch of who knows how many, that is skipped, and why."""

    reason: str


def whole_records(pieces: Iterator[bytes | Seam], largest: int) -> Iterator[bytes | Broken]:
    """
    Yield the bytes of each record, its header included, in order; in the place of broken ones, why.

    After a broken record it goes on at the next seam, or at the next line that begins with "WARC/" where no seam is
    near. A record of more than `largest` bytes is passed over; not much more than that is ever held.
    """
    return (record for _, record in placed_records(pieces, largest))


def placed_records(pieces: Iterator[bytes | Seam], largest: int) -> Iterator[tuple[Spot | None, bytes | Broken]]:
    """Yield the same, each with where it begins; None where nobody can tell, behind damage."""
    window = _Window(pieces)
    searching = False
    while window.more():
        spot = window.spot
        if not window.held:
            damage = window.cross().damage
            if damage and not searching:
                yield spot, Broken(damage)
            searching = damage is not None
        elif window.begins_with_record():
            outcome = _record(window, largest)
            searching = isinstance(outcome, Broken)
            yield spot, outcome
        else:
            if not searching:
                yield spot, Broken("something else stands where a record should begin")
            searching = True
            window.search()


def _record(window: _Window, largest: int) -> bytes | Broken:
    """Return the record that the window begins with and move behind it."""
    header = window.header_size()
    if header is None:
        return window.give_up("its header has no end")
    length = _LENGTH.search(window.held, 0, header)
    if length is None:
        return window.give_up("it does not say how long it is")
    if int(length[1]) > largest:
        return window.pass_over(header + int(length[1]), f"larger than {largest / 1_000_000:g} MB")
    size = header + int(length[1])
    if not window.fill(size):
        return window.give_up("it breaks off before its end")
    if not window.may_end_at(size):
        return window.give_up("its length does not lead to the next record")
    return window.take(size)


class _Window:
    """The part of a file that is held. It does not go beyond a seam until what comes before is dealt with."""

    def __init__(self, pieces: Iterator[bytes | Seam]) -> None:
        self.held = bytearray()
        self.spot: Spot | None = Spot(0, 0)
        """Where in the file it begins."""
        self._pieces = pieces
        self._seam: Seam | None = None

    def more(self) -> bool:
        """Pass over padding, and hold something unless a seam is next; False at the end of the file."""
        while self.fill(1):
            self._drop(_padding(self.held, 0))
            if self.held:
                return True
        return self._seam is not None

    def fill(self, size: int) -> bool:
        """Hold at least `size` bytes, if there are so many before the next seam."""
        while len(self.held) < size and self._seam is None:
            piece = next(self._pieces, None)
            if piece is None:
                return False
            if isinstance(piece, Seam):
                self._seam = piece
            else:
                self.held += piece
        return len(self.held) >= size

    def cross(self) -> Seam:
        """Leave what is held behind and go over the seam."""
        self.held.clear()
        seam, self._seam = self._seam or Seam(), None
        self.spot = None if seam.at is None else Spot(seam.at, 0)
        return seam

    def begins_with_record(self) -> bool:
        """Does a record begin here?"""
        return self.fill(len(_MAGIC)) and self.held.startswith(_MAGIC)

    def header_size(self) -> int | None:
        """Return the size of the header with the blank line that ends it; None where it has no end."""
        while (end := _HEADER_END.search(self.held, 0, _LONGEST_HEADER)) is None:
            if len(self.held) >= _LONGEST_HEADER or not self.fill(len(self.held) + 1):
                return None
        return end.end()

    def may_end_at(self, size: int) -> bool:
        """Does a next record begin behind these bytes and padding, or is there nothing more, and nothing damaged?"""
        while True:
            behind = _padding(self.held, size)
            if behind - size > _MOST_PADDING or self.held.startswith(_MAGIC, behind):
                return True
            if len(self.held) >= behind + len(_MAGIC):
                return False
            if not self.fill(len(self.held) + 1):
                return behind == len(self.held) and not (self._seam and self._seam.damage)

    def take(self, size: int) -> bytes:
        """Return this many bytes and move behind them."""
        with memoryview(self.held) as view:
            taken = bytes(view[:size])
        self._drop(size)
        return taken

    def give_up(self, reason: str) -> Broken:
        """Leave the record that begins here: for the seam if that is in sight, else for what comes behind its name."""
        if self._seam is None:
            self._drop(len(_MAGIC))
            return Broken(reason)
        return Broken(self.cross().damage or reason)

    def pass_over(self, size: int, reason: str) -> Broken:
        """Move behind so many bytes, or to the seam before."""
        while size and self.fill(1):
            passed = min(size, len(self.held))
            self._drop(passed)
            size -= passed
        if size:
            self.cross()
        return Broken(reason)

    def search(self) -> None:
        """Move to the next line that a record may begin with, or to the seam before."""
        while (found := self.held.find(_NEXT)) < 0:
            self._drop(max(0, len(self.held) + 1 - len(_NEXT)))
            if not self.fill(len(self.held) + 1):
                self._drop(len(self.held))
                return
        self._drop(found + 1)

    def _drop(self, size: int) -> None:
        del self.held[:size]
        if self.spot is not None:
            self.spot = self.spot._replace(inside=self.spot.inside + size)


def _padding(held: bytearray, start: int) -> int:
    padding = _PADDING.match(held, start)
    return padding.end() if padding else start
