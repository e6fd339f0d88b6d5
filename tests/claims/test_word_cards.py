"""Text laid out in columns by its runs, and what the card of each word says."""

from __future__ import annotations

import pytest

from pipeline.claims.reading.tokens import laid_out
from pipeline.claims.reading.word_cards import card_of
from pipeline.claims.rules import statements


def test_white_space_changes_where_words_stand_and_nothing_else(seed_texts: dict[str, str]) -> None:
    """Runs parted by single spaces are laid out from their cards, any others by the pattern: the words are the same."""
    for text in seed_texts.values():
        line = " ".join(text.split())
        wide = line.replace(" ", " \n ")
        once, again = laid_out(line), laid_out(wide)
        assert once.words == tuple(line[start:end] for start, end in zip(once.starts, once.ends, strict=True))
        assert again.words == tuple(wide[start:end] for start, end in zip(again.starts, again.ends, strict=True))
        assert (once.words, once.lows, once.inside) == (again.words, again.lows, again.inside)


@pytest.mark.parametrize("text", ["", " ", "\n\n"])
def test_nothing_is_laid_out_where_nothing_stands(text: str) -> None:
    """There are no columns to point into, and no error."""
    assert laid_out(text).words == ()


def test_a_capital_inside_a_sentence_makes_a_name_of_a_verb() -> None:
    """The retailer Best Buy is bought from; nobody is told to buy."""
    assert card_of("Buy").inside == "NNP"
    assert card_of("buy").inside == "VB"


def test_claims_are_finished_in_their_order_however_many_there_are() -> None:
    """More than are finished together, each with its own evidence."""
    text = "\n".join(f"Norvik closed plant number {number} in Leeds." for number in range(700))
    made = statements(text)
    assert [one.evidence for one in made] == text.split("\n")
