"""The receiver as a whole: the server, the thread that takes in, and whoever looks after subscriptions."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
from typing import TYPE_CHECKING

import uvicorn

from pipeline.collect.fetch import user_agent
from pipeline.collect.network.door import Door
from pipeline.collect.network.hubs import tell_hub
from pipeline.collect.network.proxies import proxies_of
from pipeline.collect.websub.subscription import Wish
from pipeline.doors import clock, feeds_of, open_doors, topics_and_feeds
from pipeline.errors import SettingsError
from pipeline.inbox.folder import INBOX, Inbox
from pipeline.push.app import app_of
from pipeline.push.deadline import PromptProtocol
from pipeline.push.drainer import Drainer
from pipeline.push.handing_in import HandingIn
from pipeline.push.health import health_of
from pipeline.push.mailbox import Mailbox
from pipeline.push.news import News
from pipeline.push.subscriber import Subscriber
from pipeline.push.subscriptions import SUBSCRIPTIONS, Subscriptions
from pipeline.store.database import Database
from pipeline.store.published import Published

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from starlette.applications import Starlette

    from pipeline.config import Settings
    from pipeline.push.settings import Reception

__all__ = ["config_of", "receive"]

# Connections at once; a reverse proxy has fewer open, and nobody else should come here.
_CONNECTIONS = 100
_HEADERS_BYTES = 16_384
_BACKLOG = 128
_PATIENCE = 10


def receive(settings: Settings, reception: Reception, tell: Callable[[str], None]) -> None:
    """
    Receive until somebody ends the process; `tell` gets a sentence whenever something happened.

    Raises ConfigurationError when it cannot begin: the topics, the address to listen at, a file of ours.
    """
    topics_and_feeds(settings, clock())
    inbox, subscriptions = Inbox(settings.db / INBOX), Subscriptions(settings.db / SUBSCRIPTIONS)
    with _listening(reception) as listener, open_doors(settings) as doors:
        drainer = Drainer(settings, doors, inbox, tell)
        mailbox = Mailbox(inbox, drainer.wake)
        app = app_of(
            HandingIn(reception.token, mailbox, clock),
            News(subscriptions, mailbox, clock, tell),
            lambda: health_of(inbox.count(), subscriptions, drainer.problem, clock()),
        )
        subscriber = _subscriber(settings, reception.public_url, subscriptions, tell) if reception.public_url else None
        host, port, *_ = listener.getsockname()
        tell(f"receiving at http://{f'[{host}]' if ':' in host else host}:{port}; end it with Ctrl-C")
        signal.signal(signal.SIGTERM, _leave)
        drainer.start()
        try:
            asyncio.run(_serve(uvicorn.Server(config_of(app)), listener, subscriber))
        finally:
            drainer.end(_PATIENCE)


def config_of(app: Starlette) -> uvicorn.Config:
    """Return how the application is served: nothing of ours in headers, no access log (its paths hold tokens)."""
    return uvicorn.Config(
        app,
        http=PromptProtocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=_CONNECTIONS,
        h11_max_incomplete_event_size=_HEADERS_BYTES,
        timeout_graceful_shutdown=_PATIENCE,
    )


async def _serve(server: uvicorn.Server, listener: socket.socket, subscriber: Subscriber | None) -> None:
    looking_after = asyncio.create_task(subscriber.go_on()) if subscriber else None
    try:
        await server.serve(sockets=[listener])
    finally:
        if looking_after is not None:
            looking_after.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await looking_after


def _subscriber(
    settings: Settings, public_url: str, subscriptions: Subscriptions, tell: Callable[[str], None]
) -> Subscriber:
    door = Door(settings.allow_private, {}, proxies_of(os.environ))
    name = user_agent(settings.contact)
    published = Published(Database(settings.db).published)
    return Subscriber(
        subscriptions,
        hubs=lambda: [Wish(row["url"], row["hub"], row["topic"]) for row in published.screen("hubs")],
        listed=lambda: [feed.url for folder in settings.topic_folders() for feed in feeds_of(folder)],
        ask=lambda hub, fields: tell_hub(door, hub, fields, name),
        public_url=public_url,
        now=clock,
        tell=tell,
    )


@contextlib.contextmanager
def _listening(reception: Reception) -> Iterator[socket.socket]:
    """Yield the socket we listen at; raises SettingsError when it cannot be had."""
    family = socket.AF_INET6 if ":" in reception.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((reception.host, reception.port))
            listener.listen(_BACKLOG)
        except (OSError, OverflowError) as error:
            place = f"{reception.host}:{reception.port}"
            raise SettingsError(f"cannot listen at {place} ({error}); choose others with --host and --port") from error
        yield listener


def _leave(*_: object) -> None:
    """End like a program that was asked to, with the reading processes; uvicorn hands the signal on when it is done."""
    raise SystemExit(0)
