from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.claims.times.intervals import time_reference

PUBLISHED = date(2018, 3, 22)  # a Thursday
OPEN = "None"


def days(text: str, anchor: date | None = PUBLISHED, *, future: bool | None = None) -> tuple[str, str, str] | None:
    """The expression and its days, as text."""
    found = time_reference(text, anchor, future=future)
    return (found.text, str(found.earliest), str(found.latest)) if found is not None else None


@pytest.mark.parametrize(
    ("text", "expression", "earliest", "latest"),
    [
        # periods around publication
        ("It closed last month.", "last month", "2018-02-01", "2018-02-28"),
        ("It closed earlier this year.", "earlier this year", "2018-01-01", "2018-03-22"),
        ("It closed earlier this week.", "earlier this week", "2018-03-19", "2018-03-22"),
        ("Sales doubled so far this year.", "so far this year", "2018-01-01", "2018-03-22"),
        ("It closes later this month.", "later this month", "2018-03-22", "2018-03-31"),
        ("It closed last year.", "last year", "2017-01-01", "2017-12-31"),
        ("It matched last year’s price.", "last year", "2017-01-01", "2017-12-31"),
        ("It closed last week.", "last week", "2018-03-12", "2018-03-18"),
        ("It opens next week.", "next week", "2018-03-26", "2018-04-01"),
        ("It opens early next week.", "early next week", "2018-03-26", "2018-03-28"),
        ("It opens late next month.", "late next month", "2018-04-21", "2018-04-30"),
        ("It opened in this quarter.", "in this quarter", "2018-01-01", "2018-03-31"),
        ("Profit fell last quarter.", "last quarter", "2017-10-01", "2017-12-31"),
        ("It closed last weekend.", "last weekend", "2018-03-17", "2018-03-18"),
        ("It is held this weekend.", "this weekend", "2018-03-24", "2018-03-25"),
        ("Fans came over the weekend.", "over the weekend", "2018-03-17", "2018-03-18"),
        ("It was shut for most of the weekend.", "most of the weekend", "2018-03-17", "2018-03-18"),
        # weekdays and days
        ("It closed on Monday.", "on Monday", "2018-03-19", "2018-03-19"),
        ("It closed on Thursday.", "on Thursday", "2018-03-22", "2018-03-22"),
        ("It closed last Thursday.", "last Thursday", "2018-03-15", "2018-03-15"),
        ("It opens next Thursday.", "next Thursday", "2018-03-29", "2018-03-29"),
        ("They won Monday’s match.", "Monday", "2018-03-19", "2018-03-19"),
        ("They praised Tuesday evening's draw.", "Tuesday evening", "2018-03-20", "2018-03-20"),
        ("It rained last Friday night.", "last Friday night", "2018-03-16", "2018-03-16"),
        ("It closed late on Tuesday.", "late on Tuesday", "2018-03-20", "2018-03-20"),
        ("It closed early Wednesday.", "early Wednesday", "2018-03-21", "2018-03-21"),
        ("It closed at 9pm on Monday.", "on Monday", "2018-03-19", "2018-03-19"),
        ("It closed on Monday at 9pm GMT.", "on Monday", "2018-03-19", "2018-03-19"),
        ("It closed on Monday last week.", "on Monday last week", "2018-03-12", "2018-03-12"),
        ("It closed on Tuesday of last week.", "on Tuesday of last week", "2018-03-13", "2018-03-13"),
        ("It closed a week ago on Monday.", "a week ago on Monday", "2018-03-12", "2018-03-12"),
        ("He resigned after Sunday’s defeat.", "Sunday", "2018-03-18", "2018-03-18"),
        ("It closed yesterday.", "yesterday", "2018-03-21", "2018-03-21"),
        ("It closed yesterday morning.", "yesterday morning", "2018-03-21", "2018-03-21"),
        ("It closed today.", "today", "2018-03-22", "2018-03-22"),
        ("It closed this morning.", "this morning", "2018-03-22", "2018-03-22"),
        ("It opens tonight.", "tonight", "2018-03-22", "2018-03-22"),
        ("It closed last night.", "last night", "2018-03-21", "2018-03-21"),
        ("It opens tomorrow.", "tomorrow", "2018-03-23", "2018-03-23"),
        ("It closed the day before yesterday.", "the day before yesterday", "2018-03-20", "2018-03-20"),
        ("It opens the day after tomorrow.", "the day after tomorrow", "2018-03-24", "2018-03-24"),
        # counted from publication
        ("It closed two weeks ago.", "two weeks ago", "2018-03-05", "2018-03-11"),
        ("It closed three days ago.", "three days ago", "2018-03-19", "2018-03-19"),
        ("It closed six months ago.", "six months ago", "2017-09-01", "2017-09-30"),
        ("It closed four years ago.", "four years ago", "2014-01-01", "2014-12-31"),
        ("It closed a decade ago.", "a decade ago", "2008-01-01", "2008-12-31"),
        ("It will close in the coming weeks.", "in the coming weeks", "2018-03-22", "2018-04-19"),
        ("It will close over the next two weeks.", "over the next two weeks", "2018-03-22", "2018-04-05"),
        ("It will close in a few weeks.", "in a few weeks", "2018-03-22", "2018-04-19"),
        ("It will close in a couple of days.", "in a couple of days", "2018-03-22", "2018-03-24"),
        ("It will close in three months.", "in three months", "2018-03-22", "2018-06-22"),
        ("Exports fell over the past year.", "over the past year", "2017-03-22", "2018-03-22"),
        ("Prices rose in the last six months.", "in the last six months", "2017-09-22", "2018-03-22"),
        # dates
        ("It closed on March 5.", "on March 5", "2018-03-05", "2018-03-05"),
        ("It closed on 5 March 2016.", "on 5 March 2016", "2016-03-05", "2016-03-05"),
        ("It closed on March 5, 2016, for good.", "on March 5, 2016", "2016-03-05", "2016-03-05"),
        ("It closed on the 3rd of March.", "on the 3rd of March", "2018-03-03", "2018-03-03"),
        ("It closed March 3rd.", "March 3rd", "2018-03-03", "2018-03-03"),
        ("It closed on Thursday, March 15.", "on Thursday, March 15", "2018-03-15", "2018-03-15"),
        ("It closed on Thursday 15 March 2018.", "on Thursday 15 March 2018", "2018-03-15", "2018-03-15"),
        ("It opens on Aug. 13.", "on Aug. 13", "2018-08-13", "2018-08-13"),
        ("It closed Sept. 3, 2017.", "Sept. 3, 2017", "2017-09-03", "2017-09-03"),
        ("It runs May 3-5.", "May 3-5", "2018-05-03", "2018-05-05"),
        ("It runs 3–5 May 2019.", "3–5 May 2019", "2019-05-03", "2019-05-05"),
        ("It closed on the 14th.", "on the 14th", "2018-03-14", "2018-03-14"),
        ("It closed on the 28th.", "on the 28th", "2018-02-28", "2018-02-28"),
        ("It closed on 2017-12-31.", "on 2017-12-31", "2017-12-31", "2017-12-31"),
        ("It closed on 31/12/2017.", "on 31/12/2017", "2017-12-31", "2017-12-31"),
        ("It closed on 12/31/2017.", "on 12/31/2017", "2017-12-31", "2017-12-31"),
        ("It closed on 3.4.2017.", "on 3.4.2017", "2017-04-03", "2017-04-03"),
        ("It closed on 4/4/2017.", "on 4/4/2017", "2017-04-04", "2017-04-04"),
        ("It closed on February 29, 2016.", "on February 29, 2016", "2016-02-29", "2016-02-29"),
        ("It shuts on Christmas Day.", "on Christmas Day", "2017-12-25", "2017-12-25"),
        # months, quarters, halves, seasons
        ("It closed in November.", "in November", "2017-11-01", "2017-11-30"),
        ("It closed in March 2017.", "in March 2017", "2017-03-01", "2017-03-31"),
        ("It closed in February 2016.", "in February 2016", "2016-02-01", "2016-02-29"),
        ("It closed last May.", "last May", "2017-05-01", "2017-05-31"),
        ("It opens next May.", "next May", "2018-05-01", "2018-05-31"),
        ("It closed in mid-March.", "in mid-March", "2018-03-11", "2018-03-20"),
        ("It closed in early February.", "in early February", "2018-02-01", "2018-02-10"),
        ("It closed at the end of January.", "at the end of January", "2018-01-21", "2018-01-31"),
        ("Profit rose in the first quarter.", "in the first quarter", "2018-01-01", "2018-03-31"),
        ("It is due in the third quarter of 2028.", "in the third quarter of 2028", "2028-07-01", "2028-09-30"),
        ("Profit rose in Q3 2017.", "in Q3 2017", "2017-07-01", "2017-09-30"),
        ("Profit rose in H1 2017.", "in H1 2017", "2017-01-01", "2017-06-30"),
        ("Sales fell in the second half of 2017.", "in the second half of 2017", "2017-07-01", "2017-12-31"),
        (
            "Sales will fall in the first half of this year.",
            "in the first half of this year",
            "2018-01-01",
            "2018-06-30",
        ),
        ("It closed in the spring of 2017.", "in the spring of 2017", "2017-03-01", "2017-05-31"),
        ("It closed in summer 2017.", "in summer 2017", "2017-06-01", "2017-08-31"),
        ("It closed in winter 2015.", "in winter 2015", "2015-12-01", "2016-02-29"),
        ("It closed last summer.", "last summer", "2017-06-01", "2017-08-31"),
        ("It closed last fall.", "last fall", "2017-09-01", "2017-11-30"),
        ("It opens this autumn.", "this autumn", "2018-09-01", "2018-11-30"),
        ("It opens next spring.", "next spring", "2019-03-01", "2019-05-31"),
        # years
        ("It closed in 2012.", "in 2012", "2012-01-01", "2012-12-31"),
        ("It closed in early 2012.", "in early 2012", "2012-01-01", "2012-04-30"),
        ("It closed in late 2012.", "in late 2012", "2012-09-01", "2012-12-31"),
        ("It boomed in the 1990s.", "in the 1990s", "1990-01-01", "1999-12-31"),
        ("It boomed in the ’90s.", "in the ’90s", "1990-01-01", "1999-12-31"),
        ("They won in the 2016-17 season.", "in the 2016-17 season", "2016-01-01", "2017-12-31"),
        ("They led in 2016/17.", "in 2016/17", "2016-01-01", "2017-12-31"),
        ("The bridge dates from 1884.", "from 1884", "1884-01-01", "1884-12-31"),
        # from when, until when
        ("It has been closed since 2012.", "since 2012", "2012-01-01", "2018-03-22"),
        ("It has been closed since March.", "since March", "2018-03-01", "2018-03-22"),
        ("It has been closed since Tuesday.", "since Tuesday", "2018-03-20", "2018-03-22"),
        ("It has been closed since May 2017.", "since May 2017", "2017-05-01", "2018-03-22"),
        ("As of Tuesday, 40 were missing.", "As of Tuesday", "2018-03-20", "2018-03-20"),
        ("It will close by the end of the year.", "by the end of the year", "2018-03-22", "2018-12-31"),
        ("It will be built by 2027.", "by 2027", "2018-03-22", "2027-12-31"),
        ("It is shut until 2030.", "until 2030", "2018-03-22", "2030-12-31"),
        ("It is shut until Christmas.", "until Christmas", "2018-03-22", "2018-12-25"),
        ("It had sold out by 2016.", "by 2016", OPEN, "2016-12-31"),
        ("It is not due before 2028.", "before 2028", OPEN, "2027-12-31"),
        ("It failed after 2015.", "after 2015", "2016-01-01", OPEN),
        ("It was cut between 2010 and 2014.", "between 2010 and 2014", "2010-01-01", "2014-12-31"),
        ("It runs between 3 and 5 May.", "between 3 and 5 May", "2018-05-03", "2018-05-05"),
        ("It ran from Monday to Wednesday.", "from Monday to Wednesday", "2018-03-19", "2018-03-21"),
        ("It ran from March 2016 to May 2017.", "from March 2016 to May 2017", "2016-03-01", "2017-05-31"),
    ],
)
def test_an_expression_is_an_interval_counted_from_publication(
    text: str, expression: str, earliest: str, latest: str
) -> None:
    """Never a single made-up day: a month is a whole month; an end that nobody names stays open."""
    assert days(text) == (expression, earliest, latest)


