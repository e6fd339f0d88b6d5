"""A message as text: in full for mail and terminals, and cut to what a chat takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.alerts.forms.harmless import PLAIN, clipped, link, one_line
from pipeline.alerts.forms.telling import since_last, tell, title

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


def full_text(message: Message, channel: Channel) -> str:
    """Return a message as plain text, nothing left out; lines are paragraphs, for a phone to wrap."""
    return _text(message, channel, PLAIN, quote=1_000, most=len(message.alerts), brief=False)


def chat_text(
    message: Message, channel: Channel, wording: Wording, limit: int, length: Callable[[str], int] = len
) -> str:
    """
    Return a message in at most `limit` as `length` measures it, worded for a service.

    Quotations are cut first, then fewer alerts are told, with their number; then only why, the claim and the links are
    left. What remains too long is cut before it is worded, so that no escape is cut in two.
    """
    if limit > _SHORT:
        for most in (len(message.alerts), *(fewer for fewer in _FEWER if fewer < len(message.alerts))):
            for quote in _QUOTES:
                text = _text(message, channel, wording, quote=quote, most=most, brief=False)
                if length(text) <= limit:
                    return text
    for words in (300, 160, 100, 60, 30, 12):
        text = _text(message, channel, wording, quote=0, most=1, brief=True, words=words)
        if length(text) <= limit:
            return text
    return wording.text(clipped(title(message), max(limit // 12, 8)))


def _text(
    message: Message, channel: Channel, wording: Wording, *, quote: int, most: int, brief: bool, words: int = 1_000
) -> str:
    parts = list(_opening(message, wording, words))
    alone = len(message.alerts) == 1
    for number, alert in enumerate(message.alerts[:most], start=1):
        told = tell(alert, channel)
        lead = "" if alone else f"{number}. "
        parts.append("\n".join(_lines(told, wording, lead, quote, words, brief=brief)))
    if (left := len(message.alerts) - most) > 0:
        parts.append(f"… and {left} more")
    parts.append("\n".join(_closing(message, channel, wording, brief=brief)))
    return "\n\n".join(part for part in parts if part)


def _opening(message: Message, wording: Wording, words: int) -> Iterator[str]:
    if message.kind == "test":
        yield _A_TEST
    yield wording.text(title(message, min(words, 120)))


def _lines(told: Telling, wording: Wording, lead: str, quote: int, words: int, *, brief: bool) -> Iterator[str]:
    yield lead + wording.text(clipped(told.why, words))
    yield wording.text(clipped(told.claim, words))
    if told.quote and quote:
        yield f"“{wording.text(clipped(told.quote, quote))}”"
    if told.where and quote:
        yield f"— {wording.text(told.where)}"
    for line in told.lines[: 2 if brief else None]:
        yield wording.text(clipped(line, words))
    if told.link and not (brief and len(told.link) > words):
        yield wording.link(told.link)


def _closing(message: Message, channel: Channel, wording: Wording, *, brief: bool) -> Iterator[str]:
    if not brief and (changed := since_last(message, channel)):
        yield wording.text(changed)
    if more := link(channel.link):
        yield f"More: {wording.link(more)}"
    if message.how_to_silence and not brief:
        yield f"Silence: {wording.text(one_line(message.how_to_silence))}"
