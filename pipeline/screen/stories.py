"""One story: its articles, its claims, and on whose word it rests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.errors import NotFoundError
from pipeline.screen.claims import STATUS
from pipeline.screen.mentions import named
from pipeline.screen.paper import day, plural

if TYPE_CHECKING:
    from pipeline.screen.paper import Paper
    from pipeline.store.published import Published

__all__ = ["show_story", "story_record"]

_BEYOND = 1 << 63
"""Numbers of stories are BIGINTs."""
_DECISION = {
    "exact": "the same text as",
    "near_duplicate": "a copy of",
    "edited_copy": "an edited copy of",
    "partial_reuse": "uses passages of",
}


def story_record(published: Published, story_id: int) -> dict[str, Any]:
    """
    Return all that is known of a story, for programs; raises NotFoundError when there is none of that number.

    Of a story that went into another one it is that other's; `renamed` says so.
    """
    story, parts = _story(published, story_id), ("origins", "claims", "articles", "changes")
    return story | {part: published.screen(f"story_{part}", id=story["story_id"]) for part in parts}


def show_story(paper: Paper, published: Published, story_id: int) -> None:
    """Write a story, by whatever name it is asked for; raises NotFoundError when there is none of that number."""
    story = _story(published, story_id)
    if story["renamed"]:
        paper.line(f"story {story_id} went into story {story['story_id']}, which is shown", style="warn")
        story_id = story["story_id"]
    paper.line(str(story["title"]), style="strong")
    outlets = plural(story["outlets"], "known outlet")
    paper.line(
        f"{plural(story['articles'], 'article')} · {outlets} · {plural(story['claims'], 'claim')}", style="quiet"
    )
    for related in story["related_to"] or ():
        paper.line(f"related to story {related}, and not the same", style="quiet")
    _show_changes(paper, published, story_id)
    paper.heading("On whose word")
    for origin in published.screen("story_origins", id=story_id):
        via = f", via {origin['via']}" if origin["via"] and origin["via"] != origin["origin"] else ""
        carried = f"{plural(origin['claims'], 'claim')} in {plural(origin['articles'], 'article')}"
        paper.line(f"• {origin['origin']}{via}: {carried}", indent=2)
    paper.heading("Claims")
    for claim in published.screen("story_claims", id=story_id):
        paper.line(f"• {named(claim)}", indent=2)
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


def _show_changes(paper: Paper, published: Published, story_id: int) -> None:
    """Write when a story became one with another, or two; one that always was as it is has nothing to tell."""
    changes = published.screen("story_changes", id=story_id)
    if changes:
        paper.heading("What it was before")
    for change in changes:
        done = "went into" if change["kind"] == "merge" else "came out of"
        paper.line(
            f"{day(change['valid_from'])}  story {change['other_id']} {done} story {change['story_id']}", indent=2
        )
        undone = f"; undone {day(change['valid_to'])}" if change["valid_to"] else ""
        by = "when all stories were looked at again: " if change["made_by"] == "maintain" else ""
        paper.line(f"{by}{change['reason']}{undone}", indent=4, style="quiet")


def _story(published: Published, story_id: int) -> dict[str, Any]:
    found = published.screen("story", id=story_id) if abs(story_id) < _BEYOND else []
    if not found:
        raise NotFoundError(f"no story {story_id}; claimwatch new lists stories with their numbers")
    return found[0]
