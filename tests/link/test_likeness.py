from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.link.canon import Canon
from pipeline.link.figures import Fit, figures, fit
from pipeline.link.likeness import compare, same_event
from pipeline.link.sides import Relation, Side
from pipeline.link.wording import wording
from pipeline.models import Mode
from pipeline.topic import Entity

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.link.sides import Likeness
    from pipeline.models import Mention

HARBOUR, AGENCY = 1, 2
"""Two whose word it is."""


@pytest.fixture
def side(mention: Callable[..., Mention]) -> Callable[..., Side]:
    """Make a claim as it is compared, in one story unless `story` says which."""
    canon = Canon(
        (
            Entity(name="Tessel Lines", aliases=("Tessel",), roles=("ferry operator",)),
            Entity(name="Orsk Shipping", aliases=("Orsk",)),
            Entity(name="Merlin 4", aliases=("Merlin",), kind="product"),
        )
    )

    def make(claim: str, *, story: int = 7, voice: int | None = None, **said: object) -> Side:
        made = mention(claim, **said)
        return Side(made.statement, wording(made, canon), story, voice)

    return make


def _relation(found: Likeness | None) -> Relation | None:
    return found.relation if found else None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tessel Lines will close its yard at Hobb before Easter", "The Hobb shipyard of Tessel is to be shut down"),
        ("Tessel has cancelled the Hobb contract", "The ferry operator has called off the contract at Hobb"),
        ("The strike at Hobb begins in May", "The walkout at Hobb is to start in May"),
        ("Tessel will lay up the ferries at Hobb", "The ferries at Hobb will be laid up by Tessel"),
        ("Forty passengers were hurt when the ferry hit the quay", "The ferry struck the quay and injured 40"),
        ("Two firms are negotiating a merger, Tessel and Orsk", "Tessel is in talks with Orsk about a combination"),
    ],
)
def test_the_same_in_other_words_is_the_same(side: Callable[..., Side], one: str, other: str) -> None:
    """Synonyms of news, names and roles of the topic, active and passive, in one story."""
    assert _relation(compare(side(other), side(one))) is Relation.SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tessel Lines will close its yard at Hobb", "Orsk Shipping will close its yard at Lunde"),
        ("Tessel recalls the Merlin 4 outboard motor", "Tessel recalls the Merlin 2 outboard motor"),
        ("Tessel has painted its ferries green", "Tessel has hired a new cook for the canteen"),
    ],
)
def test_likeness_of_words_is_not_enough(side: Callable[..., Side], one: str, other: str) -> None:
    """Another party, another model, another matter."""
    assert compare(side(other, subject=other.split(maxsplit=1)[0]), side(one, subject=one.split(maxsplit=1)[0])) is None


@pytest.mark.parametrize("mode", [Mode.ASSERTED, Mode.QUOTED, Mode.REPORTED, Mode.DENIED])
def test_opposite_polarity_is_never_the_same(side: Callable[..., Side], mode: Mode) -> None:
    """Not for the same words, nor for the same quotation."""
    claim = "“Tessel Lines will close its yard at Hobb”"
    found = compare(side(claim, polarity="-", mode=mode, subject="Tessel"), side(claim, subject="Tessel"))
    assert _relation(found) is not Relation.SAME


def test_a_denial_is_told_from_a_contradiction(side: Callable[..., Side]) -> None:
    """Who denies answers to somebody; who only says otherwise contradicts."""
    claim = side("Tessel Lines will close its yard at Hobb", subject="Tessel", event_type="supply.stop")
    said = {"subject": "Tessel", "event_type": "supply.stop", "polarity": "-"}
    denied = side("Tessel will close the Hobb yard", mode=Mode.DENIED, **said)
    assert _relation(compare(denied, claim)) is Relation.DENIES
    assert _relation(compare(side("Tessel will not close the Hobb yard", **said), claim)) is Relation.CONTRADICTS


def test_a_denial_and_a_denial_are_one(side: Callable[..., Side]) -> None:
    """Whether they say "denies" or "not": they are on one side."""
    first = side("Tessel will not close the Hobb yard", polarity="-")
    assert _relation(compare(side("Tessel would close its yard at Hobb", polarity="-", mode=Mode.DENIED), first)) is (
        Relation.SAME
    )


def test_no_agreement_today_does_not_contradict_one_tomorrow(side: Callable[..., Side]) -> None:
    """Two that happen to say no and yes are often both right, each in its time."""
    before = side("No agreement has been signed at Hobb", polarity="-", subject="No agreement")
    assert compare(side("Tessel has agreed to buy the Hobb yard", subject="Tessel"), before) is None


def test_declining_is_no_denial(side: Callable[..., Side]) -> None:
    """Whatever its polarity."""
    claim = side("Tessel comments on the Hobb yard", subject="Tessel", event_type="statement.position")
    refusal = {"subject": "Tessel", "polarity": "-", "mode": Mode.DECLINED, "event_type": "statement.no_comment"}
    assert compare(side("Tessel does not comment on the Hobb yard", **refusal), claim) is None


@pytest.mark.parametrize(
    ("voice", "relation"),
    [(HARBOUR, Relation.SAME), (AGENCY, Relation.CONTRADICTS), (None, None)],
)
def test_another_figure_is_the_same_claim_on_the_same_word_only(
    side: Callable[..., Side], voice: int | None, relation: Relation | None
) -> None:
    """Twelve, then fourteen by the harbour police is its claim changed; fourteen by another contradicts it."""
    twelve = side("Twelve people were hurt at the quay, two of them badly", voice=HARBOUR)
    assert _relation(compare(side("Fourteen were injured at the quay", voice=voice), twelve)) is relation


