"""What a look at the whole found: what is wrong, since when, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.screen.paper import Paper, day
from pipeline.screen.streams import print_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.vigil import Vigil

__all__ = ["exit_code", "show_vigil"]

_WRONG = 3


def exit_code(vigil: Vigil) -> int:
    """Return 0 when all is well, 3 when something is wrong; a burst is news."""
    return _WRONG if vigil.wrong else 0


def show_vigil(vigil: Vigil, *, as_json: bool) -> None:
    """Write what was found, and what is over since the last look."""
    if as_json:
        print_json([*_found(vigil), *_over(vigil)])
        return
    paper = Paper()
    for finding in vigil.findings:
        since = f", since {day(finding.began_at)}" if finding.began_at else ""
        paper.line(f"{finding.title} ({finding.topic}): {finding.facts.why}{since}", style="warn")
        for detail in finding.facts.details:
            paper.line(detail, indent=3)
    for over in _over(vigil):
        paper.line(f"{over['title']}: {over['why']}", style="good")
    if not vigil.findings:
        paper.line("all is well: feeds, runs, topics and checks; no burst", style="good")


def _found(vigil: Vigil) -> Iterator[dict[str, Any]]:
    told = {(one.rule, one.topic, one.subject) for one in vigil.going_on}
    new = {(alert.rule, alert.topic, alert.subject) for alert in vigil.alerts}
    for finding in vigil.findings:
        key = (finding.rule, finding.topic, finding.subject)
        state = "new" if key in new else "told before" if key in told else "too early to tell"
        yield {
            "rule": finding.rule,
            "topic": finding.topic,
            "subject": finding.subject,
            "state": state,
            "severity": finding.severity,
            "began_at": finding.began_at,
            "title": finding.title,
            "why": finding.facts.why,
            "details": list(finding.facts.details),
        }


def _over(vigil: Vigil) -> Iterator[dict[str, Any]]:
    for alert in vigil.alerts:
        if alert.trigger.endswith(" over"):
            yield {
                "rule": alert.rule,
                "topic": alert.topic,
                "subject": alert.subject,
                "state": "over",
                "severity": alert.severity,
                "began_at": None,
                "title": alert.title,
                "why": alert.facts.why,
                "details": list(alert.facts.details),
            }
