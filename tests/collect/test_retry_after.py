from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from pipeline.collect.network.retry_after import DEFAULT_PAUSE, LONGEST_PAUSE, wait_until

FIVE_MINUTES = timedelta(minutes=5)


@pytest.mark.parametrize(
    ("header", "pause"),
    [
        ("300", FIVE_MINUTES),
        (" 300 ", FIVE_MINUTES),
        ("299.2", FIVE_MINUTES),
        ("0", timedelta(0)),
        ("Thu, 22 Mar 2018 12:05:00 GMT", FIVE_MINUTES),
        ("Thursday, 22-Mar-18 12:05:00 GMT", FIVE_MINUTES),
        ("Thu Mar 22 12:05:00 2018", FIVE_MINUTES),
    ],
)
def test_a_server_may_ask_in_seconds_or_by_the_clock(header: str, pause: timedelta, now: datetime) -> None:
    """Whole seconds, the fractions that servers calculate, and the three dates of HTTP."""
    assert wait_until(header, status=429, now=now) == now + pause


@pytest.mark.parametrize(
    "header",
    [
        "", "-5", "soon", "nan", "inf", "1e3", "٣٠٠", "10, 10", "Thu, 99 Foo 2018 12:05:00 GMT", "x" * 60_000,
        "Wed, 21 Mar 2018 12:00:00 GMT", "Thu, 22 Mar 99999 12:05:00 GMT",
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_the_default_pause(header: str, now: datetime) -> None:
    """Garbage, the past and negative numbers still come from a server that has too much to do."""
    assert wait_until(header, status=503, now=now) == now + DEFAULT_PAUSE


@pytest.mark.parametrize("header", ["315360000", "9" * 5000, "Tue, 22 Mar 2028 12:05:00 GMT"])
def test_nobody_is_left_alone_for_ten_years(header: str, now: datetime) -> None:
    """A day is the longest pause."""
    assert wait_until(header, status=503, now=now) == now + LONGEST_PAUSE


def test_too_many_requests_mean_a_pause_also_without_a_header(now: datetime) -> None:
    """429 says it by itself; other errors only where they carry the header; a success never does."""
    assert wait_until(None, status=429, now=now) == now + DEFAULT_PAUSE
    assert wait_until(None, status=503, now=now) is None
    assert wait_until(None, status=500, now=now) is None
    assert wait_until("300", status=403, now=now) == now + FIVE_MINUTES
    assert wait_until("300", status=301, now=now) is None
