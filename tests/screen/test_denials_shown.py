"""What is denied is kept in its own words, and nowhere listed as if it were said to be so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.errors import NotFoundError
from pipeline.models import denies_its_words
from pipeline.screen.claims import show_claim, show_new
from pipeline.screen.paper import Paper
from pipeline.screen.stories import show_story

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.store.published import Published

SAID = ("Bay Tribune", "Huawei will close its office in Plano in May, a person briefed on the plan told the Tribune.")
DENIED = ("Hill Gazette", "Huawei denied on Friday that it had paid a senator in Plano.")
CALM = ("Bay Herald", "AT&T said on Friday that it had no ties to Huawei.")


@pytest.fixture(scope="module")
def denying(stored: Callable[..., Published]) -> Published:
    """Something said, something denied that nobody had said, and a negative statement that denies nothing."""
    return stored(SAID, DENIED, CALM)


def test_a_denial_that_stands_alone_is_told_from_what_it_denies(denying: Published) -> None:
    """By a column, and by as_put in words; what says itself that it is not so needs neither."""
    rows = denying.ask("SELECT as_put(claim, denied), denied, polarity FROM claims ORDER BY first_said").rows
    assert [(put.split()[:2], denied, polarity) for put, denied, polarity in rows] == [
        (["Huawei", "will"], False, "+"),
        (["denied:", "Huawei"], True, "-"),
        (["AT&T", "had"], False, "-"),
    ]
    for listed in ("new_claims()", "support_as_of('2019-01-01')", "said_by('2019-01-01')"):
        assert [row["denied"] for row in denying.ask(f"FROM {listed}").dicts()].count(True) == 1


@pytest.mark.parametrize("question", ["new_since_yesterday", "known_on_a_day", "only_here"])
def test_saved_questions_put_a_denial_as_one(denying: Published, question: str) -> None:
    """As it is meant, and not as its contrary."""
    given = {"since": "2018-01-01"} | ({"day": "2019-01-01"} if question == "known_on_a_day" else {})
    claims = [row["claim"] for row in denying.saved(question, given).dicts()]
    assert [claim for claim in claims if "senator" in claim and not claim.startswith("denied: ")] == []
    assert any(claim.startswith("denied: Huawei had paid") for claim in claims)


def test_the_screens_put_a_denial_as_one(denying: Published, capsys: pytest.CaptureFixture[str]) -> None:
    """At the head of its own screen, and among the claims of its story."""
    ((claim_id, story_id),) = denying.ask("SELECT claim_id, story_id FROM claims WHERE denied").rows
    show_claim(Paper(), denying, claim_id)
    show_story(Paper(), denying, story_id)
    shown = capsys.readouterr().out
    assert shown.startswith("denied: Huawei had paid")
    assert "• denied: Huawei had paid" in shown


def test_who_denies_nothing_is_not_among_the_denials(denying: Published) -> None:
    """To have no ties is a statement like any other until somebody says that there are some."""
    told = denying.saved("denials", {"since": "2018-01-01"}).dicts()
    assert [(row["claim"].split(" on ")[0], row["denied_by"]) for row in told] == [
        ("denied: Huawei had paid a senator in Plano", "Huawei")
    ]


def test_a_claim_goes_by_one_wording_on_every_screen(denying: Published, capsys: pytest.CaptureFixture[str]) -> None:
    """Who pastes the number from the list finds the sentence that was listed."""
    listed = denying.screen("new_claims", since="2018-01-01", tier=2, topic="*", seeds=True)
    show_new(Paper(), listed)
    shown = " ".join(capsys.readouterr().out.split())
    for claim in listed:
        show_claim(Paper(), denying, claim["claim_id"])
        head = " ".join(capsys.readouterr().out.split(" · ")[0].split()).rsplit(" no named", 1)[0]
        for status in (" on record", " one named origin", " disputed"):
            head = head.removesuffix(status)
        assert f"• {head}" in shown


def test_no_number_is_too_big_to_be_asked_for(denying: Published) -> None:
    """There is no story of it, that is all."""
    with pytest.raises(NotFoundError, match="no story 99999999999999999999"):
        show_story(Paper(), denying, 99999999999999999999)


def test_a_denial_in_its_own_words_needs_no_mark() -> None:
    """Nor does one of which only the act is told."""
    assert denies_its_words("Renn will resign", "denied")
    assert not denies_its_words("Renn won’t resign", "denied")
    assert not denies_its_words("The Harbour Trust denied", "denied")
    assert not denies_its_words("Renn will resign", "reported")
