from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.models import Article, Drop, Page, Quality
from pipeline.read.extract import LARGEST_PAGE, read_article
from pipeline.text import squeeze

if TYPE_CHECKING:
    from pipeline.models import Entry

MakePage = Callable[..., Page]
MakeHtml = Callable[..., str]
SHARED_PAGES = Path(__file__).parents[3] / "shared" / "data" / "pages" / "scrapinghub"


def article(outcome: Article | Drop) -> Article:
    """The article, which it must be."""
    assert isinstance(outcome, Article), outcome
    return outcome


def drop(outcome: Article | Drop) -> Drop:
    """The drop, which it must be."""
    assert isinstance(outcome, Drop), outcome
    return outcome


def real_pages() -> Iterator[str]:
    """A handful of the real pages, where they are at hand."""
    if SHARED_PAGES.is_dir():
        yield from sorted(json.loads((SHARED_PAGES / "ground-truth.json").read_text(encoding="utf-8")))[::30]


def test_the_article_comes_without_what_stands_around_it(
    html_page: MakePage, news_html: MakeHtml, seed_texts: dict[str, str]
) -> None:
    """Every paragraph of the story is there, one a line, and nothing of navigation, advertising and footer."""
    text = article(read_article(html_page(news_html()))).text
    lines = text.splitlines()
    assert all(squeeze(line) in lines for line in seed_texts["000"].splitlines() if len(line) > 100)
    assert not any(word in text for word in ("Advertisement", "Most read", "Privacy policy", "Home"))
    assert all(line.strip() for line in lines)


def test_the_article_knows_where_its_paragraphs_link_to(html_page: MakePage, news_html: MakeHtml) -> None:
    """The link in the body is kept, those of navigation and footer are not."""
    assert article(read_article(html_page(news_html()))).links == ("https://wire.example/scoop?x=1",)


def test_one_page_at_two_addresses_is_one_article(html_page: MakePage, news_html: MakeHtml) -> None:
    """Tracking does not make a second article; another text is another revision of the same."""
    one = article(read_article(html_page(news_html())))
    tracked = article(read_article(html_page(news_html(), url=f"{one.url}?utm_source=feed")))
    changed = article(read_article(html_page(news_html(text="Corrected. " + one.text))))
    assert one.article_id == tracked.article_id == changed.article_id
    assert one.revision == tracked.revision != changed.revision


def test_the_page_speaks_for_itself_before_its_feed_does(
    html_page: MakePage, news_html: MakeHtml, entry: Entry
) -> None:
    """Headline, outlet and date of the page stand before those of the entry."""
    head = """<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Best Buy to stop selling Huawei",
    "datePublished": "2018-03-22T08:00:00Z", "publisher": {"@type": "Organization", "name": "Daily Ledger"},
    "author": [{"@type": "Person", "name": "Jane Doe"}, {"name": "John Roe"}]}</script>"""
    found = article(read_article(html_page(news_html(head=head)), entry=entry))
    assert (found.title, found.outlet, found.authors) == (
        "Best Buy to stop selling Huawei",
        "Daily Ledger",
        ("Jane Doe", "John Roe"),
    )
    assert found.published_at == datetime(2018, 3, 22, 8, 0, tzinfo=UTC)
    assert (found.published_precision, found.language) == ("instant", "en")


def test_the_feed_speaks_where_the_page_is_silent(html_page: MakePage, news_html: MakeHtml, entry: Entry) -> None:
    """Outlet and date come from the entry when the page gives none."""
    found = article(read_article(html_page(news_html()), entry=entry))
    assert found.outlet == "Ledger by Feed"
    assert (found.published_at, found.published_raw) == (entry.published_at, entry.published_raw)


def test_nothing_is_guessed_where_both_are_silent(html_page: MakePage, news_html: MakeHtml) -> None:
    """The host stands for the outlet, and what is unknown is None."""
    found = article(read_article(html_page(news_html(), url="http://www.ledger.example/best-buy")))
    assert found.outlet == "ledger.example"
    assert (found.published_at, found.published_raw, found.authors) == (None, None, ())


def test_a_year_in_the_text_is_not_the_date(
    html_page: MakePage, news_html: MakeHtml, seed_texts: dict[str, str]
) -> None:
    """An undated article that looks back to 2016, on a page with a copyright of 2017, stays undated."""
    text = seed_texts["000"] + "\nThe maker had sold its first phone there in 2016, and its second in March 2017."
    found = article(
        read_article(html_page(news_html(text=text, after="<p>Copyright 2017</p>"), url="http://l.example/a"))
    )
    assert found.published_at is None


