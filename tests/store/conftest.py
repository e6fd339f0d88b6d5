from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.store.ledger import Ledger

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """An empty ledger on a real DuckDB file."""
    return Ledger(tmp_path / "var")
