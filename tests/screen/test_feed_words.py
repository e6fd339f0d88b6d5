from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from pipeline.screen.feed_words import next_poll, notes, pace, quiet, span, why_then
from pipeline.screen.feeds import masked

NOW = datetime(2018, 3, 22, 12, 0, tzinfo=UTC)
HOUR_AGO = NOW - timedelta(hours=1)


def row(**fields: Any) -> dict[str, Any]:
    """A feed that answers, brings 24 entries a day, and was asked an hour ago."""
    nothing = dict.fromkeys("problem not_before every_s address moved_to moved_since gap_at dated flaw".split())
    times = {"checked_at": HOUR_AGO, "last_ok_at": HOUR_AGO, "last_new_at": HOUR_AGO, "whole_at": HOUR_AGO}
    usual = {"failures": 0, "unchanged": 0, "entries_a_day": 24.0, "interval_s": 3600, "next_at": NOW}
    return {**nothing, **times, **usual, **fields}


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, "about one new entry a poll"),
        ({"interval_s": 7200, "every_s": 7200}, "the pace that the feed itself states"),
        ({"interval_s": 7200}, "its server calls an answer fresh"),
        ({"interval_s": 600, "entries_a_day": 500.0}, "nobody is asked more often"),
        ({"interval_s": 86400, "entries_a_day": 0.0}, "everybody is asked once a day"),
        ({"interval_s": 1200}, "it lately brought more"),
        ({"interval_s": 1200, "last_new_at": NOW - timedelta(days=1)}, "less often step by step"),
        ({"interval_s": 1800, "gap_at": HOUR_AGO}, "may have come and gone unseen"),
        ({"interval_s": 1800, "entries_a_day": None}, "two answers are needed"),
        ({"failures": 3}, "after 3 failures in a row"),
        ({"not_before": NOW + timedelta(hours=2)}, "its server wants to be left alone until 2018-03-22 14:00"),
        ({"interval_s": None}, "nothing is known of it yet"),
    ],
)
def test_the_time_of_the_next_poll_has_a_reason(fields: dict[str, Any], reason: str) -> None:
    """A person who wonders reads why."""
    assert reason in why_then(row(**fields), NOW)


def test_a_feed_that_brings_what_it_always_did_is_not_quiet() -> None:
    """Also one whose entry a week is due in two days."""
    weekly = {"entries_a_day": 0.07, "last_new_at": NOW - timedelta(days=5)}
    assert quiet(row(), NOW) is None
    assert quiet(row(**weekly), NOW) is None


def test_a_feed_that_answers_and_brings_nothing_is_quiet() -> None:
    """With since when, and how often its server said "not modified"; a forgotten average does not hide it."""
    silent = {"last_new_at": NOW - timedelta(days=90), "last_ok_at": NOW, "entries_a_day": 24 * 2.6e-6, "unchanged": 4}
    said = quiet(row(**silent), NOW)
    assert said is not None
    assert "nothing new since 2017-12-22 12:00; “not modified” 4 times in a row" in said


def test_a_feed_that_fails_is_quiet_for_that() -> None:
    """Since when, or that it never answered."""
    assert quiet(row(failures=2), NOW) == "it last answered as a feed on 2018-03-22 11:00, 2 failures in a row"
    assert quiet(row(failures=1, last_ok_at=None), NOW) == "it never answered as a feed, 1 failure in a row"
    assert quiet(row(last_new_at=None), NOW) == "it answers, and has never listed anything"
    homeless = row(last_new_at=None, flaw="2 without an address")
    assert quiet(homeless, NOW) == "it answers, and lists nothing with an address"
    assert quiet(row(last_ok_at=None), NOW) is None


def test_gaps_and_moves_are_noted() -> None:
    """What happened, and what becomes of it."""
    moved = row(address="https://b.example/f", moved_to="https://c.example/f", moved_since=HOUR_AGO, gap_at=HOUR_AGO)
    gap, adopted, moving = notes(moved)
    assert "2018-03-22 11:00 nothing it offered was known" in gap
    assert "asked at https://b.example/f" in adopted
    assert "since 2018-03-22 11:00 permanent redirects lead to https://c.example/f; believed after 3 days" in moving
    assert list(notes(row())) == []


@pytest.mark.parametrize(
    ("seconds", "said"), [(5, "1 min"), (2100, "35 min"), (5400, "1.5 h"), (86400, "24 h"), (12 * 86400, "12 days")]
)
def test_lengths_of_time_are_said_as_people_say_them(seconds: float, said: str) -> None:
    """In the unit that fits."""
    assert span(seconds) == said


@pytest.mark.parametrize(
    ("a_day", "said"),
    [(None, "not known yet"), (240.4, "240 a day"), (3.21, "3.2 a day"), (1 / 7, "1 in 7 days"), (1e-9, "hardly any")],
)
def test_a_pace_is_said_in_the_unit_that_fits(a_day: float | None, said: str) -> None:
    """Entries a day, or days an entry."""
    assert pace(a_day) == said


def test_the_next_poll_is_no_sooner_than_the_server_allows() -> None:
    """What the schedule planned is over-ruled."""
    assert next_poll(row(next_at=None), NOW) == "as soon as may be"
    assert next_poll(row(next_at=NOW + timedelta(minutes=5), not_before=NOW + timedelta(hours=3)), NOW) == "in 3 h"


def test_no_password_leaves_in_any_column() -> None:
    """Neither in the address nor in the problem."""
    shown = masked({"url": "http://a:secret@h.example/", "problem": "see http://a:secret@h.example/", "failures": 1})
    assert "secret" not in str(shown)
    assert shown["failures"] == 1
