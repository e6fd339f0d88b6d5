"""
When a story turns out to be two.

The first articles about two events that look alike are easily put into one story; when more have come, it shows that
each is like some of the others and unlike the rest. What was answered stands, but later articles go to either side.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["parted"]

# Log odds, cross-validated as everything in bench/stories.py: between the sides the odds are against one story, and
# either side is far more like itself. Between -0.25 and 0.25 and gaps of 1 to 2 the score changes by 0.003.
_LINE = 0.0
_GAP = 2.0
_FEWEST = 2
# Of two articles that were not compared.
_UNKNOWN = -2.5


def parted(articles: Sequence[int], likeness: Mapping[tuple[int, int], float]) -> set[int]:
    """Return the articles of the smaller side of a story that is two by average link; none where it is one."""
    if len(articles) < 2 * _FEWEST:
        return set()
    alike = np.zeros((len(articles), len(articles)))
    for (one, first), (other, second) in combinations(enumerate(articles), 2):
        alike[one, other] = alike[other, one] = likeness.get((max(first, second), min(first, second)), _UNKNOWN)
    sides, between = _sides(alike)
    if between >= _LINE or min(map(len, sides)) < _FEWEST:
        return set()
    if min(_within(alike, side) for side in sides) - between <= _GAP:
        return set()
    return {articles[at] for at in min(sides, key=len)}


def _sides(alike: Floats) -> tuple[list[list[int]], float]:
    """Return the last two groups that average link leaves, and how alike they are."""
    means = alike.copy()
    np.fill_diagonal(means, -np.inf)
    groups = {at: [at] for at in range(len(means))}
    while len(groups) > len(("one", "other")):
        kept, gone = divmod(int(np.argmax(means)), len(means))
        ours, theirs = len(groups[kept]), len(groups[gone])
        means[kept] = means[:, kept] = (means[kept] * ours + means[gone] * theirs) / (ours + theirs)
        means[gone] = means[:, gone] = means[kept, kept] = -np.inf
        groups[kept] += groups.pop(gone)
    one, other = groups
    return [groups[one], groups[other]], float(means[one, other])


def _within(alike: Floats, side: Sequence[int]) -> float:
    inside = alike[np.ix_(side, side)]
    return float(inside.sum()) / (len(side) * (len(side) - 1))
