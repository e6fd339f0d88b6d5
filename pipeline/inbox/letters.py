"""
What is pushed, as it waits: one file a letter, a line of JSON about it and then its body.

A letter goes by its content, so that whoever sends one twice, because the first answer got lost, has sent it once.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Literal, get_args

from pydantic import Field, ValidationError

from pipeline.models import Record

__all__ = ["Kind", "Letter", "Receipt", "State", "packed", "unpacked"]

Kind = Literal["address", "page", "feed", "ping", "refusal"]
State = Literal["waiting", "stored", "known", "dropped"]

_KINDS: tuple[Kind, ...] = get_args(Kind)
_NAME_LENGTH = 32
_BY_HOUR = "%Y-%m-%dT%H"


class Letter(Record):
    """
    One thing that was pushed.

    An `address` is to be fetched, a `page` came with its body, a `feed` is what a hub sent of it; a `ping` says no more
    than that a feed has news, and a `refusal` that something came for a feed which was not believed.
    """

    kind: Kind
    url: str
    """Of the page; of a feed the listed one, by which it goes."""
    received_at: datetime
    body: bytes = Field(default=b"", repr=False)
    content_type: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    """A date as it was written."""
    reason: str | None = None
    """Why it was not believed."""
    tries: int = 0
    """How often it could not be had so far."""
    not_before: datetime | None = None
    """It waits until then; None: for the next run."""

    @property
    def letter_id(self) -> str:
        """
        Its name, of 32 hexadecimal digits: of its content, wherever it has any.

        Two pings are two, the second may tell of something newer; refusals are one an hour, or whoever does not know a
        secret could fill the disk.
        """
        moment = {"ping": self.received_at.isoformat(), "refusal": self.received_at.strftime(_BY_HOUR)}.get(self.kind)
        said = (self.kind, self.url, self.content_type, self.title, self.outlet, self.published, self.reason, moment)
        whole = hashlib.sha256(json.dumps(said).encode())
        whole.update(self.body)
        return whole.hexdigest()[:_NAME_LENGTH]


class Receipt(Record):
    """What became of a letter; numbers are text, because JavaScript has none of 64 bits."""

    state: State
    url: str
    received_at: datetime
    settled_at: datetime | None = None
    article_id: str | None = None
    story_id: str | None = None
    decision: str | None = None
    """How the article compares with others: independent, exact, near_duplicate …"""
    mentions: int | None = None
    claims: int | None = None
    """Claims that it was the first to make."""
    stage: str | None = None
    reason: str | None = None
    detail: str | None = None


def packed(letter: Letter) -> bytes:
    """Return a letter as the bytes of its file."""
    return letter.model_dump_json(exclude={"body"}, exclude_defaults=True).encode() + b"\n" + letter.body


def unpacked(whole: bytes) -> Letter:
    """Return the letter of a file; raises ValueError for bytes that are none."""
    about, line_end, body = whole.partition(b"\n")
    if not line_end:
        raise ValueError("no letter: its first line does not end")
    try:
        return Letter.model_validate_json(about).model_copy(update={"body": body})
    except ValidationError as error:
        raise ValueError(f"no letter: {error.error_count()} parts of it are missing or wrong") from error
