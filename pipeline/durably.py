"""Files that are there whole or not at all, also after a power cut."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

__all__ = ["UNFINISHED", "write_durably"]

UNFINISHED = ".part"
"""How the name of a file ends whose writer was killed."""


def write_durably(path: Path, whole: bytes) -> None:
    """
    Write a file that only its owner can read; when this returns, it is on the disk under its name.

    Raises OSError, and leaves what was there before.
    """
    _make_folder(path.parent)
    handle, name = tempfile.mkstemp(prefix=path.name, suffix=UNFINISHED, dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(whole)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    _sync(path.parent)


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        _sync(folder.parent)


def _sync(folder: Path) -> None:
    """Bring the names in a folder to the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
