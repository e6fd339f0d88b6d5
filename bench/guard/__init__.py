"""Proof that a worker keeps to itself: see `sitecustomize`."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipeline.errors import NotAFeedError

if TYPE_CHECKING:
    from pipeline.models import Feed, Page, ParsedFeed

__all__ = ["trespass"]


def trespass(page: Page, _: Feed) -> ParsedFeed:
    """Do in a worker what nobody may: open a file, and ask the address that is the page's body."""
    Path("/etc/hosts").read_bytes()
    place = urlsplit(page.body.decode())
    socket.create_connection((place.hostname, place.port)).close()
    raise NotAFeedError(page.url, "it was there, and was seen")
