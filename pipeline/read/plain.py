"""An article that comes as plain text, as in a folder of saved ones: it is taken as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.models import Article, Drop, Quality
from pipeline.read.dates import entry_date
from pipeline.read.decoding import plain_text
from pipeline.read.metadata import language_of, outlet
from pipeline.read.quality import judge_length
from pipeline.read.structured import SILENT
from pipeline.same_page import same_page_key
from pipeline.text import content_id, squeeze

if TYPE_CHECKING:
    from pipeline.models import Entry, Page

__all__ = ["read_text"]

# Characters and words. "Mobile" above a headline is a section, a longer line is a paragraph.
_LONGEST_HEADLINE = 150
_SHORTEST_HEADLINE = 3


def read_text(page: Page, *, entry: Entry | None = None) -> Article | Drop:
    """
    Return a text as an article, or as a `Drop` where it is too short to be one.

    Line breaks and blank lines stay; only control characters go. Its headline is its first line if that reads like one,
    its outlet and date are the entry's: a text says nothing of itself that could be told from what it is about.
    """
    text = plain_text(page).strip()
    verdict = judge_length(text)
    if verdict.quality is Quality.NOT_AN_ARTICLE:
        return Drop(url=page.url, stage="read", reason="not an article", detail=verdict.reason, seen_at=page.fetched_at)
    date = entry_date(entry, page.fetched_at)
    return Article(
        article_id=content_id("article", same_page_key(page.final_url)),
        revision=content_id("revision", text),
        url=page.final_url,
        text=text,
        outlet=outlet(SILENT, entry, page.final_url),
        title=_headline(text) or (entry.title if entry else None),
        published_at=date.at,
        published_precision=date.precision,
        published_raw=date.raw,
        seen_at=page.fetched_at,
        language=language_of(text),
        quality=verdict.quality,
        quality_reason=verdict.reason,
    )


def _headline(text: str) -> str | None:
    first, _, rest = text.partition("\n")
    line = squeeze(first)
    headline = len(line) <= _LONGEST_HEADLINE and len(line.split()) >= _SHORTEST_HEADLINE and not line.endswith(".")
    return line if headline and rest else None
