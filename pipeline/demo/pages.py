"""Example items as the web would show them: whole HTML pages, with everything that is in the way of the text."""

from __future__ import annotations

from functools import cache
from html import escape
from string import Template
from typing import TYPE_CHECKING

from pipeline.demo.bodies import as_html, body_of
from pipeline.demo.metadata import head_metadata, local_time
from pipeline.resources import DEMO

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline.demo.items import Day, Example, Item
    from pipeline.demo.outlets import Outlet

__all__ = ["CONTENT_TYPE", "EXAMPLE_NOTE", "front_page", "page"]

CONTENT_TYPE = "text/html; charset=utf-8"
EXAMPLE_NOTE = {
    "en": "Example page made for the claimwatch demo: this outlet does not exist.",
    "de": "Beispielseite (example) für die Vorführung von claimwatch: Dieses Blatt gibt es nicht.",
}

_TEMPLATES = {"consent": "consent.html", "not_found": "not-found.html"}
_PAYWALL = """<div class="members paywall">
  <h3>Subscribe to continue reading</h3>
  <p>This article is for members. <a href="/subscribe">Try it for 1 euro</a> or <a href="/login">log in</a>.</p>
</div>"""


def page(example: Example, item: Item, day: Day) -> bytes:
    """Return the page at an item's address as it is on a day. Titles, names and texts are escaped."""
    outlet = item.outlet
    title = item.title_on(day)
    modified = example.moment(day) if item.changed_by(day) else None
    body = as_html(body_of(example, item, day)) if item.kind in {"article", "paywall"} else []
    filled = _template(_TEMPLATES.get(item.kind, outlet.template)).substitute(
        language=outlet.language,
        title=escape(title),
        outlet=escape(outlet.name),
        url=escape(item.url),
        metadata=head_metadata(item, title, modified),
        byline=escape(" and ".join(item.authors)),
        published_iso=local_time(outlet, item.published).isoformat() if item.published else "",
        published=_printed(outlet, item.published) if item.published else "",
        posted=f"<small>Posted {_printed(outlet, item.published)}</small>" if item.published else "",
        opening="\n".join(body[:2]),
        rest="\n".join(body[2:]),
        wall=_PAYWALL if item.kind == "paywall" else "",
        example=EXAMPLE_NOTE[outlet.language],
    )
    return filled.encode(item.written_as)


def front_page(outlet: Outlet) -> bytes:
    """Return a page that is no article and no feed: what an old feed address often leads to."""
    name, note = escape(outlet.name), EXAMPLE_NOTE[outlet.language]
    return (
        f'<!DOCTYPE html>\n<html lang="{outlet.language}"><head><meta charset="utf-8"><title>{name}</title></head>\n'
        f"<body><h1>{name}</h1><p>We have moved our feeds. Please look around.</p><p>{note}</p></body></html>\n"
    ).encode()


@cache
def _template(name: str) -> Template:
    return Template((DEMO / "templates" / name).read_text(encoding="utf-8"))


def _printed(outlet: Outlet, moment: datetime) -> str:
    """Return the date as the outlet prints it, in its own time."""
    local = local_time(outlet, moment)
    if outlet.language == "de":
        return f"{local:%d.%m.%Y, %H:%M} Uhr"
    return f"{local.day} {local:%B %Y, %H:%M}"
