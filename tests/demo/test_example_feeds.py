from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import feedparser

from pipeline.demo.feeds import feed
from pipeline.demo.items import DAYS

if TYPE_CHECKING:
    from pipeline.demo.items import Day, Example, ExampleFeed


def test_a_feed_lists_what_its_outlet_has_published(example: Example) -> None:
    """Every item of the day with its address and headline, whatever the format."""
    for day in DAYS:
        for wanted in _working(example):
            items = [item for item in example.items_on(day) if item.outlet_key == wanted.outlet_key]
            assert _entries(example, wanted, day) == [(item.url, item.title_on(day)) for item in items]


def test_all_three_formats_are_there(example: Example) -> None:
    """RSS, Atom and JSON Feed, in either topic."""
    assert {wanted.format for wanted in _working(example)} == {"rss", "atom", "json"}


def test_xml_feeds_are_well_formed(example: Example) -> None:
    """What is broken about the example feeds is broken on purpose, not their XML."""
    for wanted in _working(example):
        if wanted.format != "json":
            body, _ = feed(example, wanted, 2)
            assert not feedparser.parse(io.BytesIO(body)).bozo, wanted.url


def test_feeds_are_marked_as_examples(example: Example) -> None:
    """Where a feed's name is shown, one sees that it is no real one."""
    assert all("example" in wanted.title for wanted in example.feeds)


def test_an_item_without_a_date_has_none_in_its_feed(ferries: Example) -> None:
    """Not even the feed knows when the pilots talked."""
    wanted = next(f for f in ferries.feeds if f.url.endswith("quayside.atom"))
    body, _ = feed(ferries, wanted, 1)
    entry = next(e for e in feedparser.parse(io.BytesIO(body)).entries if e.title == "Borrowed ships?")
    assert not {"published", "updated"} & set(entry)


def test_what_is_no_feed_is_html(ferries: Example) -> None:
    """The old address leads to a page that asks you to look around."""
    wanted = next(f for f in ferries.feeds if f.expect == "not_a_feed")
    body, content_type = feed(ferries, wanted, 1)
    assert content_type.startswith("text/html")
    assert body.startswith(b"<!DOCTYPE html>")


def _working(example: Example) -> list[ExampleFeed]:
    return [wanted for wanted in example.feeds if wanted.expect == "feed"]


def _entries(example: Example, wanted: ExampleFeed, day: Day) -> list[tuple[str, str]]:
    body, _ = feed(example, wanted, day)
    if wanted.format == "json":
        return [(entry["url"], entry["title"]) for entry in json.loads(body)["items"]]
    return [(entry.link, entry.title) for entry in feedparser.parse(io.BytesIO(body)).entries]
