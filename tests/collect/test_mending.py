from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from pipeline.collect.feeds import parse_feed
from pipeline.collect.formats.mending import grows, mended
from pipeline.models import Page

if TYPE_CHECKING:
    from pipeline.models import Feed

MakePage = Callable[..., Page]

LAUGHS = "".join(f'<!ENTITY l{level + 1} "{f"&l{level};" * 10}">' for level in range(9))


def rss(title: str, *, before: str = "") -> str:
    """A feed with one item."""
    item = f"<item><link>/a</link><title>{title}</title></item>"
    return f'{before}<rss version="2.0"><channel><title>Ledger</title>{item}</channel></rss>'


@pytest.mark.parametrize("between", ["", "\n", "\n<!-- <a> -->\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_laughs_are_not_multiplied_wherever_they_stand(
    fetched_page: MakePage, feed: Feed, between: str, encoding: str
) -> None:
    """In lines of their own, in one line, behind a comment with a tag in it, in UTF-16: none is there any more."""
    doctype = f'{between}<!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS}]>{between}'
    body = rss("&l9; Huawei", before=doctype).encode(encoding)
    charset = "utf-8" if encoding == "utf-8" else "utf-16"
    assert grows(body, "utf-16-le" if encoding == "utf-16" else "utf-8")
    assert b"l8" not in mended(body, charset)
    parsed = parse_feed(fetched_page(body), feed)
    assert len(parsed.entries) == 1
    assert len(str(parsed)) < 1000


def test_an_entity_that_stands_for_a_word_is_kept(fetched_page: MakePage, feed: Feed) -> None:
    """Some feeds abbreviate; what holds no other entity and is short cannot grow."""
    doctype = "<!DOCTYPE rss [<!ENTITY co 'Best Buy'><!ENTITY dash \"&#8211;\">]>"
    (entry,) = parse_feed(fetched_page(rss("&co; &dash; Huawei", before=doctype)), feed).entries
    assert entry.title == "Best Buy – Huawei"


def test_two_halves_of_a_character_by_number_are_the_character(fetched_page: MakePage, feed: Feed) -> None:
    """Generators that count in UTF-16 write them so; feedparser raises, and the whole feed was lost."""
    (entry,) = parse_feed(fetched_page(rss("Huawei &#xD83D;&#xDCF1; &#55357;&#56561; &#xd800; out")), feed).entries
    assert entry.title == "Huawei 📱 📱 out"


@pytest.mark.parametrize("reference", ["&#99999999999;", "&#0;", "&#xffffffff;", "&#" + "9" * 5000 + ";", "&#x;"])
def test_a_reference_to_no_character_costs_nothing_else(fetched_page: MakePage, feed: Feed, reference: str) -> None:
    """The words around it stay."""
    (entry,) = parse_feed(fetched_page(rss(f"Best {reference}Buy")), feed).entries
    assert entry.title is not None
    assert entry.title.startswith("Best")
    assert entry.title.endswith("Buy")


@pytest.mark.parametrize(
    "head",
    [
        "<image><url>/a.png<height>31</url></height></image>",
        '<gml:posList xmlns:gml="http://www.opengis.net/gml">1 2 three</gml:posList>',
    ],
)
def test_a_place_or_size_out_of_order_costs_nothing_else(fetched_page: MakePage, feed: Feed, head: str) -> None:
    """A number is expected there."""
    body = rss("One").replace("<item>", f"{head}<item>")
    assert [entry.title for entry in parse_feed(fetched_page(body), feed).entries] == ["One"]


def test_an_element_with_hundreds_of_attributes_goes(fetched_page: MakePage, feed: Feed) -> None:
    """Each costs as much time as there are others."""
    many = "".join(f" a{number}='b'" for number in range(20_000))
    body = rss("One").replace("<item>", f"<x{many}/><item>").encode()
    assert grows(body, "utf-8")
    assert len(mended(body, "utf-8")) < 200
    assert [entry.title for entry in parse_feed(fetched_page(body), feed).entries] == ["One"]


def test_an_ordinary_feed_needs_no_mending() -> None:
    """Addresses with many parameters and long texts are no reason."""
    body = rss("One").replace("/a", "/a?" + "&amp;".join(f"p{number}=1" for number in range(200))) * 10
    assert not grows(body.encode(), "utf-8")
