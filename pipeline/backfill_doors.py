"""What a back-fill is told by its user, made into what it works with: addresses, days, and who reads."""

from __future__ import annotations

import contextlib
import os
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.backfill.filling import Wanted
from pipeline.backfill.hands import PAGE_SECONDS, Hands, OwnHands
from pipeline.backfill.listening import listener
from pipeline.backfill.loads import PAGES
from pipeline.backfill.windows import Bounds
from pipeline.durations import duration
from pipeline.errors import SettingsError, UsageError
from pipeline.since import moment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from pipeline.run import Doors
    from pipeline.topic import Topic

__all__ = ["address_of", "open_hands", "wanted_of"]


def address_of(source: str) -> str:
    """
    Return the address of a source: of a path on this machine where it is none.

    Raises UsageError where nothing is there.
    """
    if source.lower().startswith(("http://", "https://", "file:")):
        return source
    path = Path(source).expanduser()
    if not path.exists():
        raise UsageError(f"{source}: nothing is there; name an archive, a folder, a list, or an address with https://")
    return path.resolve().as_uri()


def wanted_of(
    first: str | None,
    last: str | None,
    window: str,
    now: datetime,
    *,
    notify: bool = False,
    workers: int | None = None,
    dask: str | None = None,
) -> Wanted:
    """
    Return which days are wanted, in which windows; a single worker of this machine keeps one core busy, more keep all.

    Raises UsageError that shows what can be written.
    """
    days = (duration(window) or timedelta()).days
    if days < 1:
        raise UsageError(f"--window {window}: write a number of days or weeks, 1d, 7d, 4w")
    bounds = Bounds(*(moment(day, now).date() if day else None for day in (first, last)))
    if bounds.first and bounds.last and bounds.first > bounds.last:
        raise UsageError(f"--from {first} is after --to {last}")
    return Wanted(bounds, days, notify, at_once=bool(dask) or (workers or _cores()) > 1)


@contextlib.contextmanager
def open_hands(
    topics: Sequence[Topic], doors: Doors, *, workers: int | None = None, dask: str | None = None
) -> Iterator[Hands]:
    """
    Start whoever reads: worker processes of this machine, and those of a Dask cluster where one is named.

    Raises SettingsError when the cluster's client is not installed, ConfigurationError when nobody answers there.
    """
    listen = listener(topics, doors.extractor)
    with OwnHands(listen, workers or _cores()) as own:
        if dask is None:
            yield own
            return
        try:
            from pipeline.backfill.cluster import Cluster  # noqa: PLC0415 - a second, and an extra
        except ModuleNotFoundError as error:
            raise SettingsError(
                f"--dask needs what is not installed ({error.name} is missing); install it in claimwatch's folder with:"
                ' .venv/bin/pip install -e ".[dask]"'
            ) from error
        with Cluster(dask, listen, own, PAGE_SECONDS * PAGES) as cluster:
            yield cluster


def _cores() -> int:
    return len(os.sched_getaffinity(0))
