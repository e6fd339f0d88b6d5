"""
Stories, scored by cross-validation: `python -m bench.stories ../shared/data [--train]`.

Groups ECB+ and BASIL articles as they arrive, in handfuls of the size `group --jsonl` takes from a file, in smaller
ones and one by one, with coefficients that were learned without the articles scored. ECB+ is split by topic, since each
topic pairs two events that look alike, BASIL by story. The whole stream is grouped with the coefficients of each fold,
and an article's precision and recall are taken from the grouping whose coefficients have not seen it.

Learned inside the folds: weights, the line for one, the three lines for a handful (of nine sets), calibration. Chosen
once by looking at everything: which traits are compared, the twenty candidates, what strangers count for (-4) and what
is beyond doubt (3), below how many texts a handful is no help (8), and which nine sets are tried. The calibration that
ships is learned from what the folds said of articles they had not seen, pooled. `--train` learns from everything and
writes pipeline/compare/story_model.toml.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bench.story_scores import bcubed, f1
from bench.story_training import Stream, calibrated, grouped, learned, met_stories, read_stream
from pipeline.compare import story_model
from pipeline.compare.story_model import COMPARED, MODEL, StoryModel

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_FILES = ("ecbplus_dev", "basil_even")
_WHOLE = 200
_SIZES = (_WHOLE, 40, 1)
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
    paths = [asked.data / "stories" / f"{name}.jsonl" for name in _FILES]
    streams = {size: [read_stream(path, size) for path in paths] for size in _SIZES}
    articles = len(_SIZES) * sum(len(stream.stories) for stream in streams[_WHOLE])
    print(f"{articles / (time.process_time() - began):.0f} articles a second: traits, candidates, comparisons")
    for name, stream in zip(_FILES, streams[_WHOLE], strict=True):
        print(f"{name}: {_met(stream)}")
    streams[0] = [read_stream(path, _WHOLE, _shuffled(path)) for path in paths]
    likeness, so = _cross_validate(streams)
    everything = [np.ones(len(stream.stories), dtype=bool) for stream in streams[_WHOLE]]
    for at, name in enumerate(_FILES):
        model = learned(*_but(streams, at), [mask for place, mask in enumerate(everything) if place != at])
        print(f"{name}, learned from the other alone: {_scored(streams[_WHOLE][at], model)}")
    if asked.train:
        model = calibrated(learned(streams[_WHOLE], streams[1], everything), likeness, so)
        _SHIPPED.write_text(_written(model), encoding="utf-8")
    else:
        model = MODEL
    for size in _SIZES:
        for name, stream in zip(_FILES, streams[size], strict=True):
            print(
                f"{name}, {model.name} as shipped (has seen all of it), in handfuls of {size}: {_scored(stream, model)}"
            )


def _shuffled(path: Path) -> list[int]:
    order = list(range(len(path.read_text(encoding="utf-8").splitlines())))
    random.Random(1).shuffle(order)
    return order


def _but(streams: dict[int, list[Stream]], left_out: int) -> tuple[list[Stream], list[Stream]]:
    whole, alone = ([stream for at, stream in enumerate(streams[size]) if at != left_out] for size in (_WHOLE, 1))
    return whole, alone


def _cross_validate(streams: dict[int, list[Stream]]) -> tuple[Floats, Floats]:
    """Print the scores of each corpus and what is learned; return how like stories were, and which share fitted."""
    shares = {size: [np.zeros((2, len(stream.stories))) for stream in dealt] for size, dealt in streams.items()}
    said: list[float] = []
    likenesses: list[float] = []
    so: list[float] = []
    chosen: Counter[object] = Counter()
    for fold in range(_FOLDS):
        held_out = {size: [stream.folds % _FOLDS == fold for stream in dealt] for size, dealt in streams.items()}
        model = learned(streams[_WHOLE], streams[1], [~mask for mask in held_out[_WHOLE]])
        chosen[model.line, model.together] += 1
        for size, dealt in streams.items():
            for stream, mask, found in zip(dealt, held_out[size], shares[size], strict=True):
                found[:, mask] = np.array(bcubed(stream.stories, grouped(stream, model)))[:, mask]
        likeness, outcome = met_stories(streams[_WHOLE], held_out[_WHOLE], model)
        said.extend(map(model.probability, likeness.tolist()))
        likenesses.extend(likeness.tolist())
        so.extend(outcome.tolist())
    for size, found_each in shares.items():
        how = f"in handfuls of {size}" if size else f"in handfuls of {_WHOLE}, shuffled"
        for name, (precision, recall) in zip(_FILES, found_each, strict=True):
            print(f"{name}, cross-validated, {how}: {_line(precision, recall)}")
    for lines, times in chosen.most_common():
        print(f"  chosen in {times} of {_FOLDS} folds: {lines}")
    pooled = calibrated(MODEL, np.array(likenesses), np.array(so))
    _print_reliability("each fold by its own calibration", np.array(said), np.array(so))
    again = np.array([pooled.probability(likeness) for likeness in likenesses])
    _print_reliability("by the pooled calibration, which ships", again, np.array(so))
    return np.array(likenesses), np.array(so)


def _print_reliability(how: str, said: Floats, so: Floats) -> None:
    print(f"said to be the same story with probability … -> was so, times (held out, {how})")
    for low, high in pairwise(_BINS.tolist()):
        within = (said >= low) & (said < high)
        if within.any():
            print(f"  {low:.1f}-{high:.1f}: {said[within].mean():.2f} -> {so[within].mean():.2f}  {within.sum()}")
    print(f"  Brier score {np.mean((said - so) ** 2):.3f}")


def _met(stream: Stream) -> str:
    """How many articles were compared, and how many of the pairs that tell the same story, copies left out."""
    pairs = np.concatenate(stream.pairs)
    stories = np.array(stream.stories)
    own = np.array([at not in stream.copies for at in range(len(stories))])
    pairs = pairs[own[pairs].all(1)]
    hits = np.count_nonzero(stories[pairs[:, 0]] == stories[pairs[:, 1]])
    possible = np.count_nonzero(np.triu((stories[:, None] == stories)[own][:, own], 1))
    return f"{hits / possible:.3f} of same-story pairs compared, {len(pairs) / len(stories):.1f} comparisons an article"


def _scored(stream: Stream, model: StoryModel) -> str:
    return _line(*bcubed(stream.stories, grouped(stream, model)))


def _line(precision: Floats, recall: Floats) -> str:
    return f"BCubed P {precision.mean():.3f} R {recall.mean():.3f} F1 {f1(precision, recall):.3f}"


def _written(model: StoryModel) -> str:
    weights = "\n".join(f"{name} = {weight:.4f}" for name, weight in zip(COMPARED, model.weights, strict=True))
    lines = "\n".join(f"{name} = {line:.4f}" for name, line in vars(model.together).items())
    return (
        "# Learned by `python -m bench.stories ../shared/data --train` from ECB+ (CC BY 3.0) and BASIL.\n"
        f'name = "{model.name}"\nbias = {model.bias:.4f}\nline = {model.line:.4f}\nslope = {model.slope:.4f}\n'
        f"offset = {model.offset:.4f}\n\n[together]\n{lines}\n\n[weights]\n{weights}\n"
    )


if __name__ == "__main__":
    main()
