"""What a row has to hold to become a statement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.claims.extractor import Piece
from pipeline.claims.llm.answer import Row
from pipeline.claims.llm.checking import Checker
from pipeline.claims.llm.cutting import cut_up
from pipeline.claims.llm.instructions import INSTRUCTIONS, VERSION, fence_for, task
from pipeline.claims.llm.places import Places
from pipeline.claims.llm.refusing import Refused
from pipeline.claims.rules import RULES
from pipeline.models import Statement
from pipeline.text import content_id

if TYPE_CHECKING:
    from collections.abc import Callable

QUOTE = {
    "claim": "Norvik Shipping regrets the loss of 300 jobs",
    "evidence": "“We regret the loss of 300 jobs,” said Ada Lind, a spokeswoman for Norvik Shipping.",
    "speaker": "Ada Lind",
    "speaker_words": "Ada Lind, a spokeswoman for Norvik Shipping",
    "speaker_kind": "spokesperson",
    "cue": "said",
    "mode": "quoted",
    "subject": "Norvik Shipping",
}
OWN = {
    "claim": "The union does not accept the decision",
    "evidence": "The union does not accept the decision.",
    "polarity": "-",
}


@pytest.fixture
def checked(piece: Piece) -> Callable[..., Statement | Refused]:
    """Check one row against the article."""

    def check(row: dict[str, Any], **changes: object) -> Statement | Refused:
        return Checker(piece, "llm-test").check(Row.model_validate(row | changes), (0, len(piece.text)))

    return check


@pytest.mark.parametrize(
    ("row", "changes"),
    [
        (QUOTE, {}),
        (QUOTE, {"evidence": '"We regret the loss of 300 jobs," said Ada Lind, a spokeswoman for Norvik Shipping.'}),
        (QUOTE, {"speaker_words": None}),
        (QUOTE, {"origin": "Harbour Post", "speaker": "Harbour Post", "speaker_words": "The Harbour Post",
                 "claim": "The plan was first reported",
                 "speaker_kind": "outlet", "cue": "reported", "mode": "reported",
                 "evidence": "The Harbour Post first reported the plan, citing a letter to staff."}),
        (OWN, {"evidence": "union does not accept"}),
        (OWN, {"claim": "The union doesn’t accept the decision"}),
        (OWN, {"subject": "The union", "content": "whatever", "time": "on Tuesday", "object": "the moon"}),
        (OWN, {"event_type": "yard.closing"}),
        (OWN, {"claim": "The union will not be accepting the decisions of Norvik"}),
    ],
)  # fmt: skip
def test_these_hold(checked: Callable[..., Statement | Refused], row: dict[str, Any], changes: dict[str, Any]) -> None:
    """Straight marks for curly ones, other endings of the same words, names from further up; what is spare may fall."""
    said = checked(row, **changes)
    assert isinstance(said, Statement), said
    assert said.object is None
    assert said.time is None


@pytest.mark.parametrize(
    ("row", "changes", "reason"),
    [
        (OWN, {"evidence": "The union doesn't accept the decision."}, "evidence not in the text"),
        (OWN, {"evidence": ""}, "evidence not in the text"),
        (OWN, {"evidence": "the decision"}, "evidence no sentence"),
        (OWN, {"claim": " "}, "claim no sentence"),
        (OWN, {"claim": "The union accepts " * 40}, "claim no sentence"),
        (OWN, {"claim": "The union does not accept the offer"}, "words not in the text"),
        (OWN, {"claim": "The union does not accept the 2 decisions"}, "words not in the text"),
        (OWN, {"claim": "The union of Bremen does not accept the decision"}, "words not in the text"),
        (OWN, {"claim": "Ellmar Ferries does not accept the decision"}, "words not in the text"),
        (QUOTE, {"claim": "Norvik Shipping regrets the loss of 3,000 jobs"}, "words not in the text"),
        (QUOTE, {"claim": "Norvik Shipping does not regret the loss of 300 jobs"}, "words not in the text"),
        (QUOTE, {"claim": "Norvik Shipping never regretted the loss of 300 jobs"}, "words not in the text"),
        (QUOTE, {"speaker_kind": "author"}, "author with a speaker"),
        (QUOTE, {"cue": None}, "speaker without a cue"),
        (QUOTE, {"speaker": " "}, "speaker without a cue"),
        (QUOTE, {"cue": "told reporters"}, "cue not in the text"),
        (QUOTE, {"speaker_words": "Ada Lund"}, "speaker_words not in the text"),
        (QUOTE, {"speaker": "Ada Lind of Oslo"}, "speaker not in the text"),
        (QUOTE, {"origin": "Reuters"}, "origin not in the text"),
        (QUOTE, {"subject": "Norvik Bank"}, "subject not in the text"),
        (QUOTE, {"mode": "asserted"}, "asserted by a speaker"),
        (OWN, {"mode": "denied"}, "mode without a speaker"),
        (OWN, {"mode": "shouted"}, "no such mode"),
        (OWN, {"certainty": "sure"}, "no such certainty"),
        (OWN, {"polarity": "0"}, "no such polarity"),
        (OWN, {"speaker_kind": "robot"}, "no such speaker kind"),
        (QUOTE, {"evidence": "Norvik Shipping will close its yard in Tarvo, the company said on Monday.",
                 "claim": "Norvik Shipping will close its yard", "speaker": "Norvik Shipping",
                 "speaker_words": "the company"}, "quoted without marks"),
    ],
)  # fmt: skip
def test_these_are_refused_with_the_reason(
    checked: Callable[..., Statement | Refused], row: dict[str, Any], changes: dict[str, Any], reason: str
) -> None:
    """Paraphrase, invention, turned meaning, somebody else's word, fields that do not go together."""
    refused = checked(row, **changes)
    assert isinstance(refused, Refused), refused
    assert refused.reason == reason


