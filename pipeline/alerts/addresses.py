"""Where messages go: addresses of channels with their secrets looked up, checked, or fit to be shown."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Literal
from urllib.parse import quote, unquote, urlsplit

from pipeline.errors import ConfigurationError

__all__ = ["Kind", "checked", "kind_of", "masked", "parameters", "place_of", "resolved"]

Kind = Literal["stdout", "mail", "webhook", "feed", "file", "service"]

_REFERENCE = re.compile(r"\$\{(?P<kind>env|file):(?P<name>[^{}]+)\}")
_LARGEST_SECRET = 65_536
_MAIL_SERVER = "CLAIMWATCH_SMTP"
_PLAIN_MAIL = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,255}")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{0,19}", re.ASCII)
# What these hosts take is their own, not a webhook's JSON; apprise knows the addresses as they are copied from there.
_SERVICE_HOSTS = (
    "hooks.slack.com", "discord.com", "discordapp.com", "webhook.office.com", "logic.azure.com",
    "environment.api.powerplatform.com", "ntfy.sh", "chat.googleapis.com", "webexapis.com", "hooks.zoom.us",
)  # fmt: skip
_KINDS: dict[str, Kind] = {
    "http": "webhook", "https": "webhook", "mailto": "mail", "smtp": "mail", "smtps": "mail", "feed": "feed",
    "file": "file",
}  # fmt: skip
_ENDINGS = {"feed": (".xml", ".atom"), "file": (".jsonl",)}


def kind_of(address: str) -> Kind:
    """Return which way a message to this address goes."""
    if address == "stdout":
        return "stdout"
    scheme, _, _ = address.partition(":")
    kind = _KINDS.get(scheme.lower(), "service")
    return "service" if kind == "webhook" and _is_a_service(_host(address)) else kind


def resolved(to: str) -> str:
    """
    Return the address with `${env:NAME}` and `${file:PATH}` looked up, and `mailto:` sent by way of CLAIMWATCH_SMTP.

    A secret inside an address is percent-encoded as its place asks for; a reference that opens the address stands for
    an address, or its beginning, and is taken as it is.

    Raises ConfigurationError that names what is not set, not readable or malformed, never what is in it.
    """
    address = _looked_up(to)
    if address.partition(":")[0].lower() == "mailto":
        return _by_mail_server(address)
    return address


def masked(to: str) -> str:
    """
    Return an address fit to be printed and stored: no user, password, token or path of the web, looked up or not.

    What is left: the host of a webhook and a mail server, who gets the mail, the path of a file, the name of a service.
    """
    if to == "stdout" or _REFERENCE.fullmatch(to):
        return to
    scheme = to.partition(":")[0].lower()
    if not _SCHEME.fullmatch(scheme) or ":" not in to:
        return "…"
    kind = kind_of(to)
    if kind in {"feed", "file"}:
        return "".join(letter if letter.isprintable() else "�" for letter in to)
    if kind == "service" and "://" not in to:
        return "…"
    shown = _host(to) if kind in {"webhook", "mail"} else ""
    if kind != "mail":
        return f"{scheme}://{shown}/…" if shown else f"{scheme}://…"
    to_whom = ",".join(whom for whom in _recipients(to) if _PLAIN_MAIL.fullmatch(whom)) or "…"
    return f"mailto:{to_whom}" if scheme == "mailto" else f"{scheme}://{shown or '…'}/?to={to_whom}"


def checked(to: str) -> None:
    """
    Make sure that a message could be handed over there, as far as can be told without asking anybody.

    Raises ConfigurationError that names what is wrong and the way out.
    """
    address = resolved(to)
    kind = kind_of(address)
    if kind == "mail":
        from pipeline.alerts.senders.mail_route import mail_route  # noqa: PLC0415 - only who sends mail needs it

        mail_route(address)
    elif kind == "webhook":
        _check_webhook(address)
    elif kind in {"feed", "file"}:
        _check_place(address, _ENDINGS[kind])
    elif kind == "service":
        from pipeline.alerts.senders.services import service  # noqa: PLC0415 - apprise takes half a second to import

        service(address)


def place_of(address: str) -> Path:
    """Return the path that `file:PATH` or `feed:PATH` names; relative ones begin where claimwatch is called."""
    path = address.partition(":")[2]
    return Path(path.removeprefix("//"))


def parameters(address: str) -> dict[str, list[str]]:
    """Return what stands behind the question mark, decoded; a plus stays one, as in name+news@example.org."""
    said: dict[str, list[str]] = {}
    for part in filter(None, address.partition("#")[0].partition("?")[2].split("&")):
        name, _, value = part.partition("=")
        said.setdefault(unquote(name), []).append(unquote(value))
    return said


def _looked_up(to: str) -> str:
    if any(not letter.isprintable() for letter in to):
        raise ConfigurationError(f"{masked(to)}: an address has no line breaks or control characters; write it again")
    address = _REFERENCE.sub(lambda found: _encoded(_secret(found["kind"], found["name"]), to, *found.span()), to)
    if "${" in _REFERENCE.sub("", to):
        raise ConfigurationError(
            f"{masked(to)}: what stands in ${{…}} is no reference; write ${{env:NAME}} or ${{file:PATH}}"
        )
    return address


def _secret(kind: str, name: str) -> str:
    if kind == "env":
        secret = os.environ.get(name, "").strip()
        if not secret:
            raise ConfigurationError(f"the environment variable {name} is not set; set it, or write ${{file:PATH}}")
    else:
        try:
            with Path(name).expanduser().open(encoding="utf-8") as kept:
                secret = kept.read(_LARGEST_SECRET).strip()
        except (OSError, ValueError) as error:
            why = (error.strerror if isinstance(error, OSError) else None) or "it is not text"
            raise ConfigurationError(f"{name} cannot be read ({why}); a channel's secret should be in there") from error
        if not secret:
            raise ConfigurationError(f"{name} is empty; a channel's secret should be in there")
    if any(not letter.isprintable() for letter in secret):
        where = name if kind == "file" else f"the environment variable {name}"
        raise ConfigurationError(f"{where} has line breaks or control characters in it; a secret is one line")
    return secret


def _encoded(secret: str, to: str, start: int, end: int) -> str:
    """Return a secret as it may stand at this place of an address."""
    if start == 0 or to.partition(":")[0].lower() in _ENDINGS:
        return secret
    before, after = to[:start], to[end:]
    in_user_info = "@" in re.split(r"[/?#]", after)[0] and "/" not in before.partition("://")[2]
    return quote(secret, safe="" if in_user_info or "?" in before or "#" in before else "/:@,")


def _by_mail_server(address: str) -> str:
    server = os.environ.get(_MAIL_SERVER, "").strip()
    if not server:
        way_out = "set it to smtps://USER:PASSWORD@HOST/?from=ADDRESS"
        raise ConfigurationError(f"{masked(address)} needs a mail server, and {_MAIL_SERVER} is not set; {way_out}")
    by = _looked_up(server)
    if kind_of(by) != "mail" or by.lower().startswith("mailto"):
        raise ConfigurationError(f"{_MAIL_SERVER} is {masked(by)}; it begins with smtp:// or smtps://")
    to_whom = "&".join(f"to={quote(whom, safe='@')}" for whom in _recipients(address))
    return f"{by}{'&' if '?' in by else '/?' if by.count('/') == 2 else '?'}{to_whom}"


def _recipients(address: str) -> list[str]:
    if address.lower().startswith("mailto:"):
        # `mailto://…` is another program's way to write the server; whoever means that is told by an empty list.
        people = address.partition(":")[2].partition("?")[0]
        return [] if people.startswith("//") else [whom.strip() for whom in people.split(",") if whom.strip()]
    return [whom.strip() for people in parameters(address).get("to", []) for whom in people.split(",")]


def _host(address: str) -> str:
    """Return the host of an address, "" where there is none or it cannot be told from what is secret."""
    if "${" in address.partition("://")[2].rpartition("@")[2].partition("/")[0] or not _parts_are_sound(address):
        return ""
    return urlsplit(address).hostname or ""


def _parts_are_sound(address: str) -> bool:
    try:
        return urlsplit(address).port != 0
    except ValueError:
        return False


def _is_a_service(host: str) -> bool:
    return any(host == known or host.endswith(f".{known}") for known in _SERVICE_HOSTS)


def _check_webhook(address: str) -> None:
    try:
        parts = urlsplit(address)
        sound = bool(parts.hostname) and parts.port != 0 and " " not in address
    except ValueError:
        sound = False
    if not sound:
        raise ConfigurationError(f"{masked(address)} is no web address; write https://HOST/PATH")


def _check_place(address: str, endings: tuple[str, ...]) -> None:
    path = place_of(address)
    if path.suffix not in endings:
        raise ConfigurationError(f"{masked(address)} does not end in {' or '.join(endings)}; name it so")
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise ConfigurationError(f"{masked(address)} cannot be written: make the folder {path.absolute().parent} first")
