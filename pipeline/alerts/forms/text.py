"""A message as text: in full for mail and terminals, and cut to what a chat takes."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from pipeline.alerts.forms.harmless import PLAIN, clipped, link, one_line
from pipeline.alerts.forms.telling import in_marks, since_last, tell, title

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline.alerts.forms.harmless import Wording
    from pipeline.alerts.forms.telling import Telling
    from pipeline.models import Channel, Message

__all__ = ["chat_text", "full_text"]

_A_TEST = "This is a test. Nothing happened; alerts of this channel will come here."
# What goes first where room is short: the quotation, then how many alerts are told, then all but why and what.
_QUOTES = (600, 300, 140, 0)
_FEWER = (12, 6, 3, 1)
_SHORT = 300
_WORDS = (300, 160, 100, 60, 30, 12)


def full_text(message: Message, channel: Channel) -> str:
    """Return a message as plain text, nothing left out; lines are paragraphs, for a phone to wrap."""
    return _Sheet(message, channel, PLAIN).text(quote=1_000, most=len(message.alerts))


def chat_text(
    message: Message, channel: Channel, wording: Wording, limit: int, length: Callable[[str], int] = len
) -> str:
    """
    Return a message in at most `limit` as `length` measures it, worded for a service.

    Quotations are cut first, then fewer alerts are told, with their number; then only why, the claim and the links are
    left. What remains too long is cut before it is worded, so that no escape is cut in two.
    """
    sheet = _Sheet(message, channel, wording)
    if limit > _SHORT:
        for most in (len(message.alerts), *(fewer for fewer in _FEWER if fewer < len(message.alerts))):
            for quote in _QUOTES:
                if length(text := sheet.text(quote=quote, most=most)) <= limit:
                    return text
    for words in _WORDS:
        if length(text := sheet.brief(words)) <= limit:
            return text
    return wording.text(clipped(title(message), max(limit // 12, 8)))


class _Sheet:
    """One message, to be written at several lengths."""

    def __init__(self, message: Message, channel: Channel, wording: Wording) -> None:
        self._message, self._channel, self._wording = message, channel, wording
        self._told = tell(message, channel)

    def text(self, *, quote: int, most: int) -> str:
        """Return so many alerts in full, with quotations of such a length."""
        numbers = ("",) if len(self._told) == 1 else (f"{number}. " for number in count(1))
        alerts = (self._alert(told, number, quote) for told, number in zip(self._told[:most], numbers, strict=False))
        return self._parts(*alerts, self._more(most), "\n".join(self._closing()), words=120)

    def brief(self, words: int) -> str:
        """Return why, what and where of the first alert, each line with at most so many letters."""
        lines = []
        for told in self._told[:1]:
            lines = [clipped(line, words) for line in (told.why, told.claim, *told.lines[:2]) if line]
            lines = [self._wording.text(line) for line in lines]
            if told.link and len(told.link) <= words:
                lines.append(self._wording.link(told.link))
        return self._parts("\n".join(lines), self._more(1), self._read_more() or "", words=words)

    def _parts(self, *parts: str, words: int) -> str:
        opening = _A_TEST if self._message.kind == "test" else ""
        heading = self._wording.text(title(self._message, min(words, 120)))
        return "\n\n".join(part for part in (opening, heading, *parts) if part)

    def _alert(self, told: Telling, number: str, quote: int) -> str:
        lines = [self._wording.text(line) for line in (told.story, told.why, told.claim) if line]
        if told.quote and quote:
            lines.append(self._wording.text(in_marks(told.quote, quote)))
        if told.where and quote:
            lines.append(f"— {self._wording.text(told.where)}")
        lines += [self._wording.text(line) for line in told.lines]
        if told.link:
            lines.append(self._wording.link(told.link))
        return number + "\n".join(lines)

    def _more(self, most: int) -> str:
        left = len(self._told) - most
        return f"… and {left} more" if left > 0 else ""

    def _closing(self) -> Iterator[str]:
        if changed := since_last(self._message, self._channel):
            yield self._wording.text(changed)
        if more := self._read_more():
            yield more
        if self._message.how_to_silence:
            yield f"Silence: {self._wording.text(one_line(self._message.how_to_silence))}"

    def _read_more(self) -> str | None:
        more = link(self._channel.link)
        return f"More: {self._wording.link(more)}" if more else None
