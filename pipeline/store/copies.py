"""Dated copies of the published database, put aside in case the folder's own files come to harm."""

from __future__ import annotations

import os
import re
import shutil
from typing import TYPE_CHECKING

from pipeline.store.database import translated

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from pipeline.store.database import Database

__all__ = ["put_aside"]

_DATED = re.compile(r"news-\d{4}-\d\d-\d\d\.duckdb")


def put_aside(database: Database, day: date, keep: int) -> tuple[Path, ...]:
    """
    Copy `news.duckdb` to `backups/news-DAY.duckdb` and return the copies that are there, the newest first.

    The newest `keep` of them stay; with 0 none is made, and those that are there are left alone. A copy is whole or not
    there: the published file never changes, and the copy gets its name when it is on the disk. Raises DiskFullError or
    StoreError.
    """
    folder = database.directory / "backups"
    with translated(folder):
        if keep > 0 and database.published.exists():
            folder.mkdir(exist_ok=True)
            fresh = folder / ".fresh"
            fresh.unlink(missing_ok=True)
            shutil.copyfile(database.published, fresh)
            with fresh.open("rb") as handle:
                os.fsync(handle.fileno())
            fresh.chmod(0o444)
            fresh.replace(folder / f"news-{day.isoformat()}.duckdb")
            for old in _copies(folder)[keep:]:
                old.unlink()
        return tuple(_copies(folder))


def _copies(folder: Path) -> list[Path]:
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted((path for path in found if _DATED.fullmatch(path.name)), reverse=True)
