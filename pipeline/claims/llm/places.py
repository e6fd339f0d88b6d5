"""Where words stand in a text: the span of what somebody says they copied from it."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from pipeline.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline.models import Span

__all__ = ["Places", "same_length"]

# Models write straight marks and plain spaces for the typographic ones: still the same words in the same place.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛`´ʼ", "'"),
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("‐‑‒–—−", "-"),
        **dict.fromkeys("\u00a0\u2007\u2009\u200a\u202f\u3000", " "),
    }
)
_WORD = re.compile(r"\S+")
_PLACES = 5_000
"""So many times words may stand inside other words ("he" in "the") before they are taken for nowhere."""
_HALF_PAIR = re.compile(r"[\ud800-\udfff]")


def same_length(text: str) -> str:
    """Return a text that can travel: half surrogate pairs replaced one by one, so that offsets hold."""
    return _HALF_PAIR.sub("\ufffd", text)


class Places:
    """
    One text to look words up in. Every span holds on the text as it was given.

    It is searched as one line, since models break lines where they like.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._line, self._offsets = _on_one_line(same_length(text).translate(_PLAIN))

    def first(self, words: str | None, within: Span) -> Span | None:
        """Return where the words stand first within a span; None where they do not, or where there are none."""
        return next(self._found(words, within, self._line.find), None)

    def near(self, words: str | None, here: Span, within: Span) -> Span | None:
        """Return where the words stand nearest: in `here`, else in its paragraph, else the last time before it."""
        return (
            self.first(words, here)
            or self.first(words, self.paragraph(here))
            or next(self._found(words, (within[0], here[0]), self._line.rfind), None)
        )

    def paragraph(self, here: Span) -> Span:
        """Return the paragraph around a span, or the paragraphs that it reaches over."""
        end = self.text.find("\n", here[1])
        return self.text.rfind("\n", 0, here[0]) + 1, len(self.text) if end < 0 else end

    def _found(self, words: str | None, within: Span, find: Callable[[str, int, int], int]) -> Iterator[Span]:
        """Yield where the words stand whole within a span, in the order in which `find` comes upon them."""
        sought = squeeze(same_length(words or "").translate(_PLAIN))
        first, last = (bisect_left(self._offsets, offset) for offset in within)
        for _ in range(_PLACES):
            if not sought or (at := find(sought, first, last)) < 0:
                return
            end = at + len(sought)
            if not (_inside_a_word(self._line, at) or _inside_a_word(self._line, end)):
                yield self._offsets[at], self._offsets[end - 1] + 1
            first, last = (at + 1, last) if find == self._line.find else (first, end - 1)


def _inside_a_word(line: str, at: int) -> bool:
    return 0 < at < len(line) and line[at - 1].isalnum() and line[at].isalnum()


def _on_one_line(text: str) -> tuple[str, list[int]]:
    """Return a text with every run of white space as one space, and the offset of each character in the text itself."""
    parts: list[str] = []
    offsets: list[int] = []
    for word in _WORD.finditer(text):
        parts.append(word.group())
        offsets += (*range(word.start(), word.end()), word.end())
    return " ".join(parts), offsets
