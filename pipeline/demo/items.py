"""
The example items: what the invented outlets publish, on which day, and what they change later.

A topic's folder holds `items.toml` (feeds, items and what to expect of them), `bodies/` (texts) and `feeds.opml`.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from pipeline.demo.alterations import Alteration
from pipeline.demo.expectations import Expectation, ExpectedSupport
from pipeline.demo.outlets import OUTLETS, Outlet
from pipeline.models import Record
from pipeline.resources import DEMO, SEEDS

if TYPE_CHECKING:
    from datetime import datetime

__all__ = [
    "DAYS",
    "Change",
    "CopiedFrom",
    "Day",
    "Days",
    "Example",
    "ExampleFeed",
    "Item",
    "examples",
    "load_example",
]

Day = Literal[1, 2]
DAYS: tuple[Day, Day] = (1, 2)


class CopiedFrom(Record):
    """The original of a copy, one of the topic's seeds or another item, and what was done to it."""

    seed: str | None = None
    item: str | None = None
    alteration: Alteration = "whole"
    paragraphs: tuple[int, ...] = ()

    @model_validator(mode="after")
    def _names_one_original(self) -> Self:
        if (self.seed is None) == (self.item is None):
            raise ValueError("a copy has one original: a seed or an item")
        return self


class Change(Record):
    """What day 2 shows at the address of an earlier item."""

    title: str | None = None
    replaced: dict[str, str] = Field(default_factory=dict)
    """Words of the body -> what stands in their place."""
    note: str | None = None
    """A paragraph added at the end."""
    expect: Expectation = Expectation()


class Item(Record):
    """A page of an example outlet, and its entry in the outlet's feed."""

    id: str
    shows: str
    """What it is there for, in a line."""
    outlet_key: str = Field(alias="outlet")
    path: str = Field(pattern=r"^/[\w/.~-]+$")
    day: Day
    kind: Literal["article", "paywall", "consent", "not_found"] = "article"
    title: str
    authors: tuple[str, ...] = ()
    published: AwareDatetime | None = None
    """As feed and page have it, true or not; None where both keep silent."""
    language: str = "en"
    body: str | None = None
    """A file in bodies/; where it is missing the copied text stands alone."""
    copied_from: CopiedFrom | None = None
    written_as: Literal["utf-8", "windows-1252"] = "utf-8"
    """What its bytes really are; every page says it is utf-8."""
    expect: Expectation
    change: Change | None = None

    @property
    def outlet(self) -> Outlet:
        """Who publishes it."""
        return OUTLETS[self.outlet_key]

    @property
    def url(self) -> str:
        """Its address, the same on both days."""
        return f"http://{self.outlet.host}{self.path}"

    def changed_by(self, day: Day) -> Change | None:
        """Return what is different from its first appearance, None where nothing is."""
        return self.change if day > self.day else None

    def title_on(self, day: Day) -> str:
        """Return the headline of that day."""
        change = self.changed_by(day)
        return (change and change.title) or self.title


class ExampleFeed(Record):
    """An address that feeds.opml names: a feed in the outlet's own format, or something that is none."""

    url: str
    outlet_key: str = Field(alias="outlet")
    title: str
    format: Literal["rss", "atom", "json", "html", "error"]
    expect: Literal["feed", "not_a_feed", "error"] = "feed"

    @property
    def outlet(self) -> Outlet:
        """Whose feed it is."""
        return OUTLETS[self.outlet_key]


class Days(Record):
    """When the two passes take place in the story that is told."""

    day_1: AwareDatetime
    day_2: AwareDatetime


class Example(Record):
    """One topic of the demo. `seeds` is the folder with topic.toml and articles, `folder` the one with the feeds."""

    topic: str
    folder: Path
    seeds: Path
    days: Days
    stories: dict[str, str]
    """Seed file name -> story label."""
    feeds: tuple[ExampleFeed, ...]
    items: tuple[Item, ...]
    claims: tuple[ExpectedSupport, ...] = ()

    def moment(self, day: Day) -> datetime:
        """Return what time it is on a day."""
        return self.days.day_1 if day == 1 else self.days.day_2

    def item(self, item_id: str) -> Item:
        """Return the item of that name; KeyError where there is none."""
        return {item.id: item for item in self.items}[item_id]

    def items_on(self, day: Day) -> list[Item]:
        """Return what is online on a day, newest first, as feeds list it."""
        online = [item for item in self.items if item.day <= day]
        return sorted(online, key=lambda item: item.day, reverse=True)


def load_example(folder: Path) -> Example:
    """
    Return the topic a folder holds; its seeds are its own, or the ones of the same name under seeds/.

    Raises tomllib.TOMLDecodeError or pydantic.ValidationError; the folders travel with the code, so tests see it first.
    """
    table = tomllib.loads((folder / "items.toml").read_text(encoding="utf-8"))
    seeds = folder if (folder / "topic.toml").is_file() else SEEDS / folder.name
    return Example.model_validate({"topic": folder.name, "folder": folder, "seeds": seeds} | table)


@cache
def examples() -> tuple[Example, ...]:
    """Return every topic of the demo, those with real seeds before those that are invented to the last word."""
    loaded = [load_example(path.parent) for path in sorted((DEMO / "topics").glob("*/items.toml"))]
    return tuple(sorted(loaded, key=lambda example: example.seeds == example.folder))
