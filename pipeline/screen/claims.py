"""New claims, and one claim with everything that is known of it."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pipeline.errors import NotFoundError
from pipeline.screen.paper import day, plural

if TYPE_CHECKING:
    from pipeline.screen.paper import Paper
    from pipeline.store.published import Published

__all__ = ["STATUS", "as_put", "claim_record", "show_claim", "show_new", "whose_word"]

STATUS = {
    "single_unnamed": "no named origin",
    "single_named": "one named origin",
    "corroborated": "independent origins",
    "on_record": "on record",
    "disputed": "disputed",
    "corrected": "corrected",
}
_NOVELTY = {
    "new": "first to say so",
    "echo": "echo",
    "new_origin": "a new origin",
    "on_record": "on record",
    "denied": "denies",
    "changed": "says it otherwise",
    "corrected": "no longer says so",
    "repeated": "says it again",
}
_NEGATED = re.compile(r"\b(?:no|not|never|nobody|nothing|none)\b|n['’]t\b", re.IGNORECASE)
_BASIS = {
    "stated": "says so",
    "quote": "by the same quote",
    "wording": "by the same wording",
    "inferred": "inferred",
    "none": "not said",
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
    paper.line(f"• {as_put(claim | {'claim': claim['claim_as_put']})}", indent=2)
    paper.quote(claim["evidence"], indent=4)
    paper.line(f"word of: {whose_word(claim)}", indent=4)
    support = f"{plural(claim['origins'], 'origin')}, {plural(claim['articles'], 'article')}"
    paper.line(f"{STATUS[claim['status']]} · {support} · claim {claim['claim_id']}", indent=4, style="quiet")


def as_put(mention: dict[str, Any]) -> str:
    """Return a claim as its mention puts it: a denial names what it denies, unless the claim has its own "not"."""
    claim = str(mention["claim"])
    return f"denied: {claim}" if mention.get("mode") == "denied" and not _NEGATED.search(claim) else claim


def whose_word(mention: dict[str, Any]) -> str:
    """Return on whose word a mention rests, in a phrase."""
    outlet = mention.get("outlet") or "an unknown outlet"
    speaker, origin, via = mention.get("speaker"), mention.get("origin"), mention.get("via")
    through = f", via {via}" if via and via != origin and via not in (speaker or "") else ""
    if speaker:
        return f"{speaker}{through} — in {outlet}"
    if origin:
        basis = _BASIS[mention.get("origin_basis") or "none"]
        return f"{origin}{through} ({basis}) — in {outlet}, in its own voice"
    return f"{outlet}, in its own voice"


def claim_record(published: Published, claim_id: int) -> dict[str, Any]:
    """Return all that is known of a claim, for programs; raises NotFoundError when there is none of that number."""
    parts = ("mentions", "contradictions", "steps")
    return _claim(published, claim_id) | {part: published.screen(f"claim_{part}", id=claim_id) for part in parts}


def show_claim(paper: Paper, published: Published, claim_id: int) -> None:
    """Write a claim, every mention of it, what it contradicts and how its status moved."""
    claim = _claim(published, claim_id)
    paper.line(claim["claim"], style="strong")
    support = f"{plural(claim['origins'], 'origin')} behind {plural(claim['articles'], 'article')}"
    outlets = plural(claim["outlets"], "known outlet")
    paper.line(f"{STATUS[claim['status']]} · {support} of {outlets} · {claim['event_type']}", style="quiet")
    paper.line(f"story {claim['story_id']}: {claim['story']}", style="quiet")
    paper.heading("Who says so")
    for mention in published.screen("claim_mentions", id=claim_id):
        _show_mention(paper, mention)
    if against := published.screen("claim_contradictions", id=claim_id):
        paper.heading("What speaks against it")
        for other in against:
            paper.line(f"• {other['claim']}", indent=2)
            paper.line(f"{STATUS[other['status']]} · claim {other['claim_id']}", indent=4, style="quiet")
    paper.heading("Steps")
    for step in published.screen("claim_steps", id=claim_id):
        mover = step["outlet"] or step["url"]
        paper.line(
            f"{day(step['decided_at'])}  {STATUS[step['status']]} ({plural(step['origins'], 'origin')}), by {mover}",
            indent=2,
        )


def _claim(published: Published, claim_id: int) -> dict[str, Any]:
    found = published.screen("claim", id=claim_id)
    if not found:
        raise NotFoundError(f"no claim {claim_id}; claimwatch new lists claims with their numbers")
    return found[0]


def _show_mention(paper: Paper, mention: dict[str, Any]) -> None:
    outlet = mention["outlet"] or mention["url"]
    published = day(mention["published_at"]) if mention["published_at"] else "undated"
    paper.line(f"{published}  {outlet}: {_NOVELTY[mention['novelty']]}", indent=2)
    paper.quote(mention["evidence"], indent=4)
    paper.line(f"word of: {whose_word(mention)} · {mention['mode']}, {mention['certainty']}", indent=4)
    if mention["hedge_dropped"]:
        paper.line("states as fact what its origin reported with a source or a doubt", indent=4, style="warn")
    paper.line(mention["link_reason"], indent=4, style="quiet")
