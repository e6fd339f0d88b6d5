"""Open what a run touches: the network, the readers, the ledger, the clock; and find what it is to work on."""

from __future__ import annotations

import contextlib
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.alerts.channels import channels_of
from pipeline.claims.rules import RULES
from pipeline.collect.fetch import Fetcher, user_agent
from pipeline.collect.lists.opml import read_opml
from pipeline.collect.network.proxies import proxies_of
from pipeline.config import EXTRACTORS
from pipeline.errors import ConfigurationError, SettingsError, TopicError, UsageError
from pipeline.inbox.folder import INBOX, Inbox
from pipeline.progress import Progress, Silent
from pipeline.read.workers import Reader
from pipeline.run import Doors
from pipeline.store.ledger import Ledger
from pipeline.topic import Vocabulary, joined
from pipeline.topic.folder import FEEDS_OPML, read_topic

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.claims.extractor import Extractor
    from pipeline.config import Settings
    from pipeline.models import Feed
    from pipeline.topic import Topic

__all__ = ["clock", "extractor_of", "feeds_of", "known_topics", "known_vocabulary", "open_doors", "topics_and_feeds"]


def clock() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(tz=UTC)


@contextlib.contextmanager
def open_doors(
    settings: Settings, *, resolve: Mapping[str, tuple[str, int]] | None = None, progress: Progress | None = None
) -> Iterator[Doors]:
    """Open the doors for one or more runs; the reading processes end with it."""
    fetcher = Fetcher(
        allow_private=settings.allow_private,
        resolve=resolve,
        proxies=proxies_of(os.environ),
        user_agent=user_agent(settings.contact),
    )
    with Reader() as reader:
        yield Doors(
            fetcher=fetcher,
            reader=reader,
            ledger=Ledger(settings.db),
            now=clock,
            channels=channels_of(settings.db, settings.alert_to),
            progress=progress or Silent(),
            keep_pages=settings.keep_pages,
            keep_feeds=settings.keep_feeds,
            extractor=extractor_of(settings),
            inbox=Inbox(settings.db / INBOX),
        )


def extractor_of(settings: Settings, name: str | None = None) -> Extractor:
    """
    Return what finds the claims of texts: the extractor called `name`, else the one that the settings say.

    Raises UsageError when nothing is called so, and SettingsError when it lacks something that it needs.
    """
    wanted = name or settings.extractor
    if wanted == "rules":
        return RULES
    if wanted != "llm":
        raise UsageError(f"“{wanted}” is no extractor; there are {' and '.join(EXTRACTORS)}")
    if settings.llm is None:
        raise SettingsError(
            "the extractor llm does not know whom to ask; set CLAIMWATCH_LLM_URL to an OpenAI-compatible address, like"
            " http://127.0.0.1:11434/v1, and CLAIMWATCH_LLM_MODEL to the name of the model"
        )
    try:
        from pipeline.claims.llm.extractor import LanguageModelExtractor  # noqa: PLC0415 - a second, and an extra
    except ModuleNotFoundError as error:
        raise SettingsError(
            f"the extractor llm is not installed ({error.name} is missing); install it in claimwatch's folder with:"
            ' .venv/bin/pip install -e ".[llm]"'
        ) from error
    return LanguageModelExtractor(settings.llm, settings.db / "llm")


def topics_and_feeds(settings: Settings, now: datetime) -> tuple[tuple[Topic, ...], tuple[Feed, ...]]:
    """
    Return the topics of the settings' folders and the feeds listed beside each.

    Raises TopicError or ConfigurationError that names the file and what was expected.
    """
    folders = settings.topic_folders()
    names = [folder.resolve().name for folder in folders]
    if twice := {name for name in names if names.count(name) > 1}:
        raise ConfigurationError(f"two topic folders are called “{min(twice)}”; rename one, a topic goes by its folder")
    topics = tuple(read_topic(folder, now) for folder in folders)
    feeds = tuple(feed for folder in folders for feed in feeds_of(folder))
    return topics, feeds


def feeds_of(folder: Path) -> tuple[Feed, ...]:
    """Return the feeds listed in a topic folder; a folder without a list has none."""
    path = folder / FEEDS_OPML
    if not path.exists():
        return ()
    try:
        return read_opml(path.read_bytes(), folder.resolve().name)
    except OSError as error:
        raise TopicError(f"{path}: cannot be read ({error.strerror})") from error
    except ConfigurationError as error:
        raise TopicError(
            f"{path}: {error}; mend it there, or move the file away and take in what can be read of it with:"
            " claimwatch feeds import FILE"
        ) from error


def known_topics(settings: Settings) -> tuple[Topic, ...]:
    """Return the topics at hand, for what needs none: none where neither options nor ./seeds tell of any."""
    if not settings.topics and not Path("seeds").is_dir():
        return ()
    topics, _ = topics_and_feeds(settings, clock())
    return topics


def known_vocabulary(settings: Settings) -> Vocabulary:
    """Return the names and triggers of the topics at hand; with no topic there are none, and that is no error."""
    return joined(topic.vocabulary for topic in known_topics(settings))
