"""Archives and folders through a whole back-fill."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Story

    from pipeline.backfill.report import Backfill


def test_an_archive_is_taken_in_by_days_and_once(
    tmp_path: Path,
    month: list[Story],
    archive: Callable[..., Path],
    fill: Callable[..., Backfill],
    ask: Callable[[Path, str], list[tuple[Any, ...]]],
) -> None:
    """Whatever the order of its records; the second time it adds nothing, with a record more it adds one."""
    crawl, db = archive("crawl.warc.gz", reversed(month[:6])), tmp_path / "var"
    first = fill(db, crawl, window="1d")
    assert (first.pages, first.outcome) == (6, "ok")
    windows = ask(db, "SELECT first_day FROM ledger.backfills WHERE pages > 0 ORDER BY done_at")
    assert len(windows) > 1
    assert windows == sorted(windows)
    again = fill(db, crawl, window="1d")
    assert (again.pages, again.done_before, again.report.articles) == (0, 1, 0)
    archive("crawl.warc.gz", reversed(month[:7]))
    assert fill(db, crawl, window="1d").pages == 1
    assert ask(db, "SELECT count(*) FROM articles WHERE NOT is_seed") == [(7,)]


def test_only_the_days_that_are_wanted_are_taken_in(
    tmp_path: Path, month: list[Story], archive: Callable[..., Path], fill: Callable[..., Backfill]
) -> None:
    """The others are counted, and come when they are wanted."""
    crawl, db = archive("crawl.warc.gz", month[:5]), tmp_path / "var"
    days = [story.day[:10] for story in month[:5]]
    wanted = [day for day in days if day == days[0]]
    only = fill(db, crawl, first=days[0], last=days[0])
    assert (only.pages, only.left_out) == (len(wanted), 5 - len(wanted))
    assert fill(db, crawl).pages == 5 - len(wanted)


def test_a_damaged_archive_gives_the_rest(
    tmp_path: Path,
    month: list[Story],
    archive: Callable[..., Path],
    fill: Callable[..., Backfill],
    ask: Callable[[Path, str], list[tuple[Any, ...]]],
) -> None:
    """A record with a byte changed, and one that breaks off, cost themselves; the archive has a row that says so."""
    crawl, db = archive("crawl.warc.gz", month[:4]), tmp_path / "var"
    records = [bytearray(story.record()) for story in month[:4]]
    records[1][len(records[1]) // 2] ^= 0xFF
    crawl.write_bytes(b"".join(records)[:-200])
    assert fill(db, crawl).pages == 2
    assert ask(db, "SELECT reason FROM drops") == [("broken records",)]


def test_an_archive_compressed_as_a_whole_comes_last(
    tmp_path: Path, month: list[Story], archive: Callable[..., Path], fill: Callable[..., Backfill]
) -> None:
    """None of its records can be looked up, so it is read as it stands, and once."""
    crawl, db = archive("crawl.warc.gz", month[:2]), tmp_path / "var"
    crawl.write_bytes(gzip.compress(gzip.decompress(crawl.read_bytes())))
    filled = fill(db, crawl, archive("other.warc.gz", month[2:4]))
    assert filled.pages == 4
    assert fill(db, crawl).done_before == 1


def test_a_folder_gives_its_pages_and_the_undated_last(
    tmp_path: Path,
    month: list[Story],
    fill: Callable[..., Backfill],
    ask: Callable[[Path, str], list[tuple[Any, ...]]],
) -> None:
    """Saved pages declare their day; a text has none."""
    saved, db = tmp_path / "saved", tmp_path / "var"
    saved.mkdir()
    (saved / "a-note.txt").write_text(f"{month[0].title}\n\n{month[0].text}\n", encoding="utf-8")
    (saved / "page.html").write_bytes(month[1].html)
    filled = fill(db, saved)
    assert (filled.pages, filled.undated) == (2, 1)
    portions = ask(db, "SELECT first_day IS NULL, pages FROM ledger.backfills ORDER BY done_at")
    assert portions == [(False, 1), (True, 1), (True, 0)]


def test_a_source_that_cannot_be_read_is_a_problem_and_the_others_are_taken_in(
    tmp_path: Path, month: list[Story], archive: Callable[..., Path], fill: Callable[..., Backfill]
) -> None:
    """It is named with its reason; a path where nothing is, is refused at once."""
    picture, db = tmp_path / "picture.png", tmp_path / "var"
    picture.write_bytes(b"\x89PNG")
    filled = fill(db, picture, archive("crawl.warc.gz", month[:1]))
    assert (filled.failed, filled.outcome, filled.pages) == (1, "partly", 1)
    assert "neither HTML nor text nor WARC" in filled.report.problems[0]
    assert fill(db, picture).outcome == "failed"
    with pytest.raises(UsageError, match="nothing is there"):
        fill(db, tmp_path / "missing.warc")
