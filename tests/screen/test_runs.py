from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.config import Settings
from pipeline.report import LeftAlone, Report
from pipeline.screen.runs import show_run

if TYPE_CHECKING:
    import pytest


def test_a_run_says_which_hosts_kept_feeds_from_being_asked(capsys: pytest.CaptureFixture[str]) -> None:
    """Until when, or that there were too many before them; of many hosts the first."""
    quiet = LeftAlone(32, datetime(2018, 3, 22, 12, 44, tzinfo=UTC))
    hosts = {f"http://{n}.example": LeftAlone(1, None) for n in range(6)}
    report = Report(feeds=4, resting_feeds=38, left_alone=hosts | {"http://quiet.example:8802": quiet})
    show_run(report, Settings(db=Path("var"), topics=()), as_json=False)
    said = capsys.readouterr()
    assert "4 feeds (0 failed, 38 not their turn)" in said.out
    assert said.err.splitlines()[:2] == [
        "claimwatch: 32 feeds not asked: http://quiet.example:8802 asked for quiet until 2018-03-22 12:44",
        "claimwatch: 1 feed not asked: http://0.example had no turn left",
    ]
    assert "… and 2 more hosts: claimwatch feeds list" in said.err
    show_run(report, Settings(db=Path("var"), topics=()), as_json=True)
    found = json.loads(capsys.readouterr().out)
    assert (found["feeds"], found["resting_feeds"], len(found["left_alone"])) == (4, 38, 7)
    assert found["left_alone"][-1]["host"] == "http://quiet.example:8802"
    assert found["left_alone"][-1]["until"].startswith("2018-03-22 12:44")


def test_a_run_says_what_a_model_was_asked_and_where_the_rules_stood_in(capsys: pytest.CaptureFixture[str]) -> None:
    """Its price too; nothing of models where none was asked."""
    report = Report(asked=12, tokens=34_000, cost=0.021, stood_in=Counter({"HTTP 401, the key is not accepted": 3}))
    show_run(report, Settings(db=Path("var"), topics=()), as_json=False)
    said = capsys.readouterr()
    assert "a language model was asked about 12 texts · 34,000 tokens · 0.02 by the price list" in said.out
    assert "the rules stood in for the model on 3 texts: HTTP 401, the key is not accepted" in said.err
    show_run(Report(), Settings(db=Path("var"), topics=()), as_json=False)
    assert "model" not in capsys.readouterr().out
