"""What nobody wants to be told of for a while, as people write it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from pipeline.alerts.rule_names import known_rule
from pipeline.durations import duration
from pipeline.errors import NotFoundError, UsageError
from pipeline.models.outbox import Silence
from pipeline.store.database import Database
from pipeline.store.latest import latest
from pipeline.store.outbox_wishes import silence as keep_silent

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

__all__ = ["silence"]

_LONGEST = timedelta(days=365)
_NUMBER = re.compile(r"\d{1,19}", re.ASCII)
_FORMS = "an alert's number, rule:NAME, story:ID, claim:ID, feed:URL, topic:NAME or everything"


def silence(folder: Path, what: str, length: str, author: str, reason: str, now: datetime) -> Silence:
    """
    Keep something from everybody for so long, and return the silence.

    The number of an alert stands for its thread. Raises UsageError that shows what can be written, ConfigurationError
    for a rule that there is not, NotFoundError when there is no such alert.
    """
    wanted = duration(length)
    if wanted is None or not timedelta(0) < wanted <= _LONGEST:
        raise UsageError(f"--for {length}: write 90m, 12h, 2d or 1w, a year at most; every silence ends")
    if not reason.strip():
        raise UsageError("--reason: say why, it is shown wherever somebody asks why they were not told")
    meant, until = _meant(folder, what.strip()), now + wanted
    number = keep_silent(Database(folder), meant, until, author, reason.strip(), now)
    return Silence(silence_id=number, what=meant, until=until, author=author, reason=reason.strip(), made_at=now)


def _meant(folder: Path, what: str) -> str:
    if _NUMBER.fullmatch(what):
        with latest(folder) as ask:
            found = ask("alerts_listed", id=int(what), since=None)
        if not found:
            raise NotFoundError(f"there is no alert {what}; see: claimwatch alerts list")
        return str(found[0]["thread"])
    kind, _, name = what.partition(":")
    if kind == "rule":
        known_rule(name)
    numbered = kind in {"story", "claim"} and bool(_NUMBER.fullmatch(name))
    if what == "everything" or numbered or (kind in {"rule", "feed", "topic"} and name):
        return what
    raise UsageError(f"“{what}” is nothing that can be silenced; write {_FORMS}")
