"""One story: its articles, its claims, and on whose word it rests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.errors import NotFoundError
from pipeline.screen.claims import STATUS
from pipeline.screen.paper import day, plural

if TYPE_CHECKING:
    from pipeline.screen.paper import Paper
    from pipeline.store.published import Published

__all__ = ["show_story", "story_record"]

_DECISION = {
    "exact": "the same text as",
    "near_duplicate": "a copy of",
    "edited_copy": "an edited copy of",
    "partial_reuse": "uses passages of",
}


def story_record(published: Published, story_id: int) -> dict[str, Any]:
    """Return all that is known of a story, for programs; raises NotFoundError when there is none of that number."""
    parts = ("origins", "claims", "articles")
    return _story(published, story_id) | {part: published.screen(f"story_{part}", id=story_id) for part in parts}


def show_story(paper: Paper, published: Published, story_id: int) -> None:
    """Write a story; raises NotFoundError when there is none of that number."""
    story = _story(published, story_id)
    paper.line(str(story["title"]), style="strong")
    outlets = plural(story["outlets"], "known outlet")
    paper.line(
        f"{plural(story['articles'], 'article')} · {outlets} · {plural(story['claims'], 'claim')}", style="quiet"
    )
    for related in story["related_to"] or ():
        paper.line(f"related to story {related}, and not the same", style="quiet")
    paper.heading("On whose word")
    for origin in published.screen("story_origins", id=story_id):
        via = f", via {origin['via']}" if origin["via"] and origin["via"] != origin["origin"] else ""
        carried = f"{plural(origin['claims'], 'claim')} in {plural(origin['articles'], 'article')}"
        paper.line(f"• {origin['origin']}{via}: {carried}", indent=2)
    paper.heading("Claims")
    for claim in published.screen("story_claims", id=story_id):
        paper.line(f"• {claim['claim']}", indent=2)
        support = f"{plural(claim['origins'], 'origin')}, {plural(claim['articles'], 'article')}"
        paper.line(f"{STATUS[claim['status']]} · {support} · claim {claim['claim_id']}", indent=4, style="quiet")
    paper.heading("Articles")
    for article in published.screen("story_articles", id=story_id):
        name = article["title"] or article["url"]
        dated = day(article["published_at"]) if article["published_at"] else "undated"
        paper.line(f"{dated}  {article['outlet'] or 'unknown outlet'}: {name}", indent=2)
        if article["copy_of"]:
            paper.line(f"{_DECISION[article['decision']]} {article['copy_of']}", indent=4, style="quiet")
        paper.line(str(article["story_reason"]), indent=4, style="quiet")


def _story(published: Published, story_id: int) -> dict[str, Any]:
    found = published.screen("story", id=story_id)
    if not found:
        raise NotFoundError(f"no story {story_id}; claimwatch new lists stories with their numbers")
    return found[0]
