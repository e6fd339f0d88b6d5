"""Messages by e-mail: text and HTML, named so that a story is one conversation and a repetition is known for one."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import closing, suppress
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from typing import TYPE_CHECKING

from pipeline.alerts.forms.harmless import one_line
from pipeline.alerts.forms.html import html_page
from pipeline.alerts.forms.telling import title
from pipeline.alerts.forms.text import full_text
from pipeline.alerts.senders.mail_route import MailRoute, mail_route
from pipeline.models import Answer, Outcome, Severity
from pipeline.text import content_id

if TYPE_CHECKING:
    from pipeline.models import Channel, Message

__all__ = ["mailed", "written"]

_OK = range(200, 300)
_TEMPORARY = range(400, 500)
_Refusals = dict[str, tuple[int, str]]


class _Folding(EmailPolicy):
    """Folds subjects as `Header` does: the newer way of Python 3.11 loses spaces between short words with accents."""

    def fold_binary(self, name: str, value: str) -> bytes:
        """Return a header as it is sent."""
        if name != "Subject":
            return super().fold_binary(name, value)
        return f"{name}: {Header(str(value), header_name=name).encode(linesep=self.linesep)}{self.linesep}".encode(
            "ascii"
        )


# Not every server on the way takes letters beyond ASCII as they are.
_POLICY = _Folding(linesep="\r\n", cte_type="7bit")


def mailed(message: Message, channel: Channel, address: str) -> Outcome:
    """
    Hand a mail to its server and return what that said.

    Where some recipients are refused for ever and others are not, the others get it and the refusals are told. Where
    one is refused for now, nobody gets it yet: a repetition would come twice to those who had it.

    Raises ConfigurationError where the address is no mail route.
    """
    route = mail_route(address)
    mail = written(message, channel, route)
    try:
        with closing(_connected(route)) as server:
            outcome = _handed_in(server, route, mail.as_bytes())
            # An answer to QUIT changes nothing, and is not waited for.
            with suppress(OSError, smtplib.SMTPException):
                server.putcmd("QUIT")
            return outcome
    except smtplib.SMTPNotSupportedError:
        return Outcome(
            answer=Answer.NEVER, detail="the mail server knows no STARTTLS or no login; see smtps:// and tls=off"
        )
    except smtplib.SMTPResponseException as error:
        return _outcome(error.smtp_code, _said(error.smtp_error))
    except ssl.SSLCertVerificationError as error:
        return Outcome(
            answer=Answer.LATER, detail=f"the mail server’s certificate is not trusted: {error.verify_message}"
        )
    except (smtplib.SMTPException, OSError) as error:
        why = getattr(error, "strerror", None) or "the connection was closed"
        return Outcome(answer=Answer.LATER, detail=f"no answer of the mail server ({why})")


def written(message: Message, channel: Channel, route: MailRoute) -> EmailMessage:
    """
    Return the mail.

    Its Message-ID is the same at every attempt. The first of a thread is named after the thread and the channel, so
    that every later one can refer to it without having been told what became of it.
    """
    domain = route.sender.rpartition("@")[2]
    first = _name(domain, "thread", channel.name, message.topic, message.thread)
    mail = EmailMessage(policy=_POLICY)
    mail["From"] = Address("claimwatch", addr_spec=route.sender)
    mail["To"] = [Address(addr_spec=whom) for whom in route.recipients]
    mail["Subject"] = title(message)
    mail["Date"] = format_datetime(message.created_at)
    if message.kind == "alerts" and message.place == 1:
        mail["Message-ID"] = first
    else:
        mail["Message-ID"] = _name(domain, "message", message.key)
        if message.kind == "alerts":
            mail["In-Reply-To"] = first
            mail["References"] = first
    topic = content_id("topic", message.topic)
    mail["List-Id"] = f"claimwatch alerts <{topic:x}.alerts.claimwatch>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail["X-Claimwatch-Key"] = "".join(letter for letter in one_line(message.key) if letter.isascii())
    if any(alert.severity is Severity.URGENT for alert in message.alerts):
        mail["Importance"] = "high"
    mail.set_content(full_text(message, channel))
    mail.add_alternative(html_page(message, channel), subtype="html")
    return mail


def _name(domain: str, *parts: str) -> str:
    return f"<claimwatch.{content_id(*parts):x}@{domain}>"


def _connected(route: MailRoute) -> smtplib.SMTP:
    """Return a server that has been greeted, with TLS and login as the route asks for; its certificate is verified."""
    trusted = ssl.create_default_context()
    if route.tls == "direct":
        server: smtplib.SMTP = smtplib.SMTP_SSL(route.host, route.port, context=trusted)
    else:
        server = smtplib.SMTP(route.host, route.port)
    try:
        server.ehlo_or_helo_if_needed()
        if route.tls == "starttls":
            server.starttls(context=trusted)
            server.ehlo_or_helo_if_needed()
        if route.user and route.password:
            server.login(route.user, route.password)
    except BaseException:
        server.close()
        raise
    return server


def _handed_in(server: smtplib.SMTP, route: MailRoute, mail: bytes) -> Outcome:
    code, said = server.mail(route.sender)
    if code not in _OK:
        return _outcome(code, f"{_said(said)} (mail from {route.sender})")
    refused: _Refusals = {}
    for whom in route.recipients:
        code, said = server.rcpt(whom)
        if code not in _OK:
            refused[whom] = (code, _said(said))
    told = "; ".join(f"{whom} refused: {code} {why}" for whom, (code, why) in refused.items())
    if any(code in _TEMPORARY for code, _ in refused.values()):
        return Outcome(answer=Answer.LATER, detail=told)
    if len(refused) == len(route.recipients):
        return Outcome(answer=Answer.NEVER, detail=told)
    outcome = _outcome(*_spoken(server.data(mail)))
    return outcome.model_copy(update={"detail": f"{told}; others: {outcome.detail}"}) if told else outcome


def _spoken(answer: tuple[int, bytes]) -> tuple[int, str]:
    return answer[0], _said(answer[1])


def _outcome(code: int, said: str) -> Outcome:
    """Return what a reply means (RFC 5321, 4.2.1): 2 done, 5 for ever, all else for now."""
    if code in _OK:
        return Outcome(answer=Answer.ACCEPTED, detail=f"{code} {said}")
    return Outcome(answer=Answer.NEVER if code >= 500 else Answer.LATER, detail=f"{code} {said}")


def _said(reply: bytes | str) -> str:
    return one_line(reply if isinstance(reply, str) else reply.decode("utf-8", "replace"))
