"""One claim with everything that is known of it: what is written, on the demo's articles."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.screen.claim_words import commitment, event, interval, when
from pipeline.screen.claims import claim_record, show_claim
from pipeline.screen.mentions import in_its_paragraph, show_mention
from pipeline.screen.paper import Paper
from pipeline.store.database import Database
from pipeline.store.publish import publish
from pipeline.store.published import Published

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SPOKEN = """
SELECT claim_id FROM mentions
WHERE article_id IN (SELECT article_id FROM articles WHERE url = 'seed:001_86789eb889a7be08.txt')
    AND cue_start IS NOT NULL AND content_start IS NOT NULL AND time_text IS NULL
    AND mode = 'reported'
ORDER BY "start", mention_id LIMIT 1
"""


@pytest.fixture
def written(demo: Published, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Return what is written of a claim, white space squeezed."""

    def show(claim_id: int, *, published: Published = demo, wide: int = 100) -> str:
        monkeypatch.setenv("COLUMNS", str(wide))
        show_claim(Paper(), published, claim_id)
        shown = capsys.readouterr().out
        assert max(map(len, shown.splitlines())) <= wide
        return " ".join(word for word in shown.split() if word != "│")

    return show


def _claim(published: Published, sql: str) -> dict[str, Any]:
    return claim_record(published, published.ask(sql).rows[0][0])


def test_every_mention_of_the_demo_stands_in_a_paragraph_with_its_spans(demo: Published) -> None:
    """Counted from where the paragraph begins they give the evidence, the cue and, among the words, the speaker."""
    rows = demo.ask("SELECT m.*, r.text FROM mentions AS m JOIN ledger.revisions AS r USING (article_id, revision)")
    cues = 0
    for row in rows.dicts():
        mention = in_its_paragraph(row)
        at, paragraph = mention["paragraph_start"], mention["paragraph"]
        assert "text" not in mention
        assert paragraph[mention["start"] - at : mention["end"] - at] == mention["evidence"]
        if mention["cue_start"] is not None and at <= mention["cue_start"] < mention["cue_end"]:
            cues += 1
            assert paragraph[mention["cue_start"] - at : mention["cue_end"] - at] == mention["cue"]
        assert (mention["speaker"] is None) == (mention["speaker_start"] is None)
    assert cues > 20


@pytest.mark.parametrize("wide", [60, 100, 200])
def test_a_claim_shows_whose_word_it_is_and_how_it_is_put(
    demo: Published, written: Callable[..., str], wide: int
) -> None:
    """At any width, in words, and the evidence in brackets where it stands."""
    claim = _claim(demo, SPOKEN)
    mention = claim["mentions"][0]
    text = written(claim["claim_id"], wide=wide)
    assert claim["claim"] in text
    assert f"[{' '.join(mention['evidence'].split())}]" in text
    assert f"word of {mention['speaker']}" in text
    assert f"speaker {mention['speaker_kind']}" in text
    assert f"put as {mention['mode']}, “{mention['cue']}” · {mention['certainty']}: says it" in text
    assert f"found by {mention['extractor']}" in text
    assert "PLOVER: " in text


def test_a_time_is_told_in_days(demo: Published, written: Callable[..., str]) -> None:
    """Where there is a date that it can be counted from."""
    claim = _claim(demo, "SELECT claim_id FROM mentions WHERE time_earliest < time_latest ORDER BY mention_id LIMIT 1")
    shown = written(claim["claim_id"])
    dated = [mention for mention in claim["mentions"] if mention["time_earliest"]]
    assert all(f"time “{one['time_text']}”, {one['time_earliest']}" in shown for one in dated)


def test_everyone_on_the_way_of_a_word_is_named(demo: Published, capsys: pytest.CaptureFixture[str]) -> None:
    """The one name of a speaker too, and what the text calls them, where that is another."""
    claim = _claim(demo, SPOKEN)
    mention = claim["mentions"][0]
    known = {"chain": ["CNET", "an unnamed source"], "speaker": "Ann Lee", "speaker_entity": "Ann Marie Lee"}
    show_mention(Paper(), mention | known, claim)
    shown = " ".join(capsys.readouterr().out.split())
    assert "chain CNET ← an unnamed source" in shown
    start, end = (mention[f"speaker_{edge}"] - mention["paragraph_start"] for edge in ("start", "end"))
    assert f"filed as Ann Marie Lee, here “{mention['paragraph'][start:end]}”" in shown


def test_text_that_is_hostile_or_gone_stops_no_screen(
    demo_folder: Path, tmp_path: Path, written: Callable[..., str]
) -> None:
    """Escapes are not printed, and a text that is not on record has no paragraph."""
    folder = Database(shutil.copytree(demo_folder, tmp_path / "copy"))
    with folder.writing() as connection:
        connection.execute("UPDATE ledger.revisions SET text = replace(text, ' ', chr(27))")
    publish(folder)
    claim = _claim(Published(folder.published), SPOKEN)
    assert "\x1b" in claim["mentions"][0]["paragraph"]
    assert "\x1b" not in written(claim["claim_id"], published=Published(folder.published))
    assert in_its_paragraph({"text": None, "start": 3, "end": 9})["paragraph"] == ""


def test_how_far_a_text_commits_is_said_in_words() -> None:
    """Seven degrees; what lies between, the nearest; what lies beyond, the last."""
    assert [commitment(value) for value in (3.0, 2.2, 1.0, 0.0, -1.0, -2.0, -9.0)] == [
        "says it is so",
        "says it is probably so",
        "says it is possibly so",
        "leaves open whether it is so",
        "says it is possibly not so",
        "says it is probably not so",
        "says it is not so",
    ]


def test_a_time_is_an_interval_and_an_event_has_a_class_or_none() -> None:
    """One day, several, an open end, none; PLOVER has no words for commerce."""
    first, last = date(2018, 3, 1), date(2018, 3, 31)
    days = [interval(*ends) for ends in ((first, last), (first, first), (first, None), (None, last), (None, None))]
    assert days == ["2018-03-01 to 2018-03-31", "2018-03-01", "from 2018-03-01", "until 2018-03-31", "at no known date"]
    assert when("in March", first, last) == "“in March”, 2018-03-01 to 2018-03-31"
    assert event("demand", "REQUEST") == "demand (PLOVER: REQUEST)"
    assert event("supply.stop", None) == "supply.stop (PLOVER: no class for it)"
