"""Put a read-only copy of the ledger where everybody may read it, whole or not at all."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from pipeline.errors import StoreError
from pipeline.store.database import translated

if TYPE_CHECKING:
    from pipeline.store.database import Database

__all__ = ["publish"]


def publish(database: Database) -> None:
    """
    Replace `news.duckdb` by a copy of the live database. What is in a lake is published as it is committed.

    Nobody stores anything while it is copied: a sender that settles a message meanwhile would leave half of it there.
    Whoever has the old file open goes on reading it, consistent; whoever opens the name next gets the new one. The file
    is read-only, and a write-ahead log that somebody left beside the old one is removed: it must never be replayed into
    the new one (docs/choices.md#snapshot).
    """
    if database.shared:
        return
    fresh = database.published.with_suffix(".fresh")
    with database.still(), translated(database.published):
        if database.live.with_name(database.live.name + ".wal").exists():
            raise StoreError(f"{database.live}: not checkpointed, nothing published; run again")
        fresh.unlink(missing_ok=True)
        shutil.copyfile(database.live, fresh)
        with fresh.open("rb") as handle:
            os.fsync(handle.fileno())
        fresh.chmod(0o444)
        database.published.with_name(database.published.name + ".wal").unlink(missing_ok=True)
        fresh.replace(database.published)
