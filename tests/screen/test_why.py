"""Why an article is a copy or none, in its story or in no other: what is written, on the demo's articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.screen.paper import Paper
from pipeline.screen.why import show_why, why_records

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.store.published import Published

EDITED = "http://northwire.example/story/best-buy-huawei-edited"
QUOTING = "seed:001_86789eb889a7be08.txt"
RELATED = "seed:004_1941c3592bbffc92.txt"


@pytest.fixture
def why(demo: Published, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Return what is written of an article, white space squeezed."""
    monkeypatch.setenv("COLUMNS", "200")

    def written(what: str) -> str:
        show_why(Paper(), demo, what, " --db here")
        return " ".join(capsys.readouterr().out.split())

    return written


def test_a_copy_is_told_with_its_original_its_share_its_date_and_its_rule(demo: Published, why) -> None:
    """What was taken from where, how much, since when, by which rule and version."""
    text, (record,) = why(EDITED), why_records(demo, EDITED)
    assert "edited_copy" in text
    assert f"{record['own_share'] * 100:.0f} % of its own words stand there" in text
    assert "carried first by seed:002_95d91a271f539278.txt" in text
    assert f"decided {record['compared_at']:%Y-%m-%d %H:%M} by {record['compared_by']}" in text
    assert "words-" in record["compared_by"]


def test_a_copy_with_many_passages_shows_the_longest_and_how_to_see_them_all(demo: Published, why) -> None:
    """At most ten, and the SQL that lists the others works."""
    text, (record,) = why(EDITED), why_records(demo, EDITED)
    lengths = [passage["words"] for passage in record["passages"]]
    assert len(lengths) == 10
    assert lengths == sorted(lengths, reverse=True)
    assert f"and {record['passages_in_all'] - 10} shorter passages; all of them:" in text
    sql = text.split('query "')[1].split('"')[0]
    assert len(demo.ask(sql).rows) >= record["passages_in_all"]


def test_a_shared_statement_is_shown_and_what_a_copy_would_need(why) -> None:
    """The nearest miss: 22 words, all quoted, of which none counts."""
    text = why(QUOTING)
    assert "22 words, 100 % quoted" in text
    assert "why no copy: partial reuse needs 15 % of the words of either" in text
    assert "[“We don’t comment on specific contracts with vendors," in text


def test_a_story_that_was_not_joined_is_told_with_what_was_missing(why) -> None:
    """And how to join the two all the same, with the options that find this database again."""
    text = why(RELATED)
    assert "related, and not the same: " in text
    assert "what would have joined them" in text
    assert "story merge" in text
    assert text.endswith("--db here")


def test_what_was_dropped_and_what_is_claimed_have_records_too(demo: Published) -> None:
    """A program tells them apart by what they are."""
    ((dropped,), *_) = demo.ask("SELECT url FROM drops WHERE stage = 'topic'").rows
    ((claim,), *_) = demo.ask("SELECT claim_id FROM claims").rows
    assert {record["what"] for record in why_records(demo, dropped)} == {"drop"}
    assert why_records(demo, str(claim))[0]["what"] == "claim"
