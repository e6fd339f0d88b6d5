"""Families of outlets as a list, and what came of saying something of them."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

from rapidfuzz import process

from pipeline.link.families import known_families
from pipeline.link.voices import name_key, plain_name
from pipeline.screen.paper import day, plural, program
from pipeline.store.database import Database
from pipeline.store.published import Published

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipeline.overruling.families import Said
    from pipeline.screen.paper import Paper

__all__ = ["family_records", "show_families", "show_said"]

_NEAR = 70
"""How like a known name one must be to be taken for it, of 100: two letters of ten may differ."""


def family_records(db: Path) -> list[dict[str, Any]]:
    """
    Return a record for each outlet of which it is known or was said to which family it belongs, by family and outlet.

    `decided_at` is None for what comes with the program, `family` is None for an outlet that was taken out of one.
    """
    found: dict[str, dict[str, Any]] = {
        name_key(outlet): {"family": family.name, "outlet": outlet, "note": None, "decided_at": None}
        for family in known_families()
        for outlet in family.outlets
    }
    database = Database(db)
    readable = database.begun if database.shared else database.published.exists()
    for row in reversed(Published(database.published).screen("families") if readable else []):
        found[name_key(row["outlet"])] = {name: row[name] for name in ("family", "outlet", "note", "decided_at")}
    return sorted(found.values(), key=lambda row: (row["decided_at"] is None, row["family"] or "", row["outlet"]))


def show_families(paper: Paper, records: Sequence[dict[str, Any]]) -> None:
    """Write what people said first, then the families that are widely known."""
    rows = [
        (
            row["family"] or "(none)",
            row["outlet"],
            day(row["decided_at"]) if row["decided_at"] else "",
            row["note"] or "",
        )
        for row in records
    ]
    paper.table(("family", "outlet", "said", "note"), rows)


def show_said(paper: Paper, said: Said, kin: Sequence[tuple[str, str | None]], where: str = "") -> None:
    """Write what changed, and for a single outlet how to go back."""
    if not said.outlets:
        paper.line("that stands already; nothing was added")
        return
    changed = (
        f"what stands behind {plural(said.claims, 'claim')} was counted anew" if said.claims else "no claim changes"
    )
    paper.line(
        f"said of {plural(len(said.outlets), 'outlet')}; {changed}, {plural(said.steps, 'status', 'statuses')} moved"
    )
    for name in said.unmet:
        near = process.extractOne(plain_name(name), said.met, processor=plain_name, score_cutoff=_NEAR)
        meant = f"; did you mean “{near[0]}”?" if near else ""
        paper.line(f"no article is of “{name}” and none cites it{meant}", style="warn")
    (outlet, family), *more = kin
    if not more and family is not None:
        paper.command(f"undo it with: {program()} families leave {shlex.quote(outlet)}{where}", indent=0)
