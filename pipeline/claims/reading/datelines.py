"""Datelines, and a live blog's time of day: where, when and by whom a report was filed is no part of what it says."""

from __future__ import annotations

import re

__all__ = ["after_dateline"]

_CAPITALS = r"[A-ZÀ-ÖØ-Þ]"
_PLACE = rf"(?:{_CAPITALS}(?:{_CAPITALS}|[.'’-])+(?:\s{_CAPITALS}(?:{_CAPITALS}|[.'’-])+){{0,3}})"
_MORE_PLACE = r"(?:,\s(?:[A-Z][\w.'’-]*\s?){1,3})"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DAY = rf"(?:,?\s(?:{_MONTH}\s\d{{1,2}}(?:,\s\d{{4}})?|\d{{1,2}}\s{_MONTH}(?:,?\s\d{{4}})?))"
_YEAR = rf"(?:,?\s(?:{_MONTH}\s\d{{1,2}},\s\d{{4}}|\d{{1,2}}\s{_MONTH},?\s\d{{4}}))"
_AGENCY = r"(?:\s?\([A-Z][\w .&/’'-]{1,30}\))"
_DATELINE = re.compile(
    rf"(?:{_PLACE}{_MORE_PLACE}?{_DAY}?{_AGENCY}?|(?:[A-Z][\w.’'-]+\s?){{1,3}}(?:{_YEAR}|{_DAY}?{_AGENCY})|{_AGENCY})"
    r"\s*(?:—|–|--|-)\s+(?=[“\"‘'«A-Z0-9$£€])"
)
_CLOCK = re.compile(
    r"(?:[01]?\d|2[0-3])[.:h][0-5]\d(?:\s?(?:[ap]\.?m\.?|GMT|BST|UTC|CET|E[SD]?T))?(?:\s*[:—–|-])?\s+(?=[“\"‘'«A-Z])"
)
"""How the entries of a live blog begin: "08.21 Police have now reopened the road"."""
_LONGEST = 100
"""Characters. Associated Press style allows town, state, date and agency; nothing longer was seen."""


def after_dateline(text: str, start: int, end: int) -> int:
    """
    Return where the story begins in the paragraph `text[start:end]`: after its dateline, or at `start` without one.

    A place in capitals or an agency in brackets makes a dateline, the dash ends it. A time of day is none of the story
    either.
    """
    if text[start].isdecimal() and (clock := _CLOCK.match(text, start, end)) is not None:
        return clock.end()
    stop = min(end, start + _LONGEST)
    opening = text[start:stop]
    if "—" not in opening and "–" not in opening and "-" not in opening:
        return start  # most paragraphs
    match = _DATELINE.match(text, start, stop)
    return match.end() if match is not None and match.end() < end else start
