"""
Time expressions and the days each one names, counted from the day of publication.

A small grammar of its own: a general date parser read 6 of the 21 expressions in the seed articles. Never a single
made-up day: "last month" is a whole month, "recently" is text without days. Without a day of publication only
expressions that carry their own date get days, and how long something took is no time at all.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.claims.reading.tense import looks_ahead
from pipeline.claims.times.calendar_days import Days, Standpoint
from pipeline.claims.times.grammar import expressions, expressions_in
from pipeline.claims.times.words import TELLS_TIME, telling, words_between
from pipeline.models import TimeReference

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from pipeline.claims.reading.phrases import Range
    from pipeline.claims.reading.sentences import Passage
    from pipeline.claims.times.grammar import Expression
    from pipeline.models import Span

__all__ = ["time_of_clause", "time_reference"]

_NOBODYS = Days(None, None)
_BEFORE, _BEHIND = 9, 5
"""Words before and behind one that tells a time, within which its expression and what bears on it stands."""
_DETERMINING = frozenset({"POS", "DT", "PRP$", "JJ", "NN", "NNP"})
_DESCRIBED = {("NN",), ("NNS",), ("VB",)}
"""After "the July 25", a "call" is no verb."""
_LEAD = 30
"""Characters that an introduction goes on behind its time, at most: ", at 71,"."""


def time_reference(
    text: str,
    anchor: date | None = None,
    *,
    future: bool | None = None,
    clause: Span | None = None,
    verb: int | None = None,
) -> TimeReference | None:
    """
    Return the time expression of the text that goes with its claim, or None where it has none.

    `anchor` is the day of publication. `future` says that the claim is about what will be: "on Friday" is then the next
    one; None says that it does not tell. Only expressions in the characters `clause` count, and one that leads into it.
    Of several, one that names days counts before one that does not, then the nearest behind the character `verb`, then
    the nearest. Both ends of the days are included; an end that nobody names is None.
    """
    return _nearest(text, expressions(text), Standpoint(anchor, future), clause, verb)


def time_of_clause(
    p: Passage, sentence: Range, clause: Range, verb: int | None, anchor: date | None
) -> TimeReference | None:
    """Return when what a clause says happens: the expression of its sentence that goes with it, seen from its verb."""
    found = _of_sentence(p, sentence) if p.signs & TELLS_TIME else ()
    if not found:
        return None
    seen = Standpoint(anchor, looks_ahead(p, verb, clause[1]))
    describing = frozenset(one for one in found if _describes(p, one))
    return _nearest(p.text, found, seen, p.span(*clause), p.starts[verb] if verb is not None else None, describing)


def _describes(p: Passage, one: Expression) -> bool:
    """Whether a day tells which call is meant, "the July 25 call": when that was is no matter of the verb's."""
    if not p.text[one.end - 1].isdigit():
        return False
    before, after = bisect_left(p.starts, one.start) - 1, bisect_left(p.starts, one.end)
    return before >= 0 and p.tags[before] in _DETERMINING and p.tags[after : after + 1] in _DESCRIBED


@lru_cache(maxsize=64)
def _of_sentence(p: Passage, sentence: Range) -> tuple[Expression, ...]:
    """The expressions of a sentence, looked for only around what tells a time, and once for all its claims."""
    first, last = sentence
    near = telling(p.words[first:last], p.lows[first:last])
    if not near:
        return ()
    begin, end = max(first, first + near[0] - _BEFORE), min(last, first + near[-1] + _BEHIND)
    return tuple(expressions_in(words_between(p, begin, end)))


def _nearest(
    text: str,
    found: Iterable[Expression],
    seen: Standpoint,
    clause: Span | None,
    verb: int | None,
    describing: frozenset[Expression] = frozenset(),
) -> TimeReference | None:
    """The nearest expression with its days; those that are `describing` a noun are seen from no verb."""
    own = [one for one in found if clause is None or _belongs(text, one, clause)]
    if not own:
        return None
    anyhow = seen._replace(future=None) if describing else seen
    dated = ((one, _days(one, anyhow if one in describing else seen)) for one in own)
    one, days = min(dated, key=lambda pair: _distance(pair[0], pair[1], verb))
    return TimeReference(text=text[one.start : one.end], earliest=days.earliest, latest=days.latest)


def _belongs(text: str, one: Expression, clause: Span) -> bool:
    """Whether it stands in the clause or leads into it: "On Monday in Leeds, the bank closed"."""
    if one.end > clause[1]:
        return False
    between = text[min(one.end, clause[0]) : clause[0]].rstrip(" “\"‘'—–-")
    return not between or (between.endswith(",") and len(between) <= _LEAD)


def _distance(one: Expression, days: Days, verb: int | None) -> tuple[bool, bool, bool, int]:
    """How far an expression is from being the claim's: the smallest is taken, of equals the first."""
    before = verb is not None and one.start < verb  # as in "Lee, founded in 2018, will close on Monday"
    away = abs(one.start - verb) if verb is not None else 0
    return one.meaning is None, days == _NOBODYS, before, away


def _days(one: Expression, seen: Standpoint) -> Days:
    try:
        return (one.meaning(seen) if one.meaning is not None else None) or _NOBODYS
    except (ValueError, OverflowError):
        return _NOBODYS  # 31 February, or a count of years that leaves the calendar
