"""A message as a page for mail: styles in the elements, nothing loaded from anywhere, readable on dark and light."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipeline.alerts.forms.harmless import link, one_line
from pipeline.alerts.forms.telling import in_marks, since_last, tell, title

if TYPE_CHECKING:
    from jinja2 import Template

    from pipeline.models import Channel, Message

__all__ = ["html_page"]


def html_page(message: Message, channel: Channel) -> str:
    """Return a message as an HTML document; every text in it is escaped, and links go to http and https only."""
    return _template().render(
        title=title(message),
        test=message.kind == "test",
        tellings=tell(message, channel),
        changed=since_last(message, channel),
        more=link(channel.link),
        silence=one_line(message.how_to_silence) if message.how_to_silence else None,
    )


@cache
def _template() -> Template:
    folder = FileSystemLoader(Path(__file__).parent)
    kept = Environment(loader=folder, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    kept.filters["in_marks"] = in_marks
    return kept.get_template("message.html")
