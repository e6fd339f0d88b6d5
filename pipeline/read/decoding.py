"""From bytes to the text of a page, whatever its header, its markup and its bytes say of one another."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from trafilatura.utils import detect_encoding

from pipeline.encodings import NO_CHARSETS, codec_meant
from pipeline.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.models import Page

__all__ = ["encoding_of_mark_or_shape", "page_text", "plain_text"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_META_CHARSET = re.compile(
    rb"<(?:meta\s[^<>]{0,500}?charset|\?xml[^<>]{0,200}?encoding)\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE
)
# What browsers take these names for in pages, beside the encodings that go by a smaller one's name.
_LATIN = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}
_SAMPLE = 64 * 1024
_C1 = re.compile(r"[\x80-\x9f]")
# The same, and what else no page should have, in UTF-8: looked for in a tenth of the time the text itself takes.
_CONTROL_BYTES = bytes({*range(0x20), 0x7F} - {0x09, 0x0A})
_C1_BYTES = re.compile(rb"\xc2[\x80-\x9f]")
_REFERENCE = re.compile(r"&#(?:x([0-9a-f]{1,6})|(\d{1,7}));?", re.IGNORECASE | re.ASCII)


def page_text(page: Page) -> str:
    """
    Return the page as text, without byte order mark and control characters.

    Valid UTF-8 is UTF-8, whatever is declared: other text whose bytes beyond ASCII happen to fit is next to unknown.
    Then come the header, the markup, and what the bytes look like; at last UTF-8 with gaps.
    """
    return _without_controls(_REFERENCE.sub(_meant_character, _decoded(page)))


def plain_text(page: Page) -> str:
    """Return a page that is no markup in the same way; what looks like a character reference is none."""
    return _without_controls(_decoded(page))


def encoding_of_mark_or_shape(body: bytes) -> str | None:
    """Return the encoding that a byte order mark, or every other byte being zero, gives away; None without either."""
    marked = (encoding for mark, encoding in _BOMS if body.startswith(mark))
    return next(marked, None) or _wide(body[:1024])


def _decoded(page: Page) -> str:
    for mark, encoding in _BOMS:
        if page.body.startswith(mark):
            return page.body[len(mark) :].decode(encoding, "replace")
    for charset in _candidates(page):
        try:
            return page.body.decode(charset)
        except (UnicodeError, LookupError):
            continue
    return page.body.decode("utf-8", "replace")


def _without_controls(text: str) -> str:
    """
    Return the text without control characters, and those from 128 to 159 read as browsers do (146 is ’).

    A single escape character among the words makes trafilatura give up a page.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    encoded = text.encode(errors="replace")
    if _C1_BYTES.search(encoded):
        text = _C1.sub(lambda found: _from_cp1252(ord(found[0])), text)
    if len(encoded.translate(None, _CONTROL_BYTES)) < len(encoded):
        text = printable(text)
    return text


def _meant_character(reference: re.Match[str]) -> str:
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    if 0x80 <= code <= 0x9F:
        return _from_cp1252(code)
    controls = code < 0x20 and code not in {0x09, 0x0A, 0x0D}
    return "" if controls or code == 0x7F or 0xD800 <= code <= 0xDFFF else reference[0]


def _from_cp1252(code: int) -> str:
    return bytes([code]).decode("cp1252", "ignore")


def _candidates(page: Page) -> Iterator[str]:
    if wide := _wide(page.body[:1024]):
        yield wide
    yield "utf-8"
    declared = [found[1] for found in [_HEADER_CHARSET.search(page.content_type or "")] if found]
    declared += [found[1].decode("ascii", "replace") for found in [_META_CHARSET.search(page.body[:_SAMPLE])] if found]
    yield from filter(None, map(_charset, declared))
    yield from detect_encoding(page.body[:_SAMPLE])


def _wide(beginning: bytes) -> str | None:
    """Return the encoding of UTF-16 without a mark: of markup, nearly every other byte is zero."""
    half = len(beginning) // 2
    if beginning.count(0) > 0.8 * len(beginning):
        return None
    if half >= 8 and beginning[1::2].count(0) > 0.8 * half:
        return "utf-16-le"
    if half >= 8 and beginning[0::2].count(0) > 0.8 * half:
        return "utf-16-be"
    return None


def _charset(label: str) -> str | None:
    """Return the codec that a label means, None where it is not one for text."""
    codec = codec_meant(label)
    return None if codec is None or codec in NO_CHARSETS else _LATIN.get(codec, codec)
