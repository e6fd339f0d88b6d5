"""Where words stand in a text: the span of what somebody says they copied from it."""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
_HALF_PAIR = re.compile(r"[\ud800-\udfff]")


def same_length(text: str) -> str:
    """Return a text that can travel: half surrogate pairs replaced one by one, so that offsets hold."""
    return _HALF_PAIR.sub("\ufffd", text)


class Places:
    """One text to look words up in. Every span holds on the text as it was given."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._plain = same_length(text).translate(_PLAIN)

    def first(self, words: str | None, within: Span) -> Span | None:
        """Return where the words stand first within a span; None where they do not, or where there are none."""
        pattern = _pattern(words)
        found = pattern.search(self._plain, *within) if pattern is not None else None
        return found.span() if found is not None else None

    def near(self, words: str | None, here: Span, within: Span) -> Span | None:
        """Return where the words stand nearest: in `here`, else in its paragraph, else the last time before it."""
        pattern = _pattern(words)
        if pattern is None:
            return None
        for span in (here, self.paragraph(here)):
            if (found := pattern.search(self._plain, *span)) is not None:
                return found.span()
        before = deque(pattern.finditer(self._plain, within[0], here[0]), maxlen=1)
        return before[0].span() if before else None

    def paragraph(self, here: Span) -> Span:
        """Return the paragraph around a span, or the paragraphs that it reaches over."""
        end = self.text.find("\n", here[1])
        return self.text.rfind("\n", 0, here[0]) + 1, len(self.text) if end < 0 else end


def _pattern(words: str | None) -> re.Pattern[str] | None:
    """Return what finds the words whole, whatever white space stands between them."""
    parts = same_length(words or "").translate(_PLAIN).split()
    if not parts:
        return None
    before = r"(?<!\w)" if parts[0][0].isalnum() else ""
    after = r"(?!\w)" if parts[-1][-1].isalnum() else ""
    return re.compile(before + r"\s+".join(map(re.escape, parts)) + after)
