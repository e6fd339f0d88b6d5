from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import pytest
from prefect.client.schemas.objects import State

from flows.backfill import _sizes, backfill
from pipeline.resources import SEEDS
from pipeline.store.database import Database
from pipeline.store.published import Published

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.prefect

NOTE = """Best Buy drops Huawei, a retailer says

Best Buy will stop selling smartphones made by Huawei within weeks, the retailer said on Tuesday, and it will not order
any further handsets from the Chinese manufacturer for its shops in the United States.
"""


def test_the_flow_takes_in_what_the_command_does(tmp_path: Path, prefect_server: None) -> None:
    """It returns numbers; started again, it adds nothing."""
    (tmp_path / "saved").mkdir()
    (tmp_path / "saved" / "note.txt").write_text(NOTE, encoding="utf-8")
    where = {"topics": [str(SEEDS / "huawei-us-market")], "db": str(tmp_path / "var"), "workers": 1}
    brought = backfill([str(tmp_path / "saved")], **where)
    assert isinstance(brought, dict)
    assert (brought["pages"], brought["alerts"]) == (1, 0)
    again = backfill([str(tmp_path / "saved")], **where)
    assert isinstance(again, dict)
    assert again["pages"] == 0
    published = Published(Database(tmp_path / "var").published)
    assert published.ask("SELECT count(*) FROM articles WHERE NOT is_seed").rows == [(1,)]


def test_a_source_that_is_not_there_fails_the_flow(tmp_path: Path, prefect_server: None) -> None:
    """With the path, and without an alarm of Python's."""
    state = backfill([str(tmp_path / "missing.warc")], db=str(tmp_path / "var"), return_state=True)
    assert isinstance(state, State)
    assert state.is_failed()
    assert "nothing is there" in (state.message or "")


def test_however_many_windows_there_are_100_tasks_will_do() -> None:
    """A hundred years of days are less than a part of what 75 tasks hold."""
    assert sum(islice(_sizes(), 75)) > 36_525
