"""Read a topic folder: topic.toml and articles/*.txt. Its feeds.opml is read where feeds are, in collect/."""

from __future__ import annotations

import difflib
import re
import tomllib
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from pydantic import Field, ValidationError

from pipeline.errors import TopicError
from pipeline.models import Article, Record
from pipeline.text import content_id
from pipeline.topic.records import (
    AlertRules,
    Entity,
    EventType,
    Terms,
    Text,
    Thresholds,
    Topic,
    Trigger,
    Vocabulary,
    Watch,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from pathlib import Path

__all__ = ["FEEDS_OPML", "TOPIC_TOML", "known_folder", "read_rules", "read_seed", "read_topic"]

TOPIC_TOML = "topic.toml"
FEEDS_OPML = "feeds.opml"
_LINE = re.compile(r"line (\d+)")
# What a seed's own text says of who wrote it: a by-line on a line of its own, and the note about the author below.
_BYLINE = re.compile(r"^(?:Written )?[Bb]y ((?:[A-Z][\w.'’-]+ ?){2,4})(?:\W.*)?$", re.MULTILINE)
_WRITES_FOR = re.compile(r"\b(?:writer|reporter|editor|journalist|correspondent) (?:at|for) ((?:[A-Z][\w&]+ ?){1,4})")


class _File(Record):
    """topic.toml as it is written."""

    name: Text
    languages: tuple[Text, ...] = ("en",)
    entities: tuple[Entity, ...] = ()
    terms: Terms = Terms()
    events: dict[EventType, tuple[Trigger, ...]] = Field(default_factory=dict)
    watch: Watch = Watch()
    alerts: AlertRules = AlertRules()
    thresholds: Thresholds = Thresholds()


class _Rules(Record):
    """What of a topic.toml says whom to tell of what."""

    watch: Watch = Watch()
    alerts: AlertRules = AlertRules()


_Written = TypeVar("_Written", bound=Record)


def read_rules(path: Path) -> tuple[Watch, AlertRules]:
    """
    Return the watch list and the rules of a topic.toml, or of a file that has nothing else in it.

    Raises TopicError that names the file, the line and what was expected.
    """
    if not path.is_file():
        raise TopicError(f"{path}: no such file; give a {TOPIC_TOML}, or a file with its [watch] and [alerts] alone")
    content = _parsed(path)
    written: _File | _Rules
    written = _validated(path, content, _File) if "name" in content else _validated(path, content, _Rules)
    return written.watch, written.alerts


def read_topic(folder: Path, now: datetime) -> Topic:
    """
    Return the topic of a folder, its seeds dated `now` as far as being seen goes.

    Raises TopicError that names the file, the line and what was expected.
    """
    path = known_folder(folder) / TOPIC_TOML
    if path.is_dir():
        raise TopicError(f"{path}: is a folder; what is wanted is a file of this name")
    if not path.is_file():
        raise TopicError(f"{folder}: no {TOPIC_TOML} in it; make one with: claimwatch init {folder} --seeds FILE …")
    written = _validated(path, _parsed(path), _File)
    _refuse_phrases_of_two_types(path, written.events)
    return Topic(
        topic=folder.resolve().name,
        name=written.name,
        languages=written.languages,
        vocabulary=Vocabulary(entities=written.entities, events=written.events),
        terms=written.terms,
        watch=written.watch,
        alerts=written.alerts,
        thresholds=written.thresholds,
        seeds=_seeds(folder, now),
    )


def known_folder(folder: Path) -> Path:
    """Return the folder as it is; raises TopicError with the way out when there is no such folder."""
    if not folder.is_dir():
        raise TopicError(f"{folder}: no such topic folder; make one with: claimwatch init {folder} --seeds FILE …")
    return folder


def seed_article(name: str, text: str, now: datetime, topic: str = "") -> Article:
    """
    Return a seed as an article.

    It has no title, date or address of its own, and an outlet and authors only where its text names them. Topics may
    have files of one name: a seed is known by its topic and its name.
    """
    byline, writes_for = _BYLINE.search(text), _WRITES_FOR.search(text)
    return Article(
        article_id=content_id("article", f"seed:{name}", topic),
        revision=content_id("revision", text),
        url=f"seed:{name}",
        text=text,
        outlet=writes_for[1].strip() if writes_for else None,
        authors=(byline[1].strip(),) if byline else (),
        seen_at=now,
        is_seed=True,
    )


def read_seed(path: Path, now: datetime, topic: str = "") -> Article:
    """Return the seed in a file; raises TopicError when it is unreadable, empty or not UTF-8."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TopicError(f"{path}: not UTF-8 text (byte {error.start}); save it as UTF-8") from error
    except OSError as error:
        raise TopicError(f"{path}: cannot be read ({error.strerror})") from error
    if not text.strip():
        raise TopicError(f"{path}: is empty; put an article's text in it or remove the file")
    return seed_article(path.name, text, now, topic)


def _seeds(folder: Path, now: datetime) -> tuple[Article, ...]:
    files = sorted((folder / "articles").glob("*.txt"))
    if not files:
        raise TopicError(f"{folder / 'articles'}: no seed articles; put at least one .txt file there")
    return tuple(read_seed(path, now, folder.resolve().name) for path in files)


def _parsed(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        line = _LINE.search(str(error))
        where = f", line {line[1]}" if line else ""
        raise TopicError(f"{path}{where}: not valid TOML: {error}") from error
    except UnicodeDecodeError as error:
        raise TopicError(f"{path}: not UTF-8 text (byte {error.start}); save it as UTF-8") from error
    except OSError as error:
        raise TopicError(f"{path}: cannot be read ({error.strerror})") from error


def _validated(path: Path, content: dict[str, Any], kind: type[_Written]) -> _Written:
    try:
        return kind(**content)
    except ValidationError as error:
        first = error.errors()[0]
        keys = [str(part) for part in first["loc"] if part != "[key]"]
        raise TopicError(
            f"{path}{_line_of(path, keys)}: {_expectation(first['type'], keys, first['msg'], kind)}"
        ) from error


def _refuse_phrases_of_two_types(path: Path, events: Mapping[str, Iterable[str]]) -> None:
    """Raise TopicError for a phrase that is listed under two event types: it could show only one of them."""
    shows: dict[str, str] = {}
    for event_type, phrases in events.items():
        for phrase in phrases:
            first = shows.setdefault(" ".join(phrase.replace("’", "'").lower().split()), event_type)
            if first != event_type:
                raise TopicError(
                    f"{path}{_line_of(path, ['events', event_type])}: “{phrase}” is listed under “{first}” and"
                    f" “{event_type}”; a phrase shows one event type"
                )


def _expectation(kind: str, keys: list[str], message: str, file: type[Record]) -> str:
    name = ".".join(keys)
    if kind == "extra_forbidden":
        known = _known_keys(keys, file)
        near = difflib.get_close_matches(keys[-1], known, n=1)
        hint = f"did you mean “{near[0]}”?" if near else f"known here: {', '.join(known)}"
        return f"unknown key “{name}”; {hint}"
    if kind == "missing":
        return f"“{name}” is missing"
    if kind == "string_too_short":
        return f"“{name}”: must not be empty"
    told = message.removeprefix("Value error, ").replace("a valid tuple", "a list")
    return f"“{name}”: {told[0].lower()}{told[1:]}"


def _known_keys(keys: list[str], file: type[Record]) -> list[str]:
    """Return the keys that are known where the last of these stands."""
    fields, known = file.model_fields, list(file.model_fields)
    for key in keys[:-1]:
        if key.isdigit():
            continue
        section = fields[key].annotation if key in fields else None
        # Entities are a list of tables.
        section = next((one for one in get_args(section) if isinstance(one, type)), section)
        if not (isinstance(section, type) and issubclass(section, Record)):
            break
        fields, known = section.model_fields, list(section.model_fields)
    return known


def _line_of(path: Path, keys: list[str]) -> str:
    """TOML parsers keep no line numbers; the last key of the complaint is looked for in its part of the file."""
    names = [key for key in keys if not key.isdigit()]
    if not names or not names[-1]:
        return ""
    key = re.compile(rf"^\s*(?:\[+\s*(?:[\w.]+\.)?)?[\"']?{re.escape(names[-1])}[\"']?\s*[=\].]")
    lines = path.read_text(encoding="utf-8").splitlines()
    # The narrowest part that has a heading: [alerts.denied] before [alerts].
    headings = (r"\s*\.\s*".join(map(re.escape, names[:depth])) for depth in range(max(1, len(names) - 1), 0, -1))
    found_parts = ([n for n, line in enumerate(lines) if re.match(rf"^\s*\[+\s*{it}\s*\]", line)] for it in headings)
    parts = next(filter(None, found_parts), [])
    which = int(keys[1]) if len(keys) > 1 and keys[1].isdigit() else 0
    begins = parts[which] if which < len(parts) else 0
    found = (number for number, line in enumerate(lines[begins:], start=begins + 1) if key.match(line))
    return next((f", line {number}" for number in found), "")
