"""Two readings of one text, held against each other: on what the rules find in the seeds, and what is done to it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from pipeline.claims.comparing import FIELDS, agreement, compared
from pipeline.claims.rules import statements
from pipeline.models import Certainty, Mode, SpeakerKind, TimeReference

if TYPE_CHECKING:
    from pipeline.models import Statement
    from pipeline.topic import Vocabulary


@pytest.fixture
def reading(seed_texts: dict[str, str], phones: Vocabulary) -> tuple[Statement, ...]:
    """What the rules find in the first seed."""
    return statements(seed_texts["000"], vocabulary=phones)


def _otherwise(said: Statement, **fields: object) -> Statement:
    return said.model_copy(update=fields)


@pytest.mark.parametrize("seed", ["000", "001", "002", "003", "004"])
def test_a_reading_agrees_with_itself_to_the_letter(seed_texts: dict[str, str], phones: Vocabulary, seed: str) -> None:
    """Each statement finds itself, whoever is named as its finder."""
    found = statements(seed_texts[seed], vocabulary=phones)
    pairs = compared(found, [_otherwise(said, extractor="llm") for said in found])
    assert [pair.one for pair in pairs] == list(found)
    assert {pair.sameness for pair in pairs} == {"agreed"}
    assert all(pair.to_the_letter and not pair.telling for pair in pairs)


def test_what_only_one_reading_has_stands_alone_in_its_place(reading: tuple[Statement, ...]) -> None:
    """On either side, in text order."""
    pairs = compared(reading[2:], reading[:-1])
    assert (pairs[0].sameness, pairs[0].other) == ("only_other", reading[0])
    assert (pairs[-1].sameness, pairs[-1].one) == ("only_one", reading[-1])
    assert len(pairs) == len(reading)
    assert not any(pair.to_the_letter for pair in (pairs[0], pairs[-1]))


@pytest.mark.parametrize(
    ("field", "ours", "theirs"),
    [
        ("mode", Mode.REPORTED, Mode.DENIED),
        ("polarity", "+", "-"),
        ("certainty", Certainty.CERTAIN, Certainty.POSSIBLE),
        ("factuality", 3.0, 1.0),
        ("speaker", "Best Buy", "Huawei"),
        ("speaker", "Best Buy", None),
        ("speaker_kind", SpeakerKind.PERSON, SpeakerKind.SPOKESPERSON),
        ("subject", "Best Buy", "Huawei"),
        ("event_type", "deal.end", "supply.stop"),
        ("time", TimeReference(text="soon"), None),
        ("time", TimeReference(text="soon"), TimeReference(text="next week")),
        (
            "time",
            TimeReference(text="in March", earliest=date(2018, 3, 1), latest=date(2018, 3, 31)),
            TimeReference(text="in March", earliest=date(2017, 3, 1), latest=date(2017, 3, 31)),
        ),
        ("origin", "CNET", None),
    ],
)
def test_a_field_that_differs_is_named(
    reading: tuple[Statement, ...], field: str, ours: object, theirs: object
) -> None:
    """And no other; the pair stays a pair."""
    (pair,) = compared([_otherwise(reading[0], **{field: ours})], [_otherwise(reading[0], **{field: theirs})])
    assert (pair.sameness, pair.fields) == ("differ", (field,))
    assert pair.telling > 0


@pytest.mark.parametrize(
    ("field", "ours", "theirs"),
    [
        ("speaker", "Carolyn Beebe", "Beebe"),
        ("speaker", "the device maker", "device maker"),
        ("factuality", 3.0, 2.0),
        (
            "time",
            TimeReference(text="in March", earliest=date(2018, 3, 1), latest=date(2018, 3, 31)),
            TimeReference(text="this month", earliest=date(2018, 3, 1), latest=date(2018, 3, 31)),
        ),
    ],
)
def test_another_wording_of_the_same_is_no_difference(
    reading: tuple[Statement, ...], field: str, ours: object, theirs: object
) -> None:
    """A name and its last word, two words for one month, one step of doubt; to the letter they differ."""
    (pair,) = compared([_otherwise(reading[0], **{field: ours})], [_otherwise(reading[0], **{field: theirs})])
    assert pair.sameness == "agreed"
    assert not pair.to_the_letter


def test_claims_of_other_words_or_another_sentence_are_no_pair(reading: tuple[Statement, ...]) -> None:
    """The words of a claim count, little ones aside, and only where the evidence overlaps."""
    said = reading[0]
    start, end = said.evidence_span
    elsewhere = _otherwise(said, evidence_span=(end, end + 5))
    reworded = _otherwise(said, claim="The minister has resigned over it")
    touching = _otherwise(said, evidence_span=(end - 1, end + 5))
    assert [len(compared([said], [other])) for other in (elsewhere, reworded, touching)] == [2, 2, 1]
    assert start < end


def test_the_most_alike_find_each_other_first_and_each_once(reading: tuple[Statement, ...]) -> None:
    """A near miss that comes earlier does not take the place of the same words."""
    said = _otherwise(reading[0], claim="Best Buy stops selling Huawei phones")
    near = _otherwise(reading[0], claim="Best Buy stops selling laptops")
    pairs = compared([said], [near, said])
    assert [(pair.sameness, pair.other) for pair in pairs] == [("agreed", said), ("only_other", near)]


def test_words_of_any_script_are_compared(reading: tuple[Statement, ...]) -> None:
    """Not only those of ASCII."""
    ours = _otherwise(reading[0], claim="Министр подал в отставку")
    theirs = _otherwise(reading[0], claim="Министр вчера подал в отставку")
    assert len(compared([ours], [theirs])) == 1


def test_agreement_counts_the_pairs_that_say_something(reading: tuple[Statement, ...]) -> None:
    """Two readings that name no origin do not agree on one, and what stands alone agrees with nobody."""
    plain = _otherwise(reading[0], speaker=None, origin=None, time=None, subject="Best Buy")
    named = _otherwise(plain, origin="CNET", mode=Mode.DENIED)
    counted = {found.field: (found.same, found.of) for found in agreement(compared([plain], [named]))}
    assert tuple(counted) == FIELDS
    assert (counted["mode"], counted["origin"], counted["speaker"]) == ((0, 1), (0, 1), (0, 0))
    assert (counted["subject"], counted["polarity"]) == ((1, 1), (1, 1))
    assert {found.of for found in agreement(compared([plain], []))} == {0}


def test_what_changes_the_message_is_more_telling_than_what_changes_its_label(reading: tuple[Statement, ...]) -> None:
    """A claim turned round before a claim missed, that before an event type; context hardly counts."""
    said = _otherwise(reading[0], tier=1)
    turned = compared([said], [_otherwise(said, polarity="-")])
    missed, labelled = compared([said], []), compared([said], [_otherwise(said, event_type="none.such")])
    context = compared([_otherwise(said, tier=2)], [])
    weights = [pairs[0].telling for pairs in (turned, missed, labelled, context)]
    assert weights == sorted(weights, reverse=True)
    assert weights[1] > weights[2]
