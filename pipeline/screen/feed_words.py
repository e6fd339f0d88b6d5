"""What is known of a feed, in words: how much it brings, when it is asked next and why then, what there is to know."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from pipeline.collect.formats.entries import WITHOUT_ADDRESS
from pipeline.collect.timing.moves import ADOPTED_AFTER, ADOPTED_AFTER_POLLS
from pipeline.collect.timing.rhythm import CEILING, DAY, FLOOR, SECOND_POLL, rate_before_silence
from pipeline.screen.paper import day, plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Row = Mapping[str, Any]

__all__ = ["homeless", "in_utc", "next_poll", "notes", "pace", "quiet", "span", "why_then"]

# Quiet is a feed that brought nothing for three days, and for several times as long as its entries take.
_QUIET_AFTER = timedelta(days=3)
_QUIET_ENTRIES = 5


def in_utc(row: Row) -> dict[str, Any]:
    """Return a published row with the zone of its moments: all of them are UTC."""
    return {name: value.replace(tzinfo=UTC) if isinstance(value, datetime) else value for name, value in row.items()}


def span(seconds: float) -> str:
    """Return a length of time as people say it: 35 min, 4.5 h, 12 days."""
    if seconds < 90 * 60:
        return f"{max(round(seconds / 60), 1)} min"
    if seconds < 1.5 * DAY:
        return f"{round(seconds / 3600, 1 if seconds < 10 * 3600 else 0):g} h"
    return f"{round(seconds / DAY)} days"


def pace(entries_a_day: float | None) -> str:
    """Return how much a feed brings."""
    if entries_a_day is None:
        return "not known yet"
    if entries_a_day >= 1:
        return f"{entries_a_day:.2g} a day" if entries_a_day < 10 else f"{entries_a_day:.0f} a day"
    return f"1 in {span(DAY / entries_a_day)}" if entries_a_day > 1 / 365 else "hardly any"


def next_poll(row: Row, now: datetime) -> str:
    """Return when the schedule asks again."""
    waiting = [moment for moment in (row["next_at"], row["not_before"]) if moment and moment > now]
    return f"in {span((max(waiting) - now).total_seconds())}" if waiting else "as soon as may be"


def why_then(row: Row, now: datetime) -> str:
    """Return why the schedule asks then and not at another time."""
    interval = row["interval_s"]
    if row["not_before"] and row["not_before"] > now:
        return f"its server wants to be left alone until {day(row['not_before'])}"
    if interval is None:
        return "nothing is known of it yet"
    often = f"every {span(interval)}"
    if row["failures"]:
        times = plural(row["failures"], "failure")
        return f"{often}: after {times} in a row it is asked less and less, and never given up"
    return f"{often}: {_reason(row, interval)}"


def _reason(row: Row, interval: int) -> str:
    usual = DAY / row["entries_a_day"] if row["entries_a_day"] else None
    if row["gap_at"] and row["gap_at"] == row["checked_at"]:
        return "sooner than before, since entries may have come and gone unseen"
    if interval == SECOND_POLL and row["last_ok_at"] and row["last_ok_at"] == row["last_new_at"] == row["whole_at"]:
        return "two answers are needed to see how fast it changes"
    if interval <= FLOOR:
        return "nobody is asked more often"
    if interval == row["every_s"]:
        return "the pace that the feed itself states"
    if usual and abs(interval - usual) <= 1:
        return "about one new entry a poll"
    if usual and interval > usual:
        return "its server calls an answer fresh for so long"
    if interval >= CEILING:
        return "it brings little, and everybody is asked once a day"
    if row["last_new_at"] == row["checked_at"]:
        return "it lately brought more than its average"
    return "it brought nothing the last time, so it is asked less often step by step"


def quiet(row: Row, now: datetime) -> str | None:
    """Return why nothing comes of a feed, where nothing does."""
    last_ok, last_new = row["last_ok_at"], row["last_new_at"]
    if row["failures"]:
        last = f"it last answered as a feed on {day(last_ok)}" if last_ok else "it never answered as a feed"
        return f"{last}, {plural(row['failures'], 'failure')} in a row"
    if last_ok is None:
        return None
    if last_new is None:
        return f"it answers, and {'lists nothing with an address' if homeless(row) else 'has never listed anything'}"
    a_day = rate_before_silence(row["entries_a_day"] or 0.0, (last_ok - last_new).total_seconds())
    if now - last_new <= _QUIET_AFTER or (now - last_new).total_seconds() * a_day <= _QUIET_ENTRIES * DAY:
        return None
    silent = f"it answers, and has offered nothing new since {day(last_new)}"
    if row["unchanged"]:
        times = plural(row["unchanged"], "time")
        silent += f"; “not modified” {times} in a row, the whole feed last on {day(row['whole_at'])}"
    return silent


def homeless(row: Row) -> bool:
    """Does it list items that lead nowhere?"""
    return WITHOUT_ADDRESS in (row["flaw"] or "")


def notes(row: Row) -> Iterator[str]:
    """Yield what else a person must know of a feed."""
    if row["gap_at"]:
        yield (
            f"on {day(row['gap_at'])} nothing it offered was known:"
            " entries may have come and gone unseen between two polls"
        )
    if row["address"]:
        yield f"it has moved for good and is asked at {row['address']}"
    if row["moved_to"]:
        yield (
            f"since {day(row['moved_since'])} permanent redirects lead to {row['moved_to']}; believed after"
            f" {ADOPTED_AFTER.days} days and {ADOPTED_AFTER_POLLS} polls of the same"
        )
