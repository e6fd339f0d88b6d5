"""The command as its user sees it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Outcome, Story


def test_it_says_what_came_and_how_quickly(
    claimwatch: Callable[..., Outcome], korrin: Path, month: list[Story], archive: Callable[..., Path]
) -> None:
    """In a line, or as JSON; in both, that it was taken in before."""
    crawl, where = str(archive("crawl.warc.gz", month[:2])), ("--topic", str(korrin), "--workers", "1")
    first = claimwatch("backfill", crawl, *where)
    assert first.code == 0
    assert "2 pages in 1 window, 2025-03-03 to 2025-03-09" in first.out
    assert "pages a second" in first.out
    again = claimwatch("backfill", crawl, *where, "--json")
    told = json.loads(again.out)
    assert (again.code, told["pages"], told["done_before"], told["alerts"]) == (0, 0, 1, 0)


def test_a_command_that_cannot_be_meant_is_usage(claimwatch: Callable[..., Outcome], tmp_path: Path) -> None:
    """With what is wrong and what can be written."""
    missing = claimwatch("backfill", "missing.warc.gz")
    assert (missing.code, "nothing is there" in missing.err) == (2, True)
    wrong = claimwatch("backfill", "missing.warc.gz", "--window", "soon")
    assert (wrong.code, "1d, 7d, 4w" in wrong.err) == (2, True)
