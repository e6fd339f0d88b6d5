"""
Sitemaps and news sitemaps as feeds (sitemaps.org/protocol.html; Google's sitemap-news/0.9).

Many newsrooms list every article there and have no feed left. Read event by event and salvaged where broken; entities
are not resolved, nothing is loaded, and what is held in memory does not grow with the number of addresses.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from datetime import datetime, timedelta
from heapq import nlargest
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urljoin

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

from pipeline.collect.formats.entries import MOST_ENTRIES, WITHOUT_ADDRESS, Item, as_entries
from pipeline.collect.network.addresses import fetchable
from pipeline.collect.sites import site_of
from pipeline.errors import RefusedAddressError
from pipeline.models import ParsedFeed
from pipeline.models.collect import ChildSitemap
from pipeline.moments import Moment, read_moment
from pipeline.text import printable, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.models import Entry, Feed, Page

__all__ = ["children_to_ask", "first_element", "parse_sitemap", "unpacked"]

# A poll that asks more children than this is a crawl.
_MOST_CHILDREN = 50
# The protocol's own limit for one sitemap, uncompressed.
_LARGEST = 52_428_800
_GZIP = b"\x1f\x8b"
_BEGINNING = 8192
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_FIRST_TAG = re.compile(rb"<(?![?!])(?:[\w.-]+:)?([\w.-]+)")
_ROOTS = frozenset({b"urlset", b"sitemapindex"})
# A lastmod that is a day can mean any moment of it, in the westernmost zone too.
_WHOLE_DAY = timedelta(hours=36)
# That many addresses with one and the same lastmod: it is when the sitemap was made, not the pages.
_FEWEST_FOR_A_STAMP = 3


class _Place(NamedTuple):
    """One address as a sitemap lists it; texts as they stand there."""

    address: str
    changed: str = ""
    published: str = ""
    title: str = ""
    outlet: str = ""


class _Listing:
    """The addresses of one sitemap as they come, and what was left out."""

    def __init__(self, page: Page, feed: Feed) -> None:
        self._base = page.final_url
        self._sites = {site_of(page.url), site_of(page.final_url), site_of(feed.url)} - {""}
        self.usable = self.elsewhere = self.homeless = 0

    def ours(self, places: Iterable[_Place]) -> Iterator[_Place]:
        """Yield those with an address on the sitemap's own site: it may speak of no other (protocol, "location")."""
        for place in places:
            try:
                address = fetchable(urljoin(self._base, place.address)) if place.address else ""
            except (RefusedAddressError, ValueError):
                address = ""
            if not address:
                self.homeless += 1
            elif site_of(address) not in self._sites:
                self.elsewhere += 1
            else:
                self.usable += 1
                yield place._replace(address=address)

    def flaws(self, most: int) -> Iterator[str]:
        """Yield what was left out, in words."""
        if self.homeless:
            yield f"{self.homeless} {WITHOUT_ADDRESS}"
        if self.elsewhere:
            yield f"{self.elsewhere} on other sites left out"
        if self.usable > most:
            yield f"{self.usable - most} beyond the newest {most} left out"


def parse_sitemap(page: Page, feed: Feed, most: int | None = None) -> ParsedFeed | None:
    """
    Return a sitemap's entries, newest first, or a sitemap index' children; None where the page is no sitemap.

    gzip as content is unpacked. Dates come from the news sitemap; a lastmod is `modified_raw`, so that a change is
    noticed, and no date of publication: a page may be modified years after it was published. `most` addresses are
    taken, entries or children; without it as many as of a poll.
    """
    body, cut = unpacked(page.body)
    root = first_element(body)
    if root not in _ROOTS:
        return None
    listing, problems = _Listing(page, feed), list[str]()
    places = listing.ours(_places(body, problems))
    most = most or (MOST_ENTRIES if root == b"urlset" else _MOST_CHILDREN)
    newest = nlargest(most, places, key=_rank)
    flaws = [*(["cut off at 50 MB or broken off"] if cut else ()), *problems[:1], *listing.flaws(most)]
    flaw = "; ".join(flaws) or None
    if root == b"sitemapindex":
        children = tuple(ChildSitemap(url=place.address, changed_by=_changed_by(place)) for place in newest)
        return ParsedFeed(url=feed.url, children=children, flaw=flaw)
    outlets = {place.outlet for place in newest}
    title = next(iter(outlets)) if len(outlets) == 1 else None
    entries = _entries(newest, page, feed, most)
    return ParsedFeed(url=feed.url, title=title or None, entries=entries, homeless=listing.homeless, flaw=flaw)


