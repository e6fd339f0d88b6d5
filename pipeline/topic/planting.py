"""Make a topic folder from a few articles, so that it works without editing."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, NamedTuple

from pipeline.errors import TopicError
from pipeline.text import printable, squeeze
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
    the topic would be without one, or the folder holds anything already but these articles and a list of feeds.
    """
    _must_be_new(folder, files)
    title = _title(folder, name)
    seeds = tuple(read_seed(path, now) for path in files)
    names = [_file_name(path) for path in files]
    if twice := {name for name in names if names.count(name) > 1}:
        raise TopicError(f"two seed files would both be called {min(twice)}; rename one")
    try:
        (folder / "articles").mkdir(parents=True, exist_ok=True)
        for path, target in zip(files, names, strict=True):
            if path.resolve() != (folder / "articles" / target).resolve():
                shutil.copyfile(path, folder / "articles" / target)
        if not (folder / FEEDS_OPML).exists():
            (folder / FEEDS_OPML).write_text(_NO_FEEDS, encoding="utf-8")
        (folder / TOPIC_TOML).write_text(topic_toml(title, seeds), encoding="utf-8")
    except OSError as error:
        raise TopicError(f"{folder}: cannot be written ({error.strerror})") from error
    return Planted(seeds, tuple(found for found, _ in learned_names(seeds)))


def _must_be_new(folder: Path, files: Sequence[Path]) -> None:
    """What somebody wrote stays as it is, and `init .` must not scatter files among other people's."""
    expected = {path.resolve() for path in (*files, folder / FEEDS_OPML)}
    if (folder / TOPIC_TOML).exists():
        raise TopicError(f"{folder}: holds a topic already; edit its {TOPIC_TOML}, or choose another folder")
    try:
        present = folder.rglob("*") if folder.is_dir() else iter([folder] if folder.exists() else [])
        first = next((path for path in present if not path.is_dir() and path.resolve() not in expected), None)
    except OSError as error:
        raise TopicError(f"{folder}: cannot become a topic folder ({error.strerror})") from error
    if first is not None:
        raise TopicError(f"{folder}: is not empty (there is {first.name}); give a topic a folder of its own")


def _title(folder: Path, name: str | None) -> str:
    # The bytes of a folder's name need not be text in the locale at hand, nor in any.
    own = os.fsencode(folder.resolve().name).decode("utf-8", "replace").replace("-", " ").replace("_", " ")
    title = squeeze(printable(own if name is None else name))
    if not title:
        raise TopicError(f"{folder}: a topic needs a name; give one with --name")
    return title


def _file_name(path: Path) -> str:
    return path.name if path.suffix == ".txt" else f"{path.name}.txt"
