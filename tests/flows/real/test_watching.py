from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING, NamedTuple

import pytest

from bench.stack import Api, planned, until
from bench.watching import Watching, alive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.flows.conftest import Newsstand

pytestmark = [pytest.mark.real, pytest.mark.timeout(900)]

OVER = {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}


class Beat(NamedTuple):
    """A topic with a feed and a page of its own, and a database folder for both."""

    newsstand: Newsstand
    db: Path
    topic: Path
    page: str
    asks: dict[str, object]
    """The parameters of a run on it."""

    def hold(self) -> None:
        """Have the page answered only when it is let go."""
        self.newsstand.only_after[self.page] = f"{self.page}/go"

    def is_asked(self) -> bool:
        """Was the page asked for: is a run in the midst of taking it in?"""
        return self.page in self.newsstand.asked

    def let_go(self) -> None:
        """Answer whoever waits."""
        self.newsstand.asked.append(f"{self.page}/go")


@pytest.fixture(scope="module")
def watching(tmp_path_factory: pytest.TempPathFactory, listening: Callable[..., Path]) -> Iterator[Watching]:
    """`claimwatch watch` with nothing on schedule: the tests say when."""
    folder = tmp_path_factory.mktemp("watching")
    made = Watching(folder, listening(), planned(folder, {}))
    yield made
    made.stop(signal.SIGTERM)


@pytest.fixture
def api(watching: Watching) -> Api:
    """The server of `claimwatch watch`, started by the first who asks."""
    return watching.start() if not watching.is_up else watching.api


@pytest.fixture
def beat(request: pytest.FixtureRequest, newsstand: Newsstand, listening: Callable[..., Path], tmp_path: Path) -> Beat:
    """A beat of the test's own, with one article to take in."""
    feed, page = f"/{request.node.name}/feed.xml", f"/{request.node.name}/later"
    newsstand.answers |= {
        feed: [(200, newsstand.feed("Feed", page))],
        page: [(200, newsstand.page("Best Buy buys phones back", newsstand.texts["/later"]))],
    }
    topic, db = listening(newsstand.url(feed)), tmp_path / "var"
    return Beat(newsstand, db, topic, page, {"topics": [str(topic)], "db": str(db), "only_due": False})


def completed(api: Api, beat: Beat) -> bool:
    """Begin a run, wait for its end, and return whether it came to a good one."""
    run = api.begin("watch", **beat.asks)
    return until("a run is over", lambda: api.state(run) if api.state(run) in OVER else "") == "COMPLETED"


def test_the_server_is_killed_in_the_midst_of_a_run(
    watching: Watching, api: Api, beat: Beat, sound: Callable[..., None]
) -> None:
    """It is started again by itself, and what the run could not finish the next one does."""
    beat.hold()
    api.begin("watch", **beat.asks)
    until("a run asks for the page", beat.is_asked)
    (server,) = watching.processes("prefect server start")
    os.kill(server, signal.SIGKILL)
    until("another server runs", lambda: watching.processes("prefect server start") not in ([], [server]))
    until("it answers", lambda: api.answers)
    beat.let_go()
    until("a run completes", lambda: completed(api, beat))
    sound(beat.db, "later")


def test_who_makes_the_runs_is_killed_while_one_is_loading(
    watching: Watching, api: Api, beat: Beat, sound: Callable[..., None]
) -> None:
    """Its run goes with it and is closed in Prefect's records, so that it keeps nobody out; the next completes it."""
    beat.hold()
    run = api.begin("watch", **beat.asks)
    until("a run asks for the page", beat.is_asked)
    (serving,) = watching.processes("flows.serve")
    children = watching.processes("prefect.flow_engine") or watching.processes("prefect.engine")
    os.kill(serving, signal.SIGKILL)
    until("its run is closed", lambda: api.state(run) == "CRASHED")
    assert children
    assert alive(children) == []
    beat.let_go()
    until("a run completes", lambda: completed(api, beat))
    sound(beat.db, "later")


def test_a_run_is_cancelled_from_prefect(watching: Watching, api: Api, beat: Beat, sound: Callable[..., None]) -> None:
    """It ends within seconds, and the next one takes up what it left."""
    beat.hold()
    run = api.begin("watch", **beat.asks)
    until("a run asks for the page", beat.is_asked)
    api(f"/flow_runs/{run}/set_state", {"state": {"type": "CANCELLING"}})
    until("it is cancelled", lambda: api.state(run) == "CANCELLED")
    beat.let_go()
    until("a run completes", lambda: completed(api, beat))
    sound(beat.db, "later")


def test_the_machine_sleeps_past_ten_runs(watching: Watching, api: Api, beat: Beat, sound: Callable[..., None]) -> None:
    """All stands still for ten turns of a schedule. Afterwards runs go on one at a time, and nothing is doubled."""

    def scheduled() -> str:
        """Return the address of a schedule of three seconds, made where none is: who serves anew takes it away."""
        schedules = f"/deployments/{api('/deployments/name/watch/watch', method='GET')['id']}/schedules"
        ours = [one for one in api(schedules, method="GET") if one["schedule"].get("interval") == 3]
        (schedule,) = ours or api(schedules, [{"schedule": {"interval": 3}, "active": True, "parameters": beat.asks}])
        return f"{schedules}/{schedule['id']}"

    scheduled()
    try:
        until("a scheduled run completes", lambda: api.runs("watch", "COMPLETED"))
        asleep = watching.processes()
        for pid in asleep:
            os.kill(pid, signal.SIGSTOP)
        time.sleep(31)
        for pid in asleep:
            os.kill(pid, signal.SIGCONT)
        before = {run["id"] for run in api.runs("watch", *OVER)}
        until("runs go on", lambda: scheduled() and {run["id"] for run in api.runs("watch", "COMPLETED")} - before)
    finally:
        api(scheduled(), method="DELETE")
    until("all is quiet", lambda: not api.runs("watch", "RUNNING", "PENDING"))
    until("a run completes", lambda: completed(api, beat))
    sound(beat.db, "later")


def test_it_stops_at_a_signal_without_leaving_anybody_behind_and_starts_again(
    watching: Watching, api: Api, beat: Beat, sound: Callable[..., None]
) -> None:
    """Ctrl-C in the midst of a run: exit code 0, no process left; started again, the next run completes it."""
    beat.hold()
    api.begin("watch", **beat.asks)
    until("a run asks for the page", beat.is_asked)
    everybody = watching.processes()
    assert len(everybody) > 3
    assert watching.stop(signal.SIGINT) == 0
    assert alive(everybody) == []
    beat.let_go()
    again = watching.start()
    until("a run completes", lambda: completed(again, beat))
    sound(beat.db, "later")


def test_it_is_started_once_for_a_folder_and_says_so(
    watching: Watching, api: Api, claimwatch: Callable[..., object]
) -> None:
    """A second one would have every run made twice, one of them in vain."""
    refused = claimwatch("watch", "--topic", str(watching.topic), "--db", "var", cwd=watching.folder)
    assert refused.returncode == 5
    assert "another claimwatch watch" in refused.stderr


def test_whoever_kills_it_leaves_no_server_behind(watching: Watching, api: Api) -> None:
    """Kill -9 gives it no time to say anything; its server and its runs end by themselves."""
    everybody = watching.processes()
    assert watching.stop(signal.SIGKILL) == -signal.SIGKILL
    until("all of them are gone", lambda: not alive(everybody))
