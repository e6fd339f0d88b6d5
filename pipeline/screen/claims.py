"""New claims, and one claim with everything that is known of it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from pipeline.errors import NotFoundError
from pipeline.screen.claim_words import event
from pipeline.screen.mentions import in_its_paragraph, named, show_legend, show_mention, whose_word
from pipeline.screen.paper import day, plural

if TYPE_CHECKING:
    from pipeline.screen.paper import Paper
    from pipeline.store.published import Published

__all__ = ["STATUS", "claim_record", "show_claim", "show_new"]

STATUS = {
    "single_unnamed": "no named origin",
    "single_named": "one named origin",
    "corroborated": "independent origins",
    "on_record": "on record",
    "disputed": "disputed",
    "corrected": "corrected",
}


def show_new(paper: Paper, claims: list[dict[str, Any]], *, limit: int | None = None) -> None:
    """Write new claims, story by story, each with evidence, whose word it is, and origins against outlets."""
    for _, group in groupby(claims, key=lambda claim: claim["story_id"]):
        rows = list(group)
        first = rows[0]
        counts = (
            f"{plural(first['story_articles'], 'article')} · {plural(first['story_outlets'], 'known outlet')} · "
            f"{plural(first['story_origins'], 'origin')}"
        )
        paper.line()
        paper.line(f"{first['story']}", style="strong")
        paper.line(f"story {first['story_id']} · {counts}", style="quiet")
        for claim in rows[:limit]:
            _show_one(paper, claim)
        if limit and len(rows) > limit:
            paper.line(f"… and {len(rows) - limit} more: claimwatch story {first['story_id']}", indent=2, style="quiet")


def _show_one(paper: Paper, claim: dict[str, Any]) -> None:
    paper.line(f"• {named(claim)}", indent=2)
    paper.quote(claim["evidence"], indent=4)
    paper.line(f"word of: {whose_word(claim)}", indent=4)
    support = f"{plural(claim['origins'], 'origin')}, {plural(claim['articles'], 'article')}"
    paper.line(f"{STATUS[claim['status']]} · {support} · claim {claim['claim_id']}", indent=4, style="quiet")


def claim_record(published: Published, claim_id: int) -> dict[str, Any]:
    """Return all that is known of a claim, for programs; raises NotFoundError when there is none of that number."""
    claim = _claim(published, claim_id)
    claim_id = claim["claim_id"]
    return claim | {
        "mentions": _mentions(published, claim_id),
        "contradictions": published.screen("claim_contradictions", id=claim_id),
        "steps": published.screen("claim_steps", id=claim_id),
    }


def show_claim(paper: Paper, published: Published, claim_id: int) -> None:
    """Write a claim, every mention of it, what it contradicts and how its status moved."""
    claim = _claim(published, claim_id)
    if claim["claim_id"] != claim_id:
        paper.line(f"claim {claim_id} goes by claim {claim['claim_id']}, which is shown", style="warn")
        claim_id = claim["claim_id"]
    paper.line(named(claim), style="strong")
    support = f"{plural(claim['origins'], 'origin')} behind {plural(claim['articles'], 'article')}"
    outlets = plural(claim["outlets"], "known outlet")
    kind = event(claim["event_type"], claim["plover"])
    paper.line(f"{STATUS[claim['status']]} · {support} of {outlets} · {kind}", style="quiet")
    paper.line(f"story {claim['story_id']}: {claim['story']}", style="quiet")
    paper.heading("Who says so")
    show_legend(paper)
    for mention in _mentions(published, claim_id):
        show_mention(paper, mention, claim)
    if against := published.screen("claim_contradictions", id=claim_id):
        paper.heading("What speaks against it")
        for other in against:
            paper.line(f"• {named(other)}", indent=2)
            paper.line(f"{STATUS[other['status']]} · claim {other['claim_id']}", indent=4, style="quiet")
    paper.heading("Steps")
    for step in published.screen("claim_steps", id=claim_id):
        mover = step["outlet"] or step["url"]
        paper.line(
            f"{day(step['decided_at'])}  {STATUS[step['status']]} ({plural(step['origins'], 'origin')}), by {mover}",
            indent=2,
        )


def _mentions(published: Published, claim_id: int) -> list[dict[str, Any]]:
    return [in_its_paragraph(mention) for mention in published.screen("claim_mentions", id=claim_id)]


def _claim(published: Published, claim_id: int) -> dict[str, Any]:
    found = published.screen("claim", id=claim_id)
    if not found:
        raise NotFoundError(f"no claim {claim_id}; claimwatch new lists claims with their numbers")
    return found[0]
