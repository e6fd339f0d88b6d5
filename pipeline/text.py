"""Words, hashes and normal forms that every stage agrees on."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

import xxhash

__all__ = [
    "Word",
    "beyond_ascii",
    "body_id",
    "content_id",
    "has_other_letters",
    "normal_words",
    "normalise",
    "printable",
    "squeeze",
    "word_places",
    "words",
]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
# In spoken ASCII: an apostrophe inside a word is dropped, a second one ends the word, as `_WORD` has it.
_INNER_APOSTROPHE = re.compile(rb"'(?<=[a-z0-9]')([a-z0-9]+)'?")
_ASCII = bytes(range(128))
# ASCII letters in lower case, digits and apostrophes stay, everything else parts words.
_LETTERS = bytes(
    ord(chr(code).lower()) if (chr(code).isalnum() and code < 128) or code == 39 else 32 for code in range(256)
)
# What a terminal would obey and a database refuse.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
_SIGN_BIT = 1 << 63


class Word(NamedTuple):
    """A normalised word and its character offsets in the text it came from."""

    text: str
    start: int
    end: int


def content_id(*parts: object) -> int:
    """
    Return the 64-bit name of its parts: the same parts give the same number in every version, on every machine.

    xxh3_64 over the parts' text, joined by the unit separator. The number fits a signed BIGINT (the top bit is cleared)
    so that tools which know no unsigned 64-bit integers can read the database.
    """
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return xxhash.xxh3_64_intdigest(joined.encode("utf-8", "surrogatepass")) & (_SIGN_BIT - 1)


def body_id(body: bytes) -> int:
    """Return the 64-bit name of a body as it came: xxh3_64 of its bytes, the top bit cleared as in `content_id`."""
    return xxhash.xxh3_64_intdigest(body) & (_SIGN_BIT - 1)


def normalise(text: str) -> str:
    """Return the text in NFKC, lower case, with straight quotation marks."""
    if text.isascii():  # the same result, three times quicker: nearly every word of English text comes this way
        return text.lower()
    return unicodedata.normalize("NFKC", text).translate(_QUOTES).lower()


def printable(text: str) -> str:
    """Return the text without control characters and lone surrogates; line breaks and tabs stay."""
    return text if text.isprintable() else _UNPRINTABLE.sub("", text)


def squeeze(text: str) -> str:
    """Return the text on one line, runs of white space as one space."""
    return " ".join(text.split())


def words(text: str) -> list[Word]:
    """
    Return the words in order, each normalised, each with its offsets in `text` itself.

    Letters and digits in runs, an inner apostrophe dropped: "Huawei’s" is "huaweis" (normal form v1).
    """
    starts, ends = word_places(text)
    return [Word(*word) for word in zip(normal_words(text), starts, ends, strict=True)]


def normal_words(text: str) -> list[str]:
    """Return what `words` returns, without the offsets: for whoever reads thousands of texts and points into few."""
    if not text.isascii():
        text = text.replace("’", "'")
        if has_other_letters(text):
            return [normalise(word).replace("'", "") for word in _WORD.findall(text)]
    # Nearly all English text comes this way, three times quicker: what is no letter or digit in ASCII becomes a space.
    spoken = text.encode("ascii", "replace").translate(_LETTERS)
    if b"'" in spoken:
        spoken = _INNER_APOSTROPHE.sub(rb"\1 ", spoken).replace(b"'", b" ")
    return spoken.decode().split()


def beyond_ascii(text: str) -> str:
    """Return the characters of a text that ASCII has not, in order; ten times quicker than looking for them."""
    return text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")


def has_other_letters(text: str) -> bool:
    """Return whether there are letters or digits that ASCII has not."""
    return any(map(str.isalnum, beyond_ascii(text)))


def word_places(text: str) -> tuple[list[int], list[int]]:
    """Return where each of the `normal_words` begins, and where it ends."""
    spans = [match.span() for match in _WORD.finditer(text)]
    return [start for start, _ in spans], [end for _, end in spans]
