"""
Of which day a page may be, found in no time: it decides when a back-fill comes to the page, and nothing else.

When the article was published is found by reading it, and that is what is stored.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipeline.moments import read_moment

if TYPE_CHECKING:
    from datetime import date, datetime

    from pipeline.models import Entry, Page

__all__ = ["day_of_entry", "day_of_page"]

# Pages say it in their head; what comes later is their text.
_BEGINNING = 64 * 1024
_DAY = rb"((?:19|20)\d\d)-([01]\d)-([0-3]\d)"
# <meta property="article:published_time" content="2018-03-22T…">, "datePublished": "2018-03-22", and the like.
_NAMED = rb"(?:article:published_time|datepublished|dc\.date(?:\.issued)?|pubdate|publish[-_]?date)"
_DECLARED = re.compile(
    _NAMED + rb"[\"'][^<>]{0,60}?" + _DAY + rb"|" + rb"<meta[^<>]{0,80}?" + _DAY + rb"[^<>]{0,80}?" + _NAMED
)
_SAYS = re.compile(_NAMED)
_IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)([/_-]?)([01]\d)\2([0-3]\d)(?!\d)")


def day_of_page(page: Page, now: datetime) -> date | None:
    """
    Return the day that a page declares, or has in its address, or on which a crawler saw it; None where nothing tells.

    A day after the page was seen is none.
    """
    latest = page.fetched_at.date()
    # In small letters, and only where there is such a name: eight times as quick, and nothing else goes on meanwhile.
    beginning = page.body[:_BEGINNING].lower()
    declared = _SAYS.search(beginning) and _DECLARED.search(beginning)
    if declared:
        year, month, day = (part.decode() for part in declared.groups() if part is not None)
        if (found := _day(f"{year}-{month}-{day}")) and found <= latest:
            return found
    if (found := _in_address(page.url)) and found <= latest:
        return found
    return latest if page.fetched_at < now else None


def day_of_entry(entry: Entry) -> date | None:
    """Return the day that a list or sitemap tells of an entry, published or else changed, or that its address has."""
    if entry.published_at is not None:
        return entry.published_at.date()
    return _day(entry.published_raw) or _day(entry.modified_raw) or _in_address(entry.url)


def _in_address(url: str) -> date | None:
    found = _IN_ADDRESS.search(urlsplit(url).path)
    return _day(f"{found[1]}-{found[3]}-{found[4]}") if found else None


def _day(written: str | None) -> date | None:
    moment = read_moment(written) if written else None
    return moment.at.date() if moment and moment.precision not in {"month", "year"} else None
