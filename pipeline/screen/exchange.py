"""Lists of feeds that come from other readers, and go to them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.errors import UsageError
from pipeline.feedlist import export_feeds, import_feeds, write_beside
from pipeline.screen.paper import plain, plural, without_password

if TYPE_CHECKING:
    from pipeline.collect.lists.opml import ListedFeed
    from pipeline.config import Settings
    from pipeline.screen.paper import Paper

__all__ = ["show_export", "show_import"]

PARTLY = 3
_HERE = "-"


def show_import(paper: Paper, settings: Settings, place: str) -> int:
    """
    Take in the list in a file, or on standard input ("-"), and write what became of each feed; return the exit code.

    0: all are in the topic now; 3: some were refused, or may be missing because the list is broken; 1: all were.
    """
    done = import_feeds(settings, _given(place))
    taken = len(done.added) + len(done.already)
    paper.line(
        f"{done.folder}: {plural(len(done.added), 'feed')} added, {len(done.already)} there already,"
        f" {len(done.refused)} refused",
        style="strong",
    )
    for feed in done.added:
        paper.line(f"added    {_name(feed)}", indent=2, style="good")
    for feed in done.already:
        paper.line(f"already  {_name(feed)}", indent=2, style="quiet")
    for feed, reason in done.refused:
        paper.line(f"refused  {_name(feed)}: {without_password(reason)}", indent=2, style="warn")
    if done.flaw:
        click.echo(
            f"{plain(place)}: {done.flaw}; what could be read of it was taken: {plural(taken, 'feed')}", err=True
        )
    return 0 if not (done.refused or done.flaw) else PARTLY if taken else 1


def show_export(settings: Settings, place: str) -> None:
    """Write the topics' feeds as OPML to a file or standard output ("-"), and what to know of it to standard error."""
    done = export_feeds(settings)
    if place == _HERE:
        click.echo(done.opml.decode(), nl=False)
    else:
        write_beside(Path(place), done.opml)
        click.echo(f"{plural(done.feeds, 'feed')} written to {plain(place)}", err=True)
    if done.local:
        click.echo(f"left out: {plural(done.local, 'feed')} on this machine, of no use elsewhere", err=True)
    if done.with_password:
        what = plural(done.with_password, "address has", "addresses have")
        click.echo(f"{what} a user name or password in it: mind whom you give this list", err=True)


def _given(place: str) -> bytes:
    if place == _HERE:
        return sys.stdin.buffer.read()
    try:
        return Path(place).read_bytes()
    except OSError as error:
        raise UsageError(f"{place}: cannot be read ({error.strerror})") from error


def _name(feed: ListedFeed) -> str:
    return " · ".join(part for part in (feed.label, without_password(feed.url)) if part) or "an entry without a name"
