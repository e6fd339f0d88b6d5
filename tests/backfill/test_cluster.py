"""Back-fills read by the workers of a Dask cluster, as real processes on loopback."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING, Any

import pytest
from distributed import LocalCluster

from pipeline.backfill.results import packed, unpacked
from pipeline.errors import ConfigurationError, SettingsError
from pipeline.models import Drop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from conftest import Story

    from pipeline.backfill.report import Backfill


@pytest.fixture
def cluster() -> Iterator[LocalCluster]:
    """Two workers of one thread each."""
    with LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs=50
    ) as cluster:
        yield cluster


@pytest.mark.real
@pytest.mark.timeout(900)
def test_a_cluster_brings_the_same_rows(
    tmp_path: Path,
    month: list[Story],
    archive: Callable[..., Path],
    cluster: LocalCluster,
    fill: Callable[..., Backfill],
    rows: Callable[[Path], dict[str, Any]],
) -> None:
    """As reading on this machine; a worker that is killed meanwhile loses nothing."""
    crawl = archive("crawl.warc.gz", month[:12])
    doomed = next(iter(cluster.workers.values())).pid
    os.kill(doomed, signal.SIGKILL)
    filled = fill(tmp_path / "far", crawl, window="1d", dask=cluster.scheduler_address)
    assert filled.pages == 12
    fill(tmp_path / "near", crawl, window="1d")
    assert rows(tmp_path / "far") == rows(tmp_path / "near")


def test_nobody_at_the_address_is_said_so(
    tmp_path: Path, month: list[Story], archive: Callable[..., Path], fill: Callable[..., Backfill], monkeypatch: Any
) -> None:
    """Before anything is read, with the way out."""
    monkeypatch.setattr("pipeline.backfill.cluster._PATIENCE", 0.2)
    with pytest.raises(ConfigurationError, match="no Dask scheduler answers"):
        fill(tmp_path / "var", archive("crawl.warc.gz", month[:1]), dask="tcp://127.0.0.1:9")
    assert not (tmp_path / "var").exists()


def test_without_the_extra_it_says_what_to_install(
    tmp_path: Path, month: list[Story], archive: Callable[..., Path], fill: Callable[..., Backfill], monkeypatch: Any
) -> None:
    """The message names the extra."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "pipeline.backfill.cluster", raising=False)
    with pytest.raises(SettingsError, match=r"\[dask\]"):
        fill(tmp_path / "var", archive("crawl.warc.gz", month[:1]), dask="tcp://127.0.0.1:9")


def test_results_come_back_as_they_went(now: datetime) -> None:
    """A drop as a drop; an article without verdicts or statements stays without."""
    drop = Drop(url="https://news.example/a", stage="read", reason="not an article", detail="é\n“x”", seen_at=now)
    assert unpacked(packed([drop])) == [drop]
    assert unpacked(packed([])) == []
    with pytest.raises(ValueError, match="arquet"):
        unpacked(b"no such file")
