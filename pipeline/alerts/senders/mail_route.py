"""The way of a mail, as an address tells it: by which server, as whom, from and to whom."""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import unquote, urlsplit

from pipeline.alerts.addresses import masked, parameters
from pipeline.errors import ConfigurationError
from pipeline.models.base import Record

__all__ = ["MailRoute", "mail_route"]

_PORTS = {"smtp": 587, "smtps": 465}
_ADDRESS = re.compile(
    r"(?P<local>[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64})@(?P<domain>[^\s\x00-\x1f\x7f@<>(),:;\"\[\]\\]{1,255})"
)
_KNOWN = {"from", "to", "tls"}
_FORM = "smtps://USER:PASSWORD@HOST/?from=ADDRESS&to=ADDRESS"


class MailRoute(Record):
    """By which server a mail goes."""

    host: str
    port: int
    tls: Literal["direct", "starttls", "off"]
    user: str | None
    password: str | None
    sender: str
    recipients: tuple[str, ...]


def mail_route(address: str) -> MailRoute:
    """
    Return what `smtp(s)://USER:PASSWORD@HOST:PORT/?from=…&to=…` says.

    smtps is TLS from the start (port 465), smtp begins TLS after the greeting (port 587) unless `tls=off`. Several
    recipients stand with commas, or as several `to`. Without `from` the user is the sender, where that is an address.

    Raises ConfigurationError.
    """
    shown = masked(address)
    try:
        parts = urlsplit(address)
        port, scheme = parts.port, parts.scheme.lower()
    except ValueError as error:
        raise ConfigurationError(f"{shown} is no address of a mail server; write {_FORM}") from error
    if scheme not in _PORTS or not parts.hostname:
        raise ConfigurationError(f"{shown} is no address of a mail server; write mailto:ADDRESS or {_FORM}")
    said = parameters(address)
    if unknown := said.keys() - _KNOWN:
        raise ConfigurationError(f"{shown} says {', '.join(sorted(unknown))}; only from, to and tls can be said")
    user = unquote(parts.username) if parts.username else None
    sender = (said.get("from") or [user or ""])[0]
    recipients = [whom.strip() for people in said.get("to", []) for whom in people.split(",") if whom.strip()]
    if not recipients:
        raise ConfigurationError(f"{shown} tells nobody to send mail to; add to=ADDRESS, or write mailto:ADDRESS")
    return MailRoute(
        host=parts.hostname,
        port=port or _PORTS[scheme],
        tls=_tls(scheme, (said.get("tls") or [""])[0], shown),
        user=user,
        password=unquote(parts.password) if parts.password else None,
        sender=_mailbox(sender, "from"),
        recipients=tuple(dict.fromkeys(_mailbox(whom, "to") for whom in recipients)),
    )


def _tls(scheme: str, said: str, shown: str) -> Literal["direct", "starttls", "off"]:
    if scheme == "smtps":
        if said:
            raise ConfigurationError(f"{shown}: smtps is always encrypted; leave tls= out, or write smtp://")
        return "direct"
    if said not in {"", "off"}:
        raise ConfigurationError(f"{shown}: tls= is “off” or not there at all")
    return "off" if said == "off" else "starttls"


def _mailbox(text: str, which: str) -> str:
    """Return a mail address in ASCII, its domain in the form of the domain name system."""
    found = _ADDRESS.fullmatch(text)
    try:
        domain = found["domain"].encode("idna").decode("ascii") if found else ""
    except UnicodeError:
        domain = ""
    if not found or not domain:
        raise ConfigurationError(f"{which}= has no plain mail address in it, such as name@example.org; write it so")
    return f"{found['local']}@{domain}"
