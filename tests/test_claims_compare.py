"""Where two extractors differ on stored articles, from the command line and on a real database."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from pipeline import resources
from pipeline.claims.extractor import Extraction, Piece
from pipeline.claims.rules import RULES
from pipeline.config import Settings
from pipeline.models import Receipt
from pipeline.progress import Silent
from pipeline.screen.paper import Paper
from pipeline.screen.two_readings import comparison_records, show_comparison
from pipeline.store.database import Database
from pipeline.store.ledger import Ledger
from pipeline.store.publish import publish
from pipeline.two_readings import Choice, read_twice, reader_of, texts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from conftest import Outcome

    from pipeline.store.published import Published
    from pipeline.two_readings import StoredText

FOLDERS = (resources.SEEDS / "huawei-us-market", resources.DEMO / "topics" / "ellery-sound-ferries")
TOPICS = [word for folder in FOLDERS for word in ("--topic", str(folder))]
RETELLING = "seed:000_3ffb27c5e58275f6.txt"
COPY = "http://northwire.example/story/best-buy-huawei-edited"
IN_PLAY = """
SELECT mention_id, claim, evidence FROM mentions JOIN articles AS a USING (article_id, revision)
WHERE tier = 1 AND speaker IS NOT NULL AND mentions.polarity = '+' AND a.url = 'seed:001_86789eb889a7be08.txt'
ORDER BY mention_id LIMIT 3
"""


@pytest.fixture
def compare(claimwatch: Callable[..., Outcome], demo_folder: Path) -> Callable[..., Outcome]:
    """`claims compare` on the demo's database, with both of its topics."""

    def call(*arguments: str, db: Path = demo_folder) -> Outcome:
        return claimwatch("claims", "compare", *arguments, *TOPICS, "--db", str(db))

    return call


@pytest.fixture
def older(demo_folder: Path, tmp_path: Path) -> tuple[Path, list[tuple[int, str, str]]]:
    """The demo as an older version may have left it: of three claims one turned round, one lost, one another's word."""
    folder = Database(shutil.copytree(demo_folder, tmp_path / "older"))
    with folder.writing() as connection:
        turned, lost, other = chosen = connection.execute(IN_PLAY).fetchall()
        connection.execute(
            "UPDATE ledger.mentions SET polarity = '-', extractor = 'rules-0' WHERE mention_id = ?", turned[:1]
        )
        connection.execute("DELETE FROM ledger.mentions WHERE mention_id = ?", lost[:1])
        connection.execute("UPDATE ledger.mentions SET speaker = 'Somebody Else' WHERE mention_id = ?", other[:1])
    publish(folder)
    return folder.directory, chosen


def _records(outcome: Outcome) -> list[dict[str, Any]]:
    return [json.loads(line) for line in outcome.out.splitlines()]


def test_what_a_run_stored_is_what_the_rules_find_again_to_the_letter(compare: Callable[..., Outcome]) -> None:
    """Same part of the text, same words lent, same row back from the database: so an update's changes stand out."""
    outcome = compare("stored", "rules", "--json")
    first, *rows = _records(outcome)
    assert (outcome.code, outcome.err) == (0, "")
    assert first["articles"] > 15
    assert first["to_the_letter"] == first["one"]["claims"] == first["other"]["claims"] == len(rows)
    assert {row["what"] for row in rows} == {"agreed"}
    assert all(found["same"] == found["of"] > 0 for found in first["agreement"].values())


def test_what_reprocessing_would_change_is_shown_the_most_telling_first(
    compare: Callable[..., Outcome], older: tuple[Path, list[tuple[int, str, str]]]
) -> None:
    """A claim turned round, one that only one has, another speaker; which version found what; and nothing else."""
    folder, (turned, lost, other) = older
    first, *rows = _records(compare("stored", "rules", "--json", db=folder))
    assert (first["differ"], first["one"]["alone"], first["other"]["alone"]) == (2, 0, 1)
    assert first["one"]["found_by"] == {RULES.stamp: first["one"]["claims"] - 1, "rules-0": 1}
    differing = {row["what"]: row for row in rows if row["what"] != "agreed" and "polarity" not in row["fields"]}
    assert differing["only_other"]["other"]["claim"] == lost[1]
    assert (differing["differ"]["fields"], differing["differ"]["one"]["claim"]) == (["speaker"], other[1])

    whole = compare("stored", "rules", db=folder).out
    shown = " ".join(whole.split())
    assert "Differences: 3, the most telling first" in shown
    assert "polarity stored - it is not so rules + it is so" in shown
    assert "speaker stored Somebody Else rules" in shown
    assert f"only rules {' '.join(lost[1].split())}" in shown
    one = " ".join(compare("stored", "rules", "--limit", "1", db=folder).out.split())
    assert "Differences: 1 of 3" in one
    assert " ".join(turned[1].split()) in one
    assert "Somebody Else" not in one


