"""Which feeds a site has, and which of them to take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from pipeline.discovery import discover
from pipeline.doors import clock, open_doors
from pipeline.errors import UsageError
from pipeline.feedlist import add_feed, the_folder
from pipeline.screen.feed_words import pace
from pipeline.screen.paper import day, plain, plural, program, without_password
from pipeline.screen.streams import print_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.collect.discover import Find
    from pipeline.config import Settings
    from pipeline.discovery import Discovery
    from pipeline.screen.paper import Paper

__all__ = ["show_discovery"]

_SHOWN_FAILURES = 8
_NOTHING = 1


def show_discovery(
    paper: Paper, settings: Settings, place: str, which: Sequence[str], *, add: bool, as_json: bool
) -> int:
    """
    Look for the feeds of a site and write what each offers, best first; with `add`, list them in the topic.

    `which` are the numbers or addresses to add, the best where it is empty. Returns the exit code: 1, nothing found.
    Raises UsageError when the place is no address, one of `which` is none of what was found, or the topic is not clear.
    """
    if add:
        the_folder(settings)  # before anything is asked
    elif which:
        raise UsageError(f"“{which[0]}”: only one site at a time; with --add, the feeds to add may follow")
    with open_doors(settings) as doors:
        found = discover(place, lambda requests: doors.fetcher.fetch_all(requests, doors.now), doors.reader, clock())
    if not found.finds:
        _show_nothing(place, found)
        return _NOTHING
    if as_json:
        print_json(_as_json(find) for find in found.finds)
    else:
        for number, find in enumerate(found.finds, start=1):
            _show(paper, number, find)
    if add:
        for find in _chosen(found.finds, which):
            _add(settings, find)
    elif not as_json:
        click.echo(f"to take the first: {program()} feeds discover {plain(place)} --add", err=True)
    return 0


def _show(paper: Paper, number: int, find: Find) -> None:
    paper.line(f"{number}  {without_password(find.url)}", style="strong")
    name = find.title or "without a title"
    paper.line(f"{name} · {find.kind}, {find.how}{' · comments' if find.comments else ''}", indent=3)
    paper.line(_offer(find), indent=3, style="good" if find.entries or find.children else "warn")


def _offer(find: Find) -> str:
    if find.children:
        return f"{plural(find.children, 'sitemap')}, the newest of {day(find.newest)}"
    if not find.entries:
        return "no entries at present"
    dates = {0.0: "no date can be trusted", 1.0: "all dates can be trusted"}.get(
        find.dated, f"{find.dated:.0%} of the dates can be trusted"
    )
    offer = f"{plural(find.entries, 'entry', 'entries')}, the newest of {day(find.newest)}"
    return f"{offer} · {pace(find.entries_a_day)} · {dates}"


def _show_nothing(place: str, found: Discovery) -> None:
    """Write to standard error what was tried, the guesses that all failed alike in one line."""
    click.echo(f"claimwatch: no feed found for {without_password(plain(place))}; tried:", err=True)
    guesses = [tried for tried in found.tried if tried.how == "usual place"]
    for tried in [tried for tried in found.tried if tried not in guesses] + guesses[:_SHOWN_FAILURES]:
        line = f"  {tried.how}: {tried.url}: {tried.outcome}"
        click.echo(without_password(plain(line)), err=True)
    if len(guesses) > _SHOWN_FAILURES:
        click.echo(f"  and {len(guesses) - _SHOWN_FAILURES} more usual places", err=True)
    click.echo(f"if you know the feed's address: {program()} feeds add URL", err=True)


def _chosen(finds: Sequence[Find], which: Sequence[str]) -> list[Find]:
    if not which:
        return [finds[0]]
    by_name = {str(number): find for number, find in enumerate(finds, start=1)} | {find.url: find for find in finds}
    for name in which:
        if name not in by_name:
            raise UsageError(f"“{name}” is none of what was found; give a number from 1 to {len(finds)} or an address")
    return [by_name[name] for name in dict.fromkeys(which)]


def _add(settings: Settings, find: Find) -> None:
    try:
        folder = add_feed(settings, find.url, find.title)
    except UsageError as error:
        click.echo(f"not added: {without_password(str(error))}", err=True)
    else:
        click.echo(f"added to {folder}: {without_password(find.url)}", err=True)


def _as_json(find: Find) -> dict[str, Any]:
    told = find._asdict()
    del told["addresses"]
    return told | {"url": without_password(find.url)}