@pytest.mark.parametrize("claim", ["All 640 jobs at Hobb will go", "Tessel will cut 640 posts at Hobb"])
def test_a_rounder_figure_contradicts_nothing(side: Callable[..., Side], claim: str) -> None:
    """About 600 is 640, on whosever word."""
    rough = side("About 600 jobs would go at Hobb", voice=HARBOUR)
    assert _relation(compare(side(claim, voice=AGENCY), rough)) is Relation.SAME


def test_figures_of_two_things_neither_agree_nor_contradict(side: Callable[..., Side]) -> None:
    """Ninety jobs and 21 million crowns are two claims."""
    jobs = side("Tessel will cut 90 jobs at Hobb", voice=HARBOUR)
    assert compare(side("Tessel lost 21 million crowns at Hobb", voice=AGENCY), jobs) is None


def test_what_is_said_of_three_ferries_is_not_one_claim_for_the_three(side: Callable[..., Side]) -> None:
    """A small figure that tells which ones are meant stands in all that is said of them."""
    claim = side("Tessel Lines will take its three electric ferries out of service", subject="Tessel Lines")
    insured = side("The three electric ferries are insured for loss of income", subject="The three electric ferries")
    again = side("All three electric ferries are to be taken out of service", subject="All three electric ferries")
    assert compare(insured, claim) is None
    bought = side(
        "Tessel took delivery of the three ships from the Orsk yard in 2024 and has called them the cleanest ferries"
        " on any coast",
        subject="Tessel Lines",
    )
    laid_up = side(
        "Tessel Lines will take its three electric ferries out of service from Friday after a battery module overheated"
        " on board the Aurelle last month",
        subject="Tessel Lines",
    )
    assert compare(bought, laid_up) is None
    found = compare(again, claim)
    assert found is not None
    assert found.relation is Relation.SAME


@pytest.mark.parametrize("claim", ["40 hurt on 5 May", "Sales fell 12 percent on 5 May", "8 ships fell 12 percent"])
def test_of_two_figures_in_common_the_one_that_tells_more_counts(claim: str) -> None:
    """Whichever kind is asked about first: that differs from process to process."""
    assert fit(figures(claim), figures(claim)) is Fit.TELLING


def test_a_guess_is_no_report(side: Callable[..., Side]) -> None:
    """In words as near as those of two reports, which are one claim."""
    report, near = (
        "Tessel will close its old yard at Hobb",
        "Other ways out for Tessel are a loan from Lunde, a sale, or to close the yard",
    )
    assert _relation(compare(side(near), side(report))) is Relation.SAME
    assert compare(side(near, mode=Mode.SPECULATED), side(report)) is None


def test_the_same_quotation_is_the_same_claim_wherever_it_stands(side: Callable[..., Side]) -> None:
    """In another story, with nothing else in common."""
    quote = "“We were told of this by a gull and by nobody else”"
    one = side("The crew is angry", evidence=f"The crew is angry. {quote}, said the mate.", mode=Mode.QUOTED)
    other = side("Nobody was informed", evidence=f"One voice: {quote}.", mode=Mode.QUOTED, story=9)
    assert _relation(compare(other, one)) is Relation.SAME


def test_talks_are_no_agreement(side: Callable[..., Side]) -> None:
    """One event, two claims: how far it has come is part of what is claimed."""
    talks = side("Tessel and Orsk are in talks about a merger", subject="Tessel", event_type="deal.talks")
    agreed = side("Tessel and Orsk have agreed to merge", subject="Tessel", event_type="deal.make")
    assert compare(agreed, talks) is None


def test_what_agrees_contradicts_or_tells_more_of_one_thing_is_one_event(side: Callable[..., Side]) -> None:
    """And what another party does in another story is none."""
    closing = {"subject": "Tessel", "event_type": "supply.stop"}
    claim = side("Tessel Lines will close its yard at Hobb", **closing)
    assert same_event(side("Tessel would shut the Hobb yard", **closing), claim) > 0
    assert same_event(side("Tessel will close no yard at Hobb", polarity="-", mode=Mode.DENIED, **closing), claim) > 0
    assert same_event(side("Tessel stops building in March", **closing), claim) > 0
    assert (
        same_event(side("Orsk closes its yard at Lunde", story=9, subject="Orsk", event_type="supply.stop"), claim) == 0
    )


def test_comparing_is_the_same_both_ways(side: Callable[..., Side]) -> None:
    """Which of two claims came first does not decide what they are to each other."""
    claims = [
        side("Tessel Lines will close its yard at Hobb", subject="Tessel", event_type="supply.stop"),
        side("Tessel denies closing Hobb", polarity="-", mode=Mode.DENIED),
        side("About 600 jobs will go at Hobb", voice=HARBOUR),
        side("700 jobs will go at Hobb", voice=AGENCY),
        side("The yard may close", mode=Mode.SPECULATED),
    ]
    for one in claims:
        for other in claims:
            assert _relation(compare(one, other)) is _relation(compare(other, one))
            assert same_event(one, other) == pytest.approx(same_event(other, one))


def test_an_age_counts_nothing() -> None:
    """It tells who is meant."""
    assert figures("Dr Oakes, 58, did not return calls") == frozenset()
    assert {figure.value for figure in figures("On Monday, 58 ships were laid up")} == {58}
