"""Which claims cannot hold together."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Contradictions"]


class Contradictions:
    """Pairs of claims that cannot hold together, found by either of the two."""

    def __init__(self) -> None:
        self._of: defaultdict[int, dict[int, None]] = defaultdict(dict)

    def __contains__(self, pair: tuple[int, int]) -> bool:
        """Tell whether two claims are known to contradict each other, whichever is named first."""
        one, other = pair
        return other in self._of.get(one, ())

    def add(self, pair: tuple[int, int]) -> None:
        """Remember that two claims contradict each other."""
        one, other = pair
        self._of[one][other] = self._of[other][one] = None

    def update(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Remember that the claims of each pair contradict each other."""
        for pair in pairs:
            self.add(pair)

    def of(self, claim_id: int) -> Iterable[int]:
        """Return the claims that contradict a claim."""
        return self._of.get(claim_id, {}).keys()
