"""Where an article's own paragraphs link to: evidence of where its story came from."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

from pipeline.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.read.tree import HtmlElement

__all__ = ["body_links"]

_BLOCKS = frozenset(
    {"p", "li", "blockquote", "td", "th", "dd", "h2", "h3", "h4", "figcaption", "div", "section", "article", "body"}
)
_SHORTEST_BLOCK = 25
_COMPARED = 80
# Characters of a link's text: most links of a page stand in its navigation, and this tells so at once.
_TELLING = 10
_MOST = 200


def body_links(tree: HtmlElement, text: str, base: str) -> tuple[str, ...]:
    """Return the http and https addresses, absolute, once each and in order, that paragraphs of `text` link to."""
    line = squeeze(text)
    kept: dict[str, None] = {}
    known: dict[HtmlElement, bool] = {}
    for anchor, href in _anchors(tree):
        if anchor.text_content().strip()[:_TELLING] not in line:
            continue
        block = next((parent for parent in anchor.iterancestors() if parent.tag in _BLOCKS), None)
        if block is None:
            continue
        if block not in known:
            words = _beginning(block)
            known[block] = len(words) >= _SHORTEST_BLOCK and words in line
        if known[block] and (url := _absolute(base, href)):
            kept.setdefault(url)
        if len(kept) == _MOST:
            break
    return tuple(kept)


def _beginning(block: HtmlElement) -> str:
    """Return the block's first words; the block may be the whole page, so the rest of it is not looked at."""
    parts: list[str] = []
    length = 0
    for part in block.itertext():
        parts.append(part)
        length += len(squeeze(part))
        if length > _COMPARED:
            break
    return squeeze("".join(parts))[:_COMPARED]


def _anchors(tree: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    for anchor in tree.iter("a"):
        href = anchor.get("href", "").strip()
        if href and not href.startswith("#"):
            yield anchor, href


def _absolute(base: str, href: str) -> str | None:
    try:
        url = urljoin(base, href)
    except ValueError:
        return None
    return url if url.startswith(("http://", "https://")) and len(url) <= 2048 else None
