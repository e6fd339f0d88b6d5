"""Which sender takes a message, by the address it goes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.alerts.addresses import kind_of
from pipeline.alerts.senders import feed_file, lines_file, mail, services, terminal, webhook
from pipeline.errors import ConfigurationError
from pipeline.models import Answer, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.alerts.addresses import Kind
    from pipeline.models import Channel, Message

__all__ = ["handed_over"]

_SENDERS: dict[Kind, Callable[[Message, Channel, str], Outcome]] = {
    "mail": mail.mailed,
    "webhook": webhook.posted,
    "feed": feed_file.entered,
    "file": lines_file.appended,
    "service": services.passed_on,
    "stdout": lambda message, channel, _: terminal.printed(message, channel),
}


def handed_over(message: Message, channel: Channel, address: str) -> Outcome:
    """Hand a message over in this process, however long it takes; what goes wrong is an outcome."""
    try:
        return _SENDERS[kind_of(address)](message, channel, address)
    except ConfigurationError as error:
        return Outcome(answer=Answer.NEVER, detail=str(error))
    except OSError as error:
        return Outcome(answer=Answer.LATER, detail=f"{type(error).__name__}: {error.strerror or 'no answer'}")
    except Exception as error:  # noqa: BLE001 - a library that fails on one message must not stop the others
        return Outcome(answer=Answer.LATER, detail=f"it could not be handed over: {type(error).__name__}")
