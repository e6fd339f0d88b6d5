"""From what a program pushes to a letter: one JSON object, each field checked, and refused in words that help."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pipeline.collect.network.addresses import fetchable
from pipeline.errors import RefusedAddressError
from pipeline.inbox.letters import Letter
from pipeline.moments import read_moment
from pipeline.push.answers import RefusedError
from pipeline.read.extract import LARGEST_PAGE
from pipeline.text import printable, squeeze

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["MOST_BYTES", "letter_of"]

MOST_BYTES = 8_000_000
"""Of a body; JSON may need some more room than the page it carries."""
_MOST = {"title": 500, "outlet": 200, "published_at": 64}
_FIELDS = ("url", "html", "text", *_MOST)
_EXAMPLE = 'send {"url": "https://news.example/article"}'


def letter_of(body: bytes, now: datetime) -> Letter:
    """
    Return the letter that a request's body holds.

    Raises RefusedError: 400 when it is no JSON, 422 when a field is missing, wrong or unknown.
    """
    said = _object(body)
    for name in said:
        if name not in _FIELDS:
            known = ", ".join(_FIELDS)
            raise RefusedError(422, f"{printable(name)[:60]}: there is no such field; there are {known}", "body")
    url = _address(said)
    if "html" in said and "text" in said:
        raise RefusedError(422, "html and text: a page is one or the other; leave one of them out", "text")
    about = {name: _line(said, name) for name in _MOST}
    published = about["published_at"]
    if published and read_moment(published) is None:
        raise RefusedError(422, "published_at: cannot be read; write 2026-11-22T10:30:00Z", "published_at")
    kind, content, content_type = _content(said)
    return Letter(
        kind="page" if kind else "address",
        url=url,
        received_at=now,
        body=content,
        content_type=content_type,
        title=about["title"],
        outlet=about["outlet"],
        published=published,
    )


def _object(body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body.decode("utf-8"))
    except UnicodeDecodeError:
        raise RefusedError(400, f"the body is not UTF-8; {_EXAMPLE}", "body") from None
    except (ValueError, RecursionError):
        raise RefusedError(400, f"the body is no JSON; {_EXAMPLE}", "body") from None
    if not isinstance(said, dict):
        raise RefusedError(422, f"the body is JSON, but no object; {_EXAMPLE}", "body")
    return said


def _address(said: dict[str, Any]) -> str:
    written = said.get("url")
    if not isinstance(written, str) or not written.strip():
        raise RefusedError(422, f"url: is missing, or no text; {_EXAMPLE}", "url")
    try:
        url = fetchable(written)
        parts = urlsplit(url)
    except (RefusedAddressError, ValueError) as error:
        reason = getattr(error, "reason", "not an address")
        raise RefusedError(422, f"url: {printable(str(reason))}; {_EXAMPLE}", "url") from None
    if parts.username is not None or parts.password is not None:
        raise RefusedError(422, "url: has a user name or password in it; leave that out", "url")
    return url


def _content(said: dict[str, Any]) -> tuple[str | None, bytes, str | None]:
    for name, content_type in (("html", "text/html; charset=utf-8"), ("text", "text/plain; charset=utf-8")):
        if name in said:
            content = said[name]
            if not isinstance(content, str) or not content.strip():
                raise RefusedError(422, f"{name}: is empty, or no text; leave it out, and the url is fetched", name)
            # A lone surrogate, which JSON can spell, is no character.
            body = content.encode("utf-8", "replace")
            if len(body) > LARGEST_PAGE:
                most = f"{LARGEST_PAGE / 1_000_000:g} MB"
                raise RefusedError(413, f"{name}: is larger than {most}; leave it out, and the url is fetched", name)
            return name, body, content_type
    return None, b"", None


def _line(said: dict[str, Any], name: str) -> str | None:
    written = said.get(name)
    if written is None:
        return None
    if not isinstance(written, str):
        raise RefusedError(422, f"{name}: is no text; write it in quotation marks, or leave it out", name)
    line = squeeze(printable(written))
    if len(line) > _MOST[name]:
        raise RefusedError(422, f"{name}: is longer than {_MOST[name]} characters; shorten it", name)
    return line or None
