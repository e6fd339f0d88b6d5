from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from prefect import flow
from prefect.client.orchestration import get_client
from prefect.states import Completed, Running, Scheduled

import flows.turns
from flows.forgetting import close_abandoned, forget
from flows.maintain import maintain
from flows.notify import notify
from flows.turns import in_turn
from flows.vigil import vigil
from flows.watch import watch
from pipeline.errors import LockedError
from pipeline.store.database import Database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from uuid import UUID

    from tests.flows.conftest import Newsstand

pytestmark = pytest.mark.prefect


@flow
def anything() -> None:
    """A flow that Prefect has records of."""


@pytest.fixture(scope="module")
def topic(listening: Callable[..., Path]) -> str:
    """A topic that listens to nobody."""
    return str(listening())


@pytest.fixture(scope="module")
def stored(prefect_server: None, topic: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the seeds in it."""
    db = tmp_path_factory.mktemp("var")
    watch(topics=[topic], db=str(db))
    return db


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hardly a pause between two looks whether the database is free."""
    monkeypatch.setattr(flows.turns, "_PAUSE", 0.05)


def test_a_night_sees_the_stories_together_and_puts_a_copy_aside(stored: Path, topic: str) -> None:
    """The flow says what it changed; the copy is dated and there is one."""
    brought = maintain(topics=[topic], db=str(stored), copies=2, forget_after=30)
    assert (brought["articles seen together"], brought["articles moved"], brought["runs forgotten"]) == (5, 0, 0)
    assert brought["copies of the database"] == 1
    (copy,) = (stored / "backups").iterdir()
    assert copy.read_bytes() == Database(stored).published.read_bytes()


def test_with_nothing_to_tell_and_nobody_to_be_told_notify_does_nothing(stored: Path, topic: str) -> None:
    """It runs every two minutes, mostly for nothing."""
    assert notify(topics=[topic], db=str(stored)) == {"composed": 0, "sent": 0, "failed": 0, "given up": 0}


def test_a_look_at_a_ledger_that_is_well_finds_nothing(stored: Path, topic: str) -> None:
    """It runs twice an hour, mostly for nothing."""
    assert vigil(topics=[topic], db=str(stored)) == {"wrong": 0, "going on": 0, "alerts": 0}


def test_a_run_tells_nobody_where_notify_does(
    prefect_server: None, newsstand: Newsstand, listening: Callable[..., Path], tmp_path: Path
) -> None:
    """A stuck channel must not keep the next run waiting: the message waits for `notify`, and goes out once."""
    (tmp_path / "channels.toml").write_text(f'[desk]\nto = "file:{tmp_path}/told.jsonl"\nwait = 0\n', encoding="utf-8")
    newsstand.answers = {"/feed.xml": [(200, newsstand.feed("Feed"))]}
    listens = {"topics": [str(listening(newsstand.url("/feed.xml")))], "db": str(tmp_path)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLAIMWATCH_ALLOW_PRIVATE", "127.0.0.1")
        watch(**listens, tell=False)
        newsstand.answers = {
            "/feed.xml": [(200, newsstand.feed("Feed", "/later"))],
            "/later": [(200, newsstand.page("Best Buy buys phones back", newsstand.texts["/later"]))],
        }
        assert watch(**listens, tell=False)["alerts"] > 0
    assert not (tmp_path / "told.jsonl").exists()
    assert notify(**listens)["sent"] == 1
    assert notify(**listens)["sent"] == 0
    assert len((tmp_path / "told.jsonl").read_text(encoding="utf-8").splitlines()) == 1


def test_a_mistake_in_channels_toml_is_one_line(prefect_server: None, topic: str, tmp_path: Path) -> None:
    """The state of the flow run says what the command line would say."""
    (tmp_path / "channels.toml").write_text("[desk]\n", encoding="utf-8")
    state = notify(topics=[topic], db=str(tmp_path), return_state=True)
    assert state.is_failed()
    assert "channels.toml" in state.message


def test_the_night_waits_for_a_run_that_goes_on(stored: Path, hurried: None) -> None:
    """Cancelled for a run that takes a minute, a night's work would be done a day later."""
    with Database(stored).run_lock():
        waiting = threading.Thread(target=_until_free, args=(stored, done := []))
        waiting.start()
        waiting.join(0.3)
        assert done == []
    waiting.join(60)
    assert done == ["its turn came"]


def _until_free(db: Path, done: list[str]) -> None:
    @flow
    def night() -> None:
        def work() -> str:
            with Database(db).run_lock():
                return "its turn came"

        done.append(in_turn(work, 60))

    night()


def test_it_does_not_wait_for_ever(stored: Path, hurried: None, prefect_server: None) -> None:
    """Somebody left a run behind: the error that says whose it is comes out."""

    @flow
    def night() -> None:
        def work() -> None:
            with Database(stored).run_lock():
                raise AssertionError("it was not free")

        in_turn(work, 0.1)

    with Database(stored).run_lock(), pytest.raises(LockedError, match="another run holds it"):
        night()


@pytest.fixture
def ours(prefect_server: None) -> Iterator[UUID]:
    """A deployment of ours on the server, with a limit of one run at a time."""
    with get_client(sync_client=True) as client:
        flow_id = client.create_flow(anything)
        yield client.create_deployment(flow_id, "anything", tags=["claimwatch"], concurrency_limit=1)


def run_of(deployment: UUID, state: Any, *tags: str) -> UUID:
    """Have Prefect record a run in this state."""
    with get_client(sync_client=True) as client:
        run = client.create_flow_run_from_deployment(deployment, tags=tags)
        client.set_flow_run_state(run.id, state, force=True)
        return run.id


def test_runs_that_nobody_makes_any_more_are_closed_and_overdue_ones_forgotten(ours: UUID) -> None:
    """A run that a kill left Running would keep all later ones out; of ten slept through, the next is enough."""
    now = datetime.now(tz=UTC)
    an_hour = timedelta(hours=1)
    left = run_of(ours, Running())
    slept = run_of(ours, Scheduled(scheduled_time=now - an_hour), "auto-scheduled")
    asked = run_of(ours, Scheduled(scheduled_time=now - an_hour))
    later = run_of(ours, Scheduled(scheduled_time=now + an_hour), "auto-scheduled")
    assert close_abandoned(now) == (1, 1)
    with get_client(sync_client=True) as client:
        there = {run.id: run.state_name for run in client.read_flow_runs(limit=200)}
    assert there[left] == "Crashed"
    assert there[later] == there[asked] == "Scheduled"
    assert slept not in there


def test_runs_of_others_are_never_forgotten(ours: UUID) -> None:
    """Somebody's own flows share the server: only what our deployments made is taken off it."""
    anything()
    made = run_of(ours, Completed())
    assert forget(datetime.now(tz=UTC) - timedelta(days=1)) == 0
    assert forget(datetime.now(tz=UTC) + timedelta(minutes=1)) >= 1
    with get_client(sync_client=True) as client:
        there = client.read_flow_runs(limit=200)
    assert made not in {run.id for run in there}
    assert any(run.deployment_id is None for run in there)