@pytest.mark.parametrize(
    ("text", "expression", "earliest", "latest"),
    [
        ("It will open on Monday.", "on Monday", "2018-03-26", "2018-03-26"),
        ("It will open on Thursday.", "on Thursday", "2018-03-22", "2018-03-22"),
        ("It will open in January.", "in January", "2019-01-01", "2019-01-31"),
        ("It will open on March 5.", "on March 5", "2019-03-05", "2019-03-05"),
        ("It will open on the 14th.", "on the 14th", "2018-04-14", "2018-04-14"),
        ("It will open in the spring.", "in the spring", "2018-03-01", "2018-05-31"),
        ("It will open this winter.", "this winter", "2018-12-01", "2019-02-28"),
        ("It will open over the weekend.", "over the weekend", "2018-03-24", "2018-03-25"),
        ("It will open within two weeks.", "within two weeks", "2018-03-22", "2018-04-05"),
        ("It will run from Monday to Friday.", "from Monday to Friday", "2018-03-26", "2018-03-30"),
    ],
)
def test_a_claim_that_looks_ahead_means_the_next_one(text: str, expression: str, earliest: str, latest: str) -> None:
    """What will open on Monday opens on the coming one."""
    assert days(text, future=True) == (expression, earliest, latest)


@pytest.mark.parametrize(
    ("text", "expression", "earliest", "latest"),
    [
        ("It opened in May.", "in May", "2017-05-01", "2017-05-31"),
        ("It opened on April 5.", "on April 5", "2017-04-05", "2017-04-05"),
        ("Sales fell in the fourth quarter.", "in the fourth quarter", "2017-10-01", "2017-12-31"),
        ("They lost two games in three weeks.", "in three weeks", OPEN, OPEN),
        ("The truce collapsed within two days.", "within two days", OPEN, OPEN),
    ],
)
def test_a_claim_that_looks_back_means_the_last_one(text: str, expression: str, earliest: str, latest: str) -> None:
    """And "in three weeks" is then how long something took."""
    assert days(text, future=False) == (expression, earliest, latest)


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("Two days later it closed.", "Two days later"),
        ("The following day it closed.", "The following day"),
        ("A year earlier it had closed.", "A year earlier"),
        ("It closed the next day.", "the next day"),
        ("It was cheap at the time.", "at the time"),
        ("They had stopped weeks ago.", "weeks ago"),
        ("It recently closed.", "recently"),
        ("It closed on 3/4/2017.", "on 3/4/2017"),
        ("It closed on February 31.", "on February 31"),
    ],
)
def test_what_names_no_day_of_its_own_is_text_without_days(text: str, expression: str) -> None:
    """It counts from something told elsewhere, or may be either of two days, or no day there is."""
    assert days(text) == (expression, OPEN, OPEN)


