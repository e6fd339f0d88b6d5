"""What a page says about itself in its head: each outlet in its own manner, some not at all."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.demo.items import Item
    from pipeline.demo.outlets import MetadataStyle, Outlet

__all__ = ["head_metadata", "local_time"]


def head_metadata(item: Item, title: str, modified: datetime | None) -> str:
    """Return the metadata elements of an article's page, one a line, escaped; empty for outlets that have none."""
    return "\n".join(_STYLES[style](item, title, modified) for style in item.outlet.metadata)


def local_time(outlet: Outlet, moment: datetime) -> datetime:
    """Return the moment as the outlet's clock shows it."""
    return moment.astimezone(timezone(timedelta(hours=outlet.utc_offset)))


def _news_article(item: Item, title: str, modified: datetime | None) -> dict[str, Any]:
    outlet = item.outlet
    record: dict[str, Any] = {
        "@type": "NewsArticle",
        "headline": title,
        "mainEntityOfPage": item.url,
        "inLanguage": outlet.language,
        "author": [{"@type": "Person", "name": name} for name in item.authors],
        "publisher": {"@type": "NewsMediaOrganization", "name": outlet.name, "url": f"http://{outlet.host}/"},
    }
    if item.published:
        record["datePublished"] = local_time(outlet, item.published).isoformat()
    if modified:
        record["dateModified"] = local_time(outlet, modified).isoformat()
    if item.kind == "paywall":
        record["isAccessibleForFree"] = False
        record["hasPart"] = {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".members"}
    return record


def _json_ld(item: Item, title: str, modified: datetime | None) -> str:
    return _script({"@context": "https://schema.org"} | _news_article(item, title, modified))


def _graph(item: Item, title: str, modified: datetime | None) -> str:
    """The record among others, as blog software writes it: who wrote it is a reference, and last."""
    article = _news_article(item, title, modified) | {"@id": f"{item.url}#article"}
    home = f"http://{item.outlet.host}/"
    writers = [{"@type": "Person", "@id": f"{home}#{number}", "name": n} for number, n in enumerate(item.authors)]
    article["author"] = [{"@id": writer["@id"]} for writer in writers]
    site = {"@type": "WebSite", "@id": f"{home}#website", "name": item.outlet.name, "url": home}
    crumbs = {"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "position": 1, "name": "Home"}]}
    return _script({"@context": "https://schema.org", "@graph": [site, crumbs, article, *writers]})


def _script(record: dict[str, Any]) -> str:
    # A headline that says "</script>" must not end the script.
    text = json.dumps(record, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'


def _open_graph(item: Item, title: str, modified: datetime | None) -> str:
    named = {
        "og:type": "article",
        "og:site_name": item.outlet.name,
        "og:title": title,
        "og:url": item.url,
        "og:locale": "de_DE" if item.outlet.language == "de" else "en_GB",
    }
    if item.published:
        named["article:published_time"] = local_time(item.outlet, item.published).isoformat()
    if modified:
        named["article:modified_time"] = local_time(item.outlet, modified).isoformat()
    return "\n".join(f'<meta property="{name}" content="{escape(value)}">' for name, value in named.items())


def _meta_tags(item: Item, title: str, modified: datetime | None) -> str:
    named = {"author": ", ".join(item.authors), "DC.title": title, "DC.publisher": item.outlet.name}
    if item.published:
        named["date"] = local_time(item.outlet, item.published).isoformat()
    if modified:
        named["last-modified"] = local_time(item.outlet, modified).isoformat()
    return "\n".join(f'<meta name="{name}" content="{escape(value)}">' for name, value in named.items())


_STYLES: dict[MetadataStyle, Callable[[Item, str, datetime | None], str]] = {
    "json_ld": _json_ld,
    "graph": _graph,
    "open_graph": _open_graph,
    "meta_tags": _meta_tags,
}
