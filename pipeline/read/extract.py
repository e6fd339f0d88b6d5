"""
From a page to an article, or to a reason why there is none.

    bytes -> text -> tree -> what the page says of itself -> body -> quality -> Article | Drop

Pure, and meant for a worker that can be killed: 100,000 paragraphs take twelve seconds. Nothing here fetches.
"""

from __future__ import annotations

from pipeline.models import Article, Drop, Entry, Page, Quality
from pipeline.read.body import address_date, article_text, byline, guessed_date
from pipeline.read.dates import published
from pipeline.read.decoding import page_text
from pipeline.read.kinds import other_kind
from pipeline.read.links import body_links
from pipeline.read.metadata import authors, canonical_address, language, outlet, title
from pipeline.read.plain import read_text
from pipeline.read.quality import judge
from pipeline.read.structured import describe
from pipeline.read.tree import parse_html
from pipeline.same_page import same_page_key
from pipeline.text import content_id

__all__ = ["LARGEST_PAGE", "read_article"]

LARGEST_PAGE = 5_000_000
"""Bytes. The largest article page seen has 3 MB; at 50 MB a page takes 23 s and a gigabyte."""


def read_article(page: Page, *, entry: Entry | None = None) -> Article | Drop:
    """
    Return the article on a page: clean text, one paragraph a line, and what page and entry say about it.

    A page that is no article, or that nothing can be read from, is a `Drop` of stage "read" with its reason.
    """
    if len(page.body) > LARGEST_PAGE:
        return _drop(page, "too large to read", f"{len(page.body) / 1_000_000:.1f} MB")
    kind = (page.content_type or "").lower()
    is_text = kind.startswith("text/plain")
    if other := other_kind(page):
        return _drop(page, "not an article" if is_text else "not an HTML page", other)
    if is_text:
        return read_text(page, entry=entry)
    tree = parse_html(page_text(page))
    if tree is None:
        return _drop(page, "not an HTML page", "no markup in it" if "html" in kind else page.content_type)
    described = describe(tree, page.final_url)
    text = article_text(tree, described)
    headline = title(tree, described, entry)
    verdict = judge(text, headline, tree, described, page.final_url)
    if verdict.quality is Quality.NOT_AN_ARTICLE:
        return _drop(page, "not an article", verdict.reason)
    url = canonical_address(tree, described, page.final_url)
    date = published(
        tree,
        described,
        entry=entry,
        seen_at=page.fetched_at,
        guess=lambda in_address: address_date(url) if in_address else guessed_date(tree, url, page.fetched_at),
    )
    return Article(
        article_id=content_id("article", same_page_key(url)),
        revision=content_id("revision", text),
        url=url,
        text=text,
        outlet=outlet(described, entry, url),
        title=headline,
        authors=authors(described, lambda: byline(tree)),
        published_at=date.at,
        published_precision=date.precision,
        published_raw=date.raw,
        seen_at=page.fetched_at,
        language=language(tree, described, text),
        quality=verdict.quality,
        quality_reason=verdict.reason,
        links=body_links(tree, text, page.final_url),
    )


def _drop(page: Page, reason: str, detail: str | None) -> Drop:
    return Drop(url=page.url, stage="read", reason=reason, detail=detail, seen_at=page.fetched_at)
