"""Markup reduced to its words: nothing of a feed ever leaves here as HTML."""

from __future__ import annotations

from html.parser import HTMLParser

from pipeline.text import printable, squeeze

__all__ = ["plain_text"]

_UNSEEN = frozenset({"script", "style", "template", "noscript"})
_INLINE = frozenset(
    {
        "a",
        "abbr",
        "b",
        "cite",
        "code",
        "em",
        "font",
        "i",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
        "wbr",
    }
)


def plain_text(markup: str | None) -> str | None:
    """Return the words on one line, entities resolved, scripts left out; None where there are none."""
    if markup is None:
        return None
    if "<" not in markup and "&" not in markup:
        return squeeze(printable(markup)) or None
    reader = _Words()
    reader.feed(markup)
    reader.close()
    return squeeze(printable("".join(reader.heard))) or None


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.heard: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in _UNSEEN
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN and self._unseen:
            self._unseen -= 1
        self._part(tag)

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.heard.append(data)

    def _part(self, tag: str) -> None:
        """Keep the words of two paragraphs apart, and those of one word together."""
        if tag not in _INLINE:
            self.heard.append(" ")
