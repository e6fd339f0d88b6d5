"""Where things are and what is allowed: from options, then the environment, then defaults."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from pipeline.durations import duration
from pipeline.errors import ConfigurationError, SettingsError
from pipeline.lake_address import folder_of
from pipeline.language_model import LanguageModel, language_model_of
from pipeline.models import Record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["EXTRACTORS", "ExtractorName", "Settings"]

ExtractorName = Literal["rules", "llm"]
EXTRACTORS: tuple[ExtractorName, ...] = get_args(ExtractorName)
"""What can find the claims of a text: the rules, or a language model that the user has."""

# Nobody means a century; with longer ones the date they reach back to does not exist.
_LONGEST = timedelta(days=36_500)


class Settings(Record):
    """What a command works with."""

    db: Path = Path("var")
    topics: tuple[Path, ...] = ()
    allow_private: frozenset[str] = frozenset()
    """Hosts on private networks that may be fetched; nothing else there is."""
    contact: str | None = None
    """An address or a page where those whose servers we ask can find whoever runs this."""
    alert_to: str | None = None
    """`stdout`, an http(s) address that takes a POST, or None: nobody is told."""
    keep_pages: timedelta | None = timedelta(days=90)
    """How long the bytes of article pages are kept, so that they can be read again; nothing at 0, for ever at None."""
    keep_feeds: timedelta | None = timedelta(days=7)
    """The same for the bytes of feeds."""
    every: timedelta = timedelta(minutes=10)
    """How often a run is due. Where runs come less often by themselves, that is their schedule."""
    extractor: ExtractorName = "rules"
    llm: LanguageModel | None = None
    """The model that the extractor `llm` asks."""

    @classmethod
    def of(
        cls,
        *,
        db: Path | None = None,
        topics: Sequence[Path] = (),
        alert_to: str | None = None,
        environment: Mapping[str, str] = os.environ,
    ) -> Settings:
        """
        Return the settings of a command: what was given, else what the environment says, else the defaults.

        Raises SettingsError that names the variable and shows what can be written.
        """
        kept: dict[str, timedelta | None] = {
            field: _kept_for(name, environment[name])
            for field, name in (("keep_pages", "CLAIMWATCH_KEEP_PAGES"), ("keep_feeds", "CLAIMWATCH_KEEP_FEEDS"))
            if environment.get(name, "").strip()
        }
        if environment.get("CLAIMWATCH_EVERY", "").strip():
            kept["every"] = _every(environment["CLAIMWATCH_EVERY"])
        allowed = environment.get("CLAIMWATCH_ALLOW_PRIVATE", "")
        return cls(
            db=db or folder_of(environment.get("CLAIMWATCH_DB", "var")),
            topics=tuple(topics),
            allow_private=frozenset(host.strip().lower() for host in allowed.split(",") if host.strip()),
            contact=environment.get("CLAIMWATCH_CONTACT") or None,
            alert_to=alert_to or environment.get("CLAIMWATCH_ALERT_TO") or None,
            extractor=_extractor(environment.get("CLAIMWATCH_EXTRACTOR", "")),
            llm=language_model_of(environment),
            **kept,
        )

    def topic_folders(self) -> tuple[Path, ...]:
        """
        Return the topic folders to work on: those given, else every folder of ./seeds.

        Raises ConfigurationError when there is none.
        """
        if self.topics:
            return self.topics
        home = Path("seeds")
        found = tuple(sorted(path for path in home.glob("*") if path.is_dir())) if home.is_dir() else ()
        if not found:
            raise ConfigurationError(
                "no topic folder: neither --topic DIR nor a folder in ./seeds;"
                " make one with: claimwatch init seeds/my-topic --seeds ARTICLE.txt …"
            )
        return found


def _extractor(written: str) -> ExtractorName:
    wanted = written.strip().lower() or "rules"
    for name in EXTRACTORS:
        if name == wanted:
            return name
    raise SettingsError(f"CLAIMWATCH_EXTRACTOR: “{written}” is no extractor; write {' or '.join(EXTRACTORS)}")


def _every(written: str) -> timedelta:
    length = duration(written)
    if not length or length > _LONGEST:
        raise SettingsError(f"CLAIMWATCH_EVERY: “{written}” is no time between two runs; write 10m, 1h or 1d")
    return length


def _kept_for(name: str, written: str) -> timedelta | None:
    text = written.strip().lower()
    if text == "forever":
        return None
    length = timedelta(0) if text == "0" else duration(text)
    if length is None or length > _LONGEST:
        raise SettingsError(f"{name}: “{written}” is no time to keep; write 90d, 12h, 2w, 0 for nothing, or forever")
    return length
