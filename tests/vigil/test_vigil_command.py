from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime, timedelta

from pipeline.demo.play import _MARK
from pipeline.models import Feed
from pipeline.vigil import vigil


def test_a_ledger_of_seeds_is_well(ran) -> None:
    """After one run over the seeds nothing is wrong, and the exit code says so."""
    seen = ran("vigil", "--topic", "phones")
    assert (seen.code, seen.out) == (0, "all is well: feeds, runs, topics and checks; no burst\n")
    assert ran("vigil", "--topic", "phones", "--json").out == ""


def test_the_demo_is_well(claimwatch, demo_folder, tmp_path) -> None:
    """Two mornings with thirty feeds, some of which fail: nothing that anybody has to see to, and no burst."""
    shutil.copytree(demo_folder, tmp_path / "demo")
    (tmp_path / "demo" / _MARK).touch()
    assert claimwatch("vigil", "--db", "demo").code == 0


def test_what_is_wrong_is_shown_with_the_way_out(claimwatch, topic_folder, closed) -> None:
    """A feed has failed for hours: exit code 3, why, since when, and what to do; told before, the second time."""
    feed = Feed(url="https://news.example/feed", topic="phones")
    folder = str(topic_folder(feed.url))
    began = datetime.now(tz=UTC) - timedelta(hours=6)
    closed.add(feed, at=began)
    closed.failed(began, 4, feed)
    seen = claimwatch("vigil", "--topic", folder, "--json")
    (found,) = map(json.loads, seen.out.splitlines())
    assert seen.code == 3
    assert (found["rule"], found["subject"], found["state"]) == ("feed_failing", f"feed:{feed.url}", "new")
    assert found["why"] == "it failed 4 times in a row, for 5 hours"
    shown = claimwatch("vigil", "--topic", folder)
    assert shown.code == 3
    assert f"claimwatch feeds check {feed.url}" in shown.out
    again = claimwatch("vigil", "--topic", folder, "--json")
    assert [json.loads(line)["state"] for line in again.out.splitlines()] == ["told before"]


def test_a_database_that_is_not_there_is_well(claimwatch, topic_folder) -> None:
    """Nothing was collected, so nothing is missing."""
    assert claimwatch("vigil", "--topic", str(topic_folder())).code == 0


def test_two_looks_at_once_tell_it_once(history) -> None:
    """Whoever looks second finds what the first has stored."""
    history.add()
    now = history.failed(history.began, 4)
    first, second = (vigil(history.topics, history.ledger, now) for _ in range(2))
    assert (len(first.alerts), len(second.alerts)) == (1, 0)
    assert first.going_on == second.going_on
