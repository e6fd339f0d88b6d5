from __future__ import annotations

from typing import TYPE_CHECKING

from bench.kills import ordeal

if TYPE_CHECKING:
    from pathlib import Path


def test_a_kill_at_any_moment_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    """Kill -9 at random moments of storing: whole batches stand, none twice, and every count is right."""
    told = ordeal(tmp_path / "var", kills=6, seed=3)
    assert told.acknowledged > 0
    assert told.stored >= told.acknowledged
    assert (told.lost, told.doubled, told.torn, told.miscounted) == (0, 0, 0, 0)
    assert told.failed == frozenset()
