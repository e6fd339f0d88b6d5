from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from pipeline.compare.known import KnownTexts

if TYPE_CHECKING:
    from collections.abc import Mapping

PLANTED = datetime(2018, 3, 20, tzinfo=UTC)


@pytest.fixture
def known_seeds(seed_texts: Mapping[str, str]) -> KnownTexts:
    """The five seeds as known texts; seed 000 has the number 0, and so on."""
    known = KnownTexts()
    for name, text in seed_texts.items():
        known.add(int(name), f"seed:{name}", text, PLANTED, is_seed=True)
    return known
