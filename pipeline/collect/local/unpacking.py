"""
The bytes of an archive file, unpacked in small pieces; what is damaged costs itself and not the rest.

WARC files are compressed record by record: each record is a gzip member of its own, so that a reader can begin at any
of them. That is what makes damage survivable. fastwarc 2.0.1 ends at the first damaged member and says nothing about a
file that breaks off, so the members are taken apart here.
"""

from __future__ import annotations

import os
import zlib
from typing import TYPE_CHECKING, Literal, NamedTuple

from fastwarc.stream_io import Lz4Reader

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from typing import BinaryIO

__all__ = ["Seam", "packing_of", "unpacked"]

_PIECE = 256 * 1024
# About one record.
_READ = 16 * 1024
_GZIP = b"\x1f\x8b\x08"
_LZ4 = b"\x04\x22\x4d\x18"
_RECORD = b"WARC/"
# HTML shrinks to a tenth, never to a hundredth. Deflate reaches a thousandth, and 1 GB of that would keep us for long.
_AMPLE, _STEEP = 64 * 1024 * 1024, 100
# Bytes that may be read again in search of members behind damage, and four times the file.
_PATIENCE = 64 * 1024 * 1024
_DAMAGED = "the compressed data are damaged"


class Seam(NamedTuple):
    """A place that no record goes across; `damage` says what is missing there, if anything is."""

    damage: str | None = None
    at: int | None = None
    """Where in the file the member begins that follows, if one does."""


def unpacked(file: BinaryIO, start: int = 0) -> Iterator[bytes | Seam]:
    """
    Yield an archive's bytes in pieces of at most 256 KB: plain, gzip or lz4, as its first bytes tell.

    In gzip there is a seam before each member that begins a record, after each damaged one, and at the end. After
    damage it goes on with whatever next looks like a member. A member that inflates more than a hundredfold, beyond
    64 MB, counts as damaged. Damaged lz4 ends the file: its frames cannot be found again. `start` is where a member
    begins, or a record of a plain file; an lz4 file is read from its beginning.

    Raises OSError when the file cannot be read.
    """
    packing = packing_of(file)
    if packing == "gzip":
        yield from _gunzipped(file, start)
    elif packing == "lz4":
        yield from _lz4(file)
    else:
        file.seek(start)
        while piece := file.read(_PIECE):
            yield piece


def packing_of(file: BinaryIO) -> Literal["gzip", "lz4", "plain"]:
    """Return how a file is packed, by its first bytes, and go back to its beginning."""
    file.seek(0)
    beginning = file.read(4)
    file.seek(0)
    if beginning.startswith(_GZIP):
        return "gzip"
    return "lz4" if beginning == _LZ4 else "plain"


def _lz4(file: BinaryIO) -> Iterator[bytes | Seam]:
    reader = Lz4Reader(file)
    try:
        while piece := reader.read(_PIECE):
            yield piece
    except OSError:
        yield Seam(_DAMAGED)


def _gunzipped(file: BinaryIO, first: int) -> Iterator[bytes | Seam]:
    # A damaged member may swallow the next ones before it is found out, so the search begins again right behind its
    # first byte; yet no file may have everything read once more for each of its bytes.
    patience = _PATIENCE + 4 * file.seek(0, os.SEEK_END)
    start = _next_member(file, first)
    while start is not None:
        end = yield from _member(file, start)
        if end is None:
            patience -= file.tell() - start
            end = start + 1 if patience > 0 else file.tell()
        elif _strange(file, end):
            yield Seam()
            yield Seam(_DAMAGED)
        start = _next_member(file, end)
    yield Seam()


def _strange(file: BinaryIO, end: int) -> bool:
    """Does something else than a member, zeros or nothing follow?"""
    file.seek(end)
    following = file.read(len(_GZIP))
    return not (following.startswith(_GZIP) or not following.strip(b"\0"))


def _next_member(file: BinaryIO, start: int) -> int | None:
    """Return where the next member begins, at `start` or behind."""
    file.seek(start)
    window = b""
    while piece := file.read(_READ):
        window += piece
        if (found := window.find(_GZIP)) >= 0:
            return start + found
        kept = window[1 - len(_GZIP) :]
        start += len(window) - len(kept)
        window = kept
    return None


def _member(file: BinaryIO, start: int) -> Generator[bytes | Seam, None, int | None]:
    """Yield one member with its seams and return where it ends, None where it is damaged."""
    file.seek(start)
    stream, size = zlib.decompressobj(zlib.MAX_WBITS | 16), 0
    damage = None
    while not (stream.eof or damage):
        piece, damage = _inflated(stream, file)
        if size == 0 and (damage or _RECORD.startswith(piece[: len(_RECORD)])):
            yield Seam(at=start)
        size += len(piece)
        if size > _AMPLE and size > _STEEP * (file.tell() - start):
            damage = "inflates more than a hundredfold"
        yield Seam(damage) if damage else piece
    return None if damage else file.tell() - len(stream.unused_data)


def _inflated(stream: zlib._Decompress, file: BinaryIO) -> tuple[bytes, str | None]:
    """Return the next piece, or what is wrong with it."""
    packed = stream.unconsumed_tail or file.read(_READ)
    try:
        piece = stream.decompress(packed, _PIECE)
    except zlib.error:
        return b"", _DAMAGED
    return piece, None if piece or packed else "the file breaks off"
