"""
Messages to chats and phones, by apprise: Slack, Discord, Teams, Telegram, ntfy, Matrix and a hundred more.

apprise 1.13 answers True or False only, hides statuses in log lines, ignores Retry-After and waits on its own. So what
the service answers is read off the wire as it passes by, and a service that asks for rest ends the attempt.
"""

from __future__ import annotations

import json
import logging
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import apprise
import requests
from apprise.plugins import url_to_dict

from pipeline.alerts.addresses import masked
from pipeline.alerts.forms.harmless import ENTITIES, MARKDOWN, PARTED
from pipeline.alerts.forms.telling import title
from pipeline.alerts.forms.text import chat_text
from pipeline.alerts.senders.answers import answered
from pipeline.errors import ConfigurationError
from pipeline.models import Answer, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.alerts.forms.harmless import Wording
    from pipeline.models import Channel, Message

__all__ = ["passed_on", "service"]

_LONGEST = 1_900
# What ntfy measures is JSON in ASCII, six bytes for a Chinese character; beyond 4,096 it makes a file of the message.
_LONGEST_JSON = 3_800
_READS_MARKDOWN = {
    "NotifyDiscord", "NotifyFluxer", "NotifyGuilded", "NotifyMattermost", "NotifyRevolt", "NotifyWorkflows",
}  # fmt: skip
_IS_MAIL = {
    "NotifyBrevo", "NotifyMailerSend", "NotifyMailgun", "NotifyOffice365", "NotifyPostmark", "NotifyResend",
    "NotifySES", "NotifySendGrid", "NotifySendPulse", "NotifySMTP2Go", "NotifySparkPost",
}  # fmt: skip
_READS_ENTITIES = {"NotifySlack", "NotifyTelegram"}
_REST = {429, 503}
_MOST_SHOWN = 2_000
_MOST_OF_AN_ANSWER = 2**20


class _AskedToWaitError(BaseException):
    """A service wants to be left alone. No Exception, so that no plugin takes it for trouble it can wait out."""


def service(address: str) -> Any:
    """
    Return apprise's plugin for an address, set to send plain text once and to one receiver.

    Raises ConfigurationError.
    """
    shown, log = masked(address), _Log()
    with log.listening():
        said = url_to_dict(address)  # type: ignore[no-untyped-call]  # apprise types a part of itself only
        if said is None:
            raise ConfigurationError(
                f"{shown} is no address apprise can use; docs/alerts-channels.md has an example of each"
            )
        asset = apprise.AppriseAsset(
            async_mode=False,
            http_redirects=False,
            app_id="claimwatch",
            app_desc="claimwatch",
            app_url="",
            image_url_mask="",
            image_url_logo="",
        )
        # An address may ask for retries and formats; retries are ours, and text from the web is sent as text.
        said |= {"format": "text", "overflow": "upstream", "retry": 0, "emojis": False, "include_image": False}
        plugin = apprise.Apprise.instantiate(said, asset=asset)
    if plugin is None:
        raise ConfigurationError(f"{shown} is not complete, or its service needs a package that is not installed")
    if not plugin.enabled:
        needed = ", ".join(plugin.requirements.get("packages_required") or []) or "a package"
        raise ConfigurationError(f"{shown} needs {needed}, which is not installed; install it")
    if len(plugin) > 1:
        many = f"{shown} names {len(plugin)} receivers"
        raise ConfigurationError(f"{many}; make a channel of each: one that refuses would make the others get it twice")
    return plugin


def passed_on(message: Message, channel: Channel, address: str) -> Outcome:
    """
    Send a message by apprise and return what the service answered.

    Raises ConfigurationError where apprise cannot use the address.
    """
    plugin = service(address)
    body = _worded(message, channel, plugin)
    # Elsewhere the subject is the first line: what becomes of a title differs from service to service.
    subject = title(message) if type(plugin).__name__ in _IS_MAIL else ""
    log, wire = _Log(), _Wire()
    try:
        with log.listening(), wire.listening():
            taken = plugin.notify(body=body, title=subject, body_format=apprise.NotifyFormat.TEXT)
    except _AskedToWaitError:
        taken = False
    if taken:
        return Outcome(answer=Answer.ACCEPTED, detail=wire.last.detail if wire.last else "taken")
    if wire.last and wire.last.answer is not Answer.ACCEPTED:
        return wire.last
    # Slack says 200 and tells in the body what is wrong.
    said = wire.trouble or (wire.last.detail if wire.last else "") or log.last or "nothing was said why"
    return Outcome(answer=Answer.LATER, detail=f"not taken: {said}")


def _worded(message: Message, channel: Channel, plugin: Any) -> str:
    name = type(plugin).__name__
    wording: Wording = ENTITIES if name in _READS_ENTITIES else MARKDOWN if name in _READS_MARKDOWN else PARTED
    limit = min(plugin.body_maxlen, _LONGEST)
    if name == "NotifyNtfy":
        return chat_text(message, channel, wording, _LONGEST_JSON, lambda text: len(json.dumps(text)))
    return chat_text(message, channel, wording, limit, _units)


def _units(text: str) -> int:
    """Return the length of a text as JavaScript counts it: an emoji is two."""
    return len(text.encode("utf-16-le", "replace")) // 2


class _Log(logging.Handler):
    """Hears what apprise says, and lets nobody else hear it: there may be tokens in it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.last = ""

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the last line."""
        self.last = record.getMessage()

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Take apprise's lines while this lasts."""
        logger = logging.getLogger("apprise")
        before = logger.handlers, logger.propagate, logger.disabled
        logger.handlers, logger.propagate, logger.disabled = [self], False, False
        try:
            yield
        finally:
            logger.handlers, logger.propagate, logger.disabled = before


class _Wire:
    """Reads what services answer to requests."""

    def __init__(self) -> None:
        self.last: Outcome | None = None
        self.trouble = ""

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Read along while this lasts."""
        send = requests.Session.send

        def read_along(session: requests.Session, request: Any, **options: Any) -> requests.Response:
            try:
                answer = send(session, request, **options | {"stream": True})
                answer._content = _begin(answer)  # noqa: SLF001 - else requests reads an answer without end to its end
            except requests.RequestException as error:
                # The text of these errors has the address in it.
                self.trouble, self.last = f"no answer ({type(error).__name__})", None
                raise
            said = answer.content[:_MOST_SHOWN].decode("utf-8", "replace")
            self.last = answered(answer.status_code, answer.headers, said, datetime.now(UTC))
            if answer.status_code in _REST:
                raise _AskedToWaitError
            return answer

        requests.Session.send = read_along  # type: ignore[assignment,method-assign]  # plugins open their sessions themselves
        try:
            yield
        finally:
            requests.Session.send = send  # type: ignore[method-assign]  # as it was


def _begin(answer: requests.Response) -> bytes:
    """Return what an answer says, so much of it as a service could mean."""
    begun = b""
    for chunk in answer.iter_content(2**16):
        begun += chunk
        if len(begun) >= _MOST_OF_AN_ANSWER:
            break
    answer.close()
    return begun