@pytest.mark.parametrize(
    "text",
    [
        "Mayor Daynes has knowledge of it.",
        "She ran the city for twelve years.",
        "The five-year plan failed.",
        "A 25-year-old was hurt.",
        "He led in World War II.",
        "It may close.",
        "May I come in?",
        "They march for peace.",
        "She came second and won the second half.",
        "The second floor burned.",
        "He fell from the 14th floor.",
        "On the 14th floor it burned.",
        "Prices fall and spring back.",
        "It swam in 2000 metres of water.",
        "It costs £2,019.",
        "It made $2019.",
        "Lanes are free on Sunday mornings.",
        "He earns a decent day's wage.",
        "The weekly paper closed.",
        "The Sun said so.",
    ],
)
def test_words_that_only_look_like_times_are_none(text: str) -> None:
    """Ages, durations, ranks, names, verbs and habits tell no time of an event."""
    assert time_reference(text, PUBLISHED) is None


@pytest.mark.parametrize(
    ("text", "earliest"),
    [
        ("It closed last month.", OPEN),
        ("It closed on March 5.", OPEN),
        ("It closed in May.", OPEN),
        ("It will close by Friday.", OPEN),
        ("It closed two weeks ago.", OPEN),
        ("It closed in 2012.", "2012-01-01"),
        ("It closed on 5 March 2016.", "2016-03-05"),
        ("It has been closed since 2012.", "2012-01-01"),
        ("It closed in Q3 2017.", "2017-07-01"),
    ],
)
def test_without_publication_day_only_own_dates_have_days(text: str, earliest: str) -> None:
    """No anchor, no dates; the text is kept."""
    found = days(text, None)
    assert found is not None
    assert found[1] == earliest


