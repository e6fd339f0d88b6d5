"""Make a topic folder from a few articles, so that it works without editing."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, NamedTuple

from pipeline.errors import TopicError
from pipeline.topic.folder import FEEDS_OPML, TOPIC_TOML, read_seed
from pipeline.topic.learn import learned_names, topic_toml

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from pipeline.models import Article

__all__ = ["Planted", "plant"]

_NO_FEEDS = """\
<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
  <head><title>Feeds of this topic</title></head>
  <body>
    <!-- one a feed: <outline type="rss" text="Its name" xmlUrl="https://example.org/feed.xml"/> -->
  </body>
</opml>
"""


class Planted(NamedTuple):
    """A new topic folder."""

    seeds: tuple[Article, ...]
    names: tuple[str, ...]


def plant(folder: Path, files: Sequence[Path], name: str | None, now: datetime) -> Planted:
    """
    Write `folder` with the articles, a topic.toml learned from them and an empty list of feeds.

    Every file is read before anything is written. Raises TopicError when a file cannot be used, two have the same name,
    or the folder holds a topic already.
    """
    if (folder / TOPIC_TOML).exists():
        raise TopicError(f"{folder}: holds a topic already; edit its {TOPIC_TOML}, or choose another folder")
    seeds = tuple(read_seed(path, now) for path in files)
    names = [_file_name(path) for path in files]
    if twice := {name for name in names if names.count(name) > 1}:
        raise TopicError(f"two seed files would both be called {min(twice)}; rename one")
    try:
        (folder / "articles").mkdir(parents=True, exist_ok=True)
        for path, target in zip(files, names, strict=True):
            shutil.copyfile(path, folder / "articles" / target)
        if not (folder / FEEDS_OPML).exists():
            (folder / FEEDS_OPML).write_text(_NO_FEEDS, encoding="utf-8")
        title = name or folder.resolve().name.replace("-", " ").replace("_", " ")
        (folder / TOPIC_TOML).write_text(topic_toml(title, seeds), encoding="utf-8")
    except OSError as error:
        raise TopicError(f"{folder}: cannot be written ({error.strerror})") from error
    return Planted(seeds, tuple(found for found, _ in learned_names(seeds)))


def _file_name(path: Path) -> str:
    return path.name if path.suffix == ".txt" else f"{path.name}.txt"
