"""The command that takes in what was before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pipeline.cli.options import json_option, settings_of, where

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["backfill"]


@click.command()
@where
@json_option
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@click.option("--from", "first", metavar="DATE", help="The first day that is wanted: 2018-03-22, or 90d ago.")
@click.option("--to", "last", metavar="DATE", help="The last day that is wanted.")
@click.option("--window", default="7d", metavar="DAYS", help="How many days are taken in together. Default: 7d.")
@click.option("--notify", is_flag=True, help="Alert as a run does. Default: nobody is told of what is old.")
@click.option("--workers", type=click.IntRange(1, 256), help="Processes that read. Default: one a core.")
@click.option("--dask", metavar="tcp://HOST:PORT", help="Have the workers of this Dask scheduler read.")
def backfill(
    topics: Sequence[Path], db: Path | None, sources: Sequence[str], first: str | None, last: str | None, window: str,
    workers: int | None, dask: str | None, *, notify: bool, as_json: bool,
) -> int:  # fmt: skip
    """
    Take in archives (WARC), folders of saved pages, sitemaps and lists of addresses, the oldest pages first.

    A SOURCE is a path or an address. Stopped or killed, the same command goes on where it was.
    """
    from pipeline.backfill.filling import backfill as take_in
    from pipeline.backfill_doors import address_of, open_hands, wanted_of
    from pipeline.doors import clock, open_doors, topics_and_feeds
    from pipeline.screen.backfilled import backfill_exit_code, show_backfill
    from pipeline.screen.bars import bars

    settings = settings_of(topics, db)
    wanted = wanted_of(first, last, window, clock(), notify=notify, workers=workers, dask=dask)
    addresses = [address_of(source) for source in sources]
    found, _ = topics_and_feeds(settings, clock())
    with (
        bars(rate="pages") as progress,
        open_doors(settings, progress=progress) as doors,
        open_hands(found, doors, workers=workers, dask=dask) as hands,
    ):
        counts = take_in(found, addresses, doors, hands, wanted)
    show_backfill(counts, as_json=as_json)
    return backfill_exit_code(counts)
