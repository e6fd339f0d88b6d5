from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.link.canon import Canon
from pipeline.link.kinship import Kinship
from pipeline.link.likeness import compare
from pipeline.link.sides import Relation, Side
from pipeline.link.standing import SURE
from pipeline.link.wording import wording
from pipeline.models import Mode
from pipeline.topic import Entity

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.models import Mention

HARBOUR, AGENCY = 1, 2
"""Two whose word it is."""


@pytest.fixture
def side(mention: Callable[..., Mention]) -> Callable[..., Side]:
    """Make a claim as it is compared, in one story unless `story` says which."""
    canon = Canon((Entity(name="Tessel Lines", aliases=("Tessel",), roles=("ferry operator",)),))

    def make(claim: str, *, story: int = 7, kin: frozenset[int] = frozenset(), **said: object) -> Side:
        voice = said.pop("voice", None)
        made = mention(claim, **said)
        return Side(made.statement, wording(made, canon), story, voice if isinstance(voice, int) else None, kin)

    return make


@pytest.mark.parametrize(
    ("denial", "claim"),
    [
        ("Nobody has died", "The ferry's mate was killed when it hit the quay"),
        ("There were no talks", "Tessel is in talks about a merger"),
        (
            "No such offer has reached us, by post or otherwise",
            "Tessel offered the crews six per cent last week",
        ),
    ],
)
def test_who_says_that_there_is_none_denies_that_there_is_one(
    side: Callable[..., Side], denial: str, claim: str
) -> None:
    """In one story, however few words both share."""
    found = compare(side(denial, polarity="-", mode=Mode.QUOTED), side(claim))
    assert found is not None
    assert found.relation is Relation.DENIES
    assert compare(side(denial, polarity="-", mode=Mode.QUOTED, story=8), side(claim)) is None


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("Nobody has been arrested", "The ferry's mate has been arrested over the crash"),
        ("There is no agreement with the crews", "Tessel has reached an agreement with the crews"),
    ],
)
def test_what_has_not_happened_yet_does_not_speak_against_what_happens_later(
    side: Callable[..., Side], before: str, now: str
) -> None:
    """Who denied it is another matter, and so is what was so once: there were no talks."""
    said = {"polarity": "-", "mode": Mode.QUOTED}
    assert compare(side(now), side(before, **said)) is None
    assert compare(side(before, **said), side(now)) is not None
    assert compare(side(now), side(before, **said | {"mode": Mode.DENIED})) is not None


def test_that_workers_were_hired_for_a_ship_is_not_denied_by_who_hired_none(side: Callable[..., Side]) -> None:
    """It counts its workers, and the denial is about a ship."""
    claim = side("Sixty of his 310 workers had been hired for the ship", subject="Sixty of his 310 workers")
    denial = side("A second ship had been hired", subject="a second ship", polarity="-", mode=Mode.DENIED)
    assert compare(denial, claim) is None
    assert compare(denial, side("Tessel had hired a second ship", subject="Tessel")) is not None


def test_the_end_of_a_year_is_no_end(side: Callable[..., Side]) -> None:
    """Nor is the end of a season."""
    denied = side("The captain will join Orsk Ferries at the end of the season", polarity="-", mode=Mode.DENIED)
    assert compare(denied, side("Tessel owed 62 million dollars at the end of last season")) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tessel owed 62 million florins last year", "The state is to lend eight million florins"),
        ("The offer was worth 340 million thalers", "The fleet's borrowing stood at 118 million thalers"),
        ("Letters about 61,000 patients were left open", "Nine patients are being treated in the infection ward"),
    ],
)
def test_two_figures_of_one_kind_may_count_two_things(side: Callable[..., Side], one: str, other: str) -> None:
    """Money is what it was paid, owed or lent for, whatever the country; patients are not all one crowd."""
    assert compare(side(one, voice=HARBOUR), side(other, voice=AGENCY)) is None


