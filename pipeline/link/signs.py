"""
What tells of a claim at a glance: four bytes, so that of hundreds it is seen at once which are worth a closer look.
"""

from __future__ import annotations

import re
import sys
import zlib
from enum import IntFlag
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from pipeline.link.figures import Figure
    from pipeline.models import Statement

__all__ = ["COUNTED", "ENDS", "GOES_ON", "KEYS", "NO_SUCH", "Sign", "signs_of"]

# Concepts of which one thing cannot have both.
ENDS, GOES_ON = frozenset({"COLLAPSE", "CANCEL"}), frozenset({"CONTINUE"})
_OVER_OR_NOT = ENDS | GOES_ON
# "No such offer has reached us."
NO_SUCH = re.compile(r"\bno such (?P<thing>\w+)", re.IGNORECASE)

_OWN_BITS, _KEY_BITS = 8, 24
KEYS = (1 << 32) - (1 << _OWN_BITS)
"""The signs that two claims have in common when they share a quotation or a word of the subject, and by chance."""


class Sign(IntFlag):
    """What a claim has or does."""

    FIGURES = 1
    DENIES = 2
    NO_SUCH = 4
    """It says that there is no such thing."""
    OVER = 8
    """It says of something that it goes on, or that it is over."""
    COUNT = 16
    PERCENT = 32
    DATE = 64


COUNTED = Sign.COUNT | Sign.PERCENT | Sign.DATE
"""Kinds of figures; where two claims have none of a kind, no figure is the same."""
_KINDS = {"count": Sign.COUNT, "percent": Sign.PERCENT, "date": Sign.DATE}


def signs_of(
    said: Statement, telling: frozenset[str], figures: Collection[Figure], subject: Iterable[str], quotes: Iterable[int]
) -> bytes:
    """
    Return the signs of what is said, of its telling terms, its figures, the words of its subject and its quotes.

    As four bytes in the order of this machine.
    """
    signs = Sign.FIGURES * bool(figures) | Sign.DENIES * (said.polarity == "-")
    signs |= Sign.NO_SUCH * bool(NO_SUCH.search(said.claim)) | Sign.OVER * (not _OVER_OR_NOT.isdisjoint(telling))
    for figure in figures:
        signs |= _KINDS.get(figure.kind, 0)
    for key in (*quotes, *(zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in subject)):
        signs |= 1 << (_OWN_BITS + key % _KEY_BITS)
    return int(signs).to_bytes(4, sys.byteorder)
