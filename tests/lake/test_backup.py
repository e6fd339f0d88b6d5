"""Backup and restore, by the commands of docs/lake.md."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

from bench.postgres import found
from pipeline.store.database import Database
from pipeline.store.lake import Lake

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bench.postgres import Postgres
    from pipeline.lake_address import LakeAddress
    from pipeline.store.published import Published

SAID = "Best Buy will stop selling Huawei phones, an unnamed source told CNET on Thursday. Best Buy did not comment."


def test_a_dump_and_a_copy_are_a_backup(
    postgres: Postgres, lake: Callable[[Path], LakeAddress], stored: Callable[..., Published], tmp_path: Path
) -> None:
    """Catalog first, then data; restored after both are gone, the ledger is what it was at the dump, and goes on."""
    folder = tmp_path / "var"
    address = lake(folder)
    ask = "SELECT claim, first_seen FROM claims ORDER BY claim_id"
    before = stored(("The Courier", SAID), folder=folder).ask(ask).rows
    database = Database(folder)
    assert isinstance(database, Lake)
    database.compact()
    name = address.catalog.rpartition("=")[2]
    _run("pg_dump", "--format=custom", f"--file={tmp_path / 'news.dump'}", f"--dbname={address.catalog}")
    # Stored between the two steps, it is in the data and not in the catalog.
    with database.writing() as connection:
        connection.execute("DELETE FROM ledger.claims")
    shutil.copytree(address.data, tmp_path / "backup")
    postgres.ask(f"DROP DATABASE {name} WITH (FORCE)")
    shutil.rmtree(address.data)

    shutil.copytree(tmp_path / "backup", address.data)
    postgres.ask(f"CREATE DATABASE {name}")
    _run("pg_restore", f"--dbname={address.catalog}", str(tmp_path / "news.dump"))
    again = stored(("The Courier", SAID), folder=folder)
    assert before
    assert again.ask(ask).rows == before
    assert again.failed_checks() == {}


def _run(program: str, *options: str) -> None:
    programs = found()
    assert programs
    subprocess.run([programs / program, *options], check=True)  # noqa: S603 - PostgreSQL's own
