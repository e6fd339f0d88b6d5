from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import lxml.html
import pytest
import trafilatura

from pipeline.demo.bodies import body_of, clean_text
from pipeline.demo.items import DAYS, examples
from pipeline.demo.outlets import OUTLETS
from pipeline.demo.pages import EXAMPLE_NOTE, front_page, page
from pipeline.text import words

if TYPE_CHECKING:
    from pipeline.demo.items import Day, Example, Item

ARTICLES = [
    pytest.param(example, item, day, id=f"{item.id}-{day}")
    for example in examples()
    for day in DAYS
    for item in example.items_on(day)
    if item.kind in {"article", "paywall"} and (day == item.day or item.changed_by(day))
]
HOSTILE = '</title><script>alert(1)</script> "quoted" & $body ${rest} \' </script>'


@pytest.mark.parametrize(("example", "item", "day"), ARTICLES)
def test_clean_extraction_gives_the_body_back(example: Example, item: Item, day: Day) -> None:
    """Trafilatura finds at least 95 % of the words, and at least 95 % of what it finds is the body."""
    extracted = trafilatura.extract(
        page(example, item, day),
        favor_precision=True,
        include_comments=False,
        include_tables=True,
        deduplicate=False,
    )
    found = Counter(word.text for word in words(extracted or ""))
    wanted = Counter(word.text for word in words(clean_text(body_of(example, item, day))))
    shared = (found & wanted).total()
    assert shared >= 0.95 * wanted.total()
    assert shared >= 0.95 * found.total()


def test_every_page_says_that_it_is_an_example(example: Example) -> None:
    """Also consent walls, missing pages and the page that stands where a feed should be."""
    for day in DAYS:
        for item in example.items_on(day):
            assert EXAMPLE_NOTE[item.outlet.language].encode(item.written_as) in page(example, item, day)
    for outlet in OUTLETS.values():
        assert b"xample" in front_page(outlet)


def test_pages_are_whole_pages(example: Example) -> None:
    """An article is the lesser part of its page: there are ads, menus, related links and footers around it."""
    for item in example.items:
        if item.kind == "article":
            tree = lxml.html.fromstring(page(example, item, item.day))
            assert len(tree.xpath("//a[@href]")) >= 4
            assert len(tree.xpath("//h1")) == 1


@pytest.mark.parametrize("outlet", [key for key in OUTLETS if key != "saltline"])
def test_a_hostile_title_stays_a_title(ferries: Example, outlet: str) -> None:
    """Markup in a headline never becomes markup, and a dollar sign never fills a template."""
    item = ferries.item("denial").model_copy(update={"outlet_key": outlet, "title": HOSTILE, "authors": (HOSTILE,)})
    tree = lxml.html.fromstring(page(ferries, item, 2).decode())
    assert tree.xpath("string(//h1)") == HOSTILE
    assert not [script for script in tree.xpath("//script") if "alert(1)" in (script.text or "") and not script.attrib]
    for script in tree.xpath('//script[@type="application/ld+json"]'):
        record = json.loads(script.text)
        assert HOSTILE in {node.get("headline") for node in record.get("@graph", [record])}


def test_outlets_differ_in_what_they_say_about_themselves(ferries: Example) -> None:
    """JSON-LD records, graphs, OpenGraph, plain meta tags, and one outlet with nothing of the kind."""
    ways = set()
    for item in ferries.items:
        tree = lxml.html.fromstring(page(ferries, item, item.day))
        ways.add(
            (
                bool(tree.xpath('//script[@type="application/ld+json"]')),
                bool(tree.xpath('//meta[@property="og:title"]')),
                bool(tree.xpath('//meta[@name="author"]')),
            )
        )
    assert {(True, True, False), (True, False, False), (False, False, True), (False, False, False)} <= ways


def test_an_unknown_date_is_nowhere_on_the_page(ferries: Example) -> None:
    """The item without a date has none in its metadata and none for readers."""
    text = page(ferries, ferries.item("diesel-charter"), 1).decode()
    assert "Posted" not in text
    assert "2026" not in text


def test_the_wrong_charset_is_really_wrong(ferries: Example) -> None:
    """The page calls itself utf-8, cannot be read as that, and is whole as windows-1252."""
    raw = page(ferries, ferries.item("battery-explainer"), 1)
    assert b"charset=utf-8" in raw
    with pytest.raises(UnicodeDecodeError):
        raw.decode()
    assert "Vantré" in raw.decode("windows-1252")


def test_a_paywall_says_so_to_readers_and_machines(ferries: Example) -> None:
    """The stub ends in an offer, and its metadata says that it is not free."""
    text = page(ferries, ferries.item("insurers"), 1).decode()
    assert "Subscribe to continue reading" in text
    assert '"isAccessibleForFree": false' in text


def test_walls_and_missing_pages_hold_nothing_of_the_article(ferries: Example) -> None:
    """Not even its headline, as on the web."""
    for item_id in ("cookie-wall", "soft-404"):
        item = ferries.item(item_id)
        assert item.title.split()[0].encode() not in page(ferries, item, 1)


def test_a_changed_headline_leaves_the_text_alone(huawei: Example) -> None:
    """Day 2 has another title over the same body."""
    item = huawei.item("retold-foundry")
    assert item.title_on(1) != item.title_on(2)
    assert body_of(huawei, item, 1) == body_of(huawei, item, 2)
