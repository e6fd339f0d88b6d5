"""A back-fill that is killed in the middle, as a real process."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from pipeline.store.database import Database
from pipeline.store.migrate import failed_checks

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Story

    from pipeline.backfill.report import Backfill

ROOT = Path(__file__).parents[2]


# Three back-fills with processes of their own: seconds, and minutes on a machine that is busy with much else.
@pytest.mark.timeout(900)
def test_who_is_killed_goes_on_where_it_was(
    tmp_path: Path,
    korrin: Path,
    month: list[Story],
    archive: Callable[..., Path],
    fill: Callable[..., Backfill],
    rows: Callable[[Path], dict[str, Any]],
    ask: Callable[[Path, str], list[tuple[Any, ...]]],
) -> None:
    """The same rows as one that was never killed, nothing twice, and nobody is alerted."""
    crawl = archive("crawl.warc.gz", reversed(month))
    killed, whole = tmp_path / "killed", tmp_path / "whole"
    command = [sys.executable, "-m", "pipeline", "backfill", str(crawl), "--window", "1d", "--workers", "2"]
    command += ["--topic", str(korrin), "--db", str(killed)]
    with subprocess.Popen(command, cwd=ROOT) as process:  # noqa: S603 - our own command line, on our own files
        taken_in = _wait_for_portions(killed, 2, process)
        process.kill()
    assert process.returncode == -9
    assert 0 < taken_in < len(month)
    resumed = fill(killed, crawl, window="1d")
    assert resumed.pages < len(month)
    assert fill(whole, crawl, window="1d").pages == len(month)
    assert rows(killed) == rows(whole)
    assert ask(killed, "SELECT DISTINCT quiet FROM alerts") == [("back-fill",)]
    assert ask(killed, "SELECT sum(pages) FROM ledger.backfills") == [(len(month),)]
    with Database(killed).writing() as connection:
        assert failed_checks(connection) == {}


def _wait_for_portions(db: Path, wanted: int, process: subprocess.Popen[bytes]) -> int:
    """Return how many pages were taken in when at least so many portions are stored."""
    while process.poll() is None:
        time.sleep(0.02)
        try:
            with duckdb.connect(str(db / "live.duckdb"), read_only=True) as connection:
                ((portions, pages),) = connection.execute(
                    "SELECT count(*), sum(pages) FROM ledger.backfills"
                ).fetchall()
        except duckdb.Error:
            # It is being written, or there is none yet.
            continue
        if portions >= wanted:
            return int(pages)
    raise AssertionError(f"it ended before, with {process.returncode}")
