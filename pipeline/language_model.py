"""Which language model may be asked, where, with which key and at what price: as the environment says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from pydantic import SecretStr

from pipeline.errors import SettingsError
from pipeline.models import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LanguageModel", "Price", "language_model_of"]

URL, MODEL, PRICE = "CLAIMWATCH_LLM_URL", "CLAIMWATCH_LLM_MODEL", "CLAIMWATCH_LLM_PRICE"
KEY, KEY_FILE = "CLAIMWATCH_LLM_KEY", "CLAIMWATCH_LLM_KEY_FILE"

_PRICE = re.compile(r"(\d+(?:\.\d+)?)\s*/\s*(\d+(?:\.\d+)?)")
_MILLION = 1_000_000
_LONGEST_NAME = 200


class Price(NamedTuple):
    """What a million tokens cost, those that are sent and those that come back, in whatever currency."""

    sent: float
    received: float

    def of(self, sent: int, received: int) -> float:
        """Return what so many tokens cost."""
        return (sent * self.sent + received * self.received) / _MILLION


class LanguageModel(Record):
    """A model behind an OpenAI-compatible address."""

    url: str
    """Up to where /chat/completions follows, without a slash at the end."""
    name: str
    key: SecretStr | None = None
    key_file: Path | None = None
    price: Price | None = None

    def secret(self) -> SecretStr | None:
        """Return the key, read from its file where it is kept in one. Raises SettingsError when that cannot be read."""
        if self.key_file is None:
            return self.key
        try:
            written = self.key_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "not text"
            raise SettingsError(f"{KEY_FILE}: {self.key_file} cannot be read ({reason})") from error
        return _key(KEY_FILE, written)


def language_model_of(environment: Mapping[str, str]) -> LanguageModel | None:
    """
    Return the model that the environment names, None where it names none.

    Raises SettingsError that names the variable and shows what can be written; never what a key says.
    """
    said = {name: environment.get(name, "").strip() for name in (URL, MODEL, KEY, KEY_FILE, PRICE)}
    price = _price(said[PRICE]) if said[PRICE] else None
    if said[KEY] and said[KEY_FILE]:
        raise SettingsError(f"{KEY} and {KEY_FILE} are both set; leave one of them out")
    if not said[URL] and not said[MODEL]:
        return None
    for missing, example in ((URL, "http://127.0.0.1:11434/v1"), (MODEL, "the name by which its server knows it")):
        if not said[missing]:
            raise SettingsError(f"{missing} is missing: {URL} and {MODEL} go together; write {example}")
    return LanguageModel(
        url=_address(said[URL]),
        name=_name(said[MODEL]),
        key=_key(KEY, said[KEY]) if said[KEY] else None,
        key_file=Path(said[KEY_FILE]) if said[KEY_FILE] else None,
        price=price,
    )


def _address(written: str) -> str:
    """Return an http(s) address; it is stored with every row, so nothing secret may be in it."""
    example = "write https://api.example.org/v1 or http://127.0.0.1:11434/v1"
    try:
        parts = urlsplit(written)
        fits = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fits = False
    if not fits or not written.isprintable() or " " in written:
        raise SettingsError(f"{URL} is no http or https address; {example}")
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        raise SettingsError(f"{URL} says more than host and path; {example}, and put the key into {KEY}")
    return written.rstrip("/")


def _name(written: str) -> str:
    if not written.isprintable() or len(written) > _LONGEST_NAME:
        raise SettingsError(f"{MODEL} is no name of a model; write it as its server does, like qwen3:8b")
    return written


def _key(variable: str, written: str) -> SecretStr:
    """Return a key that can travel in a header; what it says is told to nobody."""
    if not written or not written.isascii() or not written.isprintable() or " " in written:
        raise SettingsError(f"{variable} holds no key: one word of letters, digits and signs is expected")
    return SecretStr(written)


def _price(written: str) -> Price:
    match = _PRICE.fullmatch(written)
    if match is None:
        raise SettingsError(
            f"{PRICE}: “{written}” is no price; write 0.15/0.60, what a million tokens sent and received cost"
        )
    return Price(float(match[1]), float(match[2]))