def test_two_prices_of_one_thing_contradict_each_other(side: Callable[..., Side]) -> None:
    """In whatever words it is paid."""
    found = compare(
        side("Tessel will pay 28 million florins for the yard", voice=HARBOUR),
        side("Tessel is to fork out 35 million florins on the yard", voice=AGENCY),
    )
    assert found is not None
    assert found.relation is Relation.CONTRADICTS


def test_that_nobody_did_one_thing_does_not_deny_another(side: Callable[..., Side]) -> None:
    """What happened must be shared."""
    assert compare(side("Nobody has died", polarity="-"), side("Tessel has cancelled the Hobb contract")) is None


def test_the_same_figure_on_the_same_word_is_the_same_in_whatever_words(side: Callable[..., Side]) -> None:
    """Another who gives the figure may count something else."""
    sold = side("About 210,000 of the heaters have been sold since May", voice=AGENCY)
    supplied = "Approximately 210,000 units were supplied to retailers"
    found = compare(side(supplied, voice=AGENCY), sold)
    assert found is not None
    assert found.relation is Relation.SAME
    assert compare(side(supplied, voice=HARBOUR), sold) is None


def test_a_small_figure_on_the_same_word_tells_in_its_story_alone(side: Callable[..., Side]) -> None:
    """Eleven of one thing in March are not eleven of another in May."""
    told = side("The authority has been told of 11 fires", voice=AGENCY)
    assert compare(side("When it spoke up it counted 11", voice=AGENCY), told) is not None
    assert compare(side("When it spoke up it counted 11", voice=AGENCY, story=8), told) is None


def test_two_claims_of_one_sentence_are_two(side: Callable[..., Side]) -> None:
    """They share every word of it, and every copy of it shares them too."""
    sentence = "The mate was called in on Thursday and was told that Tessel will close its yard at Hobb."
    called = side("The mate was called in on Thursday", evidence=sentence)
    closes = side("Tessel will close its yard at Hobb", evidence=sentence)
    assert compare(closes, called) is None
    again = compare(side("Tessel will close its yard at Hobb", evidence=sentence), closes)
    assert again is not None
    assert again.relation is Relation.SAME


def test_stories_are_akin_through_a_third() -> None:
    """And no further: everything in a topic is akin to everything by some way round."""
    known = Kinship()
    known.update([(2, 1), (3, 1), (4, 3)])
    assert known.of(2) == {1, 3}
    assert known.of(1) == {2, 3, 4}
    assert known.of(5) == frozenset()


def test_a_story_that_is_akin_is_as_near_as_its_own(side: Callable[..., Side]) -> None:
    """The follow-up of another outlet seldom makes one story with the first report."""
    twelve = side("Twelve people were hurt, two of them seriously", event_type="harm", voice=AGENCY)
    fourteen = "The agency now puts the injured at fourteen"
    said = {"event_type": "harm", "voice": AGENCY, "story": 8}
    found = compare(side(fourteen, kin=frozenset({7}), **said), twelve)
    assert found is not None
    assert found.relation is Relation.SAME
    assert compare(side(fourteen, **said), twelve) is None


def test_that_something_still_happens_is_no_going_on_of_all_it_names(side: Callable[..., Side]) -> None:
    """Only of what both speak of: of talks that one says are over, and another that they go on."""
    over = side("The pay talks at the Drill Hall collapsed last night")
    still = compare(side("We are still at the table"), over)
    assert still is not None
    assert still.relation is Relation.CONTRADICTS
    called_off = side("Tessel has called off its deal with the yard")
    assert compare(side("Losing the deal as well would still come as a blow to the yard's owners"), called_off) is None


def test_who_says_that_nine_is_wrong_denies_nobodys_six(side: Callable[..., Side]) -> None:
    """Another figure is another claim, and so is its denial."""
    denial = side("Nine people were killed", polarity="-", mode=Mode.DENIED)
    assert compare(denial, side("Six people were killed on the quay")) is None
    found = compare(denial, side("Nine people were killed on the quay"))
    assert found is not None
    assert found.relation is Relation.DENIES


