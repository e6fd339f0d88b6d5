"""
Everything claimwatch raises on purpose.

    ClaimwatchError
    ├── UsageError              the command was written wrongly                              exit 2
    ├── ConfigurationError      topic folder, topic.toml, options: the user can mend it      exit 4
    │   ├── TopicError
    │   └── SettingsError
    ├── StoreError              the database                                                 exit 1
    │   ├── LockedError         another run holds it                                         exit 5
    │   ├── NewerDatabaseError  made by a later claimwatch                                   exit 4
    │   ├── DiskFullError
    │   ├── LostPageError       kept bytes are missing or damaged
    │   └── QueryError          the user's SQL does not run                                  exit 2
    ├── FetchError              one address could not be had; it becomes a row, the run goes on
    │   ├── RefusedAddressError private, loopback, link-local …: never asked
    │   ├── TooLargeError
    │   └── IncompleteError     the body broke off
    ├── NotAFeedError           fetched, but not a feed
    ├── ReadError               one page could not be read; it becomes a row
    └── NotFoundError           no such story, claim, article                                exit 1

Third-party errors never cross a door: each door raises one of these `from` the original.
"""

from __future__ import annotations

from typing import Any, ClassVar, Self

__all__ = [
    "ClaimwatchError",
    "ConfigurationError",
    "DiskFullError",
    "FetchError",
    "IncompleteError",
    "LockedError",
    "LostPageError",
    "NewerDatabaseError",
    "NotAFeedError",
    "NotFoundError",
    "QueryError",
    "ReadError",
    "RefusedAddressError",
    "SettingsError",
    "StoreError",
    "TooLargeError",
    "TopicError",
    "UsageError",
]


class ClaimwatchError(Exception):
    """The base of all; its text names the thing and the way out."""

    exit_code: ClassVar[int] = 1


class UsageError(ClaimwatchError):
    """The command line says something that cannot be meant."""

    exit_code = 2


class ConfigurationError(ClaimwatchError):
    """Something the user wrote cannot be used as it stands."""

    exit_code = 4


class TopicError(ConfigurationError):
    """A topic folder, its topic.toml or its seeds cannot be used."""


class SettingsError(ConfigurationError):
    """An option or an environment variable cannot be used."""


class StoreError(ClaimwatchError):
    """The database refused."""


class LockedError(StoreError):
    """Another run holds the database."""

    exit_code = 5


class NewerDatabaseError(StoreError):
    """The database was made by a later claimwatch than this one."""

    exit_code = 4


class DiskFullError(StoreError):
    """There is no room left; what was committed stands."""


class LostPageError(StoreError):
    """The bytes of a page that was kept are missing or damaged; its text and claims stand."""


class QueryError(StoreError):
    """The user's SQL does not run; the text is DuckDB's own."""

    exit_code = 2


class _AboutAddressError(ClaimwatchError):
    """Something about one address. It survives the way back from a reading process: it is made again from its parts."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{url}: {reason}")
        self.url = url
        self.reason = reason

    def __reduce__(self) -> tuple[type[Self], tuple[str, str], dict[str, Any]]:
        return type(self), (self.url, self.reason), self.__dict__


class FetchError(_AboutAddressError):
    """One address could not be had."""

    def __init__(self, url: str, reason: str, *, status: int | None = None) -> None:
        super().__init__(url, reason)
        self.status = status


class RefusedAddressError(FetchError):
    """The address is private, loopback or otherwise not on the public internet."""


class TooLargeError(FetchError):
    """The body went over the limit; nothing of it was kept."""


class IncompleteError(FetchError):
    """The body broke off before its announced end."""


class NotAFeedError(_AboutAddressError):
    """What came is not a feed."""


class ReadError(_AboutAddressError):
    """One page could not be read as an article."""


class NotFoundError(ClaimwatchError):
    """There is no story, claim, article or alert of that name."""
