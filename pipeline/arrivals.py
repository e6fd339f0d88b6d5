"""What pages turned out to be once they were read: articles to judge, drops with their reason, entries dealt with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from pipeline.models import Address, Article, Drop, Entry, Fetch, Intake, Page, SeenEntry
from pipeline.picking import seen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from pipeline.collect.fetch import Fetched
    from pipeline.models import HostRecord
    from pipeline.read.workers import PageReader

__all__ = ["Arrival", "Became", "Outcome", "arrived", "became", "is_unchanged", "missed", "robots_asked", "told"]

How = Literal["asked", "answered", "canonical", "entry"]


class Arrival(NamedTuple):
    """A page, and the entries that led to it."""

    page: Page
    entries: Sequence[Entry] = ()


class Outcome(NamedTuple):
    """What came of some pages."""

    articles: list[Article]
    """In order of publication, so that who came first is judged first."""
    addresses: list[Address]
    """Every address the articles were met under."""
    drops: list[Drop]
    entries: list[SeenEntry]
    """Those dealt with. One that may be had later is not among them, and is asked for again."""


class Became(NamedTuple):
    """What became of the page at an address: what was stored of it, or why nothing; None and None: known already."""

    article_id: int | None
    intake: Intake | None = None
    drop: Drop | None = None


def became(came: Outcome, outcomes: Iterable[Intake | Drop]) -> dict[str, Became]:
    """Return what became of pages, by the address asked; `outcomes` are those of their articles."""
    stored = {outcome.article.article_id: outcome for outcome in outcomes if isinstance(outcome, Intake)}
    dropped = {outcome.url: outcome for outcome in (*came.drops, *outcomes) if isinstance(outcome, Drop)}
    own = {article.article_id: article.url for article in came.articles}
    read = {
        address.url: Became(
            address.article_id, stored.get(address.article_id), dropped.get(own.get(address.article_id, ""))
        )
        for address in came.addresses
    }
    return {url: Became(None, drop=drop) for url, drop in dropped.items()} | read


def arrived(arrivals: Sequence[Arrival], known_as: Mapping[str, int], reader: PageReader) -> Outcome:
    """Read pages and return what they are; `known_as` has the article that an address is another address of."""
    read = reader.read((page, entries[0] if entries else None) for page, entries in arrivals)
    return told(arrivals, (outcome for _, outcome in read), known_as)


def told(arrivals: Sequence[Arrival], read: Iterable[Article | Drop], known_as: Mapping[str, int]) -> Outcome:
    """Return what pages are, of which it is known already how each of them reads."""
    came = Outcome([], [], [], [])
    for (page, entries), outcome in zip(arrivals, read, strict=True):
        article_id = None
        if isinstance(outcome, Article):
            article_id = known_as.get(page.url, outcome.article_id)
            article = outcome.model_copy(update={"article_id": article_id})
            came.articles.append(article)
            came.addresses.extend(_addresses(article, page, entries))
        else:
            came.drops.append(outcome)
        came.entries.extend(seen(entry, article_id, page.fetched_at) for entry in entries)
    came.articles.sort(key=lambda article: (article.published_at or article.seen_at, article.url))
    return came


def is_unchanged(fetched: Fetched) -> bool:
    """Did the server say that a page is as it was? Then there is nothing to read, and nothing was missed."""
    return fetched.page is None and fetched.fetch.error is None and fetched.validators is not None


def missed(fetched: Fetched, entries: Sequence[Entry], now: datetime) -> tuple[list[Drop], list[SeenEntry]]:
    """
    Return why a page could not be had, and the entries that are dealt with by that: none if it may be had later.

    A page that was not asked for, because its host wants quiet or its turn comes later, is only put off.
    """
    fetch = fetched.fetch
    if fetch.put_off:
        return [], []
    detail = fetch.error or f"the server answered {fetch.status} without a page"
    drop = Drop(url=fetch.url, stage="collect", reason="page not fetched", detail=detail, seen_at=now)
    return [drop], [seen(entry, None, now) for entry in entries] if fetch.lasting else []


def robots_asked(hosts: Iterable[HostRecord], since: datetime) -> Iterator[Fetch]:
    """Yield a row for each robots.txt that was asked for since then; how long that took is part of its page's."""
    for host in hosts:
        if host.robots_at is not None and host.robots_at >= since:
            yield Fetch(
                url=f"{host.host}/robots.txt",
                kind="robots",
                started_at=host.robots_at,
                elapsed_ms=0,
                status=host.robots_status,
                size=len(host.robots or ""),
                error=None if host.robots_status is not None else "no answer; its pages wait",
            )


def _addresses(article: Article, page: Page, entries: Sequence[Entry]) -> Iterator[Address]:
    met: dict[str, How] = {article.url: "canonical"}
    met.setdefault(page.url, "asked")
    met.setdefault(page.final_url, "answered")
    for entry in entries:
        met.setdefault(entry.url, "entry")
    for url, how in met.items():
        yield Address(article_id=article.article_id, url=url, how=how, seen_at=page.fetched_at)
