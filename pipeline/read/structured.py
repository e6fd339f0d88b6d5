"""
What a page says about itself to machines: JSON-LD and meta tags.

94 % of news pages carry JSON-LD. It is read from the page's own markup only, tolerant of what templates do to it
(comments around it, line breaks in strings), strict about size: 10 MB of it take 1.3 GB as objects.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from pipeline.same_page import same_page_key
from pipeline.text import printable, squeeze

if TYPE_CHECKING:
    from pipeline.read.tree import HtmlElement
__all__ = ["SILENT", "Described", "Node", "describe", "names_in", "text_in"]

Node = Mapping[str, object]

_LARGEST_SCRIPT = 1_000_000
_MOST_NODES = 5_000
_DEEPEST = 40
_REFERENCES = frozenset({"author", "creator", "publisher"})
_ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|Report|NewsStory|LiveBlogPosting|Review|TechArticle)$")


class Described(NamedTuple):
    """`article` is the JSON-LD node that describes the article (empty where none does), `meta` has lower-case names."""

    article: Node
    types: frozenset[str]
    """Every JSON-LD type on the page."""
    meta: Mapping[str, tuple[str, ...]]

    def first(self, *names: str) -> str | None:
        """Return the first filled meta tag of those names."""
        return next((content for name in names for content in self.meta.get(name, ())), None)


SILENT = Described({}, frozenset(), {})
"""What a text says about itself that is no page."""


def describe(tree: HtmlElement, url: str) -> Described:
    """Return what the page says about itself; `url` tells its own node from those of the articles it recommends."""
    nodes = [node for script in _scripts(tree) for node in _nodes(script)]
    types = frozenset(name for node in nodes for name in names_in(node.get("@type")))
    return Described(_resolved(_own(nodes, url), nodes), types, _meta(tree))


def text_in(value: object) -> str | None:
    """Return a text value on one line; of a node its name or value, of a list the first that has one."""
    if isinstance(value, str):
        return squeeze(printable(value)) or None
    if isinstance(value, Mapping):
        return next((text for key in ("name", "@value") if (text := text_in(value.get(key)))), None)
    if isinstance(value, list):
        return next((text for item in value[:20] if (text := text_in(item))), None)
    return None


def names_in(value: object) -> list[str]:
    """Return every text value of a list, or of the one thing that stands in its place."""
    return [text for item in (value if isinstance(value, list) else [value])[:50] if (text := text_in(item))]


def _scripts(tree: HtmlElement) -> Iterator[str]:
    for script in tree.iter("script"):
        kind, text = script.get("type", "").lower(), script.text
        if "ld+json" in kind and text and len(text) <= _LARGEST_SCRIPT:
            yield _unwrapped(text.strip())


def _unwrapped(script: str) -> str:
    """Return the JSON without the comments, character data marks and semicolons that templates put around it."""
    opening, closing = "[]" if script.startswith("[") else "{}"
    return script[script.find(opening) : script.rfind(closing) + 1]


def _nodes(script: str) -> Iterator[Node]:
    """Yield every object of a script, outer before inner; a script that cannot be read has none."""
    try:
        waiting: list[tuple[object, int]] = [(json.loads(script, strict=False), 0)]
    except (ValueError, RecursionError):
        return
    seen = 0
    while waiting and seen < _MOST_NODES:
        thing, depth = waiting.pop(0)
        seen += 1
        if isinstance(thing, dict):
            yield thing
        inner = thing.values() if isinstance(thing, dict) else thing if isinstance(thing, list) else ()
        if depth < _DEEPEST:
            waiting += [(item, depth + 1) for item in inner if isinstance(item, dict | list)]


def _own(nodes: list[Node], url: str) -> Node:
    """Return the node of the article this page is: the one with its address, else the first with headline and date."""
    articles = [node for node in nodes if any(_ARTICLE_TYPES.search(name) for name in names_in(node.get("@type")))]
    key = same_page_key(url)
    for node in articles:
        places = [place for field in ("url", "mainEntityOfPage", "@id") for place in _places(node, field)]
        if key in map(same_page_key, places):
            return node
    whole = [node for node in articles if "headline" in node and "datePublished" in node]
    return next(iter(whole or articles), {})


def _resolved(article: Node, nodes: list[Node]) -> Node:
    """Return the article with its people and publisher in place of references to them, as many templates write it."""
    named = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and "name" in node}

    def resolve(value: object) -> object:
        if isinstance(value, list):
            return [resolve(item) for item in value[:50]]
        reference = value.get("@id") if isinstance(value, Mapping) and "name" not in value else None
        return named.get(reference, value) if isinstance(reference, str) else value

    return {field: resolve(value) if field in _REFERENCES else value for field, value in article.items()}


def _places(node: Node, field: str) -> list[str]:
    value = node.get(field)
    if isinstance(value, Mapping):
        value = [value.get("@id"), value.get("url")]
    return names_in(value)


def _meta(tree: HtmlElement) -> Mapping[str, tuple[str, ...]]:
    tags: dict[str, tuple[str, ...]] = {}
    for tag in tree.iter("meta"):
        content = squeeze(printable(tag.get("content", "")))
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = tag.get(attribute, "").strip().lower()
            if name and content:
                tags[name] = (*tags.get(name, ()), content)
    return tags
