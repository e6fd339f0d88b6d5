"""Datelines: where, when and by which agency a report was filed is no part of what it says."""

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
_LONGEST = 100
"""Characters. Associated Press style allows town, state, date and agency; nothing longer was seen."""


def after_dateline(text: str, start: int, end: int) -> int:
    """
    Return where the story begins in the paragraph `text[start:end]`: after its dateline, or at `start` without one.

    A place in capitals or an agency in brackets makes a dateline, the dash ends it.
    """
    stop = min(end, start + _LONGEST)
    opening = text[start:stop]
    if "—" not in opening and "–" not in opening and "-" not in opening:
        return start  # most paragraphs
    match = _DATELINE.match(text, start, stop)
    return match.end() if match is not None and match.end() < end else start
