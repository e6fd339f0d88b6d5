"""A plain list of addresses as a feed: one http or https address a line, as people keep them."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from pipeline.collect.formats.entries import MOST_ENTRIES, Item, as_entries
from pipeline.collect.network.addresses import fetchable
from pipeline.errors import RefusedAddressError
from pipeline.models import ParsedFeed
from pipeline.moments import read_moment
from pipeline.text import printable, squeeze

if TYPE_CHECKING:
    from pipeline.models import Feed, Page

__all__ = ["lists_addresses", "parse_address_list"]

# Below this it is a text with addresses in it. A line of prose never is an address, so the share may be high.
_SHARE = 0.8
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def parse_address_list(page: Page, feed: Feed, most: int = MOST_ENTRIES) -> ParsedFeed | None:
    """
    Return an entry for each address, in the list's order; None where the page is no such list.

    Blank lines and lines that begin with "#" do not count; of the others at least four in five are addresses. After a
    tab a line may tell a date, a title, or both.
    """
    told, items = _items(page.body)
    if not items or len(items) < _SHARE * told:
        return None
    # Every item has an address: lines without one are no items.
    entries, _, flaw = as_entries(items, page, feed, most)
    others = told - len(items)
    flaws = [f"{others} lines are no addresses" if others > 1 else "1 line is no address"] if others else []
    return ParsedFeed(url=feed.url, entries=entries, flaw="; ".join([*flaws, *([flaw] if flaw else [])]) or None)


def lists_addresses(body: bytes) -> bool:
    """Return whether these bytes are such a list."""
    told, items = _items(body)
    return bool(items) and len(items) >= _SHARE * told


def _items(body: bytes) -> tuple[int, list[Item]]:
    """Return how many lines tell anything, and what those tell that are addresses."""
    lines = [line.strip() for line in _text(body).splitlines()]
    told = [line for line in lines if line and not line.startswith("#")]
    return len(told), [item for line in told if (item := _item(line))]


def _text(body: bytes) -> str:
    if body.startswith(_UTF_16):
        return body.decode("utf-16", "replace")
    return body.decode("utf-8-sig", "replace")


def _item(line: str) -> Item | None:
    address, *rest = (part.strip() for part in line.split("\t"))
    if not address.lower().startswith(("http://", "https://")) or any(letter.isspace() for letter in address):
        return None
    try:
        fetchable(address)
    except RefusedAddressError:
        return None
    date = next((part for part in rest if read_moment(part)), None)
    title = next((squeeze(printable(part)) for part in rest if part and part != date), None)
    return Item(link=address, guid=None, title=title, summary=None, outlet=None, date=date)
