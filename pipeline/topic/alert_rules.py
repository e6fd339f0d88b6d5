"""Which steps are worth an alert, and how much each matters: the [alerts] of a topic.toml."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from pipeline.models import Record, Severity

__all__ = ["AlertRules", "Changed", "Corrected", "Corroborated", "Rule"]


def _rising(counts: tuple[int, ...]) -> tuple[int, ...]:
    if list(counts) != sorted(set(counts)):
        raise ValueError("must rise, each number once: [2, 3, 5]")
    return counts


_Count = Annotated[int, Field(ge=2, le=1000)]
Counts = Annotated[tuple[_Count, ...], Field(min_length=1), AfterValidator(_rising)]


class Rule(Record):
    """Whether a rule is on, and how much what it tells matters."""

    on: bool = True
    severity: Severity = Severity.NOTABLE
    """Of each alert it makes, where it names no other."""


class Corroborated(Rule):
    """When more origins are worth telling."""

    at: Counts = (2, 3, 5)
    """Numbers of independent origins."""


class Changed(Rule):
    """What a change is worth: of what is said, or only of how it is put."""

    hedge_dropped: Severity = Severity.INFO
    """Where an outlet states as fact what its origin gave with a source or a doubt."""


class Corrected(Rule):
    """What a correction is worth: with a word about it, or without."""

    severity: Severity = Severity.URGENT
    silent: Severity = Severity.NOTABLE
    """Where an article's text no longer says it, and does not say why."""


class AlertRules(Record):
    """
    The rules of a topic, one a kind of step.

    What takes a claim down is urgent, for whoever has written it too; the rest is worth knowing.
    """

    new_story: Rule = Rule()
    watched_claim: Rule = Rule()
    corroborated: Corroborated = Corroborated()
    on_record: Rule = Rule()
    denied: Rule = Rule(severity=Severity.URGENT)
    changed: Changed = Changed()
    corrected: Corrected = Corrected()
    burst: Rule = Rule()
    feed_failing: Rule = Rule()
    feed_silent: Rule = Rule()
    topic_stale: Rule = Rule()
    pipeline_stale: Rule = Rule()
    checks_failed: Rule = Rule()
