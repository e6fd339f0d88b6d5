"""How well groups fit stories: BCubed, as ../shared/eval/stories.py counts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["bcubed", "f1"]


def bcubed(gold: Sequence[object], groups: Sequence[object]) -> tuple[Floats, Floats]:
    """Return precision and recall of each article, as ../shared/eval/stories.py counts them."""
    ours = np.unique(np.array(groups), return_inverse=True)[1]
    theirs = np.unique(np.array(gold), return_inverse=True)[1]
    together, belong = ours[:, None] == ours, theirs[:, None] == theirs
    both = (together & belong).sum(1)
    return both / together.sum(1), both / belong.sum(1)


def f1(precision: Floats, recall: Floats) -> float:
    """Return the harmonic mean of the mean precision and the mean recall."""
    means = float(precision.mean()), float(recall.mean())
    return 2 * means[0] * means[1] / sum(means)
