"""
The folder where letters wait, and their receipts.

    DIR/inbox/waiting/ID      a letter; it is there, whole and on the disk, before anybody is told that we have it
    DIR/inbox/settled/ID      a receipt; it is there before its letter is removed

Whoever is killed between two of these steps leaves a letter that is taken in once more, which stores nothing twice.
Several processes may put letters in; taken out they are under the run lock.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from pipeline.durably import UNFINISHED, write_durably
from pipeline.errors import DiskFullError, StoreError
from pipeline.inbox.letters import Letter, Receipt, packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

__all__ = ["INBOX", "FullInboxError", "Inbox", "Waiting"]

INBOX = "inbox"
"""Its name in the --db folder."""

_NAME = re.compile(r"[0-9a-f]{32}")
_DAMAGED = ".damaged"
_LONGEST_LINE = 100_000
_A_DAY = timedelta(days=1)
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class FullInboxError(StoreError):
    """So much is waiting that no more is taken."""


class Waiting(NamedTuple):
    """A letter without its body; `size` in bytes of its file."""

    letter: Letter
    letter_id: str
    size: int


class Inbox:
    """
    The inbox of one `--db` folder; only who runs claimwatch can read it.

    `most` letters wait and `most_bytes` of them at most: who pushes more than is ever taken in fills no disk.
    """

    def __init__(self, directory: Path, *, most: int = 20_000, most_bytes: int = 2_000_000_000) -> None:
        self._waiting = directory / "waiting"
        self._settled = directory / "settled"
        self._most, self._most_bytes = most, most_bytes

    def put(self, letter: Letter) -> tuple[str, Receipt]:
        """
        Put a letter in, unless it is in or was taken in; return its id and what is known of it.

        When this returns, the letter is on the disk. One that was dropped because it could not be had is put in again.
        Raises FullInboxError, DiskFullError, or StoreError when the folder cannot be written.
        """
        letter_id = letter.letter_id
        known = self.receipt(letter_id)
        if known is not None and not (known.state == "dropped" and known.stage == "collect"):
            return letter_id, known
        with _translated(self._waiting):
            files = list(self._files(self._waiting))
            if len(files) >= self._most or sum(file.stat().st_size for file in files) >= self._most_bytes:
                raise FullInboxError(f"{len(files)} letters are waiting; send it again when a run has taken them in")
            write_durably(self._waiting / letter_id, packed(letter))
        return letter_id, Receipt(state="waiting", url=letter.url, received_at=letter.received_at)

    def waiting(self) -> list[Waiting]:
        """Return what waits, in the order in which it came; a file that is no letter is put aside."""
        found = []
        with _translated(self._waiting):
            for path in self._files(self._waiting):
                try:
                    with path.open("rb") as file:
                        letter = unpacked(file.readline(_LONGEST_LINE))
                        size = os.fstat(file.fileno()).st_size
                except FileNotFoundError:
                    continue
                except ValueError:
                    path.replace(path.with_name(path.name + _DAMAGED))
                else:
                    found.append(Waiting(letter, path.name, size))
        return sorted(found, key=lambda one: (one.letter.received_at, one.letter_id))

    def count(self) -> int:
        """Return how many letters wait."""
        with _translated(self._waiting):
            return sum(1 for _ in self._files(self._waiting))

    def read(self, letter_id: str) -> Letter:
        """Return a waiting letter with its body; raises StoreError when it is not there."""
        with _translated(self._waiting):
            return unpacked((self._waiting / letter_id).read_bytes())

    def put_off(self, letter_id: str, letter: Letter) -> None:
        """Let a letter wait on with what is known of it now; it keeps its id and its body."""
        with _translated(self._waiting):
            whole = letter.model_copy(update={"body": self.read(letter_id).body})
            write_durably(self._waiting / letter_id, packed(whole))

    def settle(self, letter_id: str, receipt: Receipt | None) -> None:
        """Take a letter out. With its receipt, if anybody may ask for one; that is there before the letter is gone."""
        with _translated(self._settled):
            if receipt is not None:
                write_durably(self._settled / letter_id, receipt.model_dump_json(exclude_none=True).encode())
            (self._waiting / letter_id).unlink(missing_ok=True)

    def receipt(self, letter_id: str) -> Receipt | None:
        """Return what became of a letter, or that it waits; None where there is none of that name."""
        if _NAME.fullmatch(letter_id) is None:
            return None
        with _translated(self._settled):
            with contextlib.suppress(FileNotFoundError), (self._waiting / letter_id).open("rb") as file:
                letter = unpacked(file.readline(_LONGEST_LINE))
                detail = letter.reason if letter.tries or letter.not_before else None
                return Receipt(state="waiting", url=letter.url, received_at=letter.received_at, detail=detail)
            with contextlib.suppress(FileNotFoundError):
                return Receipt.model_validate_json((self._settled / letter_id).read_bytes())
        return None

    def sweep(self, now: datetime, keep: timedelta) -> None:
        """Let go of receipts older than `keep`, and of what cut-off writers left unfinished a day ago."""
        with _translated(self._settled):
            _remove(self._files(self._settled), now - keep)
            for folder in (self._waiting, self._settled):
                _remove(self._files(folder, unfinished=True), now - _A_DAY)

    def _files(self, folder: Path, *, unfinished: bool = False) -> Iterator[Path]:
        if folder.is_dir():
            for path in folder.iterdir():
                if path.name.endswith(UNFINISHED) if unfinished else _NAME.fullmatch(path.name):
                    yield path


def _remove(files: Iterator[Path], before: datetime) -> None:
    for path in files:
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_mtime < before.timestamp():
                path.unlink()


@contextlib.contextmanager
def _translated(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise DiskFullError(f"{folder}: no space left on the disk; free some, then send it again") from error
        raise StoreError(f"{folder}: {error.strerror}") from error
