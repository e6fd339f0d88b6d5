from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

SEEDS = Path(__file__).parent.parent / "seeds" / "huawei-us-market" / "articles"


@pytest.fixture(scope="session")
def seed_texts() -> dict[str, str]:
    """The five seed articles by the three digits their file names begin with."""
    return {path.name[:3]: path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))}


@pytest.fixture
def now() -> datetime:
    """A moment that never changes."""
    return datetime(2018, 3, 22, 12, 0, tzinfo=UTC)
