"""Deciding again on what is stored, from the bytes that were kept and without the network."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.collect.fetch import Fetcher
from pipeline.compare.collator import SCHEMES
from pipeline.demo.items import examples
from pipeline.doors import clock
from pipeline.errors import ConfigurationError, StoreError
from pipeline.read.workers import InlineReader
from pipeline.reprocess import reprocess
from pipeline.run import Doors
from pipeline.store.database import Database
from pipeline.store.ledger import Ledger
from pipeline.store.published import Published
from pipeline.topic.folder import read_topic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.models import Stage
    from pipeline.topic import Topic

_DECIDED = {
    "articles": "SELECT article_id, revision, outlet, title, published_at, decision, copy_of, story_id FROM articles",
    "claims": "SELECT claim_id, claim, status, origins, first_outlet FROM claims",
    "mentions": "SELECT mention_id, claim_id, origin, via, origin_basis, novelty, hedge_dropped FROM mentions",
    "passages": "SELECT article_id, other_id, start, words FROM passages",
    "addresses": "SELECT article_id, url, how FROM addresses",
    "alerts": "SELECT alert_id FROM alerts",
}


@pytest.fixture
def played(tmp_path: Path, demo_folder: Path) -> Path:
    """The demo's database, to do with as one likes."""
    return shutil.copytree(demo_folder, tmp_path / "var")


@pytest.fixture
def topics() -> list[Topic]:
    """The demo's two topics."""
    return [read_topic(example.seeds, clock()) for example in examples()]


@contextmanager
def _doors(db: Path) -> Iterator[Doors]:
    """Doors behind which nobody is: whoever asked the network would fail."""
    yield Doors(fetcher=Fetcher(), reader=InlineReader(), ledger=Ledger(db), now=clock)


def _decided(db: Path) -> dict[str, set[Any]]:
    published = Published(Database(db).published)
    return {name: {str(row) for row in published.ask(sql).rows} for name, sql in _DECIDED.items()}


def _rarity(directory: Path) -> bytes | None:
    """In how few of the texts each trait stands: decided on again, none is counted twice."""
    return Ledger(directory).rarity(SCHEMES.stories)


@pytest.mark.parametrize("stage", ["read", "compare", "link"])
def test_deciding_again_with_nothing_changed_changes_nothing(played: Path, topics: list[Topic], stage: Stage) -> None:
    """Same articles, copies, stories, claims, origins and novelty; and nobody is alerted a second time."""
    before, rarity = _decided(played), _rarity(played)
    with _doors(played) as doors:
        report = reprocess(topics, doors, stage)
    assert report.problems == []
    assert _rarity(played) == rarity
    assert report.alerts == 0
    assert _decided(played) == before
    assert Published(Database(played).published).failed_checks() == {}


def test_a_topic_that_changes_its_mind_finds_everything_again(played: Path, topics: list[Topic]) -> None:
    """What is off topic is a row with its reason, its text stays, and when it is on topic again all is as it was."""
    before = _decided(played)
    shutil.rmtree(played / "pages")
    narrow = [
        topic.model_copy(update={"thresholds": topic.thresholds.model_copy(update={"relevance": 0.99})})
        for topic in topics
    ]
    published = Published(Database(played).published)
    with _doors(played) as doors:
        reprocess(narrow, doors, "topic")
    ((left,),) = published.ask("SELECT count(*) FROM articles").rows
    assert left < len(before["articles"])
    ((told,),) = published.ask("SELECT count(DISTINCT url) FROM drops WHERE reason = 'off topic'").rows
    assert told >= len(before["articles"]) - left
    assert published.failed_checks() == {}
    with _doors(played) as doors:
        reprocess(topics, doors, "topic")
    assert _decided(played) == before
    assert published.failed_checks() == {}


def test_only_what_was_seen_since_is_decided_again(played: Path, topics: list[Topic]) -> None:
    """The first morning stands as it is, the second is decided again, and the whole is as before."""
    before = _decided(played)
    ((second,),) = Published(Database(played).published).ask("SELECT max(started_at) FROM runs").rows
    with _doors(played) as doors:
        report = reprocess(topics, doors, "compare", second)
    assert 0 < report.articles < 10
    assert _decided(played) == before


def test_a_stage_that_fails_on_one_text_costs_none(
    played: Path, topics: list[Topic], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a run it would be a drop; what is stored already stays stored."""
    before = _decided(played)
    monkeypatch.setattr("pipeline.compare.collator.place", lambda *_: {}["nowhere"])
    with _doors(played) as doors, pytest.raises(StoreError, match="KeyError: 'nowhere'; nothing was changed"):
        reprocess(topics, doors, "compare")
    assert _decided(played) == before


def test_bytes_that_are_gone_leave_the_text_as_it_was_read(played: Path, topics: list[Topic]) -> None:
    """A lost file is a problem that names it; the article stays."""
    before = _decided(played)
    lost = next((played / "pages").glob("*/*.gz"))
    for path in (played / "pages").glob("*/*.gz"):
        path.unlink()
    with _doors(played) as doors:
        report = reprocess(topics, doors, "read")
    assert any(lost.name in problem for problem in report.problems)
    assert _decided(played) == before


def test_a_failure_on_the_way_leaves_the_ledger_as_it_was(
    played: Path, topics: list[Topic], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new ledger is made beside the old one and takes its place only when it is whole."""
    before, live = _decided(played), (played / "live.duckdb").read_bytes()
    monkeypatch.setattr(Ledger, "commit", lambda *_: (_ for _ in ()).throw(OSError("the disk is on fire")))
    with _doors(played) as doors, pytest.raises(OSError, match="on fire"):
        reprocess(topics, doors, "link")
    assert (played / "live.duckdb").read_bytes() == live
    assert not (played / "redo").exists()
    assert _decided(played) == before


def test_a_topic_that_is_left_out_is_asked_for(played: Path, topics: list[Topic]) -> None:
    """Without its folder its articles would all be off topic; that cannot be meant."""
    before = _decided(played)
    with _doors(played) as doors, pytest.raises(ConfigurationError, match=r"“ellery-sound-ferries”.*--topic"):
        reprocess(topics[:1], doors, "topic")
    assert _decided(played) == before
