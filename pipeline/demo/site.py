"""Everything the example web answers on a day: (host, path) -> answer."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipeline.demo.feeds import feed
from pipeline.demo.items import DAYS
from pipeline.demo.pages import CONTENT_TYPE, page
from pipeline.models import Record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.demo.items import Day, Example

__all__ = ["Address", "Answer", "answers"]

Address = tuple[str, str]
"""Host and path."""


class Answer(Record):
    """What a server says about one address."""

    status: int = 200
    content_type: str
    body: bytes
    changed_at: datetime
    """When these bytes stood there first."""

    @property
    def etag(self) -> str:
        """A strong validator: the same bytes have the same tag."""
        return f'"{hashlib.blake2b(self.body, digest_size=8).hexdigest()}"'


def answers(topics: Iterable[Example], day: Day) -> dict[Address, Answer]:
    """Return every page and feed as of a day. What did not change since the day before keeps its validators."""
    known: dict[Address, Answer] = {}
    topics = tuple(topics)
    for each in DAYS[: DAYS.index(day) + 1]:
        for example in topics:
            for address, answer in _answers_of(example, each).items():
                before = known.get(address)
                if before is None or before.body != answer.body:
                    known[address] = answer
    return known


def _answers_of(example: Example, day: Day) -> dict[Address, Answer]:
    moment = example.moment(day)
    found = {}
    for wanted in example.feeds:
        body, content_type = feed(example, wanted, day)
        status = 500 if wanted.format == "error" else 200
        found[_address(wanted.url)] = Answer(status=status, content_type=content_type, body=body, changed_at=moment)
    for item in example.items_on(day):
        found[_address(item.url)] = Answer(content_type=CONTENT_TYPE, body=page(example, item, day), changed_at=moment)
    return found


def _address(url: str) -> Address:
    parts = urlsplit(url)
    return parts.netloc, parts.path
