"""
Where a ledger is kept that is no file: the address of a DuckLake, one string.

    ducklake:postgres:host=db.example dbname=news user=news?data=s3://bucket/news
    ducklake:postgres:dbname=news?data=/srv/news

Before `?data=` stands what PostgreSQL's own programs take, behind it where the rows lie as Parquet files. No secret is
part of it, so it may be shown and stored: PostgreSQL reads passwords from PGPASSWORD, ~/.pgpass or `passfile=`, object
storage is opened with the AWS_ variables.

A folder is bound to a lake by a file in it, `ledger.address`. Everything else that a collector keeps for itself, kept
pages above all, goes on lying in its folder.
"""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple, Self

from pipeline.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["BOUND_BY", "LakeAddress", "address_in", "bind", "bound_to", "folder_of", "is_address"]

BOUND_BY = "ledger.address"
"""The file of a folder that names the lake in which its ledger is kept."""
_BEGINS = "ducklake:"
_SHAPE = re.compile(r"ducklake:postgres:(?P<catalog>[^\0]+)\?data=(?P<data>[^\0&]+)(?:&dir=(?P<folder>[^\0]+))?")
_SECRET = re.compile(r"\b(?:ssl)?password\s*=|://[^/@?]*:[^/@?]*@", re.IGNORECASE)
_EXPECTED = (
    "write it as: ducklake:postgres:host=HOST dbname=NAME user=USER?data=/ABSOLUTE/PATH or ?data=s3://BUCKET/PATH"
)


class LakeAddress(NamedTuple):
    """A catalog in PostgreSQL, and the place of its data."""

    catalog: str
    """As libpq takes it: `host=… dbname=…` or a `postgresql://` address."""
    data: str
    """An absolute path that every collector sees, or an address `s3://BUCKET/PATH`."""

    @classmethod
    def of(cls, written: str) -> Self:
        """Return the address that somebody wrote; raises SettingsError, which never repeats a password."""
        if _SECRET.search(written):
            raise SettingsError(
                "the address of the ledger has a password in it, and would be shown and stored with it; put it into"
                " ~/.pgpass or the environment variable PGPASSWORD"
            )
        found = _SHAPE.fullmatch(written.strip())
        if found is None:
            raise SettingsError(f"“{written}” is no address of a ledger; {_EXPECTED}")
        data = found["data"].strip().rstrip("/")
        if not (data.startswith("s3://") or PurePosixPath(data).is_absolute()):
            raise SettingsError(f"data={data}: other collectors would look for it elsewhere; {_EXPECTED}")
        return cls(found["catalog"].strip(), data)

    def __str__(self) -> str:
        return f"{_BEGINS}postgres:{self.catalog}?data={self.data}"


def is_address(written: str) -> bool:
    """Return whether that is meant for the address of a lake, and not for a folder."""
    return written.startswith(_BEGINS)


def address_in(folder: Path) -> LakeAddress | None:
    """Return where the ledger of a folder is kept instead; None where it is kept in the folder, as files."""
    try:
        written = (folder / BOUND_BY).read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{folder / BOUND_BY}: cannot be read ({error})") from error
    return LakeAddress.of(written)


def bind(folder: Path, address: LakeAddress) -> None:
    """
    Let a folder's ledger be the one at the address from now on.

    Raises SettingsError when it is kept elsewhere already, or in files in the folder itself.
    """
    bound = address_in(folder)
    if bound == address:
        return
    if bound is not None:
        raise SettingsError(f"{folder}: its ledger is {bound} ({BOUND_BY}); give another folder with &dir=DIR")
    if held := next(_files(folder), None):
        raise SettingsError(
            f"{held}: there is a ledger in this folder; move it with: claimwatch migrate --to ADDRESS --db {folder}, or"
            " give another folder with &dir=DIR"
        )
    bound_to(folder, address)


def bound_to(folder: Path, address: LakeAddress) -> None:
    """Let a folder's ledger be the one at the address, whatever it was before."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fresh = folder / f"{BOUND_BY}.fresh"
        fresh.write_text(f"{address}\n", encoding="utf-8")
        fresh.replace(folder / BOUND_BY)
    except OSError as error:
        raise SettingsError(f"{folder / BOUND_BY}: cannot be written ({error.strerror})") from error


def folder_of(written: str) -> Path:
    """
    Return the folder that somebody means by --db: itself, or the one that an address binds to its lake.

    That is `var`, or the one behind `&dir=`. Raises SettingsError when the address cannot be used.
    """
    if not is_address(written):
        return Path(written)
    address = LakeAddress.of(written)
    shape = _SHAPE.fullmatch(written.strip())
    folder = Path(shape["folder"] if shape and shape["folder"] else "var")
    bind(folder, address)
    return folder


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in (folder / "live.duckdb", folder / "news.duckdb") if path.exists())
