"""Where things are and what is allowed: from options, then the environment, then defaults."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import ConfigurationError
from pipeline.models import Record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Settings"]


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

    @classmethod
    def of(
        cls,
        *,
        db: Path | None = None,
        topics: Sequence[Path] = (),
        alert_to: str | None = None,
        environment: Mapping[str, str] = os.environ,
    ) -> Settings:
        """Return the settings of a command: what was given, else what the environment says, else the defaults."""
        allowed = environment.get("CLAIMWATCH_ALLOW_PRIVATE", "")
        return cls(
            db=db or Path(environment.get("CLAIMWATCH_DB", "var")),
            topics=tuple(topics),
            allow_private=frozenset(host.strip().lower() for host in allowed.split(",") if host.strip()),
            contact=environment.get("CLAIMWATCH_CONTACT") or None,
            alert_to=alert_to or environment.get("CLAIMWATCH_ALERT_TO") or None,
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
