"""What a receiver is told: where it listens, where it can be reached, and the token that opens it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pydantic import SecretStr

from pipeline.errors import SettingsError
from pipeline.models import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Reception", "reception_of"]

_TOKEN, _TOKEN_FILE = "CLAIMWATCH_INGEST_TOKEN", "CLAIMWATCH_INGEST_TOKEN_FILE"
_SHORTEST_TOKEN = 16
_MAKE_ONE = "make one with: openssl rand -hex 32"


class Reception(Record):
    """Where to listen, and who may push."""

    host: str
    port: int
    token: SecretStr
    public_url: str | None = None
    """Where hubs reach us, without a slash at its end; None: nobody is subscribed to."""


def reception_of(host: str, port: int, public_url: str | None, environment: Mapping[str, str]) -> Reception:
    """
    Return how to receive; raises SettingsError that names the variable or option, and never says the token.

    Without a token nobody could push, or everybody: then nothing is started.
    """
    return Reception(
        host=host, port=port, token=_token(environment), public_url=_public(public_url) if public_url else None
    )


def _token(environment: Mapping[str, str]) -> SecretStr:
    said, file = environment.get(_TOKEN, "").strip(), environment.get(_TOKEN_FILE, "").strip()
    if said and file:
        raise SettingsError(f"{_TOKEN} and {_TOKEN_FILE} are both set; leave one of them out")
    if not said and not file:
        raise SettingsError(f"nobody may push yet: set {_TOKEN}, or {_TOKEN_FILE} to a file; {_MAKE_ONE}")
    source = _TOKEN
    if file:
        source = f"{_TOKEN_FILE} {file}"
        try:
            said = Path(file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeError) as error:
            raise SettingsError(f"{source}: cannot be read ({getattr(error, 'strerror', None) or 'no text'})") from None
    if len(said) < _SHORTEST_TOKEN:
        raise SettingsError(f"{source}: shorter than {_SHORTEST_TOKEN} characters; {_MAKE_ONE}")
    if not said.isascii() or not said.isprintable() or " " in said:
        raise SettingsError(f"{source}: one word of letters, digits and signs is expected; {_MAKE_ONE}")
    return SecretStr(said)


def _public(written: str) -> str:
    example = "write it like https://news.example.org or https://news.example.org/claimwatch"
    try:
        parts = urlsplit(written.strip())
        fits = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fits = False
    if not fits or not written.isprintable() or " " in written.strip():
        raise SettingsError(f"--public-url is no http or https address; {example}")
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        raise SettingsError(f"--public-url says more than host and path; {example}")
    return written.strip().rstrip("/")