def children_to_ask(children: Iterable[ChildSitemap], since: datetime | None) -> tuple[str, ...]:
    """Return the addresses of the children that may have changed since a moment; of all of them where it is None."""
    return tuple(
        child.url for child in children if since is None or child.changed_by is None or child.changed_by >= since
    )


def first_element(body: bytes) -> bytes:
    """Return the name of a document's first element as it is written, without a prefix; b"" where there is none."""
    beginning = body[:_BEGINNING]
    if beginning.startswith((b"\xff\xfe", b"\xfe\xff")):
        beginning = beginning.decode("utf-16", "ignore").encode()
    found = _FIRST_TAG.search(_COMMENT.sub(b"", beginning))
    return found[1] if found else b""


def _entries(places: Sequence[_Place], page: Page, feed: Feed, most: int) -> tuple[Entry, ...]:
    stamps = Counter(place.changed for place in places)
    stamp = next(iter(stamps)) if len(stamps) == 1 and len(places) >= _FEWEST_FOR_A_STAMP else ""
    return as_entries((_item(place, stamp) for place in places), page, feed, most).entries


def _item(place: _Place, stamp: str) -> Item:
    title, outlet, date = place.title or None, place.outlet or None, place.published or None
    changed = place.changed if place.changed != stamp else None
    return Item(place.address, guid=None, title=title, summary=None, outlet=outlet, date=date, changed=changed or None)


def _rank(place: _Place) -> float:
    moment = _moment(place)
    return moment.at.timestamp() if moment else float("-inf")


def _moment(place: _Place) -> Moment | None:
    return read_moment(place.published or place.changed)


def _changed_by(place: _Place) -> datetime | None:
    moment = read_moment(place.changed)
    if moment is None or moment.precision in {"month", "year"}:
        return None
    return moment.at + (_WHOLE_DAY if moment.precision == "day" else timedelta(minutes=1))


def unpacked(body: bytes) -> tuple[bytes, bool]:
    """Return the body without its gzip, and whether something is missing at its end."""
    if not body.startswith(_GZIP):
        return body, False
    unpacker = zlib.decompressobj(wbits=31)
    try:
        plain = unpacker.decompress(body, _LARGEST)
    except zlib.error:
        return b"", True
    return plain, not unpacker.eof


def _places(body: bytes, problems: list[str]) -> Iterator[_Place]:
    """Yield what the document lists; why it could be read only in part is added to `problems`."""
    document = BytesIO(_without_stump(body.lstrip()))
    events = etree.iterparse(
        document, recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        for _, element in events:
            # Only below the root: a picture or video of a page has addresses and dates of its own.
            parent = element.getparent()
            if parent is not None and parent.getparent() is None:
                if _name(element) in {"url", "sitemap"}:
                    yield _place(element)
                element.clear()
                while element.getprevious() is not None:
                    del parent[0]
    except etree.XMLSyntaxError as error:
        problems.append(printable(f"not well formed: {error}")[:200])
        return
    if len(events.error_log):
        problems.append(printable(f"not well formed: {events.error_log[0].message}")[:200])


def _without_stump(body: bytes) -> bytes:
    """Return the body without an address that broke off: half an address names another page."""
    start = body.rfind(b"<", 0, max(body.rfind(b"loc>"), 0))
    return body if start < 0 or body.startswith(b"</", start) else body[:start]


def _place(element: Any) -> _Place:
    parts = {_name(part): part for part in element}
    news = parts.get("news")
    told = {_name(part): part for part in news} if news is not None else {}
    publication = {_name(part): part for part in told.get("publication", ())}
    return _Place(
        address=_words(parts.get("loc")),
        changed=_words(parts.get("lastmod")),
        published=_words(told.get("publication_date")),
        title=_words(told.get("title")),
        outlet=_words(publication.get("name")),
    )


def _name(element: Any) -> str:
    """Return an element's name without its namespace, or without a prefix that nobody declared."""
    return element.tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(element.tag, str) else ""


def _words(element: Any) -> str:
    return squeeze(printable(element.text or "")).strip() if element is not None else ""
