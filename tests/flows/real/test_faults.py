from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest

from bench.stack import LONGEST, environment, until

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.flows.conftest import Newsstand

pytestmark = [pytest.mark.real, pytest.mark.timeout(600)]

LIMITED = """
import resource, sys
from pathlib import Path
from pipeline.cli import main
from pipeline.store.ledger import Ledger
live, commit = Path(sys.argv.pop(1)), Ledger.commit
def commit_without_room(*what):
    most = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (live.stat().st_size, most))
    return commit(*what)
Ledger.commit = commit_without_room
main()
"""
"""A run on a disk that from its first commit on has no room for the database to grow."""

SET_BACK = """
import sys
from datetime import timedelta
import pipeline.doors
right = pipeline.doors.clock
pipeline.doors.clock = lambda: right() - timedelta(hours=3)
from pipeline.cli import main
main()
"""
"""A run on a machine whose clock was set back by three hours since the last one."""


class Beat(NamedTuple):
    """A topic that listens to two feeds, with an article in each as soon as it is offered."""

    newsstand: Newsstand
    folder: Path
    options: tuple[str, ...]
    feeds: tuple[str, str]

    def offer(self, which: int, *names: str) -> None:
        """Put articles into one of the feeds."""
        root = self.feeds[which].rpartition("/")[0]
        self.newsstand.answers |= {
            f"{root}/{name}": [(200, self.newsstand.page(f"Of phones, {name}", self.newsstand.texts[f"/{name}"]))]
            for name in names
        }
        paths = [f"{root}/{name}" for name in names]
        self.newsstand.answers[self.feeds[which]] = [(200, self.newsstand.feed("Feed", *paths))]

    def begin(self, script: str = "from pipeline.cli import main; main()", *before: str) -> subprocess.Popen[str]:
        """Begin a run in a process of its own."""
        return subprocess.Popen(  # noqa: S603 - the scripts above
            [sys.executable, "-P", "-c", script, *before, "run", "--json", *self.options],
            cwd=self.folder,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, script: str = "from pipeline.cli import main; main()", *before: str) -> tuple[int, str, str]:
        """Make a run; return its exit code and what it said."""
        with self.begin(script, *before) as process:
            said, complained = process.communicate(timeout=LONGEST)
        return process.returncode, said, complained


@pytest.fixture
def beat(request: pytest.FixtureRequest, newsstand: Newsstand, listening: Callable[..., Path], tmp_path: Path) -> Beat:
    """A beat of the test's own, with nothing new yet; its first run, which tells nobody, is over."""
    feeds = (f"/{request.node.name}/feed.xml", f"/{request.node.name}/more/feed.xml")
    topic = listening(*map(newsstand.url, feeds))
    made = Beat(newsstand, tmp_path, ("--topic", str(topic), "--db", "var"), feeds)
    made.offer(0)
    made.offer(1)
    assert made.run()[0] == 0
    return made


def test_two_runs_at_once(beat: Beat, sound: Callable[..., None]) -> None:
    """The second one goes away with exit code 5 and has touched nothing; the first goes on."""
    beat.offer(0, "later")
    page = f"{beat.feeds[0].rpartition('/')[0]}/later"
    beat.newsstand.only_after[page] = f"{page}/go"
    first = beat.begin()
    until("the first is in the midst of it", lambda: page in beat.newsstand.asked)
    code, _, complained = beat.run()
    assert code == 5
    assert f"another run holds it (process {first.pid})" in complained
    beat.newsstand.asked.append(f"{page}/go")
    with first:
        first.communicate(timeout=LONGEST)
    assert first.returncode == 0
    sound(beat.folder / "var", "later")


def test_the_disk_is_full_in_the_commit(
    beat: Beat, sound: Callable[..., None], published: Callable[..., list[tuple[object, ...]]]
) -> None:
    """The run says so and ends; what readers see stands, and with room again the next run stores what was missed."""
    beat.offer(0, "later", "last")
    live = beat.folder / "var" / "live.duckdb"
    code, _, complained = beat.run(LIMITED, str(live))
    assert code == 1
    assert "no space left" in complained
    assert published(beat.folder / "var", "SELECT count(*) FROM articles WHERE is_seed") == [(5,)]
    assert beat.run()[0] == 0
    sound(beat.folder / "var", "later", "last")


def test_the_clock_steps_back(
    beat: Beat, sound: Callable[..., None], published: Callable[..., list[tuple[object, ...]]]
) -> None:
    """What comes while the clock is wrong is stored, nothing is stored or told twice, and time goes on afterwards."""
    beat.offer(0, "later")
    assert beat.run()[0] == 0
    told = published(beat.folder / "var", "SELECT count(*) FROM alerts")
    beat.offer(0, "later", "last")
    assert beat.run(SET_BACK)[0] == 0
    assert beat.run()[0] == 0
    sound(beat.folder / "var", "later", "last")
    told_of_last = (
        "SELECT count(*) FROM alerts WHERE article_id IN (SELECT article_id FROM articles WHERE url LIKE '%last')"
    )
    ((of_last,),) = published(beat.folder / "var", told_of_last)
    assert published(beat.folder / "var", "SELECT count(*) FROM alerts") == [(told[0][0] + of_last,)]


def test_a_feed_hangs(beat: Beat, sound: Callable[..., None]) -> None:
    """It is given up after half a minute, as a row; what the other feed brought was stored long before."""
    beat.offer(1, "later")
    beat.newsstand.only_after[beat.feeds[0]] = "/nobody-asks-for-this"
    code, said, _ = beat.run()
    assert code == 3
    report = json.loads(said)
    assert (report["feeds"], report["failed_feeds"], report["articles"]) == (2, 1, 1)
    sound(beat.folder / "var", "later")
    del beat.newsstand.only_after[beat.feeds[0]]
    assert beat.run()[0] == 0
    sound(beat.folder / "var", "later")