def test_the_command_for_all_differences_can_be_pasted(
    compare: Callable[..., Outcome], claimwatch: Callable[..., Outcome], older: tuple[Path, list[tuple[int, str, str]]]
) -> None:
    """It chooses the same articles of the same database."""
    folder, _ = older
    shown = compare("stored", "rules", "--limit", "1", "--since", "2018-01-01", db=folder).out
    words = re.findall(r"claimwatch (claims compare stored rules .*)", shown)[-1].split()
    assert "Differences: 3, the" in claimwatch(*words).out


@pytest.mark.parametrize("wide", [20, 60, 200])
def test_a_comparison_fits_any_terminal(
    compare: Callable[..., Outcome],
    older: tuple[Path, list[tuple[int, str, str]]],
    monkeypatch: pytest.MonkeyPatch,
    wide: int,
) -> None:
    """Nothing runs over the edge."""
    monkeypatch.setenv("COLUMNS", str(wide))
    lines = compare("stored", "rules", db=older[0]).out.splitlines()
    assert max(map(len, lines)) <= wide


def test_articles_are_chosen_by_name_by_date_and_by_number(compare: Callable[..., Outcome]) -> None:
    """By address or id; the newest so many; seen since."""

    def articles(*arguments: str) -> set[str]:
        return {row["url"] for row in _records(compare("rules", "stored", "--json", *arguments))[1:]}

    assert articles("--article", RETELLING) == {RETELLING}
    (record, *_) = _records(compare("rules", "stored", "--json", "--article", RETELLING))[1:]
    assert articles("--article", str(record["article_id"]), "--article", RETELLING) == {RETELLING}
    assert len(articles("--last", "2")) == 2
    assert len(articles("--since", "2000-01-01")) > 15


@pytest.mark.parametrize(
    ("arguments", "code", "complaint"),
    [
        (("rules", "rules"), 2, "rules and rules are the same"),
        (("rules", "magic"), 2, "“magic” is no extractor; there are rules, llm, and stored"),
        (("rules", "llm"), 4, "CLAIMWATCH_LLM_URL"),
        (("rules", "stored", "--article", "http://nowhere.example"), 1, "no article “http://nowhere.example”"),
        (("rules", "stored", "--article", "99"), 1, "no article “99”"),
        (("rules", "stored", "--article", COPY), 1, "copies and teasers are not compared with “stored”"),
        (("rules", "stored", "--article", RETELLING, "--last", "3"), 2, "leave out --last and --since"),
        (("rules", "stored", "--since", "yesterdayish"), 2, "is no moment"),
        (("rules", "stored", "--since", "2999-01-01"), 1, "no such article is stored"),
        (("rules",), 2, "Missing argument 'B'"),
    ],
)
def test_a_mistake_in_comparing_is_told(
    compare: Callable[..., Outcome],
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    code: int,
    complaint: str,
) -> None:
    """In one line and with the right exit code."""
    monkeypatch.delenv("CLAIMWATCH_LLM_URL", raising=False)
    outcome = compare(*arguments)
    assert (outcome.code, outcome.out) == (code, "")
    assert complaint in outcome.err


def test_where_nothing_is_stored_there_is_nothing_to_compare(
    claimwatch: Callable[..., Outcome], tmp_path: Path
) -> None:
    """Neither without a database nor with an empty one."""
    missing = claimwatch("claims", "compare", "stored", "rules")
    assert (missing.code, "nothing published there yet" in missing.err) == (1, True)
    ledger = Ledger(tmp_path / "var")
    with ledger.database.writing():
        pass
    publish(ledger.database)
    empty = claimwatch("claims", "compare", "stored", "rules")
    assert (empty.code, "no such article is stored" in empty.err) == (1, True)


