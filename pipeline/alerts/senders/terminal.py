"""Messages on standard output."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from pipeline.alerts.forms.text import full_text
from pipeline.models import Answer, Outcome

if TYPE_CHECKING:
    from pipeline.models import Channel, Message

__all__ = ["printed"]


def printed(message: Message, channel: Channel) -> Outcome:
    """Write a message to standard output, an empty line behind it."""
    try:
        letters = sys.stdout.encoding or "utf-8"
        text = full_text(message, channel).encode(letters, "replace").decode(letters)
        sys.stdout.write(f"{text}\n\n")
        sys.stdout.flush()
    except OSError as error:
        return Outcome(answer=Answer.LATER, detail=f"standard output: {error.strerror}")
    return Outcome(answer=Answer.ACCEPTED, detail="written to standard output")
