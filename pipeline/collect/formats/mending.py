"""
XML made harmless: without what grows in feedparser's hands, and without what makes it raise.

feedparser looks for entities at the beginning of lines only, so a billion laughs in one line are laughed until expat
stops them at eight million characters; and 30,000 attributes of one element hold it for half a minute.
"""

from __future__ import annotations

import re

__all__ = ["grows", "mended"]

_DECLARATION = re.compile(r"\A[\s\ufeff]*<\?xml[^>]*>")
_ENTITY = re.compile(r"<!ENTITY(?:[^>\"']|\"[^\"]*+\"|'[^']*+')*+>?")
_DOCTYPE = re.compile(r"<!DOCTYPE(?:[^\[>\"']|\"[^\"]*+\"|'[^']*+')*+(?:\[[^\]]*+\]\s*)?>?", re.IGNORECASE)
# An entity that holds no other and is short cannot grow by much: at most so many characters for its four.
_HARMLESS = re.compile(r"<!ENTITY\s+(\w+)\s+(?:\"((?:&#\w+;|[^&%<\"]){0,100})\"|'((?:&#\w+;|[^&%<'\"]){0,100})')\s*>")
_MOST_ENTITIES = 500
# Characters outside the first plane come as two halves from generators that write UTF-16 by numbers.
_HALVES = re.compile(
    r"&#(?:x(d[89ab][0-9a-f]{2})|(5[56]\d{3}));&#(?:x(d[c-f][0-9a-f]{2})|(5[67]\d{3}));", re.IGNORECASE
)
_REFERENCE = re.compile(r"&#(?:x0*([0-9a-f]*)|0*(\d*));?", re.IGNORECASE | re.ASCII)
_MOST_ATTRIBUTES = 300
_CROWDED = re.compile(rf"<(?=[a-z])(?:[^<>=]*+=){{{_MOST_ATTRIBUTES}}}[^<>]*+>?", re.IGNORECASE)
# Sizes of images and places on maps, of no interest here: feedparser expects numbers where there may be none.
_SIZES_AND_PLACES = re.compile(r"</?(?:width|height|(?:gml|georss):\w+)\b[^<>]*+>", re.IGNORECASE)


def grows(body: bytes, charset: str) -> bool:
    """Return whether XML brings entities of its own, or elements with hundreds of attributes."""
    if "<!ENTITY".encode(charset) in body:
        return True
    many = body.count("=".encode(charset)) > _MOST_ATTRIBUTES
    return many and _CROWDED.search(body.decode(charset, "replace")) is not None


def mended(body: bytes, charset: str) -> bytes:
    """Return XML as UTF-8 without declaration, with harmless entities only and no reference to what is no character."""
    text = _DECLARATION.sub("", body.decode(charset, "replace"))
    if "<!ENTITY" in text:
        entities = [
            f'<!ENTITY {name} "{one or other}">' for name, one, other in _HARMLESS.findall(text)[:_MOST_ENTITIES]
        ]
        text = _DOCTYPE.sub("", _ENTITY.sub("", text))
        # feedparser hears of entities line by line.
        text = "\n".join(("<!DOCTYPE feed [", *entities, "]>", text)) if entities else text
    text = _SIZES_AND_PLACES.sub("", _CROWDED.sub("", text))
    return _REFERENCE.sub(_possible, _HALVES.sub(_whole, text)).encode("utf-8", "replace")


def _whole(halves: re.Match[str]) -> str:
    """Return the character that two halves make."""
    high, low = (int(x, 16) if x else int(n) for x, n in (halves.group(1, 2), halves.group(3, 4)))
    if not (0xD800 <= high < 0xDC00 <= low < 0xE000):
        return ""
    return chr(0x10000 + (high - 0xD800) * 0x400 + low - 0xDC00)


def _possible(reference: re.Match[str]) -> str:
    """Return a reference to a character, nothing for one to none."""
    digits, base = (reference[1], 16) if reference[1] is not None else (reference[2], 10)
    code = int(digits, base) if digits and len(digits) < 8 else 0
    is_character = code in {9, 10, 13} or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    return reference[0] if is_character else ""
