"""What others said, fit to be shown: on one line, short, and without anything secret of the address."""

from __future__ import annotations

import base64
import re
from urllib.parse import unquote, urlsplit

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
    if kind_of(address) in {"stdout", "feed", "file"}:
        return set()
    _, _, rest = address.partition(":")
    written = {part for part in _BETWEEN.split(rest) if len(part) >= _SHORTEST_TOKEN}
    secrets = written | {unquote(part) for part in written}
    try:
        parts = urlsplit(address)
        user, password, spared = parts.username or "", parts.password or "", {parts.hostname, str(parts.port)}
    except ValueError:
        return secrets | {rest}
    for name, word in ((user, password), (unquote(user), unquote(password))):
        if word:
            secrets |= {word, f"{name}:{word}"}
            secrets |= {
                base64.b64encode(both.encode()).decode() for both in (f"{name}:{word}", f"\0{name}\0{word}", word)
            }
    if kind_of(address) == "mail":
        spared |= {part for part in written if part in _to_whom(parts.query)}
    return {secret for secret in secrets if secret not in spared} if kind_of(address) != "service" else secrets


def _to_whom(query: str) -> set[str]:
    people = [part.partition("=")[2] for part in query.split("&") if part.startswith(("to=", "from="))]
    return {part for whom in people for part in _BETWEEN.split(whom)}
