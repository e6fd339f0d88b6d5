from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bench.deliveries import ordeal

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.real
def test_two_senders_that_are_killed_lose_nothing_and_repeat_little(tmp_path: Path) -> None:
    """SIGKILL at random moments, a receiver that fails in two cases of five: `python -m bench.deliveries` is longer."""
    told = ordeal(tmp_path / "var", kills=6, deliveries=8, seed=2)
    assert told.kills == 6
    assert (told.lost, told.strange_keys, told.unsettled) == (0, 0, 0)
    assert told.repeats <= told.lost_answers + told.kills
    assert told.failed == frozenset()
