"""
Whose word is it, and what is new? The invented month of tests/data/scenario, scored.

    python -m bench.scenario                      claimwatch, end to end
    python -m bench.scenario --linking            the gold's mentions handed in: linking alone
    python -m bench.scenario --linked             and which claim each makes: origins, novelty and the ladder alone
    python -m bench.scenario --mistakes novelty   and what is wrong, of each figure whose name has that in it
    python -m bench.scenario --causes             and what is wrong, by the stage that made the mistake
    python -m bench.scenario --predictions FILE   any other program; the format is in the scenario's README.md
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bench.scenario_causes import causes
from bench.scenario_gold import SCENARIO, lines_of, read_predictions, scenario
from bench.scenario_run import month
from bench.scenario_scores import baselines, scores

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bench.scenario_scores import Scores

__all__ = ["main", "show"]


def show(figures: Scores, mistakes: str | None = None) -> None:
    """Print figures, and what is wrong of those whose name has `mistakes` in it; of all where that is empty."""
    for name, figure in figures.items():
        of = f"{figure.right:4.0f} of {figure.of:4}"
        if figure.precision is None or figure.recall is None:
            print(f"{name:60} {figure.value:6.3f}  {of}")
        else:
            print(f"{name:60} {figure.value:6.3f}  {of}  precision {figure.precision:.3f}, recall {figure.recall:.3f}")
        if mistakes is not None and mistakes in name:
            for wrong in figure.wrong:
                print(f"      {wrong}")


def main(arguments: Iterable[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench.scenario", description=__doc__.split("\n")[1])
    parser.add_argument("--linking", action="store_true", help="hand in the gold's mentions, and score linking alone")
    parser.add_argument("--linked", action="store_true", help="hand in its links too, and score the verdicts alone")
    parser.add_argument("--predictions", type=Path, help="score what another program made of it, in JSON Lines")
    parser.add_argument(
        "--mistakes", nargs="?", const="", help="print what is wrong, of figures with this in their name"
    )
    parser.add_argument("--write", type=Path, help="write what was made of it to a file, as JSON Lines")
    parser.add_argument("--scenario", type=Path, default=SCENARIO, help="the folder of the month and its gold")
    parser.add_argument("--one-by-one", action="store_true", help="a batch for each article, instead of each day")
    parser.add_argument("--causes", action="store_true", help="print every mistake under the stage that made it")
    asked = parser.parse_args(list(arguments) if arguments is not None else None)
    gold = scenario(asked.scenario)
    began = time.process_time()
    if asked.predictions:
        made = read_predictions(asked.predictions.read_text(encoding="utf-8").splitlines(), gold)
    else:
        with TemporaryDirectory() as folder:
            made = month(
                gold,
                asked.scenario / "topic.toml",
                Path(folder),
                linking=asked.linking,
                linked=asked.linked,
                one_by_one=asked.one_by_one,
            )
    took = time.process_time() - began
    if asked.write:
        asked.write.write_text("".join(f"{line}\n" for line in lines_of(made, gold)), encoding="utf-8")
    print(f"{len(gold.articles)} articles, {len(gold.mentions)} mentions of {len(gold.claims)} claims in the gold;")
    print(f"{len(made.mentions)} mentions of {len(made.claims)} claims found, in {took:.1f} processor seconds\n")
    show(scores(made, gold), asked.mistakes)
    if asked.causes:
        for cause, mistakes in causes(made, gold).items():
            print(f"\n{cause}: {len(mistakes)}", *mistakes, sep="\n      ")
    print("\ntrivial programs:")
    show(baselines(gold))


if __name__ == "__main__":
    main()
