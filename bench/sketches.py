"""
Altered copies of real articles, found by sketches (datasketch, rensa), by an exact hash, and by claimwatch: one table.

All get the same words in the same form and the same word 5-grams, and answer in turn, text by text. A copy counts as
found when its original is among what a sketch returns, or is what claimwatch says it was taken from; sketches are
believed unchecked. A false alarm is a pair of independent reports of one event, one of which is returned for the other
(claimwatch: called a copy). Time is processor time, from text to answer, each method in a process of its own, three
times in turn; claimwatch's answer includes the passages.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import random
import time
from collections import Counter
from itertools import combinations, groupby
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

from bench.polling import apart
from bench.sketches_methods import methods

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_BASES = 60
_FEWEST_WORDS = 150
_REPLACED = 0.4
_ROUNDS = 3


class Copy(NamedTuple):
    """An altered article: how it was altered, and the number of its original."""

    kind: str
    original: int
    text: str


def articles(path: Path) -> list[dict[str, Any]]:
    """Return the articles of a file that are long enough to be altered."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if len(row["text"].split()) >= _FEWEST_WORDS]


def altered(originals: Sequence[str], pool: Sequence[str], score: Path, seed: int) -> list[Copy]:
    """Return copies of the originals altered in each of the ways of the copy score, and with 40 % of words replaced."""
    spec = importlib.util.spec_from_file_location("copies", score)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{score} is no Python file")
    copies = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(copies)
    alter = copies.Alter(list(pool), seed)
    kinds: Mapping[str, Callable[[str], str]] = alter.kinds() | {"swap_40": lambda text: alter.swap(text, _REPLACED)}
    return [Copy(kind, number, do(text)) for number, text in enumerate(originals) for kind, do in kinds.items()]


class Figures(NamedTuple):
    """What one method reached."""

    found: Counter[str]
    a_second: float
    false: int


def measured(name: str, known: Sequence[str], copies: Sequence[Copy], pairs: Sequence[tuple[str, str]]) -> Figures:
    """Let a method get to know texts in order of arrival, ask it for the copies, then for independent pairs."""
    make = methods()[name]
    method, found = make(), Counter[str]()
    method.find(known[0])
    began = time.process_time()
    for number, text in enumerate(known):
        method.find(text)
        method.add(number, text)
    for copy in copies:
        found[copy.kind] += copy.original in method.find(copy.text)
    a_second = (len(known) + len(copies)) / (time.process_time() - began)
    false = 0
    for one, other in pairs:
        alone = make()
        alone.add(0, one)
        false += 0 in alone.find_copy(other)
    return Figures(found, a_second, false)


def independent_pairs(reports: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Return each two reports of one event."""
    by_story = groupby(sorted(reports, key=lambda row: str(row["story"])), key=lambda row: str(row["story"]))
    return [(one["text"], other["text"]) for _, rows in by_story for one, other in combinations(rows, 2)]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().partition("\n")[0])
    parser.add_argument("data", type=Path, help="a folder with stories/basil_even.jsonl and stories/ecbplus_dev.jsonl")
    parser.add_argument("--eval", type=Path, required=True, help="the copy score, whose kinds of alteration are taken")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    reports, others = (articles(options.data / "stories" / f"{name}.jsonl") for name in ("basil_even", "ecbplus_dev"))
    chance = random.Random(options.seed)
    chance.shuffle(reports)
    originals = [row["text"] for row in reports[:_BASES]]
    copies = altered(originals, [row["text"] for row in reports[_BASES:]], options.eval, options.seed)
    chance.shuffle(copies)
    known = originals + [row["text"] for row in others]
    pairs = independent_pairs(reports)
    print(f"{len(copies)} copies of {len(originals)} articles among {len(known)}; {len(pairs)} independent pairs")
    rounds = [{name: apart(measured, name, known, copies, pairs) for name in methods()} for _ in range(_ROUNDS)]
    speed = {name: median(turn[name].a_second for turn in rounds) for name in methods()}
    draw({name: figures._replace(a_second=speed[name]) for name, figures in rounds[0].items()}, copies, len(pairs))


def draw(table: Mapping[str, Figures], copies: Sequence[Copy], pairs: int) -> None:
    """Print a row for each kind of copy, and a column for each method."""
    totals = Counter(copy.kind for copy in copies)
    print(f"load {os.getloadavg()[0]:.1f}")
    print(" " * 22 + "".join(f"{name:>16}" for name in table))
    for kind in totals:
        print(f"{kind:<22}" + "".join(f"{figures.found[kind] / totals[kind]:16.3f}" for figures in table.values()))
    print(f"{'all':<22}" + "".join(f"{f.found.total() / totals.total():16.4f}" for f in table.values()))
    print(f"{f'false alarms of {pairs}':<22}" + "".join(f"{figures.false:16d}" for figures in table.values()))
    print(f"{'texts a CPU second':<22}" + "".join(f"{figures.a_second:16,.0f}" for figures in table.values()))


if __name__ == "__main__":
    main()
