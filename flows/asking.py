"""Ask the feeds in parts, some of them again, and keep the last word of each."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from queue import SimpleQueue
from typing import TYPE_CHECKING, NamedTuple

from pipeline.collect.network.addresses import fetchable, host_of
from pipeline.errors import RefusedAddressError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.models import FeedState
    from pipeline.polling import Poll
    from pipeline.run import Run

__all__ = ["Asking", "Neighbours", "by_host", "may_pass"]

_MOST_GROUPS = 60
# Timeouts and failures of a server (RFC 9110, section 15). Not 429: that one asks for quiet, and an hour is quieter.
_MAY_PASS = frozenset({408, 500, 502, 503, 504})
# A feed that failed in each of so many runs is asked once a run: it will not come back within seconds.
_PATIENCE = 3


class Neighbours(NamedTuple):
    """Feeds that are asked together: those of one host, or of several where there are more hosts than tasks."""

    name: str
    feeds: tuple[FeedState, ...]


def by_host(feeds: Iterable[FeedState]) -> list[Neighbours]:
    """
    Return the feeds in at most 60 groups, those of one host always in one.

    The fetcher limits how many of its own requests are at a host at once; two tasks at one host would not know of
    each other.
    """
    hosts: defaultdict[str, list[FeedState]] = defaultdict(list)
    for state in feeds:
        hosts[_host(state)].append(state)
    groups = [list(hosts)[first::_MOST_GROUPS] for first in range(min(len(hosts), _MOST_GROUPS))]
    return [_neighbours(names, [state for name in names for state in hosts[name]]) for names in groups]


def may_pass(poll: Poll) -> bool:
    """Return whether a feed that failed may answer when asked again in a few seconds; not one that asked for quiet."""
    if not poll.failed or poll.state.failures > _PATIENCE or poll.fetch.lasting or poll.fetch.retry_at:
        return False
    nobody_answered = poll.fetch.status is None and poll.fetch.error is not None
    return nobody_answered or poll.fetch.status in _MAY_PASS


class Asking:
    """The polls of one run. May be used from several threads, each with neighbours of its own."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._last: dict[str, Poll] = {}
        self._answered: SimpleQueue[Poll] = SimpleQueue()

    def ask(self, neighbours: Neighbours) -> list[Poll]:
        """Ask those who have not been asked and those who may answer by now; return the polls that failed."""
        open_ones = [state for state in neighbours.feeds if self._is_open(state)]
        for answer in chain.from_iterable(self._run.poll(open_ones)):
            self._last[answer.state.feed.url] = answer
            if not answer.failed:
                self._answered.put(answer)
        polls = {state.feed.url: self._last[state.feed.url] for state in neighbours.feeds}
        return [poll for poll in polls.values() if poll.failed]

    def answered(self) -> list[Poll]:
        """Return the answers that came since this was asked last; what failed offers nothing."""
        return [self._answered.get() for _ in range(self._answered.qsize())]

    @property
    def polls(self) -> list[Poll]:
        """The last word of every feed that was asked."""
        return list(self._last.values())

    def _is_open(self, state: FeedState) -> bool:
        last = self._last.get(state.feed.url)
        return last is None or may_pass(last)


def _host(state: FeedState) -> str:
    """Return the host a feed is counted under; addresses that will be refused are counted together."""
    try:
        return host_of(fetchable(state.asked))
    except RefusedAddressError:
        return ""


def _neighbours(hosts: list[str], feeds: list[FeedState]) -> Neighbours:
    first = hosts[0] or "addresses that are none"
    name = first if len(feeds) == 1 else f"{first} and {len(feeds) - 1} more"
    return Neighbours(name, tuple(feeds))
