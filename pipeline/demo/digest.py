"""The demo's digest: for each topic what spread, what is new, what moved, and what was left out and why."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.screen.claims import STATUS, show_new
from pipeline.screen.paper import plural

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from pipeline.demo.items import Example
    from pipeline.screen.paper import Paper
    from pipeline.store.published import Published

__all__ = ["show_digest"]

_CLAIMS_A_STORY = 3
_MOVES = 6


def show_digest(
    paper: Paper, published: Published, topics: Sequence[Example], *, since: datetime, directory: Path
) -> None:
    """Write what an analyst wants to read on the second morning."""
    start = since.replace(tzinfo=None)
    for topic in topics:
        paper.line()
        paper.line(f"━━ {topic.topic} ".ljust(paper.width, "━"), style="strong")
        _show_stories(paper, published, topic.topic)
        claims = published.screen("new_claims", since=start, tier=1, topic=topic.topic, seeds=False)
        if claims:
            paper.heading("Newly claimed this morning")
            show_new(paper, claims, limit=_CLAIMS_A_STORY)
        _show_moves(paper, published, topic.topic, start)
    _show_dropped(paper, published)
    _show_next(paper, published, directory)


def _show_stories(paper: Paper, published: Published, topic: str) -> None:
    paper.heading("Stories: how wide, and on how many origins")
    for story in published.screen("spread", topic=topic):
        copies = f", {plural(story['copies'], 'copy', 'copies')}" if story["copies"] else ""
        paper.line(f"• {story['title']}", indent=2)
        counts = f"{plural(story['articles'], 'article')}{copies} · {plural(story['claims'], 'claim')}"
        paper.line(
            f"{counts} · {plural(story['origins'], 'origin')} · story {story['story_id']}", indent=4, style="quiet"
        )


def _show_moves(paper: Paper, published: Published, topic: str, start: datetime) -> None:
    moves = published.screen("moved", topic=topic, since=start)
    if not moves:
        return
    paper.heading("What moved")
    for move in moves[-_MOVES:]:
        paper.line(f"• {move['claim']}", indent=2)
        paper.line(
            f"{STATUS[move['before']]} → {STATUS[move['status']]}, by {move['outlet'] or move['url']}:", indent=4
        )
        paper.quote(move["evidence"], indent=6)


def _show_dropped(paper: Paper, published: Published) -> None:
    paper.line()
    paper.line("━━ left out, and why ".ljust(paper.width, "━"), style="strong")
    drops = published.screen("dropped", since="1970-01-01")
    for (stage, reason), group in groupby(drops, key=lambda drop: (drop["stage"], drop["reason"])):
        paper.line(f"{stage}: {reason}", indent=2)
        for drop in group:
            paper.line(f"{drop['url']} — {drop['detail'] or reason}", indent=4, style="quiet")


def _show_next(paper: Paper, published: Published, directory: Path) -> None:
    widest = published.ask(
        "SELECT claim_id FROM claims WHERE origins = 1 ORDER BY articles DESC, claim_id LIMIT 1"
    ).rows
    paper.heading("Try next")
    steps = [
        (f"claimwatch claim {widest[0][0]} --db {directory}", "the most repeated claim that rests on one origin"),
        (f"claimwatch query --saved one_origin_many_outlets --db {directory}", "all of that kind"),
        (f'claimwatch query --db {directory} "FROM mentions WHERE hedge_dropped"', "who dropped the attribution"),
        ("claimwatch run", "your own: the topics of seeds/, with real feeds"),
    ]
    for command, what in steps:
        paper.line(f"{command}", indent=2)
        paper.line(what, indent=6, style="quiet")
    paper.line(f"database: {directory / 'news.duckdb'} (DuckDB, read-only, yours)", indent=2)
