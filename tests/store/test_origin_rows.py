from __future__ import annotations

import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from pipeline import resources
from pipeline.store.migrate import failed_checks
from pipeline.store.origins import append_origins, give_voices

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from pipeline.store.ledger import Ledger

CNET, VOICE = 7, 70


def _row(kind: str, hour: int, origin: str, voice_id: int = CNET) -> dict[str, Any]:
    seen = datetime(2018, 3, 22, hour)  # noqa: DTZ001 - as the ledger stores it
    return {"origin_id": CNET, "origin": origin, "via": "CNET", "kind": kind, "first_seen": seen, "voice_id": voice_id}


def _at(hour: int) -> datetime:
    return datetime(2018, 3, 22, hour, tzinfo=UTC)


def _named(connection: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    return connection.execute("SELECT origin FROM ledger.origins WHERE NOT spare").fetchall()


@pytest.fixture
def before_spare_rows(ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ledger:
    """A ledger as migration 0006 left it: one origin met in two kinds, and in one of them told whose voice it is."""
    sql = tmp_path / "sql"
    shutil.copytree(resources.SQL / "migrations", sql / "migrations", ignore=shutil.ignore_patterns("0007_*"))
    with monkeypatch.context() as patch:
        patch.setattr(resources, "SQL", sql)
        with ledger.database.writing() as connection:
            connection.execute(
                "INSERT INTO ledger.origins VALUES (7, 'CNET', 'CNET', 'outlet', '2018-03-21', 7),"
                " (7, 'a source', 'CNET', 'anonymous', '2018-03-22', 70)"
            )
    return ledger


def test_a_database_from_before_spare_rows_names_its_origins_as_it_did(before_spare_rows: Ledger) -> None:
    """An outlet known by name, and later by whom it had it from, goes by the latter, and no row is gone."""
    with before_spare_rows.database.writing() as connection:
        assert _named(connection) == [("a source",)]
        assert connection.execute("SELECT count(*), min(voice_id), max(voice_id) FROM ledger.origins").fetchall() == [
            (2, VOICE, VOICE)
        ]
        assert failed_checks(connection) == {}


def test_an_origin_is_named_by_one_row_whatever_comes_in_what_order(ledger: Ledger) -> None:
    """A better name takes over from the one that stood, and a worse one is stored beside it."""
    with ledger.database.writing() as connection:
        append_origins(connection, [_row("outlet", 9, "CNET")])
        append_origins(connection, [_row("document", 8, "a memo"), _row("anonymous", 10, "a source")])
        append_origins(connection, [_row("person", 11, "Ann Lee"), _row("outlet", 12, "CNET again")])
        assert _named(connection) == [("a source",)]
        assert connection.execute("SELECT count(*) FROM ledger.origins").fetchall() == [(4,)]
        assert failed_checks(connection) == {}


def test_an_origin_met_in_another_kind_keeps_its_voice(ledger: Ledger) -> None:
    """Of its family it was told before; the new row, which knows nothing of it, does not take it back."""
    with ledger.database.writing() as connection:
        append_origins(connection, [_row("outlet", 9, "CNET")])
        give_voices(connection, {CNET: VOICE}, _at(10))
        append_origins(connection, [_row("anonymous", 11, "a source")])
        voices = connection.execute("SELECT DISTINCT voice_id FROM ledger.origins").fetchall()
        assert voices == [(VOICE,)]
        assert failed_checks(connection) == {}


def test_a_voice_told_with_another_kind_is_so_from_then_on(ledger: Ledger) -> None:
    """Before, the origin spoke for itself: the new row does not say otherwise of the days before it."""
    with ledger.database.writing() as connection:
        append_origins(connection, [_row("outlet", 9, "CNET")])
        append_origins(connection, [_row("anonymous", 11, "a source", VOICE), _row("person", 12, "Ann Lee")])
        give_voices(connection, {CNET: VOICE}, _at(12))
        given = connection.execute(
            "SELECT voice_id, hour(decided_at) FROM ledger.revoiced ORDER BY decided_at"
        ).fetchall()
        assert given == [(CNET, 9), (VOICE, 12)]
        assert failed_checks(connection) == {}


def test_two_rows_that_name_one_origin_are_found(ledger: Ledger) -> None:
    """The check that guards it is not blind."""
    with ledger.database.writing() as connection:
        append_origins(connection, [_row("outlet", 9, "CNET"), _row("anonymous", 10, "a source")])
        connection.execute("UPDATE ledger.origins SET spare = false")
        assert failed_checks(connection) == {"one_row_names_an_origin": 1}
