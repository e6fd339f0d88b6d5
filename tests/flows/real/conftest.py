from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from bench.stack import LONGEST, environment
from pipeline.store.database import Database
from pipeline.store.migrate import failed_checks

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_CHANNELS = '[desk]\nto = "{url}"\nwait = 0\nagain_after = 0\nan_hour = 1000\nburst = 1000\n'


@pytest.fixture(scope="session")
def claimwatch() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run a command to its end, in a folder, as a user who has set nothing."""

    def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603 - our own interpreter, our own module
            [sys.executable, "-P", "-m", "pipeline", *arguments],
            cwd=cwd,
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
            timeout=LONGEST,
        )

    return run


@pytest.fixture(scope="session")
def sound() -> Callable[..., None]:
    """Nothing lost, nothing doubled, no check with a row: these articles are stored, each once, and no others."""

    def look(db: Path, *articles: str) -> None:
        with Database(db, patience=LONGEST).writing() as connection:
            urls = connection.execute("SELECT url FROM articles WHERE NOT is_seed").fetchall()
            ((mentions, distinct),) = connection.execute(
                "SELECT count(*), count(DISTINCT mention_id) FROM ledger.mentions"
            ).fetchall()
            failed = failed_checks(connection)
        assert sorted(url.rpartition("/")[2] for (url,) in urls) == sorted(articles)
        assert mentions == distinct > 0
        assert failed == {}

    return look


@pytest.fixture(scope="session")
def published() -> Callable[[Path, str], list[tuple[Any, ...]]]:
    """Ask the published database of a folder; nothing where there is none yet."""

    def ask(db: Path, sql: str) -> list[tuple[Any, ...]]:
        path = Database(db).published
        if not path.exists():
            return []
        with duckdb.connect(str(path), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    return ask


@pytest.fixture(scope="session")
def tell() -> Callable[[Path, str], None]:
    """Have a database folder tell an address everything at once."""

    def write(db: Path, url: str) -> None:
        db.mkdir(parents=True, exist_ok=True)
        (db / "channels.toml").write_text(_CHANNELS.format(url=url), encoding="utf-8")

    return write
