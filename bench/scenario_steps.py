"""The steps of the gold that somebody is to be told of, each with its claim, or story, and its day."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from bench.scenario_run import arrival_days

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from bench.scenario_gold import GoldMention, Scenario

__all__ = ["gold_steps"]

_NUMBERS = (2, 3, 5)
_Step = tuple[str, str, "date"]


def gold_steps(gold: Scenario) -> list[_Step]:
    """
    Return each step of the gold: of which claim, or story, of which kind, and on which day; none of the first day.

    Rules see how a claim stands before a batch and after it: of several rungs in one day's batch the last counts.
    """
    days = arrival_days(gold)
    seeds = {article.id for article in gold.articles if article.seed}
    said = [row for row in gold.mentions if row.article not in seeds]
    found = dict.fromkeys((*_rungs(gold, days), *_reached(gold, days), *_said(said, days), *_new_stories(gold, days)))
    return [step for step in found if step[2] > min(days.values())]


def _rungs(gold: Scenario, days: Mapping[str, date]) -> Iterator[_Step]:
    for key, claim in gold.claims.items():
        (article, first), *later = claim.steps
        if first == "disputed":
            yield key, "new, disputed", days[article]
        for day, rung in {days[article]: rung for article, rung in later}.items():
            yield key, rung, day


def _reached(gold: Scenario, days: Mapping[str, date]) -> Iterator[_Step]:
    """
    Yield each claim and day on which the voices that the gold counts behind it reach a number that is told.

    Of a claim that is new that day nobody has to be told so.
    """
    voices: defaultdict[str, set[str]] = defaultdict(set)
    before: dict[str, tuple[date, int]] = {}
    for row in sorted(gold.mentions, key=lambda row: days[row.article]):
        if row.mode == "denied" or not row.origin:
            continue
        day, count = days[row.article], len(voices[row.claim])
        if row.claim not in before or before[row.claim][0] != day:
            before[row.claim] = day, count
        via = gold.origins[row.origin].via
        voices[row.claim].add(gold.families.get(via, via) or row.origin)
        started = before[row.claim][1]
        if any(started < number <= len(voices[row.claim]) for number in _NUMBERS):
            yield row.claim, "corroborated" if started else "new, of several", day


def _said(rows: list[GoldMention], days: Mapping[str, date]) -> Iterator[_Step]:
    for row in rows:
        if row.novelty in {"denied", "on_record", "changed"}:
            yield row.claim, row.novelty, days[row.article]
        if row.hedge_dropped:
            yield row.claim, "hedge dropped", days[row.article]
        if row.novelty == "corrected" or row.corrected_by:
            yield row.claim, "corrected", days[row.corrected_by or row.article]


def _new_stories(gold: Scenario, days: Mapping[str, date]) -> Iterator[_Step]:
    """Yield each story with the day on which it began, those of the seeds left out."""
    seeds = {article.id for article in gold.articles if article.seed}
    from_seeds = {gold.claims[row.claim].story for row in gold.mentions if row.article in seeds}
    began: dict[str, date] = {}
    for claim in gold.claims.values():
        day = days[claim.steps[0][0]]
        began[claim.story] = min(day, began.get(claim.story, day))
    for story, day in began.items():
        if story not in from_seeds:
            yield story, "new_story", day
