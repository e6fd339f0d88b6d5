"""How the address of a lake is written, what it must not hold, and how a folder is bound to it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.config import Settings
from pipeline.errors import ConfigurationError, SettingsError
from pipeline.lake_address import BOUND_BY, LakeAddress, address_in, bind, folder_of
from pipeline.store.database import Database

if TYPE_CHECKING:
    from collections.abc import Callable

SHARED = "ducklake:postgres:host=db.example dbname=news user=news?data=s3://bucket/news"


@pytest.mark.parametrize(
    ("written", "catalog", "data"),
    [
        (SHARED, "host=db.example dbname=news user=news", "s3://bucket/news"),
        ("ducklake:postgres:dbname=news?data=/srv/news/", "dbname=news", "/srv/news"),
        (
            "ducklake:postgres:postgresql://news@db.example/news?sslmode=require?data=/srv/news",
            "postgresql://news@db.example/news?sslmode=require",
            "/srv/news",
        ),
    ],
)
def test_an_address_is_a_catalog_and_a_place_for_data(written: str, catalog: str, data: str) -> None:
    """As PostgreSQL's own programs take the one, and DuckDB the other."""
    address = LakeAddress.of(written)
    assert address == (catalog, data)
    assert LakeAddress.of(str(address)) == address


@pytest.mark.parametrize(
    "written",
    [
        "ducklake:postgres:host=db password=hunter2?data=/srv/news",
        "ducklake:postgres:host=db PassWord = 'hunter2' dbname=news?data=/srv/news",
        "ducklake:postgres:postgresql://news:hunter2@db.example/news?data=/srv/news",
    ],
)
def test_a_password_is_refused_and_not_repeated(written: str) -> None:
    """The address is shown and stored; the error says where a password belongs."""
    with pytest.raises(SettingsError, match="PGPASSWORD") as told:
        LakeAddress.of(written)
    assert "hunter2" not in str(told.value)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("ducklake:postgres:dbname=news", "write it as"),
        ("ducklake:sqlite:news.db?data=/srv", "write it as"),
        ("ducklake:postgres:dbname=news?data=news", "other collectors would look for it elsewhere"),
    ],
)
def test_what_is_no_address_is_told_how_to_write_one(written: str, told: str) -> None:
    """The example can be taken as it stands."""
    with pytest.raises(SettingsError, match=told):
        LakeAddress.of(written)


def test_an_address_binds_a_folder_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder it names, or var; from then on the folder is enough."""
    monkeypatch.chdir(tmp_path)
    assert folder_of(SHARED) == Path("var")
    assert folder_of(f"{SHARED}&dir=other") == Path("other")
    assert address_in(Path("var")) == address_in(Path("other")) == LakeAddress.of(SHARED)
    assert folder_of("elsewhere") == Path("elsewhere")
    assert Settings.of(environment={"CLAIMWATCH_DB": SHARED}).db == Path("var")


def test_a_folder_is_not_bound_away_from_its_ledger(tmp_path: Path) -> None:
    """Neither from files nor from another lake: what is there would seem to be gone."""
    with Database(tmp_path).writing():
        pass
    with pytest.raises(SettingsError, match="claimwatch migrate --to"):
        bind(tmp_path, LakeAddress.of(SHARED))
    bind(tmp_path / "other", LakeAddress.of(SHARED))
    with pytest.raises(SettingsError, match="its ledger is"):
        bind(tmp_path / "other", LakeAddress("dbname=another", "/srv"))


def test_where_a_lake_cannot_be_opened_it_is_said_what_is_missing(
    claimwatch: Callable[..., Any], topic_folder: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not by a traceback: exit code 4, the package, and where it is told how to set it up."""
    for name in ("psycopg", "duckdb_extension_ducklake"):
        monkeypatch.setitem(sys.modules, name, None)
    for command in (("run", "--topic", str(topic_folder())), ("query", "FROM claims")):
        told = claimwatch(*command, "--db", SHARED)
        assert told.code == ConfigurationError.exit_code
        assert "docs/lake.md" in told.err
    assert (Path("var") / BOUND_BY).exists()
