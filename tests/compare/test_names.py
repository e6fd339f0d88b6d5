from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.compare.names import names

if TYPE_CHECKING:
    from collections.abc import Mapping


@pytest.mark.parametrize("seed", ["000", "001", "002", "003"])
def test_the_parties_of_the_best_buy_story_are_named(seed_texts: Mapping[str, str], seed: str) -> None:
    """Huawei most of all, then Best Buy, then those mentioned in passing."""
    counts = names(seed_texts[seed]).counts
    assert counts["huawei"] > counts["best buy"] > counts["at&t"]


def test_a_longer_name_counts_for_the_shorter_ones() -> None:
    """The phone, with or without its maker, is spoken of twice."""
    found = names("They like the Huawei Mate 10 Pro. Few buy the Mate 10 Pro here. They trust Huawei.")
    assert found.counts == {"huawei mate 10 pro": 1, "mate 10 pro": 2, "huawei": 2}


def test_a_name_is_shown_as_it_is_written() -> None:
    """In its first spelling, without the possessive."""
    assert names("They met AT&T’s lawyers and those of Best Buy's board.").written == {
        "at&t": "AT&T",
        "best buy": "Best Buy",
    }


def test_the_first_word_of_a_sentence_is_a_name_only_if_it_is_never_small() -> None:
    """Some sentence begins with phones, but only Newegg is a name."""
    assert names("Phones are sold out. Newegg has phones left.").counts == {"newegg": 1}


def test_a_headline_in_capitals_names_only_whom_the_text_names() -> None:
    """Title case would make one long name of it."""
    found = names("Best Buy To Stop Selling Huawei Phones\n\nThe chain, Best Buy, said so.")
    assert found.counts == {"best buy": 2}


@pytest.mark.parametrize("text", ["", "huawei best buy", "HUAWEI AND BEST BUY PART", "华为", "“”", "A. B. C."])
def test_text_without_small_letters_or_without_capitals_has_no_names(text: str) -> None:
    """There is nothing to tell names by."""
    assert names(text).counts == {}
