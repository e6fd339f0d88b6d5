"""Texts in, decisions out: what `group --jsonl` is made of."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NotRequired, TypedDict

from pipeline.models import Article
from pipeline.text import content_id

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.compare.collator import Collator
    from pipeline.models import Comparison, Marks, Placement

__all__ = ["Answer", "Grouped", "Name", "SharedPassage", "TextRecord", "answered", "arrived", "name_of", "put_together"]

Name = str | int | None
"""What the caller calls a text."""

_SCHEME = "text:"
# JSON may spell half a character; no database stores one. A mark in its place keeps every offset.
_LONE = re.compile("[\ud800-\udfff]")


class TextRecord(TypedDict):
    """One text, in order of arrival; what else is known of it helps where it is given."""

    id: Name
    text: str
    title: NotRequired[str | None]
    published_at: NotRequired[datetime | None]
    outlet: NotRequired[str | None]


class SharedPassage(TypedDict):
    """A run of words shared with another text, as character offsets into both."""

    start: int
    end: int
    other: Name
    other_start: int
    other_end: int
    words: int
    quoted: float


class Grouped(TypedDict):
    """What one text is: a copy of which, in which story (called by its first text's id)."""

    id: Name
    decision: str
    of: Name
    story: Name
    passages: list[SharedPassage]


class Answer(TypedDict):
    """What was decided on a text, and by what it is found again."""

    article: Article
    comparison: Comparison
    placement: Placement
    marks: Marks


def arrived(record: TextRecord, now: datetime, place: int) -> Article:
    """
    Return a text as an article that was seen now, `place` microseconds later: who came first is earlier.

    The same text under the same id is the same article, and the same text of it; without an id it is one of its own.
    """
    name, text = record["id"], _whole(record["text"]) or ""
    url = f"{_SCHEME}{json.dumps(name)}"
    seen_at = now + timedelta(microseconds=place)
    return Article(
        article_id=content_id(url, seen_at) if name is None else content_id(url),
        revision=content_id("revision", text),
        url=url,
        text=text,
        title=_whole(record.get("title")),
        outlet=_whole(record.get("outlet")),
        published_at=record.get("published_at"),
        seen_at=seen_at,
    )


def _whole(text: str | None) -> str | None:
    return None if text is None else _LONE.sub("\ufffd", text)


def name_of(url: str) -> Name:
    """Return what the caller calls the text of this address."""
    name: Name = json.loads(url.removeprefix(_SCHEME))
    return name


def put_together(articles: Sequence[Article], collator: Collator) -> list[Answer]:
    """Return what each of a handful of texts is, in order of arrival; they are known from then on."""
    found = collator.together(articles)
    return [
        Answer(article=article, comparison=comparison, placement=placement, marks=marks)
        for article, (comparison, placement, marks) in zip(articles, found, strict=True)
    ]


def answered(name: Name, comparison: Comparison, story: Name, name_of_article: Callable[[int], Name]) -> Grouped:
    """Return the answer to the caller, in the caller's names."""
    passages = [
        SharedPassage(
            start=passage.start,
            end=passage.end,
            other=name_of_article(passage.other_id),
            other_start=passage.other_start,
            other_end=passage.other_end,
            words=passage.words,
            quoted=passage.quoted,
        )
        for passage in sorted(
            comparison.passages, key=lambda passage: (passage.start, -passage.words, passage.other_id)
        )
    ]
    of = None if comparison.copy_of is None else name_of_article(comparison.copy_of)
    return Grouped(id=name, decision=comparison.decision.value, of=of, story=story, passages=passages)
