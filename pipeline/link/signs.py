"""
What tells of a claim at a glance: four bytes, so that of hundreds it is seen at once which are worth a closer look.
"""

from __future__ import annotations

import re
import zlib
from enum import IntFlag
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from pipeline.models import Statement

__all__ = ["ENDS", "GOES_ON", "KEYS", "NO_SUCH", "SIGNS", "Sign", "signs_of"]

# Concepts of which one thing cannot have both.
ENDS, GOES_ON = frozenset({"COLLAPSE", "CANCEL"}), frozenset({"CONTINUE"})
_OVER_OR_NOT = ENDS | GOES_ON
# "No such offer has reached us."
NO_SUCH = re.compile(r"\bno such (?P<thing>\w+)", re.IGNORECASE)

SIGNS = "<u4"
"""How the signs of a claim are written, as numpy calls it."""
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


def signs_of(
    said: Statement, telling: frozenset[str], figures: Collection[object], subject: Iterable[str], quotes: Iterable[int]
) -> bytes:
    """Return the signs of what is said, of its telling terms, its figures, the words of its subject and its quotes."""
    signs = Sign.FIGURES * bool(figures) | Sign.DENIES * (said.polarity == "-")
    signs |= Sign.NO_SUCH * bool(NO_SUCH.search(said.claim)) | Sign.OVER * (not _OVER_OR_NOT.isdisjoint(telling))
    for key in (*quotes, *(zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in subject)):
        signs |= 1 << (_OWN_BITS + key % _KEY_BITS)
    return int(signs).to_bytes(4, "little")
