"""
Loaded with `-p tests.lake.everywhere`, it lets every test keep its ledgers in lakes instead of files.

So the tests that say what the store does say it of both. One PostgreSQL serves them all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.postgres import Postgres
from pipeline.lake_address import address_in
from pipeline.store.database import Database

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

_MADE_IN_FILES = {"redo", "moving"}
"""Folders in which the store itself makes a file to work on."""


def pytest_configure(config: pytest.Config) -> None:
    """Start PostgreSQL, and bind every folder that gets a ledger to a lake of its own."""
    server = Postgres().__enter__()
    config.add_cleanup(lambda: server.__exit__(None, None, None))
    made = Database.__new__

    def in_lake(cls: type[Database], directory: Path, *, patience: float = 5.0) -> Database:
        if directory.name not in _MADE_IN_FILES and address_in(directory) is None:
            server.bound(directory)
        return made(cls, directory, patience=patience)

    Database.__new__ = in_lake  # type: ignore[assignment,method-assign]  # for as long as pytest runs
