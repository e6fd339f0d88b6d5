"""
The command line: one verb, one call. Data goes to standard output, everything else to standard error.

Exit codes: 0 ok, 1 failed, 2 usage, 3 partly (some feeds failed), 4 configuration, 5 locked. Imports wait until a
command needs them, so that --help answers at once.
"""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.alerts import alerts
from pipeline.cli.backfill import backfill
from pipeline.cli.batch import claims, extract, group
from pipeline.cli.families import families
from pipeline.cli.feeds import feeds
from pipeline.cli.migrate import migrate
from pipeline.cli.notify import digest, notify
from pipeline.cli.options import PARTLY, again, json_option, published_in, settings_of, settings_of_stored, where
from pipeline.cli.overrules import article, claim, overrules, story
from pipeline.cli.receive import receive
from pipeline.cli.vigil import vigil
from pipeline.cli.watch import watch
from pipeline.errors import ClaimwatchError
from pipeline.screen.streams import complain, print_json, print_what_can_be_printed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.models import Stage

__all__ = ["main"]

_HERE = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def main() -> None:
    """Run the command line; every error of ours is one line and an exit code."""
    print_what_can_be_printed()
    try:
        code = claimwatch(standalone_mode=False)
    except ClaimwatchError as error:
        complain(error)
        sys.exit(error.exit_code)
    except UnicodeEncodeError as error:
        complain(error)
        sys.exit(1)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("claimwatch: stopped; what was stored stands", err=True)
        sys.exit(130)
    except BrokenPipeError:
        # Whoever read our output has seen enough: `claimwatch query … | head`.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    sys.exit(code if isinstance(code, int) else 0)


@click.group(context_settings=_HERE)
@click.version_option(package_name="claimwatch", message="%(version)s")
def claimwatch() -> None:
    """
    Follow a topic in the news: what is newly claimed, on whose word, and how it spreads.

    It measures reporting, not truth.
    """


@claimwatch.command()
@where
def demo(topics: Sequence[Path], db: Path | None) -> None:
    """Show the whole job offline, on the seeds and example feeds; into var/demo unless --db says otherwise."""
    from pipeline.demo.play import play

    play(db or Path("var/demo"))


@claimwatch.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--seeds", "files", multiple=True, required=True, type=click.Path(path_type=Path), metavar="FILE",
    help="An article as plain text; may be repeated, and further files may follow.",
)  # fmt: skip
@click.argument("more", nargs=-1, type=click.Path(path_type=Path))
@click.option("--name", help="What to call the topic. Default: the folder's name.")
def init(folder: Path, files: Sequence[Path], more: Sequence[Path], name: str | None) -> None:
    """Make a topic from a few articles about it."""
    from pipeline.doors import clock
    from pipeline.screen.paper import plural, program
    from pipeline.topic.planting import plant

    planted = plant(folder, [*files, *more], name, clock())
    topic = f"--topic {shlex.quote(str(folder))}"
    names = ", ".join(planted.names[:8]) or "none found"
    click.echo(f"{folder}: {plural(len(planted.seeds), 'seed')}, names: {names}")
    click.echo(f"edit {folder / 'topic.toml'} if you know better; add feeds with: {program()} feeds add URL {topic}")
    click.echo(f"then: {program()} run {topic}")


@claimwatch.command()
@where
@json_option
@click.option("--alert-to", metavar="stdout|URL", help="Tell this address too; it is written nowhere.")
@click.option("--due", "only_due", is_flag=True, help="Ask only the feeds whose turn it is; for runs on a schedule.")
def run(topics: Sequence[Path], db: Path | None, alert_to: str | None, *, only_due: bool, as_json: bool) -> int:
    """Make one pass over the feeds: ask them, fetch what is new, judge and store it."""
    from pipeline.doors import clock, open_doors, topics_and_feeds
    from pipeline.run import run as make_a_pass
    from pipeline.screen.bars import bars
    from pipeline.screen.runs import exit_code, show_run

    settings = settings_of(topics, db, alert_to)
    found, feeds = topics_and_feeds(settings, clock())
    with bars() as progress, open_doors(settings, progress=progress) as doors:
        report = make_a_pass(found, feeds, doors, only_due=only_due)
    show_run(report, settings, as_json=as_json)
    return exit_code(report)


@claimwatch.command()
@where
@json_option
@click.option("--since", default="1d", metavar="WHEN", help="1d, 12h, 2018-03-22 … Default: 1d.")
@click.option("--all", "context", is_flag=True, help="Also claims that are context only, and those of the seeds.")
def new(topics: Sequence[Path], db: Path | None, since: str, *, as_json: bool, context: bool) -> None:
    """List the claims that are new, with evidence and origins."""
    from pipeline.doors import clock
    from pipeline.screen.claims import show_new
    from pipeline.screen.paper import Paper
    from pipeline.since import moment
    from pipeline.topic.folder import known_folder

    now = clock()
    start = moment(since, now).replace(tzinfo=None)
    topic = known_folder(topics[0]).resolve().name if topics else "*"
    claims = published_in(db).screen("new_claims", since=start, tier=2 if context else 1, topic=topic, seeds=context)
    if as_json:
        print_json(claims)
    elif claims:
        show_new(Paper(), claims)
    else:
        wider = (("--since 1w", start > moment("1w", now).replace(tzinfo=None)), ("--all", not context))
        advice = " or ".join(option for option, helps in wider if helps)
        click.echo(f"nothing new since {start:%Y-%m-%d %H:%M} UTC{advice and f'; try {advice}'}", err=True)


