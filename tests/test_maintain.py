"""The night's work: stories looked at again all together, on the demo's ledger and the command line."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from pipeline.compare.stories import story_id_of
from pipeline.demo.items import examples
from pipeline.models import Placement
from pipeline.store.database import Database
from pipeline.store.overrules import Decided, Decisions
from pipeline.store.published import Published
from pipeline.store.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from conftest import Outcome

    Night = Callable[[], dict[str, Any]]

_PLACES = "SELECT article_id, story_id FROM articles ORDER BY ALL"


@pytest.fixture
def db(tmp_path: Path, demo_folder: Path) -> Path:
    """The demo's database, to do with as one likes."""
    return shutil.copytree(demo_folder, tmp_path / "var")


@pytest.fixture
def night(claimwatch: Callable[..., Outcome], db: Path) -> Night:
    """The command, on that database and both topics; returns what it says it did."""
    topics = [part for example in examples() for part in ("--topic", str(example.seeds.resolve()))]

    def call() -> dict[str, Any]:
        outcome = claimwatch("maintain", "--json", "--db", str(db), *topics)
        assert outcome.code == 0, outcome.err
        (line,) = outcome.out.splitlines()
        return json.loads(line)

    return call


def asked(db: Path, sql: str) -> list[tuple[Any, ...]]:
    """What the published database says."""
    return [tuple(row) for row in Published(Database(db).published).ask(sql).rows]


def put(db: Path, story: int, *articles: int) -> None:
    """Put articles into a story, as if they had been put there when they came."""
    at = datetime.now(tz=UTC)
    placements = [
        Placement(article_id=article, story_id=story, score=0.6, rule="then", reason="put there")
        for article in articles
    ]
    with Database(db).writing() as connection, transaction(connection):
        Decisions(connection).decide((), [Decided(placement, at) for placement in placements])


def seeds(db: Path) -> dict[str, tuple[int, int]]:
    """Article and story of each of the five seeds."""
    rows = asked(db, "SELECT url, article_id, story_id FROM articles WHERE url ~ 'seed:00._.*'")
    return {url.removeprefix("seed:")[:8]: (article, story) for url, article, story in rows}


def test_what_is_right_stays_as_it_is(db: Path, night: Night) -> None:
    """Every story of the demo, and nobody hears of it."""
    before = asked(db, _PLACES)
    done = night()
    assert (done["moved"], done["changes"]) == (0, [])
    assert done["articles"] == len(before)
    assert asked(db, _PLACES) == before


def test_two_halves_of_a_story_become_one(db: Path, night: Night) -> None:
    """A row says which went into which and why; the older name goes on, and a second night is silent."""
    found = seeds(db)
    (first, story), (second, _), (fourth, _) = found["000_3ffb"], found["001_8678"], found["003_bf55"]
    half = story_id_of(second)
    put(db, half, second, fourth)
    (change,) = night()["changes"]
    assert (change["kind"], change["story_id"], change["other_id"]) == ("merge", story, half)
    rows = asked(db, "SELECT kind, story_id, other_id, made_by, valid_to FROM story_changes")
    assert rows == [("merge", story, half, "maintain", None)]
    assert asked(db, f"FROM story_now({half})") == [(story,)]
    assert {now for _, now in seeds(db).values()} == {story, found["004_1941"][1]}
    reasons = dict(asked(db, "SELECT article_id, story_reason FROM articles"))
    assert all("tell the same event" in reasons[article] for article in (second, fourth))
    assert "tell the same event" not in reasons[first]
    assert night()["changes"] == []


def test_a_wrong_article_leaves_and_claims_follow(db: Path, night: Night) -> None:
    """The carriers' article, put into the Best Buy story, goes back to where the others like it are."""
    found = seeds(db)
    wrong, right = found["004_1941"]
    put(db, found["000_3ffb"][1], wrong)
    assert night()["moved"] >= 1
    assert seeds(db)["004_1941"] == (wrong, right)
    assert (wrong, right) in asked(db, "SELECT article_id, story_id FROM mentions JOIN claims USING (claim_id)")
    assert Published(Database(db).published).failed_checks() == {}
    assert night()["moved"] == 0


def test_a_story_that_was_alerted_of_keeps_its_name(db: Path, night: Night) -> None:
    """However few of its articles still go by it."""
    ((story, _),) = asked(db, "SELECT story_id, count(*) FROM alerts GROUP BY 1 ORDER BY 2 DESC LIMIT 1")
    members = [article for article, now in asked(db, _PLACES) if now == story]
    put(db, story_id_of(members[-1]), *members[1:])
    night()
    assert {now for article, now in asked(db, _PLACES) if article in members} == {story}


def test_what_a_person_decided_stands(db: Path, night: Night, claimwatch: Callable[..., Outcome]) -> None:
    """What was taken out of a story by hand does not go back at night."""
    topics = [part for example in examples() for part in ("--topic", str(example.seeds.resolve()))]
    article, story = seeds(db)["001_8678"]
    assert claimwatch("story", "split", str(story), str(article), "--db", str(db), *topics).code == 0
    assert night()["changes"] == []
    assert seeds(db)["001_8678"][1] != story
