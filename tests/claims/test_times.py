from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.claims.times import time_reference

PUBLISHED = date(2018, 3, 22)  # a Thursday


@pytest.mark.parametrize(
    ("text", "expression", "earliest", "latest"),
    [
        ("It closed last month.", "last month", "2018-02-01", "2018-02-28"),
        ("It closed earlier this year.", "earlier this year", "2018-01-01", "2018-03-22"),
        ("It closed last year.", "last year", "2017-01-01", "2017-12-31"),
        ("It closed last week.", "last week", "2018-03-12", "2018-03-18"),
        ("It closed on Monday.", "on Monday", "2018-03-19", "2018-03-19"),
        ("It closed yesterday.", "yesterday", "2018-03-21", "2018-03-21"),
        ("It closed two weeks ago.", "two weeks ago", "2018-03-05", "2018-03-11"),
        ("It closed in 2012.", "in 2012", "2012-01-01", "2012-12-31"),
        ("It has been closed since 2012.", "since 2012", "2012-01-01", "2018-03-22"),
        ("It closed in March 2017.", "in March 2017", "2017-03-01", "2017-03-31"),
        ("It closed in November.", "in November", "2017-11-01", "2017-11-30"),
        ("It closed on March 5.", "on March 5", "2018-03-05", "2018-03-05"),
        ("It closed on 5 March 2016.", "on 5 March 2016", "2016-03-05", "2016-03-05"),
        ("It will close in the coming weeks.", "in the coming weeks", "2018-03-22", "2018-04-19"),
        ("It will close over the next two weeks.", "over the next two weeks", "2018-03-22", "2018-04-05"),
        ("It will close in a few weeks.", "in a few weeks", "2018-03-22", "2018-04-19"),
        ("It will close by the end of the year.", "the end of the year", "2018-03-22", "2018-12-31"),
    ],
)
def test_an_expression_is_an_interval_counted_from_publication(
    text: str, expression: str, earliest: str, latest: str
) -> None:
    """Never a single made-up day: a month is a whole month."""
    found = time_reference(text, PUBLISHED)
    assert found is not None
    assert (found.text, str(found.earliest), str(found.latest)) == (expression, earliest, latest)


def test_a_weekday_looks_ahead_when_the_claim_does() -> None:
    """What will open on Monday opens on the coming one."""
    found = time_reference("It will open on Monday.", PUBLISHED, future=True)
    assert found is not None
    assert found.earliest == found.latest == date(2018, 3, 26)


def test_without_publication_day_only_own_dates_have_intervals() -> None:
    """No anchor, no dates; the text is kept."""
    relative, own = time_reference("It closed last month."), time_reference("It closed in 2012.")
    assert relative is not None
    assert (relative.text, relative.earliest, relative.latest) == ("last month", None, None)
    assert own is not None
    assert own.earliest == date(2012, 1, 1)


def test_a_vague_word_yields_to_a_definite_one_and_has_no_interval() -> None:
    """No days are named by "recently"."""
    vague, better = (
        time_reference("It recently closed.", PUBLISHED),
        time_reference("It now closed on Monday.", PUBLISHED),
    )
    assert vague is not None
    assert (vague.text, vague.earliest) == ("recently", None)
    assert better is not None
    assert better.text == "on Monday"


def test_a_sentence_without_time_has_none() -> None:
    """A name with "May" in it or "knowledge" is no time."""
    assert time_reference("Mayor Daynes has knowledge of it.", PUBLISHED) is None


@given(st.text(max_size=200), st.dates())
def test_an_interval_never_runs_backwards(text: str, anchor: date) -> None:
    """Any text, any day, the first and last of the calendar too."""
    found = time_reference(f"{text} last year {text} in a few weeks", anchor)
    if found is not None and found.earliest is not None and found.latest is not None:
        assert found.earliest <= found.latest
