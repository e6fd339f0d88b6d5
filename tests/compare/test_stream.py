from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pipeline.compare.stories import ONE_TOPIC
from pipeline.compare.stream import Grouper, TextRecord, group

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def records(texts: Mapping[str, str]) -> list[TextRecord]:
    """Texts as they come in."""
    return [TextRecord(id=name, text=text) for name, text in texts.items()]


def test_each_line_says_what_the_contract_promises(seed_texts: Mapping[str, str]) -> None:
    """Decision, original, story and passages, ready for JSON, in the order of arrival."""
    lines = list(group(records(seed_texts)))
    assert [line["id"] for line in lines] == list(seed_texts)
    for line in json.loads(json.dumps(lines)):
        assert set(line) == {"id", "decision", "of", "story", "passages"}
        for passage in line["passages"]:
            assert set(passage) == {"start", "end", "other", "other_start", "other_end", "words", "quoted"}


def test_passages_point_into_both_texts(seed_texts: Mapping[str, str]) -> None:
    """The 22 words Best Buy's spokeswoman said are found in 003 and in 001."""
    last = next(line for line in group(records(seed_texts)) if line["id"] == "003")
    said = next(p for p in last["passages"] if p["other"] == "001" and p["words"] == 22)
    assert seed_texts["003"][said["start"] : said["end"]].startswith("We don't comment on specific contracts")
    assert seed_texts["001"][said["other_start"] : said["other_end"]].startswith("We don’t comment on specific")


def test_a_copy_is_given_with_its_original_and_story(seed_texts: Mapping[str, str]) -> None:
    """A story is called by the id of its first text."""
    lines = list(group([*records(seed_texts), TextRecord(id=17, text=f"Read this: {seed_texts['004']}")]))
    assert (lines[-1]["id"], lines[-1]["decision"], lines[-1]["of"]) == (17, "near_duplicate", "004")
    assert lines[-1]["story"] == lines[4]["story"]
    assert {line["story"] for line in lines[:4]} == {"000"}


def test_inside_one_topic_the_fifth_seed_stands_apart(seed_texts: Mapping[str, str]) -> None:
    """The same stream, told that it is about one topic."""
    assert [line["story"] for line in group(records(seed_texts), ONE_TOPIC)] == ["000", "000", "000", "000", "004"]


def test_answers_come_before_the_next_text_is_asked_for(seed_texts: Mapping[str, str]) -> None:
    """A pipe that stays open gets an answer to each line at once."""
    asked = 0

    def arriving() -> Iterator[TextRecord]:
        nonlocal asked
        for record in records(seed_texts):
            asked += 1
            yield record

    for answered, _ in enumerate(group(arriving()), start=1):
        assert asked == answered


def test_one_text_at_a_time(seed_texts: Mapping[str, str]) -> None:
    """Who handles bad lines in between adds the good ones one by one."""
    grouper = Grouper()
    assert grouper.add(TextRecord(id="a", text=seed_texts["000"]))["decision"] == "independent"
    assert grouper.add(TextRecord(id="b", text=seed_texts["000"]))["of"] == "a"


def test_the_same_id_twice_is_two_texts(seed_texts: Mapping[str, str]) -> None:
    """Callers' ids are names, not keys."""
    again = list(group([TextRecord(id="x", text=seed_texts["001"])] * 2))
    assert [line["decision"] for line in again] == ["independent", "exact"]
