"""
The subscriptions and their secrets, in a file that only who runs claimwatch can read.

They are in no database, because that is published; and they are on the disk before their hub is asked, so that a
receiver that is killed in between still knows what the hub speaks of.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from pipeline.collect.websub.subscription import Subscription
from pipeline.durably import write_durably
from pipeline.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["SUBSCRIPTIONS", "Subscriptions"]

SUBSCRIPTIONS = "push/subscriptions.json"
"""Where they are in the --db folder."""

_FILE = TypeAdapter(tuple[Subscription, ...])


class Subscriptions:
    """
    All subscriptions, each found by the token of its callback.

    Raises ConfigurationError when the file cannot be read; every change is written before the call returns.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._by_token = {_key(one.token): one for one in _read(path)}

    def __iter__(self) -> Iterator[Subscription]:
        return iter(tuple(self._by_token.values()))

    def of(self, token: str) -> Subscription | None:
        """Return the subscription whose callback was called; how long that takes tells nothing about tokens."""
        return self._by_token.get(_key(token))

    def put(self, subscription: Subscription) -> None:
        """Store a subscription as it is now."""
        self._by_token[_key(subscription.token)] = subscription
        self._write()

    def remove(self, subscription: Subscription) -> None:
        """Forget a subscription: its callback is gone."""
        self._by_token.pop(_key(subscription.token), None)
        self._write()

    def arrange(self, subscriptions: Iterable[Subscription]) -> None:
        """Have these, and no others."""
        arranged = {_key(one.token): one for one in subscriptions}
        if arranged != self._by_token:
            self._by_token = arranged
            self._write()

    def _write(self) -> None:
        write_durably(self._path, _FILE.dump_json(tuple(self._by_token.values()), exclude_none=True))


def _read(path: Path) -> tuple[Subscription, ...]:
    try:
        return _FILE.validate_json(path.read_bytes())
    except FileNotFoundError:
        return ()
    except ValidationError as error:
        raise ConfigurationError(
            f"{path}: damaged; move it away, and every feed is subscribed to anew ({error.error_count()} errors)"
        ) from None
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be read ({error.strerror})") from error


def _key(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
