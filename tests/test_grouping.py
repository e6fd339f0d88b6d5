"""Texts grouped as they come, in memory and in a database."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from pipeline.compare.stream import Grouped, TextRecord
from pipeline.grouping import InMemory, Stored
from pipeline.jsonl import group_lines
from pipeline.store.database import Database
from pipeline.store.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


@pytest.fixture
def records(seed_texts: Mapping[str, str]) -> list[TextRecord]:
    """The five seeds, a copy of the last, and a teaser of the second."""
    texts = {
        **seed_texts,
        "copy": f"Read this: {seed_texts['004']}",
        "teaser": f"{' '.join(seed_texts['001'].split()[:30])} … Continue reading",
    }
    return [TextRecord(id=name, text=text) for name, text in texts.items()]


def stored(directory: Path, *handfuls: list[TextRecord]) -> list[Grouped]:
    """The answers of one call that is given texts by the handful, with a database."""
    grouping = Stored(Ledger(directory), lambda: datetime.now(tz=UTC))
    answers = [answer for handful in handfuls for answer in grouping.group(handful)]
    grouping.finish()
    return answers


def rows(directory: Path) -> dict[str, int]:
    """How many rows each table of the ledger has, but for the one that counts the calls."""
    with Database(directory).writing() as connection:
        names = connection.execute(
            "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'ledger' AND table_name <> 'runs'"
        ).fetchall()
        return {name: connection.table(f"ledger.{name}").count("*").fetchall()[0][0] for (name,) in names}


def test_each_line_says_what_the_contract_promises(records: list[TextRecord]) -> None:
    """Decision, original, story and passages, ready for JSON, in the order of arrival."""
    lines = InMemory(NOW).group(records)
    assert [line["id"] for line in lines] == [record["id"] for record in records]
    for line in json.loads(json.dumps(lines)):
        assert set(line) == {"id", "decision", "of", "story", "passages"}
        for passage in line["passages"]:
            assert set(passage) == {"start", "end", "other", "other_start", "other_end", "words", "quoted"}


def test_passages_point_into_both_texts(records: list[TextRecord], seed_texts: Mapping[str, str]) -> None:
    """The 22 words Best Buy's spokeswoman said are found in 003 and in 001."""
    last = next(line for line in InMemory(NOW).group(records) if line["id"] == "003")
    said = next(p for p in last["passages"] if p["other"] == "001" and p["words"] == 22)
    assert seed_texts["003"][said["start"] : said["end"]].startswith("We don't comment on specific contracts")
    assert seed_texts["001"][said["other_start"] : said["other_end"]].startswith("We don’t comment on specific")


def test_copies_are_given_with_their_original_and_story(records: list[TextRecord]) -> None:
    """A story is called by the id of its first text."""
    answers = {line["id"]: line for line in InMemory(NOW).group(records)}
    assert (answers["copy"]["decision"], answers["copy"]["of"]) == ("near_duplicate", "004")
    assert answers["teaser"]["of"] == "001"
    assert answers["copy"]["story"] == answers["004"]["story"]
    assert {answers[name]["story"] for name in ("000", "001", "002", "003", "teaser")} == {"000"}


def test_a_database_gives_the_answers_that_memory_gives(records: list[TextRecord], tmp_path: Path) -> None:
    """However the texts are dealt into handfuls."""
    in_memory = InMemory(NOW).group(records)
    assert stored(tmp_path / "whole", records) == in_memory
    assert stored(tmp_path / "dealt", records[:2], records[2:3], records[3:]) == in_memory


def test_tomorrows_texts_meet_todays(records: list[TextRecord], tmp_path: Path) -> None:
    """A second call knows what the first one left."""
    first = stored(tmp_path, records[:4])
    assert first + stored(tmp_path, records[4:]) == InMemory(NOW).group(records)


def test_the_same_texts_again_add_no_row_and_get_the_same_answers(records: list[TextRecord], tmp_path: Path) -> None:
    """Whoever is not sure that a call came to its end makes it again."""
    answers, before = stored(tmp_path, records), rows(tmp_path)
    assert stored(tmp_path, records) == answers
    assert rows(tmp_path) == before


def test_another_text_under_an_id_is_no_copy_of_the_one_before(records: list[TextRecord]) -> None:
    """It is the same article, edited."""
    grouping = InMemory(NOW)
    grouping.group(records[:3])
    (edited,) = grouping.group([TextRecord(id="001", text=f"{records[1]['text']}\n\nThis story was updated.")])
    assert edited["of"] != "001"


def test_a_line_is_answered_while_the_pipe_stays_open(records: list[TextRecord]) -> None:
    """Who sends one text and waits for its answer before the next need not wait for ever."""
    out = StringIO()

    def lines() -> Iterator[bytes]:
        for sent, record in enumerate(records, start=1):
            yield json.dumps(record).encode()
            while out.getvalue().count("\n") < sent:
                time.sleep(0.01)

    group_lines(lines(), out)
    assert out.getvalue().count("\n") == len(records)


def test_bad_lines_among_good_ones_cost_only_themselves(records: list[TextRecord]) -> None:
    """Each is answered in its place."""
    lines = [b"no json\n", json.dumps(records[0]).encode(), b'{"id": 7}\n', json.dumps(records[1]).encode()]
    out = StringIO()
    group_lines(lines, out)
    answers = [json.loads(line) for line in out.getvalue().splitlines()]
    assert ["error" in answer for answer in answers] == [True, False, True, False]
    assert [answer["id"] for answer in answers] == [None, "000", 7, "001"]


def test_half_a_character_in_a_name_or_headline_costs_no_other_text(tmp_path: Path) -> None:
    """Whoever cuts texts may cut an emoji; the name comes back as it came."""
    half = TextRecord(id="bad\ud83d", text="Best Buy stops.", title="\ud83d", outlet="\ud83d")
    records = [TextRecord(id="ok", text="Huawei declines."), half]
    assert stored(tmp_path, records) == InMemory(NOW).group(records)
    assert stored(tmp_path, records)[1]["id"] == "bad\ud83d"


@pytest.mark.parametrize(
    "line", [b'{"text": "no name"}', b'{"id": null, "text": "x"}', b'{"id": 1, "text": "x", "title": ["y"]}']
)
def test_what_cannot_be_named_or_read_is_told(line: bytes) -> None:
    """Nothing is guessed, and nothing is left out without a word."""
    out = StringIO()
    group_lines([line], out)
    assert "error" in json.loads(out.getvalue())


@pytest.mark.parametrize("text", ["", "one", "word " * 200_000, "\x00", '"' * 5_000, "中" * 5_000, "e\u0301" * 5_000])
def test_hostile_texts_are_answered_and_stored(text: str, tmp_path: Path) -> None:
    """Nothing that a page may hold stops the others."""
    answers = stored(tmp_path, [TextRecord(id=1, text=text), TextRecord(id=2, text="Best Buy stops.")])
    assert [answer["decision"] for answer in answers] == ["independent", "independent"]
