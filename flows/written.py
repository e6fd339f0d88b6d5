"""What prefect.yaml says, as it is written: which deployments there are, what each does, and when."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from pipeline.errors import ConfigurationError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Written", "purpose", "read_deployments", "times"]

_EVERY = re.compile(r"\*/(\d+) \* \* \* \*")
_HOURLY = re.compile(r"([\d,]+) \* \* \* \*")
_DAILY = re.compile(r"(\d+) (\d+) \* \* \*")
_SENTENCE = re.compile(r"(.+?[.])(\s|$)")

Written = dict[str, Any]
"""A deployment as it is written in the file."""


def read_deployments(path: Path) -> list[Written]:
    """
    Return the deployments of a file like prefect.yaml, as they are written.

    Raises ConfigurationError when the file cannot be read or is none of the kind.
    """
    try:
        read = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path}: cannot be read ({getattr(error, 'strerror', None) or error})") from error
    except yaml.YAMLError as error:
        raise ConfigurationError(f"{path}: is no YAML: {error}") from error
    found = read.get("deployments") if isinstance(read, dict) else None
    if not isinstance(found, list) or not all(isinstance(one, dict) and "entrypoint" in one for one in found):
        raise ConfigurationError(f"{path}: no list of deployments, each with an entrypoint; see claimwatch's own file")
    return found


def times(written: Written) -> str:
    """Return when a deployment is made, in words."""
    every = [_when(one) for one in written.get("schedules", ()) if one.get("active", True)]
    events = sorted({event for one in written.get("triggers", ()) for event in one.get("expect", ())})
    return ", ".join([*every, *(f"on {event}" for event in events)]) or "when you say so"


def purpose(written: Written) -> str:
    """Return what a deployment does: the first sentence of its description."""
    text = " ".join(str(written.get("description") or "").split())
    found = _SENTENCE.match(text)
    return found[1] if found else text


def _when(schedule: Written) -> str:
    if interval := schedule.get("interval"):
        return f"every {float(interval):g} seconds"
    cron = str(schedule.get("cron") or schedule.get("rrule"))
    zone = schedule.get("timezone", "UTC")
    if every := _EVERY.fullmatch(cron):
        return f"every {every[1]} minutes"
    if hourly := _HOURLY.fullmatch(cron):
        return f"every hour at {' and '.join(f':{int(minute):02}' for minute in hourly[1].split(','))}"
    if daily := _DAILY.fullmatch(cron):
        return f"every day at {int(daily[2]):02}:{int(daily[1]):02} {zone}"
    return f"at {cron} {zone}"
