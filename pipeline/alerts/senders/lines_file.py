"""Messages as lines of a JSON Lines file."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, BinaryIO

from pipeline.alerts.addresses import place_of
from pipeline.alerts.senders.kept_file import alone_with, sync_folder
from pipeline.alerts.senders.payload import SCHEMA, payload
from pipeline.models import Answer, Outcome

if TYPE_CHECKING:
    from pipeline.models import Channel, Message

__all__ = ["appended"]


def appended(message: Message, channel: Channel, address: str) -> Outcome:
    """
    Append a message as one line of `claimwatch.alerts/2`, safe on disk before this returns.

    A message that is there already is not written again. A last line that was torn by a crash is taken away first: it
    was acknowledged to nobody, so it comes again.
    """
    path = place_of(address)
    opening = _opening(message.key)
    with alone_with(path):
        is_new = not path.exists()
        with path.open("a+b") as file:
            _heal(file)
            file.seek(0)
            if any(line.startswith(opening) for line in file):
                return Outcome(answer=Answer.ACCEPTED, detail="it was in the file already")
            file.write(payload(message, channel).line() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        if is_new:
            sync_folder(path)
    return Outcome(answer=Answer.ACCEPTED, detail=f"written to {path}")


def _opening(key: str) -> bytes:
    """Return how the line of a message begins, whatever else is in it: schema and key are its first fields."""
    return json.dumps({"schema": SCHEMA, "key": key}, ensure_ascii=False, separators=(",", ":"))[:-1].encode() + b","


def _heal(file: BinaryIO) -> None:
    """End a last line that is whole with a line break, and take one away that is not."""
    file.seek(0)
    start, last = 0, b""
    for line in file:
        start, last = start + len(last), line
    if not last or last.endswith(b"\n"):
        return
    try:
        json.loads(last)
    except ValueError:
        file.truncate(start)
    else:
        file.write(b"\n")