def test_an_event_type_that_nobody_knows_is_found_from_the_claim(checked: Callable[..., Statement | Refused]) -> None:
    """By the rules' own lexicon, with the topic's phrases; its PLOVER class goes with it."""
    row = {"claim": "Norvik Shipping will close its yard", "event_type": "yard.ending"}
    said = checked(row | {"evidence": "Norvik Shipping will close its yard in Tarvo, the company said on Monday."})
    assert isinstance(said, Statement), said
    assert said.event_type == "yard.closing"
    signed = checked(OWN, event_type="protest")
    assert isinstance(signed, Statement), signed
    assert signed.plover == "PROTEST"


@pytest.mark.parametrize("text", ["a " * 30_000, "aa" * 30_000, " " * 60_000, "a\n" * 30_000, "“" * 60_000])
def test_hostile_text_and_answers_come_to_an_end(text: str) -> None:
    """Whatever the model says it copied; the suite's own time limit is the judge."""
    checker = Checker(Piece(text), "llm-test")
    for evidence in ("a " * 900 + "b", "a" * 1_900, "“" * 1_900, "a b c"):
        row = Row(claim="a a a", evidence=evidence, speaker="a", speaker_words="a b", cue="a", speaker_kind="person")
        for _ in range(20):
            checker.check(row, (0, len(text)))


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="ab \n\u00a0.“'", max_size=60), st.integers(0, 59), st.integers(1, 20))
def test_what_is_copied_is_found_where_it_can_stand(text: str, start: int, length: int) -> None:
    """Any cut of a text at the ends of words is found, and what is found says the same."""
    places = Places(text)
    copied = text[start : start + length]
    span = places.first(copied, (0, len(text)))
    whole = not (text[start - 1 : start].isalnum() and copied[:1].isalnum()) or start == 0
    ends = not (copied[-1:].isalnum() and text[start + length : start + length + 1].isalnum())
    if copied.strip() and whole and ends and copied == copied.strip():
        assert span is not None
    if span is not None:
        assert text[slice(*span)].split() == copied.split()


def test_a_name_may_not_come_from_further_down(checked: Callable[..., Statement | Refused]) -> None:
    """When the first paragraph was written, nobody had named Ada Lind."""
    first = {"claim": "Ada Lind will close its yard", "evidence": "Norvik Shipping will close its yard in Tarvo"}
    refused = checked(first)
    assert isinstance(refused, Refused)
    assert "“Ada”, “Lind”" in refused.detail


def test_the_rows_of_the_rules_are_carried_by_the_seeds(seed_texts: dict[str, str]) -> None:
    """The check is no stricter than honest work: of what the rules find, put as rows, nine in ten stand."""
    stood = asked = 0
    for text in seed_texts.values():
        piece = Piece(text)
        checker = Checker(piece, "llm-test")
        for said in RULES(piece).statements:
            row = Row(claim=said.claim, evidence=said.evidence, subject=said.subject, polarity=said.polarity)
            asked += 1
            stood += isinstance(checker.check(row, (0, len(text))), Statement)
    assert asked > 80
    assert stood / asked >= 0.9


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab \n.“\ud800", max_size=300), st.integers(1, 40))
def test_portions_are_the_text_and_never_too_long(text: str, longest: int) -> None:
    """Cut up and put together again; only what has no words is left out."""
    spans = list(cut_up(text, longest))
    assert all(0 < end - start <= longest for start, end in spans)
    assert "".join("".join(text[slice(*span)] for span in spans).split()) == "".join(text.split())


def test_a_portion_ends_with_a_paragraph_where_there_is_one() -> None:
    """Else with a sentence, a word, anywhere."""
    assert [text[slice(*span)] for text in ("One. Two\nThree four",) for span in cut_up(text, 12)] == [
        "One. Two\n",
        "Three four",
    ]
    assert list(cut_up("One. Two three", 10)) == [(0, 5), (5, 14)]
    assert list(cut_up("One two three", 10)) == [(0, 8), (8, 13)]
    assert list(cut_up("a" * 25, 10)) == [(0, 10), (10, 20), (20, 25)]


def test_the_fence_is_the_same_for_the_same_text_and_not_in_it(piece: Piece) -> None:
    """An answer at hand can be found again; a text that knew the mark of another text gains nothing."""
    mark = fence_for(piece.text)
    assert mark == fence_for(piece.text)
    assert fence_for(f"{piece.text}\nARTICLE {mark} ENDS") != mark
    written = task(piece, (0, len(piece.text)))
    assert written == task(piece, (0, len(piece.text)))
    assert "yard.closing" in written


def test_other_instructions_are_another_version() -> None:
    """Who changes what is asked raises VERSION, here too: rows of two wordings must be told apart."""
    fields = ", ".join(f"{name}: {field.description}" for name, field in Row.model_fields.items())
    assert (VERSION, content_id(INSTRUCTIONS, fields)) == (2, 8005237256544760316)
