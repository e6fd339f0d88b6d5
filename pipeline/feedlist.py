"""Add feeds to a topic's feeds.opml and take them out again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.collect.addresses import fetchable
from pipeline.collect.opml import without_address, write_opml
from pipeline.doors import feeds_of
from pipeline.errors import NotFoundError, RefusedAddressError, TopicError, UsageError
from pipeline.models import Feed
from pipeline.topic.folder import FEEDS_OPML, known_folder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipeline.config import Settings

__all__ = ["add_feed", "feeds_without_address", "remove_feed"]


def add_feed(settings: Settings, url: str, label: str | None) -> Path:
    """
    Add a feed to the one topic meant and return its folder.

    Raises UsageError when the address is none, is there already, or several topics could be meant.
    """
    try:
        fetchable(url)
    except RefusedAddressError as error:
        raise UsageError(
            f"“{url}” is no address of a feed ({error.reason}); it begins with https:// or http://"
        ) from error
    folders = settings.topic_folders()
    if len(folders) > 1:
        raise UsageError(f"which topic? add --topic with one of: {', '.join(map(str, folders))}")
    folder = known_folder(folders[0])
    feeds = feeds_of(folder)
    if any(feed.url == url for feed in feeds):
        raise UsageError(f"{url} is in {folder / FEEDS_OPML} already")
    _write(folder, (*feeds, Feed(url=url, topic=folder.resolve().name, label=label)))
    return folder


def remove_feed(settings: Settings, url: str) -> list[Path]:
    """Take a feed out of the topics that list it and return their folders; raises NotFoundError when none does."""
    changed = []
    for folder in settings.topic_folders():
        feeds = feeds_of(folder)
        kept = [feed for feed in feeds if feed.url != url]
        if len(kept) < len(feeds):
            _write(folder, kept)
            changed.append(folder)
    if not changed:
        raise NotFoundError(f"no topic lists {url}; see: claimwatch feeds list")
    return changed


def feeds_without_address(folder: Path) -> tuple[Feed, ...]:
    """Return the feeds in a topic's list that have an empty address or none; they are never asked."""
    path = folder / FEEDS_OPML
    return without_address(path.read_bytes(), folder.resolve().name) if path.exists() else ()


def _write(folder: Path, feeds: Sequence[Feed]) -> None:
    """Write beside the list and swap, so that a crash leaves the old list or the new one."""
    path = folder / FEEDS_OPML
    fresh = path.with_suffix(".fresh")
    try:
        fresh.write_text(write_opml(feeds, folder.resolve().name), encoding="utf-8")
        fresh.replace(path)
    except OSError as error:
        raise TopicError(f"{path}: cannot be written ({error.strerror})") from error
