"""Messages as entries of an Atom feed in a file (RFC 4287), for feed readers."""

from __future__ import annotations

import re
import uuid
from datetime import UTC
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from pipeline.alerts.addresses import place_of
from pipeline.alerts.forms.harmless import link
from pipeline.alerts.forms.html import html_page
from pipeline.alerts.forms.telling import title
from pipeline.alerts.senders.kept_file import alone_with, replace
from pipeline.models import Answer, Outcome

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.models import Channel, Message

__all__ = ["entered"]

_ATOM = "http://www.w3.org/2005/Atom"
_KEPT = 200
_NAMES = uuid.UUID("7f1d5c4e-3b0a-5e0e-9a53-5d0f8a1b6c11")
# XML 1.0, section 2.2: no reference can stand for these either.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def entered(message: Message, channel: Channel, address: str) -> Outcome:
    """
    Put a message at the head of an Atom feed and keep the last 200; the file is replaced at once.

    An entry that is there already is not entered again. A file that is no feed of claimwatch's is left alone.
    """
    path = place_of(address)
    name = _urn("message", message.key)
    with alone_with(path):
        feed = _feed_at(path, channel)
        if feed is None:
            return Outcome(answer=Answer.NEVER, detail=f"{path} is there, and no feed of claimwatch’s; move it away")
        entries = feed.findall(_tag("entry"))
        if any(entry.findtext(_tag("id")) == name for entry in entries):
            return Outcome(answer=Answer.ACCEPTED, detail="it was in the feed already")
        for entry in entries[_KEPT - 1 :]:
            feed.remove(entry)
        updated = feed.find(_tag("updated"))
        moment = message.created_at.astimezone(UTC).isoformat(timespec="seconds")
        if updated is not None:
            updated.text = max(updated.text or "", moment)
        first = next((place for place, child in enumerate(feed) if child.tag == _tag("entry")), len(feed))
        feed.insert(first, _entry(message, channel, name, moment))
        ET.register_namespace("", _ATOM)
        replace(path, ET.tostring(feed, encoding="utf-8", xml_declaration=True))
    return Outcome(answer=Answer.ACCEPTED, detail=f"written to {path}")


def _feed_at(path: Path, channel: Channel) -> ET.Element | None:
    """Return the feed in the file, a new one where there is none, None where something else is there."""
    if not path.exists():
        feed = ET.Element(_tag("feed"))
        _child(feed, "id", _urn("feed", channel.name))
        _child(feed, "title", f"claimwatch alerts: {channel.name}")
        _child(feed, "updated", "")
        _child(_child(feed, "author"), "name", "claimwatch")
        _child(feed, "generator", "claimwatch")
        return feed
    try:
        kept = ET.fromstring(path.read_bytes())  # noqa: S314 - the file is our own, on the user's own disk
    except ET.ParseError:
        return None
    ours = kept.tag == _tag("feed") and kept.findtext(_tag("generator")) == "claimwatch"
    return kept if ours else None


def _entry(message: Message, channel: Channel, name: str, moment: str) -> ET.Element:
    entry = ET.Element(_tag("entry"))
    _child(entry, "id", name)
    _child(entry, "title", title(message))
    _child(entry, "updated", moment)
    leads_to = next((url for alert in message.alerts if (url := link(alert.facts.url))), link(channel.link))
    if leads_to:
        _child(entry, "link", href=leads_to, rel="alternate")
    for rule in dict.fromkeys(alert.rule for alert in message.alerts):
        _child(entry, "category", term=rule)
    _child(entry, "content", html_page(message, channel), type="html")
    return entry


def _child(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, _tag(name), {key: _NOT_XML.sub("�", value) for key, value in attributes.items()})
    child.text = None if text is None else _NOT_XML.sub("�", text)
    return child


def _tag(name: str) -> str:
    return f"{{{_ATOM}}}{name}"


def _urn(*parts: str) -> str:
    return uuid.uuid5(_NAMES, "\x1f".join(parts)).urn
