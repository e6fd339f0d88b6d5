"""Edits that no feed tells of: pages are looked at again, a few times, and what changed is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from pipeline.collect.timing.revisits import validators_for, worth_another_look
from pipeline.config import Settings
from pipeline.doors import open_doors, topics_and_feeds
from pipeline.models import Validators, VisitedPage
from pipeline.read.workers import InlineReader
from pipeline.run import run
from pipeline.store.database import Database
from pipeline.store.published import Published

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Site

    from pipeline.report import Report

NOON = datetime(2018, 3, 22, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
TEXT = """\
CNET says that Best Buy has ceased ordering new smartphones from Huawei, citing an unnamed source.

The retailer declined to comment on Thursday. AT&T and Verizon had walked away from Huawei before.
"""


def _run(db: Path, folder: Path, at: datetime) -> Report:
    settings = Settings(db=db, topics=(folder,), allow_private=frozenset({"127.0.0.1"}))
    topics, feeds = topics_and_feeds(settings, NOON)
    with open_doors(settings) as doors:
        return run(topics, feeds, doors._replace(now=lambda: at, reader=InlineReader()))


def _ask(db: Path, sql: str) -> list[tuple[Any, ...]]:
    return Published(Database(db).published).ask(sql).rows


def test_a_silent_edit_is_noticed_and_told(tmp_path: Path, site: Site, topic_folder: Callable[..., Path]) -> None:
    """The feed stays as it is; the page no longer says what it said."""
    site.article("/one", "Huawei again", TEXT)
    folder, db = topic_folder(site.feed("/feed.xml", "/one")), tmp_path / "var"
    _run(db, folder, NOON)
    site.article("/one", "Huawei again", TEXT.replace("an unnamed source", "two people at the company"))
    assert _run(db, folder, NOON + HOUR / 2).edits == 0
    assert site.asked.count("/one") == 1, "too early"
    report = _run(db, folder, NOON + HOUR)
    assert (report.articles, report.edits) == (0, 1)
    ((added, removed),) = _ask(db, "SELECT added, removed FROM changes")
    assert ("two people at the company" in added[0], "an unnamed source" in removed[0]) == (True, True)
    assert _ask(db, "SELECT count(*) > 0 FROM mentions WHERE novelty = 'corrected'") == [(True,)]
    assert _ask(db, "SELECT count(*) FROM articles WHERE NOT is_seed") == [(1,)]


def test_a_page_that_stays_as_it_is_costs_four_looks(
    tmp_path: Path, site: Site, topic_folder: Callable[..., Path]
) -> None:
    """An hour old, four hours, sixteen, and under three days; then never again, and nothing is stored of it."""
    site.article("/one", "Huawei again", TEXT)
    folder, db = topic_folder(site.feed("/feed.xml", "/one")), tmp_path / "var"
    for hours in (0, 1, 3, 4, 16, 64, 180):
        report = _run(db, folder, NOON + hours * HOUR)
        assert report.drops.total() == 0
    assert site.asked.count("/one") == 5
    assert _ask(db, "SELECT count(*) FROM changes") == [(0,)]


def test_a_wall_is_tried_again(tmp_path: Path, site: Site, topic_folder: Callable[..., Path]) -> None:
    """A captcha of the moment costs an hour, not the article; nothing of it was ever taken for one."""
    site.article("/one", "Just a moment", "Checking your browser before you continue. Verify you are human.")
    folder, db = topic_folder(site.feed("/feed.xml", "/one")), tmp_path / "var"
    assert _run(db, folder, NOON).drops["read: not an article"] == 1
    site.article("/one", "Huawei again", TEXT)
    assert _run(db, folder, NOON + HOUR).articles == 1


def test_a_look_asks_only_whether_it_has_changed() -> None:
    """With the page's validators, at first; each look waits until the article is four times as old."""
    page = VisitedPage("http://h/1", 1, NOON, NOON, Validators(etag='"a"'))
    assert not worth_another_look(page, NOON + HOUR / 2)
    assert worth_another_look(page, NOON + HOUR)
    assert not worth_another_look(page._replace(asked_at=NOON + HOUR), NOON + 3 * HOUR)
    assert worth_another_look(page._replace(asked_at=NOON + HOUR), NOON + 4 * HOUR)
    assert validators_for(page, NOON + HOUR) == page.validators
    assert validators_for(page, NOON + 16 * HOUR) is None, "whoever lies about changes is asked for the whole page"
    assert not worth_another_look(page._replace(asked_at=NOON + 64 * HOUR), NOON + timedelta(days=9))
