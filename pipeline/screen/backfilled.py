"""What a back-fill brought, in a line or two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pipeline.screen.paper import plain, plural, without_password
from pipeline.screen.streams import print_json

if TYPE_CHECKING:
    from pipeline.backfill.report import Backfill

__all__ = ["backfill_exit_code", "show_backfill"]

_CODES = {"ok": 0, "failed": 1, "partly": 3}
_PROBLEMS_SHOWN = 5


def backfill_exit_code(counts: Backfill) -> int:
    """Return 0 when all could be had, 3 when some could not, 1 when not one source could be read."""
    return _CODES[counts.outcome]


def show_backfill(counts: Backfill, *, as_json: bool) -> None:
    """Write the outcome to standard output, problems and what is left to standard error."""
    report = counts.report
    if as_json:
        own = ("sources", "failed", "done_before", "pages", "undated", "left_out", "put_off", "outcome", "rate")
        brought = ("articles", "copies", "edits", "stories", "claims", "echoes", "mentions", "alerts", "seconds")
        days = {"windows": len(counts.windows), "first_day": counts.first_day, "last_day": counts.last_day}
        problems = [without_password(problem) for problem in report.problems]
        found = {name: getattr(counts, name) for name in own} | {name: getattr(report, name) for name in brought}
        print_json([found | days | {"drops": dict(report.drops), "problems": problems}])
        return
    click.echo(_summary(counts))
    for reason, count in report.drops.most_common():
        click.echo(f"  dropped at {plain(reason)}: {count}")
    for problem in report.problems[:_PROBLEMS_SHOWN]:
        click.echo(f"claimwatch: {plain(without_password(problem))}", err=True)
    if len(report.problems) > _PROBLEMS_SHOWN:
        click.echo(f"claimwatch: … and {len(report.problems) - _PROBLEMS_SHOWN} more", err=True)
    if counts.put_off:
        click.echo(
            f"claimwatch: {plural(counts.put_off, 'page')} put off: their host wants quiet;"
            " the same command fetches them later",
            err=True,
        )


def _summary(counts: Backfill) -> str:
    report = counts.report
    days = f", {counts.first_day} to {counts.last_day}" if counts.first_day else ""
    asides = (
        f"{plural(counts.undated, 'page')} without a day" if counts.undated else "",
        f"{plural(counts.left_out, 'page')} of other days left out" if counts.left_out else "",
        f"{plural(counts.done_before, 'source')} taken in before" if counts.done_before else "",
    )
    return " · ".join(
        filter(
            None,
            (
                f"{plural(counts.sources, 'source')} ({counts.failed} failed)",
                f"{plural(counts.pages, 'page')} in {plural(len(counts.windows), 'window')}{days}",
                *asides,
                f"{plural(report.articles, 'new article')} ({plural(report.copies, 'copy', 'copies')})",
                f"{report.drops.total()} dropped",
                plural(report.stories, "new story", "new stories"),
                plural(report.claims, "new claim"),
                plural(report.alerts, "alert"),
                f"{report.seconds:.1f} s, {counts.rate:.1f} pages a second",
            ),
        )
    )