@pytest.mark.parametrize("anchor", [date.min, date(1, 1, 3), date(9999, 12, 30), date.max, date(2016, 2, 29)])
@pytest.mark.parametrize(
    "text",
    ["last year", "next decade", "in five years", "999 years ago", "in 999 decades", "next winter", "on Monday",
     "last weekend", "on February 29", "on the 31st", "by the end of the year", "in December", "last spring"],
)  # fmt: skip
def test_the_ends_of_the_calendar_are_no_trouble(text: str, anchor: date) -> None:
    """What leaves it is text without days."""
    found = time_reference(f"It closed {text}.", anchor, future=True)
    assert found is not None


def test_a_definite_expression_counts_before_a_vague_one() -> None:
    """Wherever it stands."""
    assert days("It now closed on Monday.") == ("on Monday", "2018-03-19", "2018-03-19")


def test_of_two_expressions_the_one_that_follows_the_verb_is_its() -> None:
    """When it was founded tells nothing of the closing."""
    text = "Lee, founded in 2011, closed on Monday after a fire in 2016."
    found = time_reference(text, PUBLISHED, verb=text.index("closed"))
    assert found is not None
    assert found.text == "on Monday"


@given(st.text(max_size=200), st.dates())
def test_an_interval_never_runs_backwards(text: str, anchor: date) -> None:
    """Any text, any day, the first and last of the calendar too."""
    found = time_reference(f"{text} last year {text} in a few weeks", anchor)
    if found is not None and found.earliest is not None and found.latest is not None:
        assert found.earliest <= found.latest


PIECES = st.sampled_from(
    "in on by since until the a of last next this early late mid - between and from to March May 3 14th 2019 1990s"
    " Monday week weeks year years ago later quarter first end Q3 summer weekend today , . ' ’s 12 / 00".split()
)


@given(pieces=st.lists(PIECES, max_size=30), anchor=st.dates(), future=st.sampled_from([None, True, False]))
def test_any_words_in_any_order_are_read(pieces: list[str], anchor: date, *, future: bool | None) -> None:
    """What is found stands in the text, and its days are in order."""
    text = " ".join(pieces)
    found = time_reference(text, anchor, future=future)
    if found is not None:
        assert found.text in text
        assert not (found.earliest and found.latest and found.earliest > found.latest)


@pytest.mark.parametrize(
    "text",
    ["9" * 100_000 + " days ago", "in " * 30_000 + "2019", "1,000" * 20_000, "the " * 30_000, "March " * 20_000,
     "3-" * 40_000 + "May", "last " * 20_000, "between " * 20_000 + "2019", "’s " * 30_000 + "today"],
)  # fmt: skip
def test_hostile_text_is_read_once(text: str) -> None:
    """Each word is looked at a bounded number of times."""
    time_reference(text, PUBLISHED)
