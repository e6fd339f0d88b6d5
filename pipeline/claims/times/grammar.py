"""
Time expressions in a text: where each stands, and how its days are found once the day of publication is known.

Read from left to right by small functions, each of which looks at a few words and never back: a text takes time in
proportion to its length whatever stands in it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from pipeline.claims.times.calendar_days import Days, after, before, part
from pipeline.claims.times.names import Found, Meaning, named_days, running_period
from pipeline.claims.times.spans import counted_days
from pipeline.claims.times.words import VAGUE, beginnings, words_of

if TYPE_CHECKING:
    from pipeline.claims.times.calendar_days import Standpoint
    from pipeline.claims.times.words import Words

__all__ = ["Expression", "expressions", "expressions_in"]

_PLAIN = frozenset({"on", "in", "at", "during", "for", "over", "around", "about", "of", "next", "last", "this"})
_WRITTEN = frozenset({"on", "in", "at", "during", "over"})
_LIMITS = frozenset({"since", "until", "till", "by", "before", "after", "from", "through"})
_LIMITING = _LIMITS | {"as", "between"}
_PARTS = {
    "early": "early",
    "mid": "mid",
    "late": "late",
    "start": "early",
    "beginning": "early",
    "middle": "mid",
    "end": "late",
}
_WEEK = timedelta(days=7)
_TO = frozenset({"to", "until", "till", "through", "-", "–", "—"})
_VAGUE_BY_FIRST: dict[str, list[tuple[str, ...]]] = {}
for _phrase in VAGUE:
    _VAGUE_BY_FIRST.setdefault(_phrase[0], []).append(_phrase)


class Expression(NamedTuple):
    """A time expression at characters `start` to `end`; `meaning` is None where it names no days."""

    start: int
    end: int
    meaning: Meaning | None


def expressions(text: str, start: int = 0, end: int | None = None) -> list[Expression]:
    """Return the time expressions of `text[start:end]`, in order, none inside another; offsets are those of `text`."""
    return expressions_in(words_of(text, start, end))


def expressions_in(words: Words) -> list[Expression]:
    """Return the time expressions among the words, as `expressions` does."""
    found: list[Expression] = []
    done = 0
    for i in beginnings(words.lows):
        if i < done:
            continue
        one = (_limited(words, i) if words.lows[i] in _LIMITING else None) or _plain(words, i)
        done = one.end if one is not None else _vague(words, i)
        if done:
            found.append(Expression(words.starts[i], words.ends[done - 1], one.meaning if one is not None else None))
    return found


def _vague(words: Words, i: int) -> int:
    for phrase in _VAGUE_BY_FIRST.get(words.lows[i], ()):
        end = i + len(phrase)
        if words.lows[i:end] != phrase:
            continue
        if phrase[0] not in {"earlier", "later"} or end == len(words.lows) or not words.lows[end][0].isalnum():
            return end
    return 0


def _plain(words: Words, i: int) -> Found | None:
    """What is named with "on", "in" or nothing before it."""
    counted = counted_days(words, i)
    if counted is not None:
        return counted
    low = words.lows[i]
    if low not in _WRITTEN:
        led = i > 0 and words.lows[i - 1] in _PLAIN
        return _parted(words, i, led=led)
    at = i + 1
    return _parted(words, at, led=True) if at < len(words.lows) else None


def _parted(words: Words, i: int, *, led: bool) -> Found | None:
    """Days, or the early, middle or late part of them: "mid-March", "the end of the year"."""
    at = i + 1 if words.lows[i] == "the" and i + 1 < len(words.lows) else i
    which = _PARTS.get(words.lows[at])
    if which is None:
        return named_days(words, i, led=led)
    at += 1
    if at < len(words.lows) and words.lows[at] in {"of", "-", "on", "in"}:
        at += 1
    whole = _whole(words, at)
    if whole is None:
        return None
    return Found(whole.end, lambda seen: _part_of(whole.meaning(seen), which))


def _whole(words: Words, i: int) -> Found | None:
    """What can have an end and a beginning: named days, and "the year"."""
    return named_days(words, i, led=True) or running_period(words, i)


def _part_of(days: Days | None, which: str) -> Days | None:
    return part(days, which) if days is not None else None


def _limited(words: Words, i: int) -> Found | None:
    """Days with a word before them that says from when or until when: "since", "by the end of", "between … and"."""
    low = words.lows[i]
    at = i + 1
    if low == "as" and at < len(words.lows) and words.lows[at] == "of":
        return _plain(words, at + 1) if at + 1 < len(words.lows) else None
    if low == "between":
        return _both_ends(words, at, frozenset({"and"}))
    if low not in _LIMITS or at >= len(words.lows):
        return None
    if low == "from" and (both := _both_ends(words, at, _TO)) is not None:
        return both
    if words.lows[at] in _WRITTEN:
        at += 1
    ends = at < len(words.lows) and low in {"by", "until", "till", "before", "through"} and _end_of(words, at)
    if at >= len(words.lows):
        return None
    days = _whole(words, ends) if ends else _parted(words, at, led=True)
    if days is None or (low in {"before", "after"} and days.end - 1 in words.owning):
        return None  # "after Saturday's match" was on Saturday
    return Found(days.end, lambda seen: _limit(low, days.meaning(_for_limit(low, seen)), seen))


def _end_of(words: Words, i: int) -> int:
    """Where it goes on after "the end of", which "by" and "until" mean anyway; 0 where it does not stand there."""
    at = i + 1 if words.lows[i] == "the" else i
    there = at + 1 < len(words.lows) and words.lows[at] == "end" and words.lows[at + 1] == "of"
    return at + 2 if there else 0


def _for_limit(low: str, seen: Standpoint) -> Standpoint:
    """What has until Friday or is to be done by June has it ahead, unless the claim looks back."""
    if low in {"since", "after", "from"}:
        return seen
    return seen._replace(future=None if seen.future is False else True)


def _limit(low: str, days: Days | None, seen: Standpoint) -> Days | None:
    if days is None or low == "from":
        return days
    if low == "since":
        begun = seen.today is not None and days.earliest is not None and days.earliest <= seen.today
        return Days(days.earliest, seen.today) if begun else days
    if low == "before":
        return before(days)
    if low == "after":
        return after(days)
    ahead = seen.today is not None and days.latest is not None and days.latest >= seen.today
    return Days(seen.today if ahead else None, days.latest)


def _both_ends(words: Words, i: int, joins: frozenset[str]) -> Found | None:
    """Days from one named to another: "between 2017 and 2021", "from Monday to Friday"."""
    if i >= len(words.lows):
        return None
    first = named_days(words, i, led=True)
    if first is not None and first.end > i + 2 and words.lows[i + 1] in joins:
        return first  # "3 and 5 May"
    if first is None or first.end + 1 >= len(words.lows) or words.lows[first.end] not in joins:
        return None
    last = named_days(words, first.end + 1, led=True)
    if last is None:
        return None
    return Found(last.end, lambda seen: _from_to(first.meaning(seen), last.meaning(seen), seen))


def _from_to(first: Days | None, last: Days | None, seen: Standpoint) -> Days | None:
    if first is None or last is None or first.earliest is None or last.latest is None:
        return None
    if first.earliest <= last.latest:
        return Days(first.earliest, last.latest)
    if first.earliest - last.latest >= _WEEK:
        return None
    # "From Monday to Friday", read on a Wednesday: the week of the one that is meant surely.
    return Days(first.earliest, last.latest + _WEEK) if seen.future else Days(first.earliest - _WEEK, last.latest)
