"""
What happens to a text on its way to another outlet.

The copies among the example items are made from their originals when the demo runs, so that no text is kept twice and
a copy is a copy of what is really there.
"""

from __future__ import annotations

import re
from typing import Literal

__all__ = ["Alteration", "alter", "running_text"]

Alteration = Literal["whole", "wire_edit", "teaser"]

# A caption, a headline, a byline or a "(Source)" is shorter than this, a sentence worth reprinting longer.
_FEWEST_WORDS_OF_RUNNING_TEXT = 12
_TEASER_WORDS = 70

# What a desk changes to fit its style sheet. The meaning stays: an example item says nothing its original does not say.
_HOUSE_STYLE = (
    (r"\bU\.S\.", "US"),
    (r"\bsmartphones\b", "handsets"),
    (r"\bHuawei phones\b", "Huawei handsets"),
    (r"\bin a few weeks it will phase out whatever\b", "within weeks it will phase out the"),
    (r"\bhas yet to offer a statement\b", "has not made a statement"),
    (r"\bdeclined to comment on these claims\b", "would not comment on this"),
    (r"\bnoting only that\b", "saying only that"),
    (r"\bnothing is officially confirmed\b", "nothing is official"),
    (r"\bhave decided to drop\b", "have chosen to drop"),
    (r"\bincreasing pressure\b", "growing pressure"),
    (r"\bis concerned about\b", "is worried about"),
    (r"\btaking the heat\b", "feeling it"),
    (r"\bon its part, has repeatedly declared\b", "for its part, has said repeatedly"),
    (r"\bstated that it has proved to partners worldwide\b", "said it has shown partners around the world"),
    (r"\bconsumers can still purchase\b", "buyers can still get"),
    (r"\bvia various other retailers\b", "from other retailers"),
    (r"\bNevertheless\b", "Still"),
)


def running_text(text: str) -> list[str]:
    """Return the paragraphs that are sentences, without headlines, captions, bylines and other short lines."""
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if len(line.split()) >= _FEWEST_WORDS_OF_RUNNING_TEXT]


def alter(text: str, alteration: Alteration, paragraphs: tuple[int, ...] = ()) -> str:
    """
    Return the text as another outlet would print it, paragraphs parted by blank lines.

    `paragraphs` picks some of its running text by number, counted from 0, in the order given; none given is all of it.
    "whole" keeps every word, "wire_edit" makes it fit a house style, "teaser" breaks off after some seventy words.
    """
    if paragraphs:
        running = running_text(text)
        text = "\n\n".join(running[number] for number in paragraphs)
    if alteration == "wire_edit":
        return _wire_edited(text)
    if alteration == "teaser":
        return _teaser(text)
    return text


def _wire_edited(text: str) -> str:
    for original, ours in _HOUSE_STYLE:
        text = re.sub(original, ours, text)
    return text


def _teaser(text: str) -> str:
    kept: list[str] = []
    left = _TEASER_WORDS
    for paragraph in running_text(text):
        words = paragraph.split()
        if len(words) >= left:
            return "\n\n".join([*kept, " ".join(words[:left]) + " …"])
        kept.append(paragraph)
        left -= len(words)
    return "\n\n".join(kept)
