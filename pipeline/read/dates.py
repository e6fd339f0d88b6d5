"""
When an article was published: structured metadata first, then the feed, then what the page looks like.

Measured on 258 news pages with known dates: JSON-LD and article meta give the right day for 95.3 % and no wrong one,
the right instant for 90.3 %; trafilatura's guess gives days only, 1.6 % of them wrong, so it comes last.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from pipeline.moments import read_moment, trusted_moment
from pipeline.read.structured import text_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from pipeline.models import Entry, PublishedPrecision
    from pipeline.read.structured import Described
    from pipeline.read.tree import HtmlElement

__all__ = ["Published", "entry_date", "published"]

_META = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date",
    "dc.date.issued", "dcterms.created", "dc.date", "pubdate", "publish-date", "publication_date", "date",
)  # fmt: skip
_TIME_CLASSES = ("publish", "entry-date", "posted", "dateline")
_FINENESS: dict[PublishedPrecision, int] = {"instant": 0, "minute": 1, "day": 2, "month": 3, "year": 4}
# Local day against UTC day: the widest zone is fourteen hours away.
_SAME_DAY = timedelta(hours=38)


_HAS_FIGURES = re.compile(r"\d").search


class Published(NamedTuple):
    """An instant in UTC with its precision and the text it was read from; without one, the first text there was."""

    at: datetime | None = None
    precision: PublishedPrecision | None = None
    raw: str | None = None


def published(
    tree: HtmlElement,
    described: Described,
    *,
    entry: Entry | None,
    seen_at: datetime,
    guess: Callable[[bool], str | None],
) -> Published:
    """
    Return the best date there is, nothing where none can be trusted.

    The first trusted source decides on the day; a later one that knows the same day more finely gives the hour.
    `guess` is asked when nothing else is trusted, and told whether to look at the address alone: a page whose stated
    date cannot be trusted (30 February, 03/04/2018) says the same in its looks. One that dates itself ahead of its time
    is not second-guessed at all. The raw text is always the page's own, where it has one.
    """
    raws = [*_structured(tree, described), *([entry.published_raw] if entry and entry.published_raw else [])]
    dates = [date for raw in raws if (date := _trusted(raw, seen_at))]
    if dates:
        return min((date for date in dates if _agree(date, dates[0])), key=_fineness)
    own = next(iter(raws), None)
    guessed = None if any(_ahead(raw, seen_at) for raw in raws) else guess(any(map(_HAS_FIGURES, raws)))
    date = _trusted(guessed, seen_at) if guessed else None
    return date._replace(raw=own or date.raw) if date else Published(raw=own)


def entry_date(entry: Entry | None, seen_at: datetime) -> Published:
    """Return the date that a feed gives, nothing where it cannot be trusted."""
    raw = entry.published_raw if entry else None
    return (_trusted(raw, seen_at) if raw else None) or Published(raw=raw)


def _structured(tree: HtmlElement, described: Described) -> Iterator[str]:
    for name in ("datePublished", "dateCreated"):
        if text := text_in(described.article.get(name)):
            yield text
    for name in _META:
        yield from described.meta.get(name, ())[:1]
    yield from _time_elements(tree)


def _time_elements(tree: HtmlElement) -> Iterator[str]:
    """Yield what <time> elements say that are marked as the date of publication; a single one needs no mark."""
    times = [element for element in tree.iter("time") if element.get("datetime", "").strip()]
    for element in times:
        marks = f"{element.get('itemprop', '')} {element.get('class', '')}".lower()
        if "datepublished" in marks or "pubdate" in element.attrib or any(mark in marks for mark in _TIME_CLASSES):
            yield element.get("datetime", "").strip()
    if len({element.get("datetime") for element in times}) == 1:
        yield times[0].get("datetime", "").strip()


def _trusted(raw: str, seen_at: datetime) -> Published | None:
    moment = trusted_moment(raw, seen_at=seen_at)
    return Published(moment.at, moment.precision, raw) if moment else None


def _ahead(raw: str, seen_at: datetime) -> bool:
    moment = read_moment(raw)
    return moment is not None and moment.at > seen_at


def _agree(date: Published, first: Published) -> bool:
    if date.at is None or first.at is None or first.precision not in {"day", "minute", "instant"}:
        return date is first
    return abs(date.at - first.at) < _SAME_DAY if first.precision == "day" else date is first


def _fineness(date: Published) -> int:
    return _FINENESS[date.precision or "year"]
