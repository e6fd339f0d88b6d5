"""The commands about feeds: find, add, remove, list, check and exchange them."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import click

from pipeline.cli.options import json_option, settings_of, where
from pipeline.screen.streams import print_json

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["feeds"]


@click.group()
def feeds() -> None:
    """Find, add, remove, list, check and exchange the feeds of a topic."""


@feeds.command("list")
@where
@json_option
def feeds_list(topics: Sequence[Path], db: Path | None, *, as_json: bool) -> None:
    """List the feeds, and how each is doing."""
    from pipeline.screen.feeds import feed_rows, show_feeds
    from pipeline.screen.paper import Paper

    rows = feed_rows(settings_of(topics, db))
    if as_json:
        print_json(rows)
    else:
        show_feeds(Paper(), rows)


@feeds.command("add")
@where
@click.argument("url", metavar="URL|PATH")
@click.option("--label", help="What to call it.")
def feeds_add(topics: Sequence[Path], db: Path | None, url: str, label: str | None) -> None:
    """Add a feed to a topic: an address, or a folder or file of this machine (pages, WARC)."""
    from pipeline.feedlist import add_feed
    from pipeline.screen.paper import program

    folder = add_feed(settings_of(topics, db), url, label)
    click.echo(f"added to {folder}; try it with: {program()} feeds check --topic {shlex.quote(str(folder))}")


@feeds.command("remove")
@where
@click.argument("url")
def feeds_remove(topics: Sequence[Path], db: Path | None, url: str) -> None:
    """Stop polling a feed; what came from it stays."""
    from pipeline.feedlist import remove_feed

    for folder in remove_feed(settings_of(topics, db), url):
        click.echo(f"removed from {folder}")


@feeds.command("discover")
@where
@json_option
@click.argument("url")
@click.argument("which", nargs=-1, metavar="[NUMBER|URL]…")
@click.option("--add", is_flag=True, help="Add the best to the topic, or those whose number or address follows.")
def feeds_discover(
    topics: Sequence[Path], db: Path | None, url: str, which: Sequence[str], *, add: bool, as_json: bool
) -> int:
    """Find the feeds of a site and say what each offers, best first."""
    from pipeline.screen.discover import show_discovery
    from pipeline.screen.paper import Paper

    return show_discovery(Paper(), settings_of(topics, db), url, which, add=add, as_json=as_json)


@feeds.command("import")
@where
@click.argument("file", metavar="FILE|-")
def feeds_import(topics: Sequence[Path], db: Path | None, file: str) -> int:
    """Add the feeds of a list that another reader exported (OPML)."""
    from pipeline.screen.exchange import show_import
    from pipeline.screen.paper import Paper

    return show_import(Paper(), settings_of(topics, db), file)


@feeds.command("export")
@where
@click.argument("file", metavar="[FILE|-]", default="-")
def feeds_export(topics: Sequence[Path], db: Path | None, file: str) -> None:
    """Write the feeds as a list that other readers import (OPML)."""
    from pipeline.screen.exchange import show_export

    show_export(settings_of(topics, db), file)


@feeds.command("check")
@where
@json_option
@click.argument("urls", nargs=-1, metavar="[URL]…")
def feeds_check(topics: Sequence[Path], db: Path | None, urls: Sequence[str], *, as_json: bool) -> int:
    """Ask feeds now, store nothing, and say how each is doing: all of them briefly, or those given in full."""
    from pipeline.screen.feed_check import check_feeds
    from pipeline.screen.paper import Paper

    return check_feeds(Paper(), settings_of(topics, db), urls, as_json=as_json)
