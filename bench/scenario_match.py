"""
Which mention and claim of a program is which of the gold, by place and majority, never by what is to be scored.

See "Using it as a benchmark" in tests/data/scenario/README.md.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bench.scenario_gold import GoldMention, Predictions, Scenario, Told

__all__ = ["ENOUGH", "Matched", "alike", "claim_of", "matched", "novelties", "overlap", "right_origin"]

ENOUGH = 0.5
"""Of the shorter of two places, how much must stand in the other too."""
_STOP = frozenset(
    "a an the of to in on at for and or by with from that this its it has have had will is are was were be been"
    " as".split()
)


class Matched(NamedTuple):
    """Which mention of a program is which of the gold, and which of its claims stands for which of the gold's."""

    pairs: Mapping[int, Told]
    """By place in the gold."""
    scored: tuple[int, ...]
    """The places that count: a carried sentence that the program has no row for is left out."""
    means: Mapping[str, str]
    """The claim of the gold that most mentions of a program's claim make."""
    stands: Mapping[str, str]
    """For each claim of the gold that has one, the claim that stands for it."""


def alike(one: str | None, other: str) -> float:
    """Return how many telling words two sentences share, 0 to 1."""
    mine, theirs = _words(one or ""), _words(other)
    return 2 * len(mine & theirs) / (len(mine) + len(theirs)) if mine and theirs else 0.0


def overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Return which share of the shorter of two places stands in the longer."""
    shorter = min(one[1] - one[0], other[1] - other[0])
    return max(0, min(one[1], other[1]) - max(one[0], other[0])) / shorter if shorter else 0.0


def matched(made: Predictions, gold: Scenario) -> Matched:
    """Match mentions one to one by article and place, the likeliest first; then claims by the majority of mentions."""
    candidates = sorted(
        (
            (_likeness(row, told, gold), -place, -number)
            for place, row in enumerate(gold.mentions)
            for number, told in enumerate(made.mentions)
            if told.article == row.article and any(overlap(told.span, span) >= ENOUGH for span in row.spans)
        ),
        reverse=True,
    )
    pairs: dict[int, Told] = {}
    taken: set[int] = set()
    for _, place, number in candidates:
        if -place not in pairs and -number not in taken:
            pairs[-place] = made.mentions[-number]
            taken.add(-number)
    scored = tuple(place for place, row in enumerate(gold.mentions) if place in pairs or not row.carried)
    means, stands = _claims(pairs, gold)
    return Matched(pairs, scored, means, stands)


def claim_of(place: int, made: Predictions, gold: Scenario, match: Matched) -> str | None:
    """Return the program's claim of a mention; a denial that is a claim of its own counts as one of what it denies."""
    told = match.pairs.get(place)
    if told is None:
        return None
    row = gold.mentions[place]
    denied = match.stands.get(row.claim)
    if row.mode == "denied" and denied in made.claims[told.claim].contradicts:
        return denied
    return told.claim


def novelties(made: Predictions) -> dict[Told, str]:
    """
    Return what each mention brought.

    Of several rows that one article has for a claim, from one side and on one word, the gold has one: theirs is what
    the first of them brought, but for those that were corrected, each by itself.
    """
    first: dict[tuple[str | None, ...], str] = {}
    for told in sorted(made.mentions, key=lambda told: told.span):
        first.setdefault(_row(told), told.novelty)
    return {told: told.novelty if told.novelty == "corrected" else first[_row(told)] for told in made.mentions}


def _row(told: Told) -> tuple[str | None, ...]:
    return told.article, told.claim, told.polarity, told.origin, told.via


def right_origin(row: GoldMention, told: Told, gold: Scenario) -> bool:
    """Tell whether a mention rests on whose word the gold says: a party by any name, an outlet by some of its."""
    origin = gold.origins.get(row.origin)
    if origin is None:
        return told.origin is None and told.via is None
    name = _plain(told.origin or "")
    if any(re.search(rf"\b{re.escape(_plain(known))}\b", name) for known in origin.names):
        return True
    outlet = _words(told.origin or told.via or "")
    return bool(origin.via and outlet) and outlet <= _words(origin.via)


def _likeness(row: GoldMention, told: Told, gold: Scenario) -> float:
    """Return how likely two mentions in one place are one: by what they claim, on which side, and where exactly."""
    same_side = told.polarity in {None, row.polarity}
    in_evidence = overlap(told.span, row.spans[0]) >= ENOUGH
    return alike(told.text, gold.claims[row.claim].claim) + same_side / 2 + in_evidence / 2


def _claims(pairs: Mapping[int, Told], gold: Scenario) -> tuple[dict[str, str], dict[str, str]]:
    """Return what each claim of the program means, and by which one each claim of the gold is stood for."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    denials: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for place in sorted(pairs):
        row = gold.mentions[place]
        (denials if row.mode == "denied" else votes)[pairs[place].claim][row.claim] += 1
    means = {name: counted.most_common(1)[0][0] for name, counted in votes.items()}
    stands: dict[str, str] = {}
    for name, key in means.items():
        if key not in stands or votes[name][key] > votes[stands[key]][key]:
            stands[key] = name
    return {name: counted.most_common(1)[0][0] for name, counted in denials.items()} | means, stands


def _words(said: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z0-9']+", _plain(said))) - _STOP


def _plain(said: str) -> str:
    return said.lower().replace("’", "'")
