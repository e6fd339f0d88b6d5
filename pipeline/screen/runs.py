"""What a run brought, in a line or two, and with which exit code it ends."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from pipeline.screen.paper import day, plain, plural, without_password
from pipeline.screen.streams import print_json
from pipeline.store.database import Database

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.config import Settings
    from pipeline.maintain import Maintained
    from pipeline.models import Stage
    from pipeline.report import Report

__all__ = ["exit_code", "show_maintained", "show_reprocessed", "show_run", "summary"]

_CODES = {"ok": 0, "failed": 1, "partly": 3}
_PROBLEMS_SHOWN = 5


def exit_code(report: Report) -> int:
    """Return 0 when all went well, 3 when some feeds failed, 1 when all did."""
    return _CODES[report.outcome]


def summary(report: Report) -> str:
    """Return a run in one line."""
    dropped = sum(report.drops.values())
    edited = f" · {report.edits} edited" if report.edits else ""
    resting = f", {report.resting_feeds} not their turn" if report.resting_feeds else ""
    return (
        f"{plural(report.feeds, 'feed')} ({report.failed_feeds} failed{resting}) · {plural(report.pages, 'page')} · "
        f"{plural(report.articles, 'new article')} ({plural(report.copies, 'copy', 'copies')}){edited} · "
        f"{dropped} dropped · "
        f"{plural(report.stories, 'new story', 'new stories')} · {plural(report.claims, 'new claim')} · "
        f"{plural(report.echoes, 'echo', 'echoes')} · {plural(report.alerts, 'alert')} · {report.seconds:.1f} s"
    )


def show_run(report: Report, settings: Settings, *, as_json: bool) -> None:
    """Write the outcome to standard output, problems and the next step to standard error."""
    if as_json:
        numbers = (
            "feeds",
            "failed_feeds",
            "resting_feeds",
            "pages",
            "articles",
            "copies",
            "stories",
            "claims",
            "echoes",
            "mentions",
        )
        found = {name: getattr(report, name) for name in (*numbers, "alerts", "outcome", "seconds")}
        problems = [without_password(problem) for problem in report.problems]
        left_alone = [{"host": host, **waiting._asdict()} for host, waiting in report.left_alone.items()]
        asked = {"texts": report.asked, "tokens": report.tokens, "cost": report.cost, "stood_in": dict(report.stood_in)}
        rest = {"left_alone": left_alone, "problems": problems, "drops": dict(report.drops), "model": asked}
        print_json([found | rest])
        return
    click.echo(summary(report))
    for reason, count in report.drops.most_common():
        click.echo(f"  dropped at {plain(reason)}: {count}")
    if report.asked:
        click.echo(f"  {_asked(report)}")
    for why, count in report.stood_in.most_common():
        click.echo(f"claimwatch: the rules stood in for the model on {plural(count, 'text')}: {plain(why)}", err=True)
    for problem in report.problems[:_PROBLEMS_SHOWN]:
        click.echo(f"claimwatch: {plain(without_password(problem))}", err=True)
    if len(report.problems) > _PROBLEMS_SHOWN:
        click.echo(f"claimwatch: … and {len(report.problems) - _PROBLEMS_SHOWN} more: claimwatch feeds list", err=True)
    for waiting in _waiting(report):
        click.echo(f"claimwatch: {waiting}", err=True)
    if report.outcome == "failed":
        click.echo("claimwatch: not one feed answered; is there a network? what was stored before stands", err=True)
    if report.feeds == report.resting_feeds == 0:
        click.echo("claimwatch: no feeds yet; add some with: claimwatch feeds add URL", err=True)
    where = "" if str(settings.db) == "var" else f" --db {settings.db}"
    click.echo(f"next: claimwatch new{where} · {Database(settings.db).published_name}", err=True)


def _asked(report: Report) -> str:
    """Return what a language model was asked, in a line."""
    price = f" · {report.cost:.2f} by the price list" if report.cost else ""
    return f"a language model was asked about {plural(report.asked, 'text')} · {report.tokens:,} tokens{price}"


def _waiting(report: Report) -> Iterator[str]:
    """Yield which hosts kept feeds from being asked, those with the most first."""
    hosts = sorted(report.left_alone.items(), key=lambda one: -one[1].feeds)
    for host, waiting in hosts[:_PROBLEMS_SHOWN]:
        why = f"asked for quiet until {day(waiting.until)}" if waiting.until else "had no turn left"
        yield f"{plural(waiting.feeds, 'feed')} not asked: {host} {why}"
    if len(hosts) > _PROBLEMS_SHOWN:
        yield f"… and {len(hosts) - _PROBLEMS_SHOWN} more hosts: claimwatch feeds list"


def show_reprocessed(report: Report, stage: Stage, *, as_json: bool) -> None:
    """Write what was decided again, problems to standard error."""
    dropped = report.drops.total()
    if as_json:
        numbers = ("articles", "copies", "stories", "claims", "echoes", "mentions", "seconds", "problems")
        print_json([{"from": stage, **{name: getattr(report, name) for name in numbers}, "drops": dict(report.drops)}])
        return
    click.echo(
        f"again from {stage} on: {plural(report.articles, 'text')} ({plural(report.copies, 'copy', 'copies')}) · "
        f"{dropped} dropped · {plural(report.stories, 'story', 'stories')} · {plural(report.claims, 'claim')} · "
        f"{plural(report.echoes, 'echo', 'echoes')} · {report.seconds:.1f} s"
    )
    for problem in report.problems[:_PROBLEMS_SHOWN]:
        click.echo(f"claimwatch: {plain(without_password(problem))}", err=True)
    if len(report.problems) > _PROBLEMS_SHOWN:
        click.echo(f"claimwatch: … and {len(report.problems) - _PROBLEMS_SHOWN} more", err=True)


def show_maintained(done: Maintained, *, as_json: bool) -> None:
    """Write what changed in the night."""
    if as_json:
        changes = [change.model_dump(mode="json") for change in done.changes]
        print_json([{**done._asdict(), "changes": changes, "tidied": done.tidied._asdict()}])
        return
    counts = Counter(change.kind for change in done.changes)
    click.echo(
        f"{plural(done.articles, 'article')} seen together · {plural(counts['merge'], 'merge')} · "
        f"{plural(counts['split'], 'split')} · {plural(done.moved, 'article')} in another story"
    )
    for change in done.changes:
        went = (
            f"story {change.other_id} went into" if change.kind == "merge" else f"story {change.other_id} came out of"
        )
        click.echo(f"  {went} story {change.story_id}: {change.reason}")
    if done.tidied.boilerplate:
        click.echo(f"  {plural(done.tidied.boilerplate, 'phrase')} found to be boilerplate")
    if done.tidied.thinned:
        click.echo(f"  {plural(done.tidied.thinned, 'row')} of old texts thinned out")