def test_a_body_that_only_metadata_has_is_taken_from_there(html_page: MakePage, seed_texts: dict[str, str]) -> None:
    """Some sites draw their text by script and state it in JSON-LD."""
    stated = json.dumps({"@type": "NewsArticle", "headline": "Best Buy", "articleBody": seed_texts["000"]})
    script = f'<script type="application/ld+json">{stated}</script>'
    html = f'<html><head>{script}</head><body><div id="app"></div></body></html>'
    text = article(read_article(html_page(html))).text
    assert seed_texts["000"].split()[:20] == text.split()[:20]


def test_what_a_terminal_would_obey_and_a_database_refuse_is_left_out(html_page: MakePage, news_html: MakeHtml) -> None:
    """Escape sequences and lone surrogates arrive in JSON-LD and as entities, and go no further."""
    node = {
        "@type": "NewsArticle",
        "headline": "\x1b[31mRed\ud800",
        "author": "Jane\x00 Doe\udfff",
        "datePublished": "\x1b1",
    }
    head = f'<script type="application/ld+json">{json.dumps(node)}</script>'
    found = article(
        read_article(
            html_page(news_html(head=head, after="<p>Here the &#27;[2J story&#146;s long end comes to its end.</p>"))
        )
    )
    assert (found.title, found.authors, found.published_raw) == ("[31mRed", ("Jane Doe",), "1")
    assert "\x1b" not in found.text
    assert "story’s" in found.text


@pytest.mark.parametrize(
    ("body", "reason", "detail"),
    [
        (b"%PDF-1.7 ...", "not an HTML page", "a PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "not an HTML page", "an image"),
        (b"", "not an HTML page", "empty"),
        (b"Best Buy stops selling phones.", "not an HTML page", "no markup in it"),
        (bytes(range(256)) * 200, "not an HTML page", "a binary file"),
        (b"<p>" * (LARGEST_PAGE // 3 + 1), "too large to read", "5.0 MB"),
        (b"<html><body><p>Short.</p></body></html>", "not an article", "no text to speak of"),
        (bytes(1000), "not an HTML page", "a binary file"),
    ],
)
def test_what_cannot_be_an_article_is_dropped_with_a_reason(
    html_page: MakePage, body: bytes, reason: str, detail: str
) -> None:
    """Nothing raises, nothing vanishes, and what is under a page's name is said: “text/html” would explain nothing."""
    dropped = drop(read_article(html_page(body, content_type="text/html")))
    assert (dropped.stage, dropped.reason, dropped.detail) == ("read", reason, detail)


@pytest.mark.parametrize(
    ("encoding", "head", "content_type"),
    [
        ("utf-8", '<meta charset="iso-8859-1">', "text/html; charset=windows-1252"),
        ("cp1252", '<meta charset="iso-8859-1">', None),
        ("cp1252", "", "text/html; charset=ISO-8859-1"),
        ("utf-16", "", "text/html"),
        ("utf-16-le", "", None),
        ("gb18030", '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">', None),
        ("utf-8", '<meta charset="punycode">', "text/html; charset=undefined"),
    ],
)
def test_text_is_right_whatever_is_declared(
    html_page: MakePage, news_html: MakeHtml, encoding: str, head: str, content_type: str | None
) -> None:
    """Curly quotation marks and accents survive wrong and missing declarations."""
    said = "“The café’s owner” said that the phones were gone – and that nobody had told her when they would be back."
    html = news_html(head=head, text=f"{said}\n" * 4).encode(encoding)
    assert said in article(read_article(html_page(html, content_type=content_type))).text


@pytest.mark.parametrize("name", list(real_pages()))
def test_real_pages_are_read_as_articles(html_page: MakePage, name: str) -> None:
    """No page of the hand-marked collection is taken for something else, and most of its words are found."""
    marked = json.loads((SHARED_PAGES / "ground-truth.json").read_text(encoding="utf-8"))[name]
    html = gzip.decompress((SHARED_PAGES / "html" / f"{name}.html.gz").read_bytes())
    found = article(read_article(html_page(html, url=marked["url"])))
    words = set(marked["articleBody"].split())
    assert found.quality is not Quality.NOT_AN_ARTICLE
    assert len(words & set(found.text.split())) > 0.7 * len(words)
