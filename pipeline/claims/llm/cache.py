"""Answers kept as files, so that no text is asked about twice; they may be deleted at any time."""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.claims.llm.answer import Row
from pipeline.claims.llm.instructions import INSTRUCTIONS

if TYPE_CHECKING:
    from pipeline.claims.extractor import Piece

__all__ = ["Cache", "KeptAnswer", "key_of"]

_LARGEST = 10_000_000
"""Bytes: what is larger is nothing that was written here."""


class KeptAnswer(BaseModel):
    """What stood of the answers about a text: the rows of each of its portions, and what was refused in the end."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    portions: tuple[tuple[Row, ...], ...]
    problem: str | None = None


def key_of(piece: Piece, stamp: str) -> str:
    """Return the name of everything that an answer depends on, as 64 hexadecimal digits."""
    date = piece.published_at.date().isoformat() if piece.published_at is not None else None
    vocabulary = piece.vocabulary.model_dump(mode="json")
    parts = json.dumps([stamp, INSTRUCTIONS, piece.text, piece.title, date, vocabulary])
    return sha256(parts.encode("ascii")).hexdigest()


class Cache:
    """A folder of answers."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str) -> KeptAnswer | None:
        """Return what is kept under a key; None where nothing is, or nothing that can be read."""
        with suppress(OSError, ValidationError), self._path(key).open("rb") as file:
            return KeptAnswer.model_validate_json(file.read(_LARGEST))
        return None

    def put(self, key: str, answer: KeptAnswer) -> None:
        """
        Keep an answer: written beside, then renamed, so that no half file bears the name.

        Raises OSError where it cannot be written.
        """
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.", suffix=".unfinished")
        beside = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(answer.model_dump_json(exclude_defaults=True).encode("utf-8", "replace"))
            beside.replace(path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.json"
