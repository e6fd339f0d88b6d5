"""The commands on a ledger in a lake: they say and do what they do on one in files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.lake_address import BOUND_BY
from pipeline.store.database import Database
from pipeline.store.lake import Lake

if TYPE_CHECKING:
    from collections.abc import Callable

DECIDED = (
    "SELECT claim_id, claim, status, origins, outlets, first_outlet FROM claims ORDER BY claim_id",
    "SELECT article_id, outlet, decision, copy_of, story_id FROM articles ORDER BY article_id",
    "SELECT mention_id, claim_id, origin, via, novelty FROM mentions ORDER BY mention_id",
)


@pytest.fixture
def in_lake(claimwatch: Callable[..., Any], topic_folder: Callable[..., Path], new_address: str) -> Callable[..., Any]:
    """The command line after one run over the seeds, ./var bound to a lake by the address given to --db."""
    assert claimwatch("run", "--topic", str(topic_folder()), "--db", new_address).code == 0
    return claimwatch


def _decided(claimwatch: Callable[..., Any]) -> list[Any]:
    return [claimwatch("query", sql, "--json").out for sql in DECIDED]


def test_an_address_given_once_binds_the_folder(in_lake: Callable[..., Any], tmp_path: Path, new_address: str) -> None:
    """From then on the folder is enough; what a run and the doctor print has the address, which holds no secret."""
    assert (tmp_path / "var" / BOUND_BY).read_text(encoding="utf-8").strip() == new_address
    assert not (tmp_path / "var" / "live.duckdb").exists()
    told = in_lake("doctor", "--topic", "phones")
    assert "ok database ducklake:postgres:host=127.0.0.1" in told.out
    assert "5 articles" in told.out
    assert "every check of sql/checks holds" in told.out
    assert in_lake("new", "--since", "2018-01-01", "--all", "--json").out.count("\n") > 10


def test_a_stage_is_done_again_in_one_step(in_lake: Callable[..., Any]) -> None:
    """A redo of everything decides as before, and leaves every check empty."""
    before = _decided(in_lake)
    assert in_lake("reprocess", "--from", "compare", "--topic", "phones").code == 0
    assert _decided(in_lake) == before
    assert "every check of sql/checks holds" in in_lake("doctor", "--topic", "phones").out


def test_a_person_may_overrule_and_undo(in_lake: Callable[..., Any]) -> None:
    """What a person decides is obeyed in a lake as in a file."""
    stories = "SELECT DISTINCT story_id FROM articles ORDER BY 1"
    one, other = (row["story_id"] for row in map(json.loads, in_lake("query", stories, "--json").out.splitlines()))
    before = _decided(in_lake)
    assert in_lake("story", "merge", str(one), str(other), "--topic", "phones").code == 0
    assert len(in_lake("query", stories, "--json").out.splitlines()) == 1
    undo = json.loads(in_lake("overrules", "list", "--json").out.splitlines()[0])["overrule_id"]
    assert in_lake("overrules", "undo", str(undo), "--topic", "phones").code == 0
    assert _decided(in_lake) == before


def test_maintenance_puts_small_files_together(in_lake: Callable[..., Any]) -> None:
    """What batches left in PostgreSQL and in many files becomes few files; nothing of it is lost."""
    before = _decided(in_lake)
    assert in_lake("maintain", "--topic", "phones").code == 0
    assert _decided(in_lake) == before
    database = Database(Path("var"))
    assert isinstance(database, Lake)
    with database.writing() as connection:
        files = connection.execute("SELECT max(file_count) FROM ducklake_table_info('lake')").fetchall()
    assert files == [(1,)]


def test_a_ledger_moves_there_and_back(ran: Callable[..., Any], tmp_path: Path, new_address: str) -> None:
    """By two commands; what is asked has the same answers at all three places."""
    before = _decided(ran)
    told = ran("migrate", "--to", new_address)
    assert told.code == 0
    assert "tables copied and found the same" in told.err
    assert _decided(ran) == before
    assert ran("migrate", "--to", "back").code == 0
    assert [ran("query", sql, "--json", "--db", "back").out for sql in DECIDED] == before
    assert ran("migrate", "--to", "back").code == 4, "there is a ledger there by now"
