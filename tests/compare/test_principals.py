from __future__ import annotations

from pipeline.compare.features import traits
from pipeline.compare.principals import parties, principal_names


def nowhere(name: str) -> bool:
    """No name stands in every story."""
    return False


ABOUT_BEST_BUY = traits("They say Best Buy drops Huawei. For Best Buy it is a small step, for Huawei it is not.")
ABOUT_AT_T = traits("They say AT&T drops Huawei. For AT&T it is a small step, for Huawei it is not, as for AT&T.")


def test_places_and_days_are_no_principals() -> None:
    """They stand in every other article."""
    told = traits("On Monday the United States met China in New York. The United States said Boeing and Boeing again.")
    assert principal_names(told.prominence, 4, apart_from=nowhere) == ["boeing"]


def test_a_household_name_comes_after_a_rarer_one() -> None:
    """Samsung is named for comparison in articles about others."""
    found = principal_names({"samsung": 1.0, "newegg": 0.7}, 1, apart_from=nowhere)
    assert found == ["newegg"]


def test_a_name_of_the_whole_topic_tells_no_story_apart() -> None:
    """What is left sets the story apart."""
    found = principal_names(ABOUT_BEST_BUY.prominence, 2, apart_from=lambda name: name == "huawei")
    assert found == ["best buy"]


def test_articles_about_the_same_two_agree() -> None:
    """All of the story's principals are spoken of."""
    assert parties(ABOUT_BEST_BUY, ["best buy"], [ABOUT_BEST_BUY], ["best buy", "huawei"]).agree


def test_one_missing_principal_of_two_is_disagreement() -> None:
    """And who is missing is told."""
    found = parties(ABOUT_AT_T, ["at&t"], [ABOUT_BEST_BUY], ["best buy", "huawei"])
    assert not found.agree
    assert (found.missing, found.strangers) == (("best buy",), ("at&t",))


def test_a_story_without_principals_leaves_it_open() -> None:
    """Then others must decide."""
    found = parties(ABOUT_AT_T, ["at&t"], [ABOUT_BEST_BUY], [])
    assert found.unknown
    assert not found.agree


def test_text_in_capitals_is_searched_word_by_word() -> None:
    """Capitals name nobody there, but the words stand in it."""
    shouted = traits("BEST BUY DROPS HUAWEI AND WILL SELL NO MORE OF ITS PHONES")
    assert parties(shouted, [], [ABOUT_BEST_BUY], ["best buy", "huawei"]).agree
