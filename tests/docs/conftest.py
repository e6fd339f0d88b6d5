from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.store.database import Database
from pipeline.store.publish import publish
from pipeline.store.published import Published

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """A published database of this version with nothing in it."""
    folder: Path = tmp_path_factory.mktemp("empty")
    database = Database(folder)
    with database.writing():
        pass
    publish(database)
    return Published(database.published)
