"""What others said, fit to be shown: on one line, short, and without anything secret of the address."""

from __future__ import annotations

import base64
import re
from urllib.parse import unquote, unquote_plus, urlsplit

from pipeline.alerts.addresses import kind_of
from pipeline.alerts.forms.harmless import clipped, one_line

__all__ = ["without_secrets"]

_LONGEST = 300
# Shorter parts of a path are words ("api", "v2"); a password counts whatever its length.
_SHORTEST_TOKEN = 4
_BETWEEN = re.compile(r"[/:@?&=#,;]+")


def without_secrets(text: str, address: str) -> str:
    """Return a text on one line, with everything of an address but its scheme, host and recipients left out."""
    line = one_line(text)
    for secret in sorted(_secrets(address), key=len, reverse=True):
        line = line.replace(secret, "…")
    return clipped(line, _LONGEST)


def _secrets(address: str) -> set[str]:
    kind = kind_of(address)
    if kind in {"stdout", "feed", "file"}:
        return set()
    secrets, spared = _of_user_and_host(address)
    if kind == "mail":
        return secrets
    written = {part for part in _BETWEEN.split(address.partition(":")[2]) if len(part) >= _SHORTEST_TOKEN}
    tokens = written | {unquote(part) for part in written} | {unquote_plus(part) for part in written}
    # What stands in the place of a host is a token with most services.
    return secrets | (tokens - spared if kind == "webhook" else tokens)


def _of_user_and_host(address: str) -> tuple[set[str], set[str]]:
    """Return what is secret of the user, and what is no secret of the host."""
    try:
        parts = urlsplit(address)
        name, word = parts.username or "", parts.password or ""
        host = {parts.hostname or "", str(parts.port)}
    except ValueError:  # a token with a colon, in the place of host and port
        return set(), set()
    return (_in_user_info(name, word) | _in_user_info(unquote(name), unquote(word)) if word else set()), host


def _in_user_info(name: str, word: str) -> set[str]:
    """Return a password as it is, with its user, and as HTTP and SMTP say it."""
    said = (word, f"{name}:{word}", f"\0{name}\0{word}")
    return {*said[:2], *(base64.b64encode(one.encode()).decode() for one in said)}
