"""Who is told: the tables of channels.toml, a file that people edit; and somebody named on the command line."""

from __future__ import annotations

import hashlib
import os
import re
import tomllib
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BeforeValidator, ConfigDict, Field, ValidationError

from pipeline.alerts.addresses import checked, masked
from pipeline.durations import duration
from pipeline.errors import ConfigurationError
from pipeline.models import Channel, Record, Severity

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["CHANNELS_TOML", "add_channel", "channel_of", "channels_of", "name_for", "remove_channel", "unnamed"]

CHANNELS_TOML = "channels.toml"
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}", re.IGNORECASE)
_TABLE = re.compile(r"^\[([^\]\n]+)\][^\n]*\n(?:(?!\[)[^\n]*\n?)*", re.MULTILINE)
_HOURS = re.compile(r"(\d\d:\d\d)\s*-\s*(\d\d:\d\d)")
_NO_LIMIT = 1_000_000
_HEAD = """\
# Who is told what is newly claimed. One table for each channel; edit it as you like, the next run reads it.
# Secrets do not belong in here: write ${env:NAME} or ${file:PATH} in their place.
# Further keys: wait, again_after, oldest (seconds, or "15m", "2d"), an_hour, burst, link. See docs/alerts.md.
"""


def _seconds(written: object) -> object:
    length = duration(written) if isinstance(written, str) else None
    return length.total_seconds() if length is not None else written


Seconds = Annotated[float, BeforeValidator(_seconds), Field(ge=0, le=31_536_000)]


class _Table(Record):
    """A table of the file, as people write it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    to: str
    topics: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    least: Severity = Severity.INFO
    wait: Seconds = Channel.model_fields["wait"].default
    again_after: Seconds = Channel.model_fields["again_after"].default
    an_hour: int = Field(Channel.model_fields["an_hour"].default, ge=0)
    burst: int = Field(Channel.model_fields["burst"].default, ge=1)
    digest: str = "08:00"
    quiet: str = ""
    timezone: str = "UTC"
    oldest: Seconds = Channel.model_fields["oldest"].default
    link: str | None = None
    since: datetime | None = None


def channels_of(folder: Path, alert_to: str | None = None) -> tuple[Channel, ...]:
    """
    Return the channels of a database folder, and the one that somebody named beside them; each address once.

    A secret that cannot be looked up is no error here: it keeps one channel from being told, and no run from running.
    Raises ConfigurationError that names the file, the table and the key that cannot be used.
    """
    named = _read(folder / CHANNELS_TOML)
    if alert_to is None or alert_to in {channel.to for channel in named}:
        return named
    return (*named, unnamed(alert_to))


def unnamed(to: str) -> Channel:
    """
    Return the channel of an address that stands in no file; it goes by a part of the address's hash.

    A terminal has no use for a pace or for waiting. Raises ConfigurationError when `to` is no address.
    """
    checked(to)
    if to == "stdout":
        return Channel(name=to, to=to, burst=_NO_LIMIT, wait=0, again_after=0)
    return Channel(name=f"{masked(to)} #{hashlib.sha256(to.encode()).hexdigest()[:8]}", to=to)


def channel_of(folder: Path, name: str) -> Channel:
    """Return the channel of that name; raises ConfigurationError that lists those there are."""
    channels = _read(folder / CHANNELS_TOML)
    for channel in channels:
        if channel.name == name:
            return channel
    there = ", ".join(channel.name for channel in channels) or "none; add one with: claimwatch alerts add ADDRESS"
    raise ConfigurationError(f"there is no channel “{name}” in {folder / CHANNELS_TOML}; there are {there}")


def name_for(folder: Path, address: str) -> str:
    """Return a name for a channel after the kind of its address, one that is not taken yet."""
    kind = address.partition(":")[0].lower()
    first = {"http": "webhook", "https": "webhook", "mailto": "mail", "smtp": "mail", "smtps": "mail"}.get(kind, kind)
    first = first if _NAME.fullmatch(first) else "channel"
    taken = {channel.name for channel in _read(folder / CHANNELS_TOML)}
    names = (first, *(f"{first}{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def add_channel(folder: Path, name: str, keys: dict[str, Any]) -> Channel:
    """
    Append a table to channels.toml, a file that only its owner may read, and return the channel.

    Raises ConfigurationError when it is there already or cannot be used; then nothing is written.
    """
    path = folder / CHANNELS_TOML
    if name in {channel.name for channel in _read(path)}:
        raise ConfigurationError(
            f"{path}: there is a channel “{name}” already; give another --name, or remove it first"
        )
    channel = _channel(path, name, keys)
    checked(channel.to)
    lines = "".join(f"{key} = {_toml(value)}\n" for key, value in keys.items())
    folder.mkdir(parents=True, exist_ok=True)
    try:
        before = path.read_text(encoding="utf-8") if path.exists() else _HEAD
        _write(path, f"{before.rstrip()}\n\n[{name}]\n{lines}")
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be written ({error.strerror})") from error
    return channel


def remove_channel(folder: Path, name: str) -> Channel:
    """Take a channel's table out of channels.toml, what else stands there untouched, and return what it was."""
    channel, path = channel_of(folder, name), folder / CHANNELS_TOML
    text = path.read_text(encoding="utf-8")
    kept = _TABLE.sub(lambda table: "" if table[1].strip().strip("\"'") == name else table[0], text)
    _write(path, kept)
    return channel


