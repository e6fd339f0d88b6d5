"""
Was every step told, and nothing else? The alerts of the invented month, each day a batch.

    python -m bench.scenario_alerts              both figures below
    python -m bench.scenario_alerts --mistakes   and what is missing or false

Against the system's own verdicts nothing may be missing, told twice, or told of an echo: that is what the rules answer
for. Against the gold the mistakes of reading and linking count too: a step that was not seen cannot be told.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

from bench.scenario_gold import SCENARIO, scenario
from bench.scenario_match import matched
from bench.scenario_own import own_steps
from bench.scenario_run import month
from bench.scenario_steps import gold_steps
from pipeline.store.published import Published
from pipeline.topic import Watch

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from bench.scenario_gold import Predictions, Scenario

__all__ = ["WATCH", "AlertFigures", "Told", "against_gold", "against_own", "main", "tell"]

WATCH = Watch(
    entities=(
        "Korrin Appliances", "Maren Tolliver", "Fabricators' Union", "Idris Falkner", "Lindqvar",
        "Consumer Hazards Authority", "Ministry of Commerce", "Halo 3",
    )
)  # fmt: skip
"""Whoever the month's topic names, but for places and outlets."""
_ALERTED = """
SELECT a.alert_id, a.rule, a.claim_id, a.subject, a.trigger_key, a.created_at, a.title, a.facts, m.novelty, m.article_id
FROM alerts AS a LEFT JOIN mentions AS m USING (mention_id)
ORDER BY a.created_at, a.alert_id
"""
# By which alerts a step of the gold may be told: one that is the party's word is on record and corroborated.
_TELLS = {
    "corroborated": {"corroborated", "on_record"},
    "disputed": {"denied"},
    "denied": {"denied"},
    "on_record": {"on_record"},
    # A text that is replaced the same day, its figure with it: one alert tells of both.
    "corrected": {"corrected", "changed"},
    "changed": {"changed", "corrected", "denied"},
    "single_named": {"changed"},
    "hedge dropped": {"changed"},
    "new, of several": {"corroborated", "on_record"},
    "new, disputed": {"denied"},
    "new_story": {"new_story", "watched_claim"},
}
_MUST = frozenset(_TELLS) - {"hedge dropped", "single_named", "new, of several", "new, disputed"}
"""Those of which somebody has to be told; an alert of the others is no false one."""


class Told(NamedTuple):
    """What was made of the month, and what was told of it."""

    made: Predictions
    alerts: list[dict[str, Any]]
    published: Published


class AlertFigures(NamedTuple):
    """Steps, those that nobody was told of, and alerts that tell of none."""

    steps: int
    missed: tuple[str, ...]
    alerts: int
    false: tuple[str, ...]
    beyond: int = 0
    """Alerts on claims that the gold says nothing of: neither right nor false."""


def tell(gold: Scenario, folder: Path, *, linked: bool = False) -> Told:
    """Take the month in, a day at a time, with everybody watched whom its topic names; `linked` by the gold."""
    made = month(gold, SCENARIO / "topic.toml", folder, watch=WATCH, linked=linked)
    published = Published(folder / "db" / "news.duckdb")
    return Told(made, published.ask(_ALERTED).dicts(), published)


def against_own(told: Told) -> AlertFigures:
    """Return which of the system's own steps nobody was told of, and which alerts repeat one or tell of an echo."""
    steps = own_steps(told.published)
    by_day: defaultdict[tuple[date, int], set[str]] = defaultdict(set)
    for row in told.alerts:
        by_day[row["created_at"].date(), row["claim_id"]].add(row["rule"])
    for row in told.alerts:
        if row["rule"] == "changed":
            by_day[row["created_at"].date(), row["article_id"]].add(row["rule"])
    missed = [
        str(step) for step in steps if not any(step.told_by & by_day[step.day, subject] for subject in step.subjects)
    ]
    seen: set[tuple[str, str, str]] = set()
    false = []
    for row in told.alerts:
        name = (row["rule"], row["subject"], row["trigger_key"])
        if name in seen or _is_an_echo(row):
            false.append(_line(row))
        seen.add(name)
    return AlertFigures(len(steps), tuple(missed), len(told.alerts), tuple(false))


def against_gold(told: Told, gold: Scenario) -> AlertFigures:
    """Return which steps of the gold nobody was told of within their batch, and which alerts it knows no step for."""
    match = matched(told.made, gold)
    wanted = list(gold_steps(gold))
    right: dict[tuple[str, date], set[str]] = defaultdict(set)
    false, beyond = [], 0
    for row in told.alerts:
        key, day = match.means.get(str(row["claim_id"])), row["created_at"].date()
        if key is None or row["rule"] == "watched_claim":
            beyond += key is None
            if key is not None:
                right[gold.claims[key].story, day].add(row["rule"])
            continue
        subject = gold.claims[key].story if row["rule"] == "new_story" else key
        right[subject, day].add(row["rule"])
        if not any(row["rule"] in _TELLS[kind] for found, kind, on in wanted if (found, on) == (subject, day)):
            false.append(f"{key}: {_line(row)}")
    missed = [
        f"{day} {kind} {key}"
        for key, kind, day in wanted
        if kind in _MUST and not any(right[one, day] & _TELLS[kind] for one in _told_with(key, kind, gold))
    ]
    must = sum(kind in _MUST for _, kind, _ in wanted)
    return AlertFigures(must, tuple(missed), len(told.alerts) - beyond, tuple(false), beyond)


def _told_with(key: str, kind: str, gold: Scenario) -> Iterable[str]:
    """Return the claim, or story, and what it is told with: of two that cannot both hold, one alert tells of both."""
    return (key, *sorted(gold.claims[key].contradicts)) if kind == "disputed" else (key,)


def _is_an_echo(row: Mapping[str, Any]) -> bool:
    """What was said again may drop its hedge or be taken back, or bring to light another origin; else it is no step."""
    if row["novelty"] not in {"echo", "repeated"} or row["rule"] in {"corrected", "corroborated"}:
        return False
    return not row["trigger_key"].startswith("hedge dropped")


def _line(row: Mapping[str, Any]) -> str:
    moment: datetime = row["created_at"]
    return f"{moment:%Y-%m-%d} {row['rule']} {row['title'][:90]} ({json.loads(row['facts'])['outlet']})"


def show(name: str, figures: AlertFigures, *, mistakes: bool) -> None:
    """Print figures."""
    beyond = f"; {figures.beyond} more are of claims it says nothing of" if figures.beyond else ""
    print(f"{name}: {len(figures.missed)} of {figures.steps} steps missed, {len(figures.false)} of", end=" ")
    print(f"{figures.alerts} alerts false{beyond}")
    if mistakes:
        print(*(f"  missed  {line}" for line in figures.missed), sep="\n")
        print(*(f"  false   {line}" for line in figures.false), sep="\n")


def main(arguments: Iterable[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench.scenario_alerts", description=__doc__.split("\n")[1])
    parser.add_argument("--mistakes", action="store_true", help="print what is missing or false")
    asked = parser.parse_args(list(arguments) if arguments is not None else None)
    gold = scenario()
    with TemporaryDirectory() as folder:
        told = tell(gold, Path(folder))
        show("against its own verdicts", against_own(told), mistakes=asked.mistakes)
        show("against the gold", against_gold(told, gold), mistakes=asked.mistakes)
    with TemporaryDirectory() as folder:
        linked = against_gold(tell(gold, Path(folder), linked=True), gold)
        show("against the gold, its mentions and links handed in", linked, mistakes=asked.mistakes)


if __name__ == "__main__":
    main()