def test_articles_whose_topics_words_are_missing_are_left_out_and_listed(
    claimwatch: Callable[..., Outcome], demo_folder: Path, tmp_path: Path
) -> None:
    """Read without them a text says less: that would be told as a difference, and is none between the readers."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / FOLDERS[0].name).symlink_to(FOLDERS[0])
    arguments = ("claims", "compare", "stored", "rules", "--db", str(demo_folder))
    found = claimwatch(*arguments, "--json")
    first, *rows = _records(found)
    left_out = [row for row in rows if row["what"] == "left_out"]
    assert (found.code, found.err) == (3, "")
    assert first["to_the_letter"] == first["one"]["claims"] == len(rows) - len(left_out) > 0
    assert first["left_out"] == len(left_out) > 0
    assert {row["reason"] for row in left_out} == {
        "the words of “ellery-sound-ferries” are not at hand; name the folder with --topic as well"
    }
    shown = claimwatch(*arguments)
    assert shown.code == 3
    assert f"Left out: {len(left_out)} articles" in shown.out


def test_where_no_topics_words_are_at_hand_the_way_out_is_told(
    claimwatch: Callable[..., Outcome], demo_folder: Path
) -> None:
    """Nothing is compared, and nobody takes that for agreement."""
    outcome = claimwatch("claims", "compare", "stored", "rules", "--db", str(demo_folder), "--json")
    assert (outcome.code, outcome.out) == (2, "")
    assert "--topic DIR/ellery-sound-ferries --topic DIR/huawei-us-market" in " ".join(outcome.err.split())


class _Costly:
    """A reader with a price that finds what the rules find, and for one text leaves it to them."""

    name, stamp = "llm", "llm-1"

    def read(self, texts: Sequence[StoredText]) -> list[Extraction]:
        return [self._read(text) for text in texts]

    def _read(self, text: StoredText) -> Extraction:
        found = RULES(Piece(text.text)).statements
        if text.url == RETELLING:
            receipt = Receipt(extractor=self.stamp, seconds=1, requests=3, stood_in=True, problem="no answer")
            return Extraction(found, receipt)
        own = tuple(said.model_copy(update={"extractor": self.stamp}) for said in found)
        return Extraction(own, Receipt(extractor=self.stamp, seconds=2.5, requests=1, input_tokens=1500, cost=0.25))


def test_what_an_extractor_cost_is_summed_up_and_where_others_stood_in_is_left_out(
    demo: Published, capsys: pytest.CaptureFixture[str]
) -> None:
    """To hold the rules against themselves would tell nothing of the extractor that was asked."""
    found = texts(demo, Choice(names=(RETELLING, COPY)), heard_out=False)
    compared = read_twice(found, reader_of("rules", Settings(), demo, ()), _Costly(), Silent())
    assert [(one.text.url, one.reason) for one in compared.left_out] == [(RETELLING, "the rules stood in: no answer")]
    first, *rows = comparison_records(compared)
    assert (first["articles"], rows[-1]["what"], first["one"]["took"]) == (1, "left_out", None)
    took = {"seconds": 3.5, "requests": 4, "input_tokens": 1500, "output_tokens": 0, "cost": 0.25}
    assert first["other"]["took"] == took | {"cached": 0, "problems": 1}
    show_comparison(Paper(), compared, 5, "claims compare rules llm")
    shown = capsys.readouterr().out
    assert "3.5 s, 4 requests, 1,500 + 0 tokens, cost 0.25" in " ".join(shown.split())
    assert "Left out: 1 article\n" in shown
    assert "1 article: the rules stood in: no answer" in shown


def test_lines_are_still_answered_and_help_tells_of_both(claimwatch: Callable[..., Outcome]) -> None:
    """The option without a command, and the command."""
    line = json.dumps({"id": 1, "text": "Huawei denied it."}).encode()
    assert json.loads(claimwatch("claims", "--jsonl", stdin=line).out)["id"] == 1
    told = claimwatch("claims", "--help").out
    assert "--jsonl" in told
    assert "--extractor" in told
    assert "compare" in told