def _read(path: Path) -> tuple[Channel, ...]:
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path}: not valid TOML: {error}") from error
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be read ({error.strerror})") from error
    return tuple(_channel(path, name, keys) for name, keys in tables.items())


def _channel(path: Path, name: str, keys: object) -> Channel:
    if not _NAME.fullmatch(name):
        raise ConfigurationError(f"{path}: “{name}” is no name for a channel; letters, digits, - and _ make one")
    if not isinstance(keys, dict):
        raise ConfigurationError(f"{path}: “{name}” stands outside a table; write [NAME] above the keys of a channel")
    try:
        table = _Table.model_validate(keys)
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        key = str(first["loc"][0])
        known = ", ".join(_Table.model_fields)
        told = f"no such key; there are {known}" if first["type"] == "extra_forbidden" else first["msg"]
        raise ConfigurationError(f"{path}: [{name}] {key}: {told}") from error
    at = f"{path}: [{name}]"
    quiet = _hours(at, table.quiet)
    rest = table.model_dump(exclude={"digest", "quiet", "timezone", "since"})
    since = table.since
    return Channel(
        name=name,
        digest_at=None if table.digest == "never" else _hour(f"{at} digest", table.digest),
        quiet_from=quiet and quiet[0],
        quiet_until=quiet and quiet[1],
        timezone=_zone(at, table.timezone),
        since=since.astimezone(UTC) if since and since.tzinfo else since and since.replace(tzinfo=UTC),
        **rest,
    )


def _hour(at: str, written: str) -> time:
    try:
        return time.fromisoformat(written)
    except ValueError as error:
        raise ConfigurationError(f"{at}: “{written}” is no time of day; write it as 08:00") from error


def _hours(at: str, written: str) -> tuple[time, time] | None:
    if not written:
        return None
    found = _HOURS.fullmatch(written.strip())
    if not found or found[1] == found[2]:
        raise ConfigurationError(f"{at} quiet: “{written}” are no hours; write them as 22:00-07:00")
    return _hour(f"{at} quiet", found[1]), _hour(f"{at} quiet", found[2])


def _zone(at: str, written: str) -> str:
    try:
        return ZoneInfo(written).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ConfigurationError(
            f"{at} timezone: “{written}” is none that is known here; write it as Europe/Berlin"
        ) from error


def _toml(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="microseconds")
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, (int, float)):
        return str(value)
    text = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(letter if letter.isprintable() else f"\\u{ord(letter):04X}" for letter in text) + '"'


def _write(path: Path, text: str) -> None:
    """Write the whole file or nothing, for its owner's eyes only."""
    fresh = path.with_name(path.name + ".fresh")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as handle:
        handle.write(text)
    fresh.replace(path)
