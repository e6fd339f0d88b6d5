"""
Stories, scored by cross-validation: `python -m bench.stories ../shared/data [--train]`.

Groups ECB+ and BASIL articles as they arrive, with coefficients that were learned without the articles scored. ECB+ is
split by topic, since each topic pairs two events that look alike, BASIL by story. The whole stream is grouped with the
coefficients of each fold, and an article's precision and recall are taken from the grouping whose coefficients have
not seen it. `--train` learns from everything and writes pipeline/compare/story_model.toml.
"""

from __future__ import annotations

import argparse
import time
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bench.story_training import Stream, bcubed, f1, grouped, learned, met_stories, read_stream
from pipeline.compare import story_model
from pipeline.compare.regrouping import regrouped
from pipeline.compare.story_model import COMPARED, MODEL, StoryModel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

_FILES = ("ecbplus_dev", "basil_even")
_FOLDS = 6
_SHIPPED = Path(story_model.__file__).with_name("story_model.toml")
_BINS = np.linspace(0, 1, 11)


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="the folder that holds stories/")
    parser.add_argument("--train", action="store_true", help="learn from everything and write the shipped coefficients")
    asked = parser.parse_args()
    began = time.process_time()
    streams = {name: read_stream(asked.data / "stories" / f"{name}.jsonl") for name in _FILES}
    articles = sum(len(stream.ids) for stream in streams.values())
    print(f"{articles / (time.process_time() - began):.0f} articles a second: traits, candidates, comparisons")
    for name, stream in streams.items():
        print(f"{name}: {_candidate_recall(stream)}")
    _cross_validate(streams)
    for name in _FILES:
        everything = {other: np.ones(len(streams[other].ids), dtype=bool) for other in _FILES if other != name}
        print(f"{name}, learned from the other alone: {_scored(streams[name], learned(streams, everything))}")
    if asked.train:
        model = learned(streams, {name: np.ones(len(stream.ids), dtype=bool) for name, stream in streams.items()})
        _SHIPPED.write_text(_written(model), encoding="utf-8")
    else:
        model = MODEL
    for name, stream in streams.items():
        print(f"{name}, {model.name} as shipped (has seen all of it): {_scored(stream, model)}")
        print(f"{name}, with hindsight: {_line(*bcubed(stream.stories, _with_hindsight(stream)))}")


def _cross_validate(streams: Mapping[str, Stream]) -> None:
    """Print the scores of each corpus, and how often what is said to be so probable is so."""
    shares = {name: np.zeros((2, len(stream.ids))) for name, stream in streams.items()}
    said: list[float] = []
    so: list[float] = []
    for fold in range(_FOLDS):
        held_out = {name: stream.folds % _FOLDS == fold for name, stream in streams.items()}
        model = learned(streams, {name: ~mask for name, mask in held_out.items()})
        for name, stream in streams.items():
            shares[name][:, held_out[name]] = np.array(bcubed(stream.stories, grouped(stream, model, parting=True)))[
                :, held_out[name]
            ]
        likeness, outcome = met_stories(streams, held_out, model)
        said.extend(map(model.probability, likeness.tolist()))
        so.extend(outcome.tolist())
    for name, (precision, recall) in shares.items():
        print(f"{name}, cross-validated: {_line(precision, recall)}")
    _print_reliability(np.array(said), np.array(so))


def _print_reliability(said: NDArray[np.float64], so: NDArray[np.float64]) -> None:
    print("said to be the same story with probability … -> was so, times (held out)")
    for low, high in pairwise(_BINS.tolist()):
        within = (said >= low) & (said < high)
        if within.any():
            print(f"  {low:.1f}-{high:.1f}: {said[within].mean():.2f} -> {so[within].mean():.2f}  {within.sum()}")
    print(f"  Brier score {np.mean((said - so) ** 2):.3f}")


def _candidate_recall(stream: Stream) -> str:
    """Of the earlier articles of the same story (at most 20), how many are among the candidates."""
    found = possible = any_found = with_earlier = 0
    for at, story in enumerate(stream.stories):
        earlier = sum(other == story for other in stream.stories[:at])
        hits = sum(stream.stories[other] == story for other in stream.met[at].tolist())
        found, possible = found + hits, possible + min(20, earlier)
        with_earlier, any_found = with_earlier + (earlier > 0), any_found + (hits > 0)
    met = np.mean([len(others) for others in stream.met])
    return (
        f"{found / possible:.3f} of same-story articles among 20 candidates, "
        f"any of them {any_found / with_earlier:.3f}, {met:.1f} candidates an article"
    )


def _with_hindsight(stream: Stream) -> list[int]:
    """Return the group of each article when all are grouped at once, with the shipped coefficients."""
    groups = regrouped(stream.articles, discriminate=False)
    group_of = {article: number for number, group in enumerate(groups) for article in group}
    return [group_of[article.article_id] for article in stream.articles]


def _scored(stream: Stream, model: StoryModel) -> str:
    return _line(*bcubed(stream.stories, grouped(stream, model, parting=True)))


def _line(precision: NDArray[np.float64], recall: NDArray[np.float64]) -> str:
    return f"BCubed P {precision.mean():.3f} R {recall.mean():.3f} F1 {f1(precision, recall):.3f}"


def _written(model: StoryModel) -> str:
    weights = "\n".join(f"{name} = {weight:.4f}" for name, weight in zip(COMPARED, model.weights, strict=True))
    return (
        "# Learned by `python -m bench.stories ../shared/data --train` from ECB+ (CC BY 3.0) and BASIL.\n"
        f'name = "{model.name}"\nbias = {model.bias:.4f}\nline = {model.line:.4f}\nslope = {model.slope:.4f}\n'
        f"offset = {model.offset:.4f}\n\n[weights]\n{weights}\n"
    )


if __name__ == "__main__":
    main()
