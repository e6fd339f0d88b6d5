from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.link.canon import Canon
from pipeline.link.concepts import concepts
from pipeline.link.figures import Fit, figures, fit
from pipeline.link.wording import about_key, learn, wording, wording_of
from pipeline.text import normal_words
from pipeline.topic import Entity

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.models import Mention

BEST_BUY = 3716839517
CANON = Canon(
    (
        Entity(name="Best Buy", aliases=("BestBuy",), roles=("retailer",)),
        Entity(name="Korrin Appliances", aliases=("Korrin",), roles=("heater maker", "company")),
        Entity(name="AT&T", roles=("carrier", "company")),
        Entity(name="Halo 3", aliases=("Halo",), kind="product"),
    )
)


@pytest.mark.parametrize(
    "subject", ["Best Buy", "Best Buy Inc.", "BestBuy", "the retailer", "The retailer", "Best Buy's board", "best buy"]
)
def test_a_party_is_found_under_each_of_its_names(subject: str) -> None:
    """By alias, by its role, with what a company's name ends in."""
    assert about_key(subject, CANON) == about_key("Best Buy", CANON) is not None


@pytest.mark.parametrize("subject", ["Korrin", "Korrin Appliances", "Korrin Appliances plc", "the heater maker"])
def test_an_alias_inside_the_name_is_no_second_name(subject: str) -> None:
    """The alias Korrin is Korrin Appliances, and Korrin Appliances is not Korrin Appliances Appliances."""
    assert about_key(subject, CANON) == about_key("Korrin", CANON)
    assert CANON(subject) == "Korrin Appliances"


@pytest.mark.parametrize(
    "subject", [None, "", "she", "They", "the company", "officials", "Officials", "it", "The plan"]
)
def test_who_may_be_anybody_has_no_key(subject: str | None) -> None:
    """A role of several parties too: all claims of all companies are not claims of one."""
    assert about_key(subject, CANON) is None


def test_who_is_in_no_topic_goes_by_the_words() -> None:
    """Whatever their order, article or ending; and two names are two keys."""
    assert about_key("the Harbour Police of Lunde", CANON) == about_key("Lunde Harbour Police", CANON) is not None
    assert about_key("Tessel Lines Ltd", CANON) == about_key("Tessel Lines", CANON)
    assert about_key("Tessel Lines", CANON) != about_key("Orsk Shipping", CANON)
    assert about_key("Dr Ann Moss", CANON) == about_key("Ann Moss", CANON)


def test_a_key_is_the_same_in_every_version() -> None:
    """It is stored: another number would cut the claims of a ledger off from those that follow."""
    assert about_key("Best Buy", CANON) == BEST_BUY
    assert 0 <= BEST_BUY < 1 << 32


def test_the_house_of_another_is_not_the_topics() -> None:
    """The ministry is that of health, and the Ministry of Transport is not."""
    canon = Canon((Entity(name="Ministry of Health", roles=("ministry",)), Entity(name="Acme", roles=("maker",))))
    assert canon.party("The ministry said so") == "Ministry of Health"
    assert canon.party("The Ministry of Transport said so") is None
    assert canon.party("The maker of the Halo said so") == "Acme"


def test_another_model_is_not_the_one_the_topic_names() -> None:
    """Halo is short for the Halo 3; the Halo 2 is another."""
    assert CANON("The Halo overheats") == "The Halo 3 overheats"
    assert CANON("The Halo 2 overheats") == "The Halo 2 overheats"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Eleven blazes have been reported", {11}),
        ("A dozen others were hurt", {12}),
        ("$1.2bn was paid for 38 per cent", {1.2e9, 38}),
        ("Some 210,000 were sold", {210_000}),
        ("They are due out on the seventeenth", {17}),
        ("The lines run until 31 October", {1031}),
        ("The Halo 3 and the Mate 10 Pro met a number 4 tram", set()),
        ("The first deal and the third largest one", set()),
    ],
)
def test_figures_are_read_as_they_are_written(text: str, values: set[float]) -> None:
    """In digits or words; what belongs to a name is none."""
    assert {figure.value for figure in figures(text)} == values


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("About 600 jobs", "all 640 positions", Fit.TELLING),
        ("640 jobs", "nearly 900 people", Fit.APART),
        ("11 fires", "19 fires", Fit.RIVAL),
        ("Twelve people were hurt", "17 were injured", Fit.RIVAL),
        ("1.2 million accounts", "740,000 accounts", Fit.RIVAL),
        ("The death toll is seven", "Six football fans have died", Fit.RIVAL),
        ("The number of dead has risen to six", "Six passengers lost their lives", Fit.SHARED),
        ("Six people died and 63 were injured", "63 fans were hurt", Fit.TELLING),
        ("on 17 March", "on the seventeenth", Fit.SHARED),
        ("on 17 March", "on 24 March", Fit.APART),
        ("in 2019", "in 2023", Fit.SILENT),
        ("within 90 days", "within 30 days", Fit.SILENT),
        ("300 jobs", "jobs", Fit.SILENT),
        ("12 percent", "12 ships", Fit.SILENT),
    ],
)
def test_figures_agree_differ_or_say_nothing(one: str, other: str, expected: Fit) -> None:
    """Both ways round."""
    assert fit(figures(one), figures(other)) is expected
    assert fit(figures(other), figures(one)) is expected


def test_close_ties_end_nothing() -> None:
    """How near something is, is not that it ends."""
    near, ends = (
        {term for term, _ in concepts(normal_words(text))}
        for text in ("Acme has very close ties to Beta", "Acme will close its plant")
    )
    assert near & ends == {"acme"}


def test_words_found_elsewhere_are_taken_as_they_are(mention: Callable[..., Mention]) -> None:
    """Whoever found them before the mention came had the same names for the parties."""
    said = mention("Korrin has stopped selling heaters at Hobb", subject="Korrin")
    found = wording_of(said.statement, CANON)
    learn([(said.statement, found)], CANON)
    assert wording(said, CANON) is found
