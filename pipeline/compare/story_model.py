"""From how alike two articles are to how probably they tell one story: coefficients learned in bench/stories.py."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from pipeline.compare.likeness import TRAITS_COMPARED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["COMPARED", "MODEL", "Lines", "StoryModel", "compared", "story_likeness"]

COMPARED = (*TRAITS_COMPARED, "longest", "covered")
"""What two articles are compared in: their traits, the longest run of words in both, the share of words in runs."""

_LONGEST_COUNTED = 25
_TEN_WORDS = 10
_COVERED_COUNTED = 0.2
# The better half: one odd article must not pull a stranger into a story, nor its oldest members keep an article out.
_FEWEST_MEETINGS = 3


@dataclass(frozen=True)
class Lines:
    """From how alike on, as log odds, texts that are seen together are linked; see `linking`."""

    one: float
    """One text and others, on average."""
    several: float
    """Two groups, on average."""
    contrast: float
    """By how much two groups may be less like each other than either is like itself."""


@dataclass(frozen=True)
class StoryModel:
    """Logistic regressions, one over the other: is it the same story for two articles, for an article and a story."""

    name: str
    bias: float
    weights: tuple[float, ...]
    """One for each of `COMPARED`."""
    line: float
    """Likeness to a story from which an article joins it in a mixed stream, when it comes alone."""
    together: Lines
    """What links texts that come together."""
    slope: float
    offset: float
    """The probability is 1 / (1 + exp(-(offset + slope * likeness)))."""

    def likenesses(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return how alike two articles are, for rows of `COMPARED`, as log odds."""
        found: NDArray[np.float64] = rows @ np.array(self.weights) + self.bias
        return found

    def probability(self, likeness: float) -> float:
        """Return how probably an article that is so like a story tells it, 0 to 1."""
        return 1 / (1 + exp(-max(-30.0, min(30.0, self.offset + self.slope * likeness))))


def compared(traits: NDArray[np.float64], longest: Sequence[int], covered: Sequence[float]) -> NDArray[np.float64]:
    """Return rows of `COMPARED`: traits as they are, runs of words in tens up to 25, shares as parts of a fifth."""
    runs = np.minimum(np.array(longest, dtype=np.float64), _LONGEST_COUNTED) / _TEN_WORDS
    shares = np.minimum(np.array(covered, dtype=np.float64) / _COVERED_COUNTED, 1.0)
    return np.column_stack((traits, runs, shares))


def story_likeness(likenesses: Sequence[float]) -> float:
    """Return how like a story an article is that is so like its articles: the mean of the better half, or of three."""
    best = sorted(likenesses, reverse=True)[: max(_FEWEST_MEETINGS, (len(likenesses) + 1) // 2)]
    return sum(best) / len(best)


def _shipped() -> StoryModel:
    read = tomllib.loads(Path(__file__).with_name("story_model.toml").read_text(encoding="utf-8"))
    weights = tuple(float(read["weights"][name]) for name in COMPARED)
    together = Lines(**read["together"])
    return StoryModel(read["name"], read["bias"], weights, read["line"], together, read["slope"], read["offset"])


MODEL = _shipped()
