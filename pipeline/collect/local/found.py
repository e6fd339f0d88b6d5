"""What looking through a folder or an archive on our own disk brings, item by item."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from pipeline.models import Drop, Entry, Page, Validators

if TYPE_CHECKING:
    from pipeline.collect.local.folder import LocalFile
    from pipeline.collect.local.warc_records import Spot

__all__ = ["Dealt", "Found", "Known", "LocalItem", "Tally"]


class Found(NamedTuple):
    """A page, and the entry to remember when it has been dealt with."""

    page: Page
    entry: Entry
    file: LocalFile
    """Where it was found."""
    spot: Spot | None = None
    """Where in an archive; None also where its records cannot be looked up."""


class Dealt(NamedTuple):
    """A file that gives nothing more while it stays as it is; its entry is to be remembered after all before it."""

    entry: Entry


@dataclass
class Tally:
    """
    What came of a local feed: the last item, complete when it is yielded.

    `validators` are those to ask with next time; they are empty where something could not be read and may be later.
    """

    files: int = 0
    """Of a kind that is read; those known from before included."""
    records: int = 0
    """In archives, of any kind, the broken ones left out."""
    pages: int = 0
    """Of these records and files, whole HTML pages and texts with an address of their own."""
    kept: int = 0
    """Of these pages, handed on."""
    known: int = 0
    """Of these pages, dealt with in an earlier run."""
    wordless: int = 0
    """Of these pages, without any of the topic's words."""
    broken: Counter[str] = field(default_factory=Counter)
    """Records and files that are damaged, cut short or too large, by reason."""
    problem: str | None = None
    """Why nothing could be read at all."""
    validators: Validators = field(default_factory=Validators)


LocalItem = Found | Dealt | Drop | Tally

Known = Callable[[Entry], bool]
"""Has this entry been dealt with, as it stands?"""
