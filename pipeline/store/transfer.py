"""A ledger moved from the files of its folder into a lake, or back into files; where it came from stays as it is."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from pipeline.errors import ConfigurationError, NotFoundError
from pipeline.lake_address import bind, bound_to
from pipeline.store.database import Database, translated
from pipeline.store.lake import Lake
from pipeline.store.publish import publish
from pipeline.store.tables import attach_file, copy_tables, first_filled
from pipeline.store.transaction import transaction

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.lake_address import LakeAddress

__all__ = ["to_files", "to_lake"]

_WORKSHOP = "moving"
"""The folder that stands for the lake until it is filled."""


def to_lake(folder: Path, address: LakeAddress) -> dict[str, int]:
    """
    Copy the ledger in a folder's files into an empty lake, compare, and bind the folder to it; return rows by table.

    All or nothing: the lake is filled in one transaction. Raises LockedError while a run holds either, NotFoundError
    where there is nothing to copy, ConfigurationError where something is in the lake already, and StoreError when what
    arrived is not what was sent.
    """
    source = Database(folder)
    if isinstance(source, Lake):
        raise ConfigurationError(f"{folder}: its ledger is in a lake already: {source.address}")
    _ask_for_something(source)
    workshop = folder / _WORKSHOP
    shutil.rmtree(workshop, ignore_errors=True)
    try:
        with source.run_lock():
            # Opened and closed it is up to date, and its file alone is everything.
            with source.writing():
                pass
            bind(workshop, address)
            target = Database(workshop)
            with target.run_lock(), target.writing() as connection:
                if table := first_filled(connection, "lake"):
                    raise ConfigurationError(
                        f"{address}: there is a ledger there already (rows in {table}); name an empty lake, or to use"
                        f" that one: claimwatch run --db '{address}&dir=DIR'"
                    )
                attach_file(connection, source.live)
                with transaction(connection):
                    copied = copy_tables(connection, "file", "lake")
                connection.execute("DETACH file")
            bound_to(folder, address)
    finally:
        shutil.rmtree(workshop, ignore_errors=True)
    return copied


def to_files(folder: Path, other: Path) -> dict[str, int]:
    """
    Copy the ledger of a folder from its lake into the files of another folder, and publish it; return rows by table.

    The other folder has no ledger until all is copied and compared. Raises what `to_lake` raises.
    """
    source, target = Database(folder), Database(other)
    if not isinstance(source, Lake):
        raise ConfigurationError(f"{folder}: its ledger is in files already")
    _ask_for_something(source)
    if target.shared or target.begun:
        raise ConfigurationError(f"{other}: there is a ledger there already; name a folder without one")
    with source.run_lock(), target.run_lock():
        copied = source.copied_to(target.live)
        with translated(target.name):
            publish(target)
    return copied


def _ask_for_something(source: Database) -> None:
    if not source.begun:
        raise NotFoundError(f"{source.directory}: nothing stored there yet; start with: claimwatch run")
