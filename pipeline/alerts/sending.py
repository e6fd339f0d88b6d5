"""
The one door messages leave by.

Each is carried by a process of its own: a mail server that says a byte a second holds up a library for ever, and what
hangs in C code hears no exception. A process can be ended.
"""

from __future__ import annotations

import multiprocessing
import resource
import signal
import threading
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.alerts.senders.shown import without_secrets
from pipeline.models import Answer, Outcome

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from pipeline.models import Channel, Message

__all__ = ["send"]

# An answer may go on for ever, and some libraries read it to its end.
_MEMORY_BYTES = 2**30
_CONTEXT = multiprocessing.get_context("forkserver")
# Starting a process looks after those of other threads, while these may be closing what it looks at.
_ONE_AT_A_TIME = threading.Lock()


def send(message: Message, channel: Channel, address: str, deadline: float = 15.0) -> Outcome:
    """
    Hand a message over and return how that went, after `deadline` seconds at the latest.

    `address` is the channel's, with its secrets looked up (`addresses.resolved`); none of them is in the outcome. What
    had no answer in time was perhaps taken: it is told as LATER, and a repetition carries the same key. A process that
    is left behind when the caller is killed ends itself at the deadline.

    Raises nothing for a message that could not be handed over.
    """
    if address == "stdout":
        from pipeline.alerts.senders.terminal import printed  # noqa: PLC0415 - see `_carry`

        return printed(message, channel)
    began = time.monotonic()
    _CONTEXT.set_forkserver_preload(["pipeline.alerts.senders.warm"])
    receiving, giving = _CONTEXT.Pipe(duplex=False)
    carrier = _CONTEXT.Process(target=_carry, args=(giving, message, channel, address, deadline), daemon=True)
    with closing(receiving):
        with closing(giving), _ONE_AT_A_TIME:
            carrier.start()
        outcome = _answer(receiving, began + deadline - time.monotonic(), deadline)
    with _ONE_AT_A_TIME:
        carrier.kill()
        carrier.join()
        carrier.close()
    return outcome.model_copy(update={"detail": without_secrets(outcome.detail, address)})


def _answer(receiving: Connection, seconds: float, deadline: float) -> Outcome:
    try:
        if receiving.poll(max(seconds, 0)):
            said = receiving.recv()
            return Outcome.model_validate(said)
    except (EOFError, OSError):
        return Outcome(answer=Answer.LATER, detail="the process that carried it ended before there was an answer")
    return Outcome(answer=Answer.LATER, detail=f"no answer within {deadline:g} s")


def _carry(giving: Connection, message: Message, channel: Channel, address: str, deadline: float) -> None:
    """Hand over in a process of its own, which ends at the deadline even when nobody is there to end it."""
    _limit_memory()
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, deadline)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from pipeline.alerts.senders.each import handed_over  # noqa: PLC0415 - whoever only asks for `send` does not wait

    outcome = handed_over(message, channel, address)
    # Who asked may have been killed meanwhile: then whoever leases the message next asks again.
    with suppress(BrokenPipeError):
        giving.send(outcome)


def _limit_memory() -> None:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    limit = pages * resource.getpagesize() + _MEMORY_BYTES
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
