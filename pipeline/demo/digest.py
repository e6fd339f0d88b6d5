"""The demo's digest: for each topic what spread, what is new, what moved, and what was left out and why."""

from __future__ import annotations

import shlex
from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.screen.claims import STATUS, show_new
from pipeline.screen.mentions import named
from pipeline.screen.paper import plural, program

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from pipeline.screen.paper import Paper
    from pipeline.store.published import Published

__all__ = ["show_digest"]

_CLAIMS_A_STORY = 2
_STORIES_WITH_NEWS = 4
_REPEATED = 2
_MOVES = 5


def show_digest(
    paper: Paper, published: Published, topics: Sequence[tuple[str, str]], *, since: datetime, directory: Path
) -> None:
    """Write what an analyst wants to read on the second morning; `topics` are (folder name, name shown)."""
    start = since.replace(tzinfo=None)
    for topic, name in topics:
        paper.line()
        paper.line(f"━━ {name} ".ljust(paper.width, "━"), style="strong")
        _show_repeated(paper, published, topic)
        _show_stories(paper, published, topic)
        _show_new(paper, published, topic, start)
        _show_moves(paper, published, topic, start)
    _show_dropped(paper, published)
    _show_next(paper, published, directory)


def _show_repeated(paper: Paper, published: Published, topic: str) -> None:
    paper.heading("Said most often, and on whose word")
    for claim in published.screen("repeated", topic=topic)[:_REPEATED]:
        paper.line(f"• {named(claim)}", indent=2)
        paper.quote(claim["evidence"], indent=4)
        origins = plural(claim["origins"], "origin")
        words = f": {'; '.join(claim['words_of'])}" if claim["words_of"] else ", nobody named"
        paper.line(f"{plural(claim['articles'], 'article')}, {origins}{words}", indent=4, style="strong")
        if claim["dropped_by"]:
            paper.line(f"stated as fact by {', '.join(claim['dropped_by'])}", indent=4, style="warn")
        paper.line(f"{STATUS[claim['status']]} · claim {claim['claim_id']}", indent=4, style="quiet")


def _show_stories(paper: Paper, published: Published, topic: str) -> None:
    paper.heading("Stories")
    for story in published.screen("spread", topic=topic):
        copies = f", {plural(story['copies'], 'copy', 'copies')}" if story["copies"] else ""
        counts = f"{plural(story['articles'], 'article')}{copies}, {plural(story['origins'], 'origin')}"
        paper.line(f"• {story['title']} — {counts}", indent=2)


def _show_new(paper: Paper, published: Published, topic: str, start: datetime) -> None:
    claims = published.screen("new_claims", since=start, tier=1, topic=topic, seeds=False)
    if not claims:
        return
    paper.heading("Newly claimed this morning")
    stories = list(dict.fromkeys(claim["story_id"] for claim in claims))[:_STORIES_WITH_NEWS]
    show_new(paper, [claim for claim in claims if claim["story_id"] in stories], limit=_CLAIMS_A_STORY)


def _show_moves(paper: Paper, published: Published, topic: str, start: datetime) -> None:
    moves = [move for move in published.screen("moved", topic=topic, since=start) if move["before"] != move["status"]]
    if not moves:
        return
    paper.heading("What moved")
    for move in moves[-_MOVES:]:
        paper.line(f"• {named(move)}", indent=2)
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
    widest = published.screen("repeated", topic="*")[0]["claim_id"]
    call, where = program(), f"--db {shlex.quote(str(directory))}"
    paper.heading("Try next")
    steps = [
        (f"{call} claim {widest} {where}", "the most repeated claim, mention by mention"),
        (
            f"{call} query --saved one_origin_many_outlets {where}",
            "what looks widely reported and rests on one origin",
        ),
        (f'{call} query {where} "FROM mentions WHERE hedge_dropped"', "who dropped the attribution"),
        (f"{call} digest {where}", "what you would have been told, story by story"),
        (f"{call} run", "your own: the topics of seeds/, with real feeds"),
    ]
    for command, what in steps:
        paper.command(command, indent=2)
        paper.line(what, indent=6, style="quiet")
    paper.line(f"database: {directory / 'news.duckdb'} (DuckDB, read-only, yours)", indent=2)
