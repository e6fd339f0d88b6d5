from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args

import pytest

from pipeline.collect.local.folder import LARGEST_FILE, LocalFile, files_in
from pipeline.collect.local.warc import LARGEST_RECORD
from pipeline.collect.network.requests import Limits
from pipeline.collect.network.retry_after import DEFAULT_PAUSE, LONGEST_PAUSE
from pipeline.collect.network.robots import LONGEST_SPACING, PRODUCT_TOKEN
from pipeline.collect.timing.moves import ADOPTED_AFTER, ADOPTED_AFTER_POLLS
from pipeline.collect.timing.revisits import WATCHED_FOR, worth_another_look
from pipeline.collect.timing.rhythm import CEILING, FLOOR, SECOND_POLL
from pipeline.config import Settings
from pipeline.models import Feed, Validators, VisitedPage
from pipeline.moments import Precision
from pipeline.read.extract import LARGEST_PAGE

PAGE = (Path(__file__).parents[2] / "docs" / "feeds.md").read_text(encoding="utf-8")
TEXT = " ".join(PAGE.replace("*", "").split())
LIMITS = Limits()
HOUR = timedelta(hours=1)


FIGURES = (
    f"{ADOPTED_AFTER.days} days and {ADOPTED_AFTER_POLLS} polls of the same",
    f"Pages come {LIMITS.page_spacing:g} seconds apart",
    f"by the name `{PRODUCT_TOKEN}`",
    f"{LIMITS.deadline:g} s with all its redirects, of which there may be {LIMITS.redirects}",
    f"feeds {LIMITS.feed_bytes // 10**6} MB, pages {LIMITS.page_bytes // 10**6} MB",
    f"articles up to {LARGEST_PAGE // 10**6} MB are read",
    f"also with `.gz`, up to {LARGEST_FILE // 10**6} MB",
    f"up to {LARGEST_RECORD // 10**6} MB a record",
)
IN_WORDS = (
    ("between ten minutes and a day", (FLOOR, CEILING), (10 * 60, 24 * 3600)),
    ("half an hour for a second poll", SECOND_POLL, 30 * 60),
    ("a day at most, half a minute", (LONGEST_PAUSE, DEFAULT_PAUSE), (24 * HOUR, HOUR / 120)),
    ("Two requests at once at most, and 50 in all", (LIMITS.per_host, LIMITS.at_once), (2, 50)),
    ("a minute at most", LONGEST_SPACING, 60),
    ("more than five minutes into a run", LIMITS.turn_within, 5 * 60),
    ("at some sixty a run", LIMITS.turn_within / LIMITS.page_spacing, 60),
    (
        "for 90 days and those of feeds for 7",
        (Settings().keep_pages, Settings().keep_feeds),
        (90 * 24 * HOUR, 7 * 24 * HOUR),
    ),
)


@pytest.mark.parametrize("figure", FIGURES)
def test_the_figures_of_the_page_are_those_of_the_product(figure: str) -> None:
    """Whoever plans with one gets it."""
    assert figure in TEXT


@pytest.mark.parametrize(("words", "value", "meant"), IN_WORDS, ids=[words for words, _, _ in IN_WORDS])
def test_so_are_those_in_words(words: str, value: object, meant: object) -> None:
    """A line here is to be changed together with the page."""
    assert words in TEXT
    assert value == meant


def test_the_looks_at_old_pages_come_when_the_page_says() -> None:
    """About 1 hour, 4 hours, 16 hours and 2.7 days after an article was first seen."""
    born = datetime(2018, 3, 22, 12, tzinfo=UTC)
    asked = [born]
    for hours in range(1, WATCHED_FOR // HOUR + 48):
        now = born + hours * HOUR
        if worth_another_look(VisitedPage("http://h/1", 1, born, asked[-1], Validators()), now):
            asked.append(now)
    assert [(at - born) / HOUR for at in asked[1:]] == [1, 4, 16, 64]
    assert "about 1 hour, 4 hours, 16 hours and 2.7 days after" in TEXT


@pytest.mark.parametrize("ending", [".html", ".htm", ".xhtml", ".txt", ".warc", ".warc.gz", ".warc.lz4"])
def test_every_kind_of_file_is_named(tmp_path: Path, ending: str) -> None:
    """Nobody has to try which ending is read."""
    (tmp_path / f"page{ending}").write_bytes(b"")
    assert [type(file) for file in files_in(tmp_path, Feed(url=tmp_path.as_uri(), topic="t"))] == [LocalFile]
    assert f"`{ending}`" in PAGE


@pytest.mark.parametrize("word", [*get_args(Precision), "published", "clamped", "seen"])
def test_every_word_about_a_date_is_named(word: str) -> None:
    """What `published_precision` and `dated_by` can hold."""
    assert f"`{word}`" in PAGE
