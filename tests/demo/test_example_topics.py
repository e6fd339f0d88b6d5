from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from pipeline.resources import DEMO, SEEDS
from pipeline.topic.folder import read_topic

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from pipeline.demo.items import Example

TOPIC_FOLDERS = [SEEDS / "huawei-us-market", DEMO / "topics" / "ellery-sound-ferries"]
SECTIONS = {"name", "languages", "entities", "terms", "events", "watch", "thresholds"}


@pytest.fixture(params=TOPIC_FOLDERS, ids=lambda folder: folder.name)
def folder(request: pytest.FixtureRequest) -> Path:
    """Each bundled topic folder in turn."""
    return request.param


@pytest.fixture
def table(folder: Path) -> dict[str, Any]:
    """What its topic.toml says."""
    return tomllib.loads((folder / "topic.toml").read_text(encoding="utf-8"))


def test_a_bundled_topic_can_be_read(folder: Path, table: dict[str, Any], now: datetime) -> None:
    """Every section is there, and every key is one that the loader knows: it refuses all others."""
    topic = read_topic(folder, now)
    assert set(table) == SECTIONS
    assert topic.topic == folder.name
    assert len(topic.seeds) == len(list((folder / "articles").iterdir())) >= 3


def test_no_name_stands_for_two(table: dict[str, Any]) -> None:
    """A name or an alias belongs to one entity, or nobody could tell whom a claim is about."""
    own_names = [{name.lower() for name in (e["name"], *e.get("aliases", []))} for e in table["entities"]]
    names = [name for names in own_names for name in names]
    assert sorted(names) == sorted(set(names))


def test_what_is_watched_is_known(table: dict[str, Any]) -> None:
    """The watch list names entities and event types that the same file explains."""
    names = {entity["name"] for entity in table["entities"]}
    assert {*table["watch"]["entities"], *table["watch"]["speakers"]} <= names
    assert set(table["watch"]["event_types"]) <= set(table["events"])


def test_every_entity_occurs(folder: Path, table: dict[str, Any]) -> None:
    """Whoever is listed is named in a seed or, in the invented topic, in an item."""
    texts = [path.read_text(encoding="utf-8") for path in folder.rglob("*.txt")]
    everything = " ".join([*texts, (folder / "items.toml").read_text() if (folder / "items.toml").exists() else ""])
    for entity in table["entities"]:
        names = [entity["name"], *entity.get("aliases", [])]
        assert any(name.lower() in everything.lower() for name in names), entity["name"]


def test_a_phrase_shows_one_event(table: dict[str, Any]) -> None:
    """No trigger phrase is listed under two event types."""
    phrases = [phrase for phrases in table["events"].values() for phrase in phrases]
    assert sorted(phrases) == sorted(set(phrases))


def test_every_section_of_the_real_topic_is_explained() -> None:
    """A newcomer finds a comment above each section of the topic that `init` is modelled on."""
    text = (SEEDS / "huawei-us-market" / "topic.toml").read_text(encoding="utf-8")
    for section in ("terms", "events", "watch", "thresholds"):
        assert re.search(rf"^#[^\n]*\n\[{section}\]$", text, re.MULTILINE), section


def test_the_real_topic_listens_to_real_feeds() -> None:
    """Its list of feeds has about ten secure addresses, none of them twice, none invented."""
    addresses = _addresses(SEEDS / "huawei-us-market" / "feeds.opml")
    assert 8 <= len(addresses) == len(set(addresses))
    assert all(address.startswith("https://") and ".example" not in address for address in addresses)


def test_the_example_topics_listen_to_the_example_outlets(example: Example) -> None:
    """feeds.opml of a demo topic names exactly the feeds that its server has."""
    assert sorted(_addresses(example.folder / "feeds.opml")) == sorted(feed.url for feed in example.feeds)


def _addresses(opml: Path) -> list[str]:
    root = ET.parse(opml)  # noqa: S314 - a file of our own
    return [found for outline in root.iter("outline") if (found := outline.get("xmlUrl"))]
