from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from pipeline.models import Article, Drop, Page, Quality
from pipeline.read.extract import read_article

if TYPE_CHECKING:
    from pipeline.models import Entry

MakePage = Callable[..., Page]
ADDRESS = "file:///home/jane/articles/000.txt"


@pytest.fixture
def text_page(html_page: MakePage) -> Callable[..., Page]:
    """A file of a folder, as the folder gives it."""

    def text_page(text: str | bytes, content_type: str = "text/plain") -> Page:
        return html_page(text, url=ADDRESS, content_type=content_type)

    return text_page


def article(outcome: Article | Drop) -> Article:
    """The article, which it must be."""
    assert isinstance(outcome, Article), outcome
    return outcome


@pytest.mark.parametrize("seed", ["000", "001", "002", "003", "004"])
def test_a_text_is_taken_as_it_stands(text_page: MakePage, seed_texts: dict[str, str], seed: str) -> None:
    """Every character of it, blank lines included, so that evidence points into the file."""
    found = article(read_article(text_page(seed_texts[seed])))
    assert found.text == seed_texts[seed].strip()
    assert (found.quality, found.language, found.published_at, found.outlet) == (Quality.FULL, "en", None, None)


def test_what_looks_like_markup_is_text(text_page: MakePage) -> None:
    """Nobody meant a tag or a character reference in a text; control characters go."""
    said = "The firm wrote <b>no</b> &#146;at all&#146; and that a < b, \x1bin a letter to the board of the retailer."
    assert article(read_article(text_page(said))).text == said.replace("\x1b", "")


@pytest.mark.parametrize(
    ("encoding", "content_type"),
    [
        ("utf-8", "text/plain"), ("utf-8-sig", "text/plain"), ("utf-16", "text/plain"),
        ("cp1252", "text/plain; charset=iso-8859-1"), ("utf-8", "Text/Plain; charset=cp1252"),
    ],
)  # fmt: skip
def test_a_text_in_any_encoding_is_right(
    text_page: MakePage, seed_texts: dict[str, str], encoding: str, content_type: str
) -> None:
    """Decoded by the rules for pages, lines ended in any way."""
    text = "“The café’s owner said so.”\n" + seed_texts["002"].strip().replace("\u200b", "")
    body = text.replace("\n", "\r\n").encode(encoding, "ignore")
    assert article(read_article(text_page(body, content_type=content_type))).text.startswith(text[:300])


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("Best Buy to stop selling Huawei phones", "Best Buy to stop selling Huawei phones"),
        ("  Will   Best Buy sell Huawei?", "Will Best Buy sell Huawei?"),
        ("Best Buy will stop selling Huawei phones.", "Best Buy drops Huawei"),
        ("Mobile", "Best Buy drops Huawei"),
        ("Best Buy " * 20, "Best Buy drops Huawei"),
    ],
)
def test_the_headline_is_the_first_line_or_the_entrys(
    text_page: MakePage, entry: Entry, first: str, title: str
) -> None:
    """A line that ends like a sentence, or runs long, is the article's beginning."""
    body = "The retailer told its suppliers so on Thursday, a person who knows the plans said. " * 3
    assert article(read_article(text_page(f"{first}\n\n{body}"), entry=entry)).title == title
    alone = article(read_article(text_page(body)))
    assert alone.title is None


def test_outlet_and_date_are_the_entrys(text_page: MakePage, seed_texts: dict[str, str], entry: Entry) -> None:
    """No date in the text is taken for its own."""
    found = article(read_article(text_page(f"March 1, 2018\n{seed_texts['003']}"), entry=entry))
    assert (found.outlet, found.published_at, found.published_raw) == (
        entry.outlet,
        entry.published_at,
        entry.published_raw,
    )


@pytest.mark.parametrize(
    ("body", "reason", "detail"),
    [
        (b"", "not an article", "empty"),
        (b" \r\n", "not an article", "empty"),
        (b"Short.", "not an article", "no text to speak of"),
        (b"%PDF-1.7 " + b"x" * 200, "not an article", "a PDF"),
        (bytes(range(256)) * 20, "not an article", "a binary file"),
        (bytes(1000), "not an article", "a binary file"),
        (b"a " * 2_600_000, "too large to read", "5.2 MB"),
    ],
)
def test_a_text_that_is_none_is_a_drop(text_page: MakePage, body: bytes, reason: str, detail: str) -> None:
    """Too short, too long, or something else under a text's name."""
    outcome = read_article(text_page(body))
    assert isinstance(outcome, Drop), outcome
    assert (outcome.stage, outcome.reason, outcome.detail) == ("read", reason, detail)
