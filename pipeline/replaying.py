"""
What would have been told: today's rules, or others, asked again of everything that happened since a moment.

The rules are the very same functions, and are told the very same of each batch: with the rules of then they tell what
they told then. Nothing is stored, and nobody is told.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from pipeline import resources
from pipeline.alerts.rules import alerts_of
from pipeline.store.news import stored_news
from pipeline.store.rows import utc
from pipeline.topic.folder import read_rules

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from pipeline.models import Alert
    from pipeline.store.published import Published
    from pipeline.topic import Topic

__all__ = ["Replayed", "replay", "with_rules"]


class Replayed(NamedTuple):
    """What rules would have told."""

    alerts: tuple[Alert, ...]
    """In their order; those with a reason to be `quiet` would have been stored, and nobody told."""
    counts: dict[tuple[str, str], int]
    """How often somebody would have been told, by topic and rule."""


def replay(published: Published, topics: Sequence[Topic], since: datetime) -> Replayed:
    """
    Return what the rules of these topics tell of what was published since then, each step once.

    What had been told before is not told again. Batches from before claimwatch kept how claims stood tell nothing.

    Raises NotFoundError when nothing was published, StoreError when another version published it.
    """
    fired: dict[int, Alert] = {}
    with published.connected() as connection:
        told = connection.execute(resources.query("news", "told_before"), {"since": utc(since)}).fetchall()
        before = {alert_id for (alert_id,) in told}
        quiet: dict[int, str] = dict(connection.execute(resources.query("news", "quiet_runs")).fetchall())
        for news in stored_news(connection, since):
            for alert in alerts_of(news, topics, quiet.get(news.run_id)):
                if alert.alert_id not in before:
                    fired.setdefault(alert.alert_id, alert)
    loud = Counter((alert.topic, alert.rule) for alert in fired.values() if alert.quiet is None)
    return Replayed(tuple(fired.values()), dict(sorted(loud.items())))


def with_rules(topics: Sequence[Topic], path: Path) -> list[Topic]:
    """
    Return the topics with the watch list and the rules of a file in the place of their own.

    The file is a topic.toml, or has nothing but its [watch] and [alerts]. Raises TopicError that names the file, the
    line and what was expected.
    """
    watch, rules = read_rules(path)
    return [topic.model_copy(update={"watch": watch, "alerts": rules}) for topic in topics]
