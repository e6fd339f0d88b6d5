from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.moments import read_moment, trusted_moment

SEEN = datetime(2018, 3, 22, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "raw",
    [
        "2018-03-22T10:05:00Z", "2018-03-22T10:05:00.000Z", "2018-03-22T11:05:00+01:00", "2018-03-22 06:05:00 -0400",
        "2018-03-22 10:05:00 UTC", "20180322T100500Z", "Thu, 22 Mar 2018 10:05:00 GMT", "22 Mar 18 10:05:00 Z",
        "Thu, 22 Mar 2018 10:05:00 +0000 (UTC)", "Thu, 22-Mar-2018 10:05:00 GMT", "Thu, 22 Mar 2018 06:05:00 EDT",
        "Thu Mar 22 2018 10:05:00 GMT+0000", "Thu Mar 22 10:05:00 GMT 2018", " 2018-03-22T15:35:00+05:30 ",
        "2018-03-22T11:05:00+01:00[Europe/Paris]", "Do, 22 Mär 2018 11:05:00 +0100", "1521713100", "1521713100000",
        "2018年3月22日 18:05:00 +0800", "2018-03-22 19:05:00 JST", "Thu, 22 Mar 2018 10:05:00 -0000",
    ],
)  # fmt: skip
def test_every_usual_way_to_write_an_instant_is_read(raw: str) -> None:
    """ISO 8601, RFC 822 and 5322, asctime: the same instant in UTC."""
    assert read_moment(raw) == (datetime(2018, 3, 22, 10, 5, tzinfo=UTC), "instant")


@pytest.mark.parametrize(
    ("raw", "at", "precision"),
    [
        ("2018-03-22T10:05Z", datetime(2018, 3, 22, 10, 5, tzinfo=UTC), "minute"),
        ("March 22, 2018, 07:47 PM EST", datetime(2018, 3, 23, 0, 47, tzinfo=UTC), "minute"),
        ("March 22, 2018 12:05 AM GMT", datetime(2018, 3, 22, 0, 5, tzinfo=UTC), "minute"),
        ("2018-03-22", datetime(2018, 3, 22, tzinfo=UTC), "day"),
        ("22 Sept. 2018", datetime(2018, 9, 22, tzinfo=UTC), "day"),
        ("March 22, 2018", datetime(2018, 3, 22, tzinfo=UTC), "day"),
        ("2018-03", datetime(2018, 3, 1, tzinfo=UTC), "month"),
        ("2018", datetime(2018, 1, 1, tzinfo=UTC), "year"),
    ],
)
def test_precision_is_what_was_written(raw: str, at: datetime, precision: str) -> None:
    """No seconds, no clock, no day: the moment says so."""
    assert read_moment(raw) == (at, precision)


@pytest.mark.parametrize(
    "raw",
    [
        "Thu, 22 Mar 2018 23:05:00 CET",
        "2018-03-22T23:05:00",
        "Thu, 22 Mar 2018 23:05:00 IST",
        "2018-03-22 11:05 pm",
        "2018-03-22 23:05 BST",
        "2018-03-22 23:05 Europe/Berlin",
        "Thu, 22 Mar 2018 23:05:00 A",
    ],
)
def test_a_clock_in_an_unknown_zone_tells_the_day_only(raw: str) -> None:
    """CET is written in summer too, IST has three meanings, no zone has forty: the hour is not guessed."""
    assert read_moment(raw) == (datetime(2018, 3, 22, tzinfo=UTC), "day")


@pytest.mark.parametrize(
    "raw",
    [
        "22. März 2018", "Donnerstag, 22. März 2018, 14:05 Uhr", "22 mars 2018 à 14h05", "jeudi 22 mars 2018",
        "22 de marzo de 2018", "jueves, 22 de marzo de 2018", "22 marzo 2018", "quinta-feira, 22 de março de 2018",
        "22 maart 2018 om 14:05", "22 марта 2018 г.", "22 марта 2018, 14:05", "2018年3月22日", "2018年3月22日 14:05",
        "2018年3月22日(木) 14時05分", "2018년 3월 22일", "2018년 3월 22일 오후 2:05", "2018.03.22", "2018/03/22 14:05",
        "22/03/2018", "03/22/2018 14:05", "22.03.2018", "22. Ma\u0308rz 2018", "22nd of March, 2018",
        "March 22nd, 2018",
    ],
)  # fmt: skip
def test_a_day_is_read_as_papers_print_it(raw: str) -> None:
    """In the commonest languages of news, and in numbers where the order leaves no doubt."""
    assert read_moment(raw) == (datetime(2018, 3, 22, tzinfo=UTC), "day")


@pytest.mark.parametrize(
    "raw",
    [
        "", "152171310", "15217131000", "٢٠١٨-03-22", "03/04/2018", "03.04.2018", "03/04/18", "22/03/18", "18-03-22",
        "22032018", "20180322", "22 Foo 2018", "2018-02-30", "2018年13月1日", "2018-03-22T25:00:00Z",
        "2018-03-22T10:05:00+99:00", "10:05 PM", "March 22, 2018 13:05 PM GMT", "0000-00-00 00:00:00",
        "3 hours ago", "heute, 14:05", "mar. 2018",
    ],
)  # fmt: skip
def test_what_cannot_be_read_without_guessing_is_not_read(raw: str) -> None:
    """Day or month first, two digits of a year, other scripts, days that never were."""
    assert read_moment(raw) is None


@pytest.mark.parametrize(
    "raw", ["0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "2018-03-24T00:00:00Z", "2099-01-01", "2018032210"]
)
def test_dates_before_the_web_and_after_the_fetch_are_not_trusted(raw: str) -> None:
    """Zero stands for unset, and nobody publishes tomorrow."""
    assert trusted_moment(raw, seen_at=SEEN) is None


def test_a_date_some_hours_ahead_is_trusted() -> None:
    """Clocks and zones differ by less than a day."""
    assert trusted_moment("2018-03-23T06:00:00Z", seen_at=SEEN) is not None


@given(st.text(max_size=70))
def test_no_text_is_too_strange(raw: str) -> None:
    """Anything at all gives a moment in UTC or None."""
    moment = read_moment(raw)
    assert moment is None or moment.at.tzinfo is UTC