def test_a_toll_that_rises_on_one_word_is_one_claim(side: Callable[..., Side]) -> None:
    """However the dead are called; on another's word it contradicts, and what does not count them is another claim."""
    four = side("At least four passengers were killed", voice=HARBOUR)
    six = compare(side("The number of dead has risen to six", voice=HARBOUR), four)
    assert six is not None
    assert six.relation is Relation.SAME
    nine = compare(side("Nine people have lost their lives", voice=AGENCY), four)
    assert nine is not None
    assert nine.relation is Relation.CONTRADICTS
    quay = side("On Friday the ferry hit the quay")
    assert compare(side("Nine were killed when the ferry hit the quay", voice=AGENCY), quay) is None


def test_nearly_the_same_words_of_one_story_are_one_claim_and_unsure(side: Callable[..., Side]) -> None:
    """Where no happening is named in both: they may be about the same things and tell of something else."""
    one = side("Bacteria have been found in a batch of the ferry's drinking water", subject="Bacteria")
    batch = {"subject": "a batch of the drinking water with bacteria"}
    again = "There are bacteria in the drinking water, a batch of which was sold"
    found = compare(side(again, **batch), one)
    assert found is not None
    assert found.relation is Relation.SAME
    assert found.score < SURE
    assert compare(side(again, story=8, **batch), one) is None


def test_how_long_before_it_was_is_no_figure_that_one_lacks(side: Callable[..., Side]) -> None:
    """A sum that only one of two claims gives makes them doubtful, four months do not."""
    about = {"subject": "Tessel", "event_type": "threat.warn"}
    warned = side("Tessel was warned of the shaft", **about)
    months = compare(side("Tessel was alerted nearly four months before that", **about), warned)
    ships = compare(side("Tessel was alerted to 40 of them before that", **about), warned)
    assert months is not None
    assert ships is not None
    assert ships.score < SURE <= months.score


def test_that_no_such_thing_was_taken_denies_that_some_was(side: Callable[..., Side]) -> None:
    """Where the other tells of all of which there is none."""
    denial = side("No card data were taken", subject="No card data", polarity="-")
    taken = side("Card numbers stand in a further file from the theft", subject="Card numbers")
    found = compare(denial, taken)
    assert found is not None
    assert found.relation is Relation.DENIES
    of_nothing = side("No data were taken from the file", subject=None, polarity="-")
    assert compare(of_nothing, taken) is None
    no_date = side("No date is given for the return of the ships", subject="No date", polarity="-")
    assert compare(no_date, side("The ship returned to port under its own power", subject="The ship")) is None


def test_that_no_agreement_had_been_signed_does_not_speak_against_a_later_one(side: Callable[..., Side]) -> None:
    """It was so then."""
    unsigned = side("No agreement has been signed", subject="No agreement", polarity="-")
    signed = side("Tessel and the crews have signed an agreement", subject="Tessel and the crews")
    assert compare(signed, unsigned) is None


def test_what_happens_to_one_thing_of_two_words_is_one_happening_in_any_story(side: Callable[..., Side]) -> None:
    """Whoever speaks of card data, wherever; data may be anybody's."""
    gone = side("No card data had gone", subject="No card data", polarity="-")
    taken = side("No payment card data were taken", subject="No payment card data", polarity="-", story=8)
    found = compare(gone, taken)
    assert found is not None
    assert found.relation is Relation.SAME
    of_anybody = side("No data were taken", subject="No data", polarity="-", story=8)
    assert compare(gone, of_anybody) is None


def test_who_only_will_not_say_makes_no_claim_that_others_make(side: Callable[..., Side]) -> None:
    """That an office would not say whether it investigates is not that it does."""
    silent = side("The inspectorate would not say whether it had opened an investigation", mode=Mode.DECLINED)
    opened = side("The inspectorate has opened an investigation")
    assert compare(silent, opened) is None
    assert compare(silent, silent) is not None


def test_that_something_is_to_be_decided_is_a_stage_before_it_happens(side: Callable[..., Side]) -> None:
    """It has few words in common that tell, then."""
    to_come = side("The inspectorate expects to say on Wednesday whether it will investigate the fire")
    opened = side("The inspectorate has opened an investigation into the flood", story=8)
    assert compare(to_come, opened) is None
