"""
Text from the web as it may stand in a message: it moves no cursor, turns no line round, pings nobody, links nowhere.

What a reader sees is the text as it was; what a program would obey is taken out or parted by a space of no width.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["ENTITIES", "MARKDOWN", "PARTED", "PLAIN", "Wording", "clipped", "link", "one_line"]

_NO_WIDTH = "\u200b"
# Zero-width joiner and non-joiner spell words of Persian and Hindi, and hold emoji together.
_SPELLING = "\u200c\u200d"
_HIDDEN = {"Cc", "Cf", "Cs"}
_WEB = {"http", "https"}
_IN_A_LINK = "!$&'()*+,;=:/?#[]@%-._~"
_TOO_LONG_FOR_A_LINK = 2_000
# @everyone, <!channel>, <@U123>, <script>, <https://…>, [text](link), ![picture][1]
_CALLS = re.compile(r"(?<=@)(?=\S)|(?<=<)(?=\S)|(?<=\])(?=[\[(:])|(?<=:)(?=//)")
_MARKUP = re.compile(r"([\\`*_~|\[\]()#>!{}-])")
_SIGNS = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


class Wording(NamedTuple):
    """How a service wants text from the web and links."""

    text: Callable[[str], str]
    link: Callable[[str], str]


def one_line(text: str) -> str:
    """Return a text on one line, without control, bidirectional and other invisible characters."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    spaced = "".join(" " if letter.isspace() else letter for letter in text)
    seen = (letter for letter in spaced if letter in _SPELLING or unicodedata.category(letter) not in _HIDDEN)
    return " ".join("".join(seen).split())


def clipped(text: str, most: int) -> str:
    """Return the text, or so much of it as fits with an ellipsis; between words where one is near."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    space = cut.rfind(" ", most * 2 // 3)
    return (cut if space < 0 else cut[:space]).rstrip() + "…"


def link(url: str | None) -> str | None:
    """Return an address as it may be linked: http or https, with a host and no user; None for any other."""
    if url is None or len(url) > _TOO_LONG_FOR_A_LINK:
        return None
    try:
        parts = urlsplit(url.strip())
        if (
            parts.scheme.lower() not in _WEB
            or not parts.hostname
            or "@" in parts.netloc
            or one_line(url) != url.strip()
        ):
            return None
    except ValueError:
        return None
    return quote(url.strip(), safe=_IN_A_LINK)


def _as_it_is(text: str) -> str:
    return text


def _parted(text: str) -> str:
    """Return a text in which nobody is called, and nothing opens a tag or a link."""
    return _CALLS.sub(_NO_WIDTH, text)


def _without_markdown(text: str) -> str:
    return _MARKUP.sub(r"\\\1", _parted(text))


def _with_entities(text: str) -> str:
    return "".join(_SIGNS.get(letter, letter) for letter in _parted(text))


def _bare(url: str) -> str:
    """Return a link in which no character could be taken for markup or a mention."""
    return quote(url, safe="$&'+,;=:/?#%-._")


def _bare_with_entities(url: str) -> str:
    return _bare(url).replace("&", "&amp;")


PLAIN = Wording(_as_it_is, _as_it_is)
"""For mail, terminals and files."""
PARTED = Wording(_parted, _bare)
"""For services of which nothing is known."""
MARKDOWN = Wording(_without_markdown, _bare)
"""For services that read Markdown and its backslashes."""
ENTITIES = Wording(_with_entities, _bare_with_entities)
"""For services that read `&amp;`, `&lt;` and `&gt;`, and take other signs for tags: Slack and Telegram."""
