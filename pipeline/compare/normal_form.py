"""
Normal form v2: what counts as a word when texts are compared.

Words as in `pipeline.text.words` (v1), and runs of Chinese characters and kana cut into pieces. These scripts put no
space between words, so that v1 makes one word of a whole clause, and one changed character changes it: in an altered
copy hardly five such words in a row are left. (Thai, Lao, Khmer and the scripts of India need no cut: their vowel signs
are no letters to v1 and part their words already. Korean has spaces.)
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from pipeline.text import beyond_ascii, has_other_letters, normal_words, normalise, word_places

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MOST_CHARACTERS", "compared_places", "compared_words"]

MOST_CHARACTERS = 600_000
"""
Only so much of a text is taken apart and compared: some 100,000 words, a whole book. What is longer is no article, and
must not hold up or crowd out those that are.
"""

# Kana with their extensions, ideographs with extension A, compatibility ideographs, and the planes of rare ideographs.
_UNSPACED = "\u3041-\u309f\u30a1-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# To tell where words are, every letter and digit is an "a".
_SHAPES = bytes(ord("a") if code < 128 and chr(code).isalnum() else 39 if code == 39 else 32 for code in range(256))
_TWO_APOSTROPHES = re.compile(rb"a'a+'a")
_UNSPACED_RUN = re.compile(f"[{_UNSPACED}]+")


def compared_words(text: str) -> list[str]:
    """Return the words of a text (of its first 600,000 characters) in normal form v2, none with a space in it."""
    text = text[:MOST_CHARACTERS]
    if text.isascii():
        return normal_words(text)
    if _has_unspaced(text):
        starts, ends = _pieces(text)
        found = [normalise(text[start:end]).replace("'", "") for start, end in zip(starts, ends, strict=True)]
    else:
        found = normal_words(text)
    return [word.replace(" ", "") if " " in word else word for word in found]


def compared_places(text: str) -> tuple[list[int], list[int]]:
    """Return where each of the `compared_words` begins, and where it ends."""
    text = text[:MOST_CHARACTERS]
    if not _has_unspaced(text):
        return _edges(text) or word_places(text)
    return _pieces(text)


def _has_unspaced(text: str) -> bool:
    return not text.isascii() and _UNSPACED_RUN.search(beyond_ascii(text)) is not None


def _edges(text: str) -> tuple[list[int], list[int]] | None:
    """
    Return where words begin and end, five times quicker; None where that takes a closer look.

    With other letters than ASCII's, and where a word has two apostrophes ("rock'n'roll", of which v1 makes two).
    """
    if not text.isascii():
        text = text.replace("’", "'")
        if has_other_letters(text):
            return None
    shape = text.encode("ascii", "replace").translate(_SHAPES)
    if b"'" in shape:
        if _TWO_APOSTROPHES.search(shape):
            return None
        shape = shape.replace(b"a'a", b"aaa")
    is_letter = np.frombuffer(b" " + shape + b" ", dtype=np.uint8) == ord("a")
    edges = np.flatnonzero(is_letter[1:] != is_letter[:-1]).tolist()
    return edges[::2], edges[1::2]


def _pieces(text: str) -> tuple[list[int], list[int]]:
    """
    Return where words begin and end, with unspaced runs cut behind every character with an even code point.

    That makes two characters a piece, as in the words of these languages. The cut depends on nothing but the character,
    so that equal stretches of two texts are cut alike wherever they stand, and a changed character changes one piece or
    two. Single characters would do for that as well, but six of them in a row are a turn of phrase, or the name of a
    ministry, not a passage.
    """
    starts, ends = [], []
    for start, end in zip(*word_places(text), strict=True):
        cuts = sorted({start, end, *_cuts(text, start, end)})
        starts += cuts[:-1]
        ends += cuts[1:]
    return starts, ends


def _cuts(text: str, start: int, end: int) -> Iterator[int]:
    for run in _UNSPACED_RUN.finditer(text, start, end):
        yield run.start()
        yield from (at + 1 for at in range(run.start(), run.end()) if ord(text[at]) % 2 == 0)
        yield run.end()
