"""
Which steps of claims and stories are worth an alert.

    news of a batch -> each rule -> what another rule tells better is left out -> alerts

Pure: the same news and the same topic give the same alerts, the day they came and a year later.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.alerts.rules.changed import changed
from pipeline.alerts.rules.corrected import corrected
from pipeline.alerts.rules.corroborated import corroborated
from pipeline.alerts.rules.denied import denied
from pipeline.alerts.rules.messages import alert
from pipeline.alerts.rules.new_story import new_story
from pipeline.alerts.rules.on_record import on_record
from pipeline.alerts.rules.told_better import without_what_is_told_better
from pipeline.alerts.rules.watched_claim import watched_claim

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pipeline.alerts.rules.firing import Firing
    from pipeline.models import Alert, News
    from pipeline.topic import Topic

__all__ = ["CLAIM_RULES", "alerts_of"]

CLAIM_RULES: dict[str, Callable[[News, Topic], Iterator[Firing]]] = {
    "new_story": new_story,
    "watched_claim": watched_claim,
    "corroborated": corroborated,
    "on_record": on_record,
    "denied": denied,
    "changed": changed,
    "corrected": corrected,
}
"""By the name that a rule has in topic.toml."""


def alerts_of(news: News, topics: Iterable[Topic], quiet: str | None = None) -> Iterator[Alert]:
    """
    Yield what the rules of each topic find worth telling of a batch; `quiet` is why nobody is told all the same.

    Seeds, context (tier 2) and that somebody would not comment are told nobody, nor is one more telling of what is
    known. What fires again later has the same `alert_id`.
    """
    for topic in topics:
        on = [rule for name, rule in CLAIM_RULES.items() if getattr(topic.alerts, name).on]
        fired = [one for rule in on for one in rule(news, topic)]
        for one in without_what_is_told_better(fired):
            yield alert(one, topic, news, quiet)
