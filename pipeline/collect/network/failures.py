"""What only the network door tells apart; whoever asks it sees rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.errors import FetchError, IncompleteError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

__all__ = ["DisallowedError", "EncodingError", "GarbledError", "NotNowError", "RedirectsError", "StatusError"]


class NotNowError(FetchError):
    """It was not asked, and may be later: after `retry_at` where that is known."""

    def __init__(self, url: str, reason: str, *, retry_at: datetime | None = None) -> None:
        super().__init__(url, reason)
        self.retry_at = retry_at


class DisallowedError(FetchError):
    """The host's robots.txt closes the address to us."""


class RedirectsError(FetchError):
    """One redirect after the other, and nothing at the end."""


class StatusError(FetchError):
    """The answer is an error, by its status."""

    def __init__(self, url: str, reason: str, *, status: int | None = None, headers: Mapping[str, str]) -> None:
        super().__init__(url, reason, status=status)
        self.headers = headers
        self.retry_at: datetime | None = None


class EncodingError(FetchError):
    """The body is compressed in a way that was not asked for."""


class GarbledError(IncompleteError):
    """The body's compression is broken, or broke off."""
