"""
In which encoding a feed is written, whatever its header, its declaration and its bytes say of one another.

feedparser believes the header, then the declaration, then guesses Western European: a UTF-8 feed under a header that
says iso-8859-1 becomes "â€“", UTF-16 under `text/xml` becomes nothing, and a codec like punycode raises what it likes.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, NamedTuple

from trafilatura.utils import detect_encoding

from pipeline.encodings import NO_CHARSETS, codec_meant
from pipeline.text import printable

if TYPE_CHECKING:
    from pipeline.models import Page

__all__ = ["Reading", "reading"]

_HEADER_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([^\"';]+)", re.IGNORECASE)
_DECLARATION = re.compile(rb"\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*[\"']([^\"'>]{0,100})[\"']", re.IGNORECASE)
# What XML of two or four bytes a character begins with (appendix F of its specification), the longer marks first.
_WIDE = (
    (codecs.BOM_UTF32_BE, "utf-32be"),
    (codecs.BOM_UTF32_LE, "utf-32le"),
    (codecs.BOM_UTF16_BE, "utf-16be"),
    (codecs.BOM_UTF16_LE, "utf-16le"),
    (b"\0\0\0<", "utf-32be"),
    (b"<\0\0\0", "utf-32le"),
    (b"\0<\0", "utf-16be"),
    (b"<\0", "utf-16le"),
)
_EBCDIC = "<?xm".encode("cp037")
# In browsers and in feedparser the one is the other.
_WESTERN = {"iso8859-1", "cp1252"}
# What servers say of any file when nobody told them better; every byte is valid in it.
_SAID_BY_DEFAULT = "iso8859-1"
# feedparser's own; every byte is valid in the second.
_LAST_RESORTS = ("cp1252", "iso8859-2")
_ESCAPE = b"\x1b"
_BEGINNING = 1000
_SAMPLE = 64 * 1024
# Feeds cut by bytes have half a character here and there; text in another encoding has next to no UTF-8 in it.
_WHOLE_FOR_A_TORN = 4
_LAST_LATIN = "\u024f"
# Fewer bytes beyond ASCII look like anything.
_TELLING = 8


class Reading(NamedTuple):
    """A feed's bytes, their encoding, the content type to read them by, and what was said wrongly of them."""

    body: bytes
    charset: str
    content_type: str
    flaw: str | None = None


def reading(page: Page) -> Reading:
    """
    Return how to read a feed.

    Marks and zeros tell UTF-16 and 32; valid UTF-8 is UTF-8, because other text whose bytes beyond ASCII happen to fit
    is next to unknown. Then come header and declaration, UTF-8 with gaps, and what the bytes look like. A header that
    leads feedparser to the same stays as it is.
    """
    body, header = page.body, page.content_type or "application/xml"
    told = _told(header, body)
    charset = _charset(body, told)
    if not _fits(body, charset):
        gapped = body.decode(charset, "replace").encode()
        return Reading(gapped, "utf-8", _with_charset(header, "utf-8"), f"some of its bytes are no {charset}")
    wrong = list(dict.fromkeys(name for name in told if _contradicts(name, charset)))
    if not wrong and charset in {"ascii", "utf-8"}:
        return Reading(body, charset, header)
    flaw = None
    if wrong or not (told or _wide(body)):
        flaw = printable(f"declared as {' and '.join(wrong) or 'nothing'}, read as {charset}")
    return Reading(body, charset, _with_charset(header, charset), flaw)


def _told(header: str, body: bytes) -> list[str]:
    """Return the encodings that header and declaration name, the one that tells more first."""
    beginning = body[:_BEGINNING].removeprefix(codecs.BOM_UTF8)
    if beginning.startswith(_EBCDIC):
        beginning = beginning.decode("cp037").encode()
    in_header = [name.strip() for name in _HEADER_CHARSET.findall(header)[:1]]
    declaration = _DECLARATION.match(beginning)
    declared = [declaration[1].decode("latin-1")] if declaration else []
    by_default = in_header and codec_meant(in_header[0]) == _SAID_BY_DEFAULT
    return declared + in_header if by_default else in_header + declared


def _charset(body: bytes, told: list[str]) -> str:
    if wide := _wide(body):
        return wide
    if body.isascii() and _ESCAPE not in body:
        return "ascii"
    if body.startswith(codecs.BOM_UTF8) or (not body.isascii() and _fits(body, "utf-8")):
        return "utf-8"
    mark = _EBCDIC if body.startswith(_EBCDIC) else b"<?xm"
    named = (codec for codec in map(codec_meant, told) if codec and _reads(mark, codec))
    return next((codec for codec in named if _fits(body, codec)), None) or _likely(body)


def _wide(body: bytes) -> str | None:
    return next((encoding for mark, encoding in _WIDE if body.startswith(mark)), None)


def _likely(body: bytes) -> str:
    """Return what bytes that nobody described rightly are most likely."""
    text = body.decode("utf-8", "replace")
    torn = text.count("\ufffd")
    beyond = sum(letter > "\x7f" for letter in text)
    if beyond - torn > _WHOLE_FOR_A_TORN * torn:
        return "utf-8"
    guesses = detect_encoding(body[:_SAMPLE])[:1] if beyond >= _TELLING else []
    foreign = (guess for guess in guesses if _fits(body, guess) and _is_foreign(body.decode(guess)))
    return next(foreign, None) or next(encoding for encoding in _LAST_RESORTS if _fits(body, encoding))


def _is_foreign(text: str) -> bool:
    """Return whether the letters are those of another script; Latin ones look as likely in a dozen encodings."""
    letters = [letter for letter in text if letter > "\x7f" and letter.isalpha()]
    return 2 * sum(letter > _LAST_LATIN for letter in letters) > len(letters)


def _contradicts(name: str, charset: str) -> bool:
    """Return whether text in `charset` cannot also be what the name says."""
    codec = codec_meant(name)
    if charset == "ascii":
        return codec is None or not _reads(b"<?xm", codec)
    if charset.startswith(("utf-16", "utf-32")):
        return codec is not None and not codec.startswith(charset[:6])
    return codec != codec_meant(charset) and {codec, charset} != _WESTERN


def _reads(mark: bytes, codec: str) -> bool:
    try:
        return mark.decode(codec) == "<?xm" and codec not in NO_CHARSETS
    except (UnicodeError, LookupError):
        return False


def _fits(body: bytes, charset: str) -> bool:
    try:
        body.decode(charset)
    except (UnicodeError, LookupError):
        return False
    return True


def _with_charset(header: str, charset: str) -> str:
    return f"{header.partition(';')[0]}; charset={charset}"
