from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bench.postgres import Postgres
    from pipeline.lake_address import LakeAddress

# What opens a lake needs an environment of its own, in which `make lake-test` runs these; elsewhere there are none.
collect_ignore_glob = [] if find_spec("psycopg") and find_spec("duckdb_extension_ducklake") else ["test_*.py"]


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL of our own."""
    from bench.postgres import Postgres  # noqa: PLC0415 - needs what may be missing

    with Postgres() as server:
        yield server


@pytest.fixture
def lake(postgres: Postgres) -> Callable[[Path], LakeAddress]:
    """Bind a folder to a new lake on this machine, and return its address."""
    return postgres.bound


@pytest.fixture
def new_address(postgres: Postgres) -> str:
    """The address of a lake that nobody has used yet, as one writes it."""
    return str(postgres.new_lake())
