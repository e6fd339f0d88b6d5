from __future__ import annotations

from itertools import pairwise, permutations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.compare.passages import SHORTEST, passages, runs
from pipeline.compare.wording import wording
from pipeline.text import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.models import Passage

QUOTE = (
    "We don’t comment on specific contracts with vendors, and we make decisions to change what we sell for a variety"
)
CEASED = "has ceased ordering new smartphones from Huawei"


def shared(text: str, other: str) -> list[Passage]:
    """The passages of two texts."""
    ours, theirs = wording(text), wording(other)
    return passages(ours, theirs, 1, runs(ours, theirs))


def said(text: str, start: int, end: int) -> list[str]:
    """The words between two offsets."""
    return [word.text for word in words(text[start:end])]


@pytest.mark.parametrize(("one", "two"), [("000", "001"), ("000", "003"), ("001", "003")])
def test_the_best_buy_statement_is_found_as_one_quoted_passage(
    seed_texts: Mapping[str, str], one: str, two: str
) -> None:
    """Three outlets print the same statement: 22 words or more in one run, all in quotation marks."""
    found = shared(seed_texts[one], seed_texts[two])
    statement = next(p for p in found if QUOTE[:40].lower()[9:] in seed_texts[one][p.start : p.end].lower())
    assert statement.words >= 22
    assert statement.quoted > 0.9


@pytest.mark.parametrize(("one", "two"), list(permutations(["000", "002", "003"], 2)))
def test_the_wording_of_the_first_report_is_found(seed_texts: Mapping[str, str], one: str, two: str) -> None:
    """Rewrites keep "has ceased ordering new smartphones from Huawei": the trace of where it came from."""
    found = shared(seed_texts[one], seed_texts[two])
    assert any(CEASED in " ".join(seed_texts[one][p.start : p.end].split()) for p in found)


@pytest.mark.parametrize("other", ["000", "001", "002", "003"])
def test_the_carrier_article_shares_no_long_wording(seed_texts: Mapping[str, str], other: str) -> None:
    """Seed 004 is about another event: not eight words in a row in common with any of the others."""
    assert all(p.words < 8 for p in shared(seed_texts["004"], seed_texts[other]))


_few_words = st.lists(st.sampled_from(["best", "Buy", "won’t", "sell", "Huawei's", "phones", "“", "”"]), max_size=60)


@given(_few_words, _few_words, st.sampled_from([" ", "  \n", ", "]))
def test_both_sides_of_a_passage_hold_the_same_words(ours: list[str], theirs: list[str], joint: str) -> None:
    """Whatever stands around it, the words between the offsets are equal, and as many as it says."""
    text, other = joint.join(ours), " ".join(theirs)
    found = shared(text, other)
    for p in found:
        assert said(text, p.start, p.end) == said(other, p.other_start, p.other_end)
        assert len(said(text, p.start, p.end)) == p.words >= SHORTEST
        assert 0 <= p.quoted <= 1
    assert all(left.end <= right.start for left, right in pairwise(found))


@given(st.text(max_size=300))
def test_any_text_is_one_passage_with_itself(text: str) -> None:
    """From first word to last, if it has the words."""
    count = len(wording(text).words)
    found = shared(text, text)
    assert [p.words for p in found] == ([count] if count >= SHORTEST else [])


def test_a_run_is_as_long_as_it_can_be() -> None:
    """Where a word begins two runs, the longer one is the passage."""
    other = "one two three four five six. And: one two three four five six seven eight nine."
    assert [p.words for p in shared("one two three four five six seven eight nine ten", other)] == [9]


def test_quoted_in_either_text_counts_as_quoted() -> None:
    """Who drops the marks around a statement still repeats a statement."""
    bare = "He told us that we will never sell a single one of them again, and left."
    marked = "“we will never sell a single one of them again”, said he."
    assert shared(bare, marked)[0].quoted == 1
    assert shared(marked, bare)[0].quoted == 1


def test_a_text_of_one_word_a_thousand_times_is_compared_in_bounds() -> None:
    """Repetition costs a fixed number of tries, and gives one passage."""
    assert [p.words for p in shared("spam " * 5_000, "spam " * 6_000)] == [5_000]
