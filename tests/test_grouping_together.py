"""Texts of one handful, placed together: in whatever order they come, the same from memory and from a database."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from pipeline.compare.stream import Grouped, TextRecord
from pipeline.grouping import InMemory, Stored
from pipeline.store.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
STORIES = Path(__file__).parents[2] / "shared" / "data" / "stories"

EVENTS = {
    "danube": """
The Danube rose by two metres overnight and flooded the old town of Passau. Firefighters carried forty \
people from their homes, the mayor said. More rain is forecast for Sunday.
Forty residents of Passau left their homes in boats on Friday, carried by firefighters, when high water of \
the Danube came into the old town. The bridge to Austria is closed.
Passau asks for help. After the Danube broke its banks the mayor counts forty homes under water, and \
firefighters are still out. Rain may fall again on Sunday.
""",
    "elbe": """
Cellars in Meissen are full of mud: the Elbe went over the wall on Tuesday, and ninety volunteers shovelled \
sand all night. The porcelain works stopped their kilns.
The porcelain works of Meissen are closed because of high water. Ninety volunteers could not keep the Elbe \
behind its wall, a spokesman for the district said on Wednesday.
Sandbags did not help: the wall at Meissen gave way to the Elbe. Kilns of the famous porcelain works had to \
be put out, and ninety helpers were sent home.
""",
    "strike": """
Train drivers of Norrland Rail walk out on Monday over night shifts. Their union wants two free weekends a \
month; the company offers one.
Monday will be a bad day for commuters: the drivers' union at Norrland Rail calls a strike for more free \
weekends. One a month, says the company, is all it can give.
Norrland Rail and its drivers talk again before the strike on Monday. Night shifts and free weekends are \
what they cannot agree on.
""",
}
"""Two floods and a strike, each told three times in words of its own."""


@pytest.fixture(scope="module")
def events() -> list[TextRecord]:
    """Two floods and a strike, each told three times in words of its own."""
    return [
        TextRecord(id=f"{name} {at}", text=text.strip())
        for name, told in EVENTS.items()
        for at, text in enumerate(told.strip().split("\n"))
    ]


def in_memory(records: Sequence[TextRecord], size: int) -> list[Grouped]:
    """The answers that memory gives to handfuls of a size."""
    grouping = InMemory(NOW)
    return [line for at in range(0, len(records), size) for line in grouping.group(records[at : at + size])]


def stored(records: Sequence[TextRecord], size: int, directory: Path) -> list[Grouped]:
    """The answers that a database gives to them."""
    times = count()
    grouping = Stored(Ledger(directory), lambda: NOW + timedelta(seconds=next(times)))
    return [line for at in range(0, len(records), size) for line in grouping.group(records[at : at + size])]


def stories(answers: Sequence[Grouped]) -> set[frozenset[object]]:
    """Which texts are together, whatever their story is called."""
    named: dict[object, set[object]] = {}
    for line in answers:
        named.setdefault(line["story"], set()).add(line["id"])
    return {frozenset(ids) for ids in named.values()}


def test_the_order_inside_a_handful_decides_no_story(events: list[TextRecord], seed_texts: Mapping[str, str]) -> None:
    """Only its name: a story is called by the first of its texts."""
    records = [*events, *(TextRecord(id=name, text=text) for name, text in seed_texts.items())]
    expected = stories(in_memory(records, len(records)))
    draw = Random(3)  # noqa: S311 - shuffles a test
    for _ in range(6):
        draw.shuffle(records)
        answers = in_memory(records, len(records))
        assert stories(answers) == expected
        first: dict[object, object] = {}
        for line in answers:
            first.setdefault(line["story"], line["id"])
        assert all(story == name for story, name in first.items())


def test_reports_of_one_event_find_each_other(events: list[TextRecord]) -> None:
    """Two floods are two stories."""
    together = stories(in_memory(events, len(events)))
    assert together == {frozenset(f"{name} {at}" for at in range(3)) for name in ("danube", "elbe", "strike")}


def test_an_edited_text_in_the_same_handful_stays_with_the_first(seed_texts: Mapping[str, str]) -> None:
    """It is the same article."""
    records = [TextRecord(id="a", text=seed_texts["000"]), TextRecord(id="a", text=f"{seed_texts['001']} Updated.")]
    assert [line["story"] for line in in_memory(records, 2)] == ["a", "a"]


@pytest.mark.parametrize("size", [1, 5, 14])
def test_memory_and_database_agree(
    size: int, events: list[TextRecord], seed_texts: Mapping[str, str], tmp_path: Path
) -> None:
    """However the texts are dealt, also where their dates are far apart."""
    records = [*events, *(TextRecord(id=name, text=text) for name, text in seed_texts.items())]
    for place, record in enumerate(records[::3]):
        record["published_at"] = NOW - timedelta(days=9 * place)
    Random(size).shuffle(records)  # noqa: S311 - shuffles a test
    assert stored(records, size, tmp_path) == in_memory(records, size)


@pytest.mark.parametrize("path", sorted(STORIES.glob("basil*.jsonl")), ids=lambda path: path.stem)
def test_memory_and_database_agree_on_news(path: Path, tmp_path: Path) -> None:
    """On real articles, where they are at hand."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    records = [TextRecord(id=line["id"], text=line["text"]) for line in lines]
    assert stored(records, 40, tmp_path) == in_memory(records, 40)
