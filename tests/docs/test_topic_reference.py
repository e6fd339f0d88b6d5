from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest

from pipeline.topic import AlertRules, EntityKind, Terms, Thresholds, Watch
from pipeline.topic.folder import _File, read_topic
from pipeline.topic.records import Entity

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline.models import Record

PAGE = (Path(__file__).parents[2] / "docs" / "topics.md").read_text(encoding="utf-8")
TOML = re.search(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
SECTIONS = {"entities": Entity, "terms": Terms, "watch": Watch, "alerts": AlertRules, "thresholds": Thresholds}


def _section(name: str) -> str:
    """The text under one heading of the third rank."""
    return re.split(r"^#{2,3} ", PAGE.split(f"\n### {name}\n")[1], flags=re.MULTILINE)[0]


@pytest.mark.parametrize(("name", "record"), SECTIONS.items())
def test_every_key_of_a_section_is_explained(name: str, record: type[Record]) -> None:
    """Under the section's own heading."""
    assert all(f"| `{key}` |" in _section(name) for key in record.model_fields)


def test_every_top_level_key_has_a_heading() -> None:
    """Nothing can be written into topic.toml that the page does not know."""
    headings = {name for line in re.findall(r"^### (.+)$", PAGE, re.MULTILINE) for name in line.split(", ")}
    assert set(_File.model_fields) == headings


def test_every_key_of_a_rule_is_named() -> None:
    """And what it is where nobody sets it."""
    for name, field in AlertRules.model_fields.items():
        keys = type(field.default).model_fields
        assert all(f"`{key}`" in _section("alerts") for key in keys), name
        assert f"| {field.default.severity} |" in next(
            line for line in _section("alerts").splitlines() if line.startswith(f"| `{name}` |")
        )


def test_every_kind_of_entity_is_named() -> None:
    """So that nobody has to try."""
    assert all(f"`{kind}`" in _section("entities") for kind in get_args(EntityKind))


def test_the_example_topic_reads(tmp_path: Path, now: datetime) -> None:
    """Whoever begins with the example begins with something that works, and it shows every key there is."""
    assert TOML is not None
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "one.txt").write_text("Vessari Lines has laid up a ferry.", encoding="utf-8")
    (tmp_path / "topic.toml").write_text(TOML[1], encoding="utf-8")
    topic = read_topic(tmp_path, now)
    assert topic.watch.entities == ("Vessari Lines",)
    assert topic.alerts.corroborated.at == (2, 3, 5)
    assert not topic.alerts.new_story.on
    assert all(re.search(rf"^\[*\"?{key}\b", TOML[1], re.MULTILINE) for key in _File.model_fields)
