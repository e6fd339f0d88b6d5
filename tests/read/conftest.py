from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from pipeline.models import Entry, Page
from pipeline.read.structured import Described, describe
from pipeline.read.tree import HtmlElement, parse_html

if TYPE_CHECKING:
    from collections.abc import Callable

ADDRESS = "http://ledger.example/2018/03/best-buy"


@pytest.fixture
def html_page() -> Callable[..., Page]:
    """A page as the fetcher would have returned it."""

    def html_page(html: str | bytes, *, url: str = ADDRESS, content_type: str | None = "text/html") -> Page:
        body = html.encode() if isinstance(html, str) else html
        fetched_at = datetime(2018, 3, 22, 12, 0, tzinfo=UTC)
        return Page(url=url, final_url=url, body=body, content_type=content_type, fetched_at=fetched_at)

    return html_page


@pytest.fixture
def described() -> Callable[..., tuple[HtmlElement, Described]]:
    """The tree of some markup, and what it says about itself."""

    def described(head: str, body: str = "<p>Text</p>") -> tuple[HtmlElement, Described]:
        tree = parse_html(f"<html><head><title>t</title>{head}</head><body>{body}</body></html>")
        return tree, describe(tree, ADDRESS)

    return described


@pytest.fixture
def entry() -> Entry:
    """What the feed said about the page."""
    return Entry(
        feed_url="http://ledger.example/feed",
        url=ADDRESS,
        title="Best Buy drops Huawei",
        outlet="Ledger by Feed",
        published_raw="Thu, 22 Mar 2018 09:30:00 GMT",
        published_at=datetime(2018, 3, 22, 9, 30, tzinfo=UTC),
    )


@pytest.fixture
def news_html(seed_texts: dict[str, str]) -> Callable[..., str]:
    """A whole page around the first seed, with navigation, advertising and footer, as newsrooms make them."""

    def news_html(*, head: str = "", text: str | None = None, after: str = "") -> str:
        paragraphs = "".join(f"<p>{line}</p>" for line in (text or seed_texts["000"]).splitlines() if line.strip())
        return f"""<!doctype html><html lang="en"><head><title>Best Buy stops selling Huawei | Ledger</title>{head}
        </head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/phones">Phones</a></li></ul></nav>
        <div class="ad">Advertisement: buy a car today</div>
        <article><h1>Best Buy to stop selling Huawei</h1><div class="body">{paragraphs}
        <p>As first reported by <a href="https://wire.example/scoop?x=1">the wire</a>, this is
        the second retailer this year.</p></div>{after}</article>
        <aside><h3>Most read</h3><ul><li><a href="/a">Ten phones you can fold</a></li></ul></aside>
        <footer>Copyright Daily Ledger. <a href="/privacy">Privacy policy</a></footer></body></html>"""

    return news_html
