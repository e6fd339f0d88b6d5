"""What is wrong with a feed, with the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from pipeline.models import FeedState, Fetch

__all__ = ["problem_of"]


def problem_of(before: FeedState, fetch: Fetch, reason: str) -> str:
    """Return why a feed failed and what its reader can do; `reason` is the fetcher's or the parser's."""
    at = "" if before.address is None else f" (asked at {before.address}, where it had moved to)"
    return f"{reason}{at}{_advice(before, fetch)}"


def _advice(before: FeedState, fetch: Fetch) -> str:
    listed = before.feed.url
    match fetch.status:
        case 401 | 403:
            return "; the server lets only some in: set CLAIMWATCH_CONTACT, so that its owner can see who asks"
        case 404:
            return (
                f"; it goes on being asked, feeds do come back. Has it moved? claimwatch feeds discover {_site(listed)}"
            )
        case 410:
            return (
                "; its owner says that it is gone for good, so it is asked less and less, down to once a week."
                f" Take it out with: claimwatch feeds remove {listed}"
            )
        case _:
            return ""


def _site(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/"
