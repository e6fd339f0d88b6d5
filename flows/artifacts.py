"""What Prefect's screens show of a run: its numbers as a table, and what is newly claimed as a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from pipeline.screen.claims import STATUS
from pipeline.screen.mentions import whose_word
from pipeline.screen.paper import plain, plural
from pipeline.screen.runs import summary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.models import StoryChange
    from pipeline.notify import Notified
    from pipeline.report import Report
    from pipeline.vigil import Vigil

__all__ = ["digest", "literal", "show", "show_night", "show_told", "show_vigil", "table"]

_SHOWN = 20
# CommonMark 0.31, section 2.4: a backslash takes any of these its meaning, "<" of HTML and ":" of a bare link included.
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def show(report: Report, claims: Sequence[dict[str, Any]]) -> None:
    """Leave the run's numbers as artifact `watch-run` and its digest as `watch-digest`."""
    create_table_artifact(key="watch-run", table=table(report), description="What the run brought, in numbers")
    create_markdown_artifact(key="watch-digest", markdown=digest(report, claims), description="What is newly claimed")


def show_night(numbers: Mapping[str, int], changes: Sequence[StoryChange]) -> None:
    """Leave what a night's work changed as artifact `maintain-run`, and the stories it changed as `maintain-digest`."""
    rows = [{"what": what, "count": count} for what, count in numbers.items()]
    create_table_artifact(key="maintain-run", table=rows, description="What the night's work changed, in numbers")
    lines = [f"- {change.kind}, story {change.other_id}: {literal(change.reason)}" for change in changes[:_SHOWN]]
    if len(changes) > _SHOWN:
        lines.append(f"- … and {len(changes) - _SHOWN} more")
    page = "\n".join(["## Stories changed", "", *(lines or ["None."])])
    create_markdown_artifact(key="maintain-digest", markdown=page, description="Which stories were changed, and why")


def show_told(told: Notified) -> None:
    """Leave what went out as artifact `notify-run`, and what did not and why as `notify-digest`."""
    counted = {
        "new messages": told.composed,
        "sent": told.sent,
        "tried again later": told.failed,
        "given up": told.dead,
    }
    rows = [{"what": what, "count": count} for what, count in counted.items()]
    create_table_artifact(key="notify-run", table=rows, description="What was told, in numbers")
    problems = [f"- {literal(problem)}" for problem in told.problems[:_SHOWN]]
    page = "\n".join(["## Problems", "", *(problems or ["None."])])
    create_markdown_artifact(key="notify-digest", markdown=page, description="What could not be told, and why")


def show_vigil(found: Vigil) -> None:
    """Leave what was found as artifact `vigil-run`, in numbers, and as `vigil-digest`, in words."""
    counted = {"wrong": len(found.wrong), "told and not over": len(found.going_on), "new alerts": len(found.alerts)}
    rows = [{"what": what, "count": count} for what, count in counted.items()]
    create_table_artifact(key="vigil-run", table=rows, description="What a look at the whole found, in numbers")
    lines = [f"- **{literal(one.title)}** — {literal(one.facts.why)}" for one in found.findings[:_SHOWN]]
    if len(found.findings) > _SHOWN:
        lines.append(f"- … and {len(found.findings) - _SHOWN} more")
    page = "\n".join(["## Found", "", *(lines or ["All is well."])])
    create_markdown_artifact(key="vigil-digest", markdown=page, description="What is wrong, and since when")


def table(report: Report) -> list[dict[str, Any]]:
    """Return what the run counted, one row a number, and a row for each reason that something was dropped for."""
    counted = {
        "feeds": report.feeds,
        "feeds that failed": report.failed_feeds,
        "pages": report.pages,
        "articles": report.articles,
        "of them copies": report.copies,
        "new stories": report.stories,
        "new claims": report.claims,
        "mentions": report.mentions,
        "of them echoes": report.echoes,
        "alerts": report.alerts,
    }
    dropped = {f"dropped at {reason}": count for reason, count in report.drops.most_common()}
    return [{"what": literal(what), "count": count} for what, count in (counted | dropped).items()]


def digest(report: Report, claims: Sequence[dict[str, Any]]) -> str:
    """
    Return the run as a page of markdown; `claims` are rows of sql/screens/new_claims.sql.

    Whatever was written elsewhere stands in it as `literal` text.
    """
    lines = [literal(summary(report)), "", "## New claims", ""]
    for claim in claims[:_SHOWN]:
        support = f"{STATUS[claim['status']]} · {plural(claim['origins'], 'origin')}"
        lines.append(f"- **{literal(claim['claim'])}** — {literal(whose_word(claim))} · {literal(support)}")
    if not claims:
        lines.append("None.")
    if len(claims) > _SHOWN:
        lines.append(f"- … and {len(claims) - _SHOWN} more")
    if report.problems:
        lines += ["", "## Problems", "", *(f"- {literal(problem)}" for problem in report.problems[:_SHOWN])]
    return "\n".join(lines)


def literal(text: str) -> str:
    """Return text so that markdown shows it as it is: no link, no image, no markup, and on one line."""
    return _PUNCTUATION.sub(r"\\\1", plain(text))