@claimwatch.command()
@where
@json_option
@click.argument("what", metavar="ID|URL")
def why(topics: Sequence[Path], db: Path | None, what: str, *, as_json: bool) -> None:
    """Say why something was stored, dropped, called a copy, merged, alerted or not."""
    from pipeline.screen.paper import Paper
    from pipeline.screen.why import show_why, why_records

    if as_json:
        print_json(why_records(published_in(db), what))
    else:
        show_why(Paper(), published_in(db), what, again(topics, db))


@claimwatch.command()
@where
@json_option
@click.argument("sql", required=False)
@click.option(
    "--saved",
    "name",
    is_flag=False,
    flag_value="",
    metavar="[NAME]",
    help="A saved question; without a name, list them.",
)
@click.option("--set", "given", multiple=True, metavar="NAME=VALUE", help="Narrow a saved question; may be repeated.")
def query(
    topics: Sequence[Path], db: Path | None, sql: str | None, name: str | None, given: Sequence[str], *, as_json: bool
) -> None:
    """Ask the published database in SQL, or one of the saved questions."""
    from pipeline.screen.paper import Paper
    from pipeline.store.published import Table
    from pipeline.store.questions import saved_questions

    if (sql is None) == (name is None):
        raise click.UsageError("give SQL, or --saved NAME; --saved alone lists the saved questions")
    if given and not name:
        raise click.UsageError("--set narrows a saved question; name it: --saved NAME")
    if name == "":
        listed = [(one.group, one.name, one.question, ", ".join(one.may_set)) for one in saved_questions()]
        table = Table(("about", "name", "question", "may be set"), listed)
    else:
        published = published_in(db)
        settings = dict(_name_and_value(setting) for setting in given)
        table = published.saved(name, settings) if name is not None else published.ask(sql or "")
    if as_json:
        print_json(table.dicts())
    else:
        Paper().table(table.columns, table.rows)


def _name_and_value(setting: str) -> tuple[str, str]:
    name, sign, value = setting.partition("=")
    if not sign:
        raise click.UsageError(f"--set {setting}: write it as NAME=VALUE")
    return name, value


@claimwatch.command()
@where
def doctor(topics: Sequence[Path], db: Path | None) -> int:
    """Check configuration, database and feeds, and say what to do."""
    from pipeline.screen.health import show_health
    from pipeline.screen.paper import Paper

    return show_health(Paper(), settings_of(topics, db))


@claimwatch.command()
@where
@json_option
@click.option(
    "--from", "stage", required=True, type=click.Choice(["read", "topic", "compare", "claims", "link"]),
    help="The first stage to do again; what those before it decided stands.",
)  # fmt: skip
@click.option("--since", metavar="WHEN", help="Only what was seen since: 1d, 12h, 2018-03-22 … Default: everything.")
def reprocess(topics: Sequence[Path], db: Path | None, stage: Stage, since: str | None, *, as_json: bool) -> int:
    """Decide again on what is stored, from the kept bytes, without the network; nobody is alerted."""
    from pipeline.doors import clock, open_doors, topics_and_feeds
    from pipeline.reprocess import reprocess as decide_again
    from pipeline.screen.bars import bars
    from pipeline.screen.runs import show_reprocessed
    from pipeline.since import moment

    settings = settings_of_stored(topics, db)
    start = moment(since, clock()) if since else None
    found, _ = topics_and_feeds(settings, clock())
    with bars() as progress, open_doors(settings, progress=progress) as doors:
        report = decide_again(found, doors, stage, start)
    show_reprocessed(report, stage, as_json=as_json)
    return PARTLY if report.problems else 0


@claimwatch.command()
@where
@json_option
def maintain(topics: Sequence[Path], db: Path | None, *, as_json: bool) -> None:
    """Look at the stories of the last 30 days again, all together, and tidy up; for every night."""
    from pipeline.doors import clock, open_doors, topics_and_feeds
    from pipeline.maintain import maintain as keep_up
    from pipeline.screen.bars import bars
    from pipeline.screen.runs import show_maintained

    settings = settings_of_stored(topics, db)
    found, _ = topics_and_feeds(settings, clock())
    with bars() as progress, open_doors(settings, progress=progress) as doors:
        show_maintained(keep_up(found, doors), as_json=as_json)


_COMMANDS = (story, claim, article, overrules, families, feeds, migrate)
_ON_ALERTS = (alerts, notify, digest, vigil)
_ON_THE_WAY_IN = (watch, receive, backfill)
_ON_TEXTS = (extract, group, claims)
for command in (*_COMMANDS, *_ON_ALERTS, *_ON_THE_WAY_IN, *_ON_TEXTS):
    claimwatch.add_command(command)
