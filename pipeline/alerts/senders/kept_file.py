"""Files that several senders may write to at once."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["alone_with", "replace", "sync_folder"]


@contextmanager
def alone_with(path: Path) -> Iterator[None]:
    """
    Keep other senders away from a file, by a lock beside it.

    The lock is not on the file itself, because a file that is replaced takes its lock with it.
    """
    with path.with_name(f".{path.name}.lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def replace(path: Path, content: bytes) -> None:
    """Put a file in the place of another at once, so that a reader finds the old or the new one, and it lasts."""
    fresh = path.with_name(f".{path.name}.new")
    with fresh.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    sync_folder(path)


def sync_folder(path: Path) -> None:
    """Make sure that the name of a new file lasts as its content does."""
    folder = os.open(path.absolute().parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
