"""What a run brought, in numbers, with what went wrong in words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from pipeline.collect.network.addresses import origin_of
from pipeline.collect.schedule import may_be_asked
from pipeline.models import COPIES, Novelty
from pipeline.text import content_id

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from pipeline.models import Batch, FeedState, Receipt
    from pipeline.polling import Poll

__all__ = ["LeftAlone", "Report"]


class LeftAlone(NamedTuple):
    """How many feeds of a host were not asked, and until when it wants quiet; None: there were too many before them."""

    feeds: int
    until: datetime | None


@dataclass
class Report:
    """Counts up while a run goes on."""

    started_at: datetime | None = None
    finished_at: datetime | None = None
    feeds: int = 0
    failed_feeds: int = 0
    resting_feeds: int = 0
    """Not asked: not their turn, or they want to be left alone for a while."""
    left_alone: dict[str, LeftAlone] = field(default_factory=dict)
    """By host, those of the resting feeds that it keeps from being asked."""
    pages: int = 0
    articles: int = 0
    edits: int = 0
    """New texts of articles known before."""
    copies: int = 0
    stories: int = 0
    claims: int = 0
    echoes: int = 0
    mentions: int = 0
    alerts: int = 0
    drops: Counter[str] = field(default_factory=Counter)
    """By stage and reason: "topic: off topic"."""
    problems: list[str] = field(default_factory=list)
    asked: int = 0
    """Texts that a language model found the claims of, or should have."""
    tokens: int = 0
    cost: float = 0.0
    stood_in: Counter[str] = field(default_factory=Counter)
    """Why the rules had to stand in for it, with how often."""

    def count(self, batch: Batch) -> None:
        """Add what a batch stored."""
        self.pages += sum(fetch.kind == "page" and fetch.status is not None for fetch in batch.fetches)
        dropped = [*batch.drops, *(drop for intake in batch.intakes for drop in intake.drops)]
        self.drops.update(f"{drop.stage}: {drop.reason}" for drop in dropped)
        for intake in batch.intakes:
            mine = {mention.mention_id for mention in intake.mentions}
            self.articles += intake.change is None
            self.edits += intake.change is not None
            self.copies += intake.comparison.decision in COPIES
            opened = intake.placement.story_id == content_id("story", intake.article.article_id)
            self.stories += opened and intake.change is None
            self.claims += len(intake.claims)
            self.mentions += len(mine)
            self.echoes += sum(link.mention_id in mine and link.novelty is Novelty.ECHO for link in intake.links)
            if intake.receipt:
                self._count_receipt(intake.receipt)

    def _count_receipt(self, receipt: Receipt) -> None:
        self.asked += 1
        self.tokens += receipt.input_tokens + receipt.output_tokens
        self.cost += receipt.cost or 0.0
        if receipt.stood_in:
            self.stood_in[receipt.problem or "no reason given"] += 1

    def count_feeds(self, polls: Iterable[Poll]) -> None:
        """Add how the feeds did; one whose turn did not come was not asked."""
        for poll in polls:
            if poll.fetch.put_off:
                self.resting_feeds += 1
                self._leave_alone(poll.state, poll.fetch.started_at)
                continue
            self.feeds += 1
            self.failed_feeds += poll.failed
            if poll.failed:
                self.problems.append(f"{poll.state.feed.url}: {poll.state.problem}")

    def count_resting(self, states: Iterable[FeedState], now: datetime) -> None:
        """Add feeds that are not to be asked now, one that several topics list once."""
        for state in {state.feed.url: state for state in states}.values():
            self.resting_feeds += 1
            if not may_be_asked(state, now):
                self._leave_alone(state, now)

    @property
    def outcome(self) -> str:
        """`ok`, `partly` when some feeds failed, `failed` when all did and no host kept others from being asked."""
        if not self.failed_feeds:
            return "ok"
        return "failed" if self.failed_feeds == self.feeds and not self.left_alone else "partly"

    @property
    def seconds(self) -> float:
        """How long it took."""
        return (self.finished_at - self.started_at).total_seconds() if self.started_at and self.finished_at else 0.0

    def _leave_alone(self, state: FeedState, now: datetime) -> None:
        host = origin_of(state.asked)
        before = self.left_alone.get(host, LeftAlone(0, None))
        until = None if may_be_asked(state, now) else state.not_before
        self.left_alone[host] = LeftAlone(before.feeds + 1, max(filter(None, (before.until, until)), default=None))
