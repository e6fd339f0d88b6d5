from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.compare.days import days
from pipeline.compare.wording import wording


@pytest.mark.parametrize(
    "text",
    ["March 21, 2018", "21 March 2018", "Mar. 21st, 2018", "2018-03-21", "the 21st March 2018", "2018 - 03 - 21"],
)
def test_a_dateline_is_read_however_it_is_written(text: str) -> None:
    """Month first, day first, or in figures from the year down."""
    assert days(wording(f"WASHINGTON, {text} (Reuters)").words).datelines == {date(2018, 3, 21).toordinal()}


@pytest.mark.parametrize("text", ["03/04/2018", "March", "in May 2018", "February 30, 2018", "21 of them", ""])
def test_what_names_no_one_day_is_no_date(text: str) -> None:
    """Or names another day on the other side of the ocean."""
    found = days(wording(text).words)
    assert not found.datelines
    assert not found.dates


def test_the_day_of_the_week_is_looked_for_where_the_event_is_told() -> None:
    """Further down stands what else is planned."""
    told = "It happened on Thursday and again on Thursday. " + "word " * 140 + "On Monday they meet."
    assert days(wording(told).words).weekdays == (0, 0, 0, 2, 0, 0, 0)


def test_years_count_in_the_first_lines_only() -> None:
    """Background names other years."""
    assert days(wording("In 2018 they left. " + "word " * 60 + "They had come in 2003.").words).years == {2018}


@given(st.lists(st.sampled_from(["may", "2018", "31", "30", "2nd", "february", "0", "99", "friday"])))
def test_words_of_the_calendar_in_any_order_are_read(words: list[str]) -> None:
    """Nonsense is no error."""
    assert len(days(words).weekdays) == 7
