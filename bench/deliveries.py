"""
Two senders, killed again and again, and a receiver that fails in 40 % of cases: is anything lost, or told too often?

Each sender is a process of its own that plans and sends what is due. They are killed with SIGKILL at random moments, on
the way to a message, in the middle of it, or before its outcome is stored. In the end the receiver's book is compared
with what fired. Then one channel hangs, and it is seen how much later the others are told.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import duckdb

from bench.post_office import PostOffice
from pipeline.alerts import sending
from pipeline.errors import LockedError
from pipeline.models import Alert, Batch, Channel, Facts
from pipeline.notify import Terms, notify
from pipeline.store.database import Database
from pipeline.store.ledger import Ledger
from pipeline.store.migrate import failed_checks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.post_office import Receipt
    from pipeline.models import Message, Outcome

__all__ = ["Ordeal", "ordeal", "stuck"]

_DEADLINE = 3.0
"""Seconds for an attempt in the ordeal, so that a hundred lost answers take minutes and not an hour."""
_TERMS = Terms(deadline=_DEADLINE, lease=8.0, pause=0.2, longest=1.0)
_MOST_SECONDS = 3600.0
"""After which it ends as it stands; on a machine with nothing else to do it takes some minutes."""
_TRIES = "tries"
"""Where senders write down how long each attempt took."""
_NO_LIMIT = 1_000_000


class Ordeal(NamedTuple):
    """What so many kills and faults did."""

    deliveries: int
    kills: int
    receipts: int
    faults: int
    """Receipts that were refused, or whose answer was lost."""
    lost_answers: int
    lost: int
    """Messages that the receiver never took."""
    repeats: int
    """Messages that it took once more."""
    strange_keys: int
    """Repeats under another key than their first."""
    unsettled: int
    """Messages not known to be sent in the end."""
    most_attempts: int
    longest: float
    """Seconds that an attempt took at most."""
    failed: frozenset[str]
    """Checks of sql/checks that returned rows."""

    @property
    def holds(self) -> bool:
        """Whether it is as promised."""
        clean = not (self.lost or self.strange_keys or self.unsettled or self.failed)
        return clean and self.repeats <= self.lost_answers + self.kills


def ordeal(folder: Path, kills: int, deliveries: int, seed: int) -> Ordeal:
    """Let so many alerts fire, kill their senders so many times, and tell what became of them."""
    ledger, chance = Ledger(folder), random.Random(seed)
    _fire(ledger, deliveries)
    with PostOffice(seed, late=_DEADLINE * 2) as office:
        killed = _killed(folder, office, kills, deliveries, chance)
        receipts = list(office.receipts)
        assert not office.errors, office.errors
    with Database(folder, patience=60).writing() as connection:
        failed = frozenset(failed_checks(connection))
        ((unsettled, most),) = connection.execute(
            "SELECT count(*) FILTER (state <> 'sent'), max(attempts) FROM messages"
        ).fetchall()
    longest = max(map(float, (folder / _TRIES).read_text().split()))
    return _judged(receipts, killed, deliveries, unsettled, most, longest, failed)


def _judged(
    receipts: Sequence[Receipt],
    kills: int,
    deliveries: int,
    unsettled: int,
    most: int,
    longest: float,
    failed: frozenset[str],
) -> Ordeal:
    taken: dict[tuple[str, ...], list[str]] = defaultdict(list)
    keys: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for receipt in receipts:
        keys[receipt.alerts].add(receipt.key)
        if receipt.taken:
            taken[receipt.alerts].append(receipt.key)
    return Ordeal(
        deliveries=deliveries,
        kills=kills,
        receipts=len(receipts),
        faults=sum(receipt.how != "ok" for receipt in receipts),
        lost_answers=sum(receipt.taken and receipt.how != "ok" for receipt in receipts),
        lost=deliveries - len(taken),
        repeats=sum(len(came) - 1 for came in taken.values()),
        strange_keys=sum(len(used) - 1 for used in keys.values()),
        unsettled=unsettled,
        most_attempts=most,
        longest=longest,
        failed=failed,
    )


def _killed(folder: Path, office: PostOffice, kills: int, deliveries: int, chance: random.Random) -> int:
    """Run two senders until everything is sent, kill one of them now and then; return how often that was."""
    senders = [_Sender(folder, office.root) for _ in range(2)]
    spare, killed, until = _Sender(folder, office.root), 0, time.monotonic() + _MOST_SECONDS
    for sender in senders:
        sender.begin()
    try:
        while time.monotonic() < until:
            if killed < kills:
                # So many receipts a kill that there is something to send until the last one.
                _wait(office, len(office.receipts) + chance.randrange(max(1, deliveries // kills) + 1), 10.0)
                time.sleep(chance.uniform(0.0, 0.3))
                place = chance.randrange(2)
                senders[place].kill()
                senders[place], spare, killed = spare, _Sender(folder, office.root), killed + 1
                senders[place].begin()
            elif _all_settled(folder, deliveries):
                break
            else:
                time.sleep(1.0)
    finally:
        for sender in (*senders, spare):
            sender.kill()
    return killed


def _wait(office: PostOffice, receipts: int, most: float) -> None:
    until = time.monotonic() + most
    while len(office.receipts) < receipts and time.monotonic() < until:
        time.sleep(0.01)


def _all_settled(folder: Path, deliveries: int) -> bool:
    with Database(folder, patience=60).writing() as connection:
        ((settled,),) = connection.execute("SELECT count(*) FROM messages WHERE state IN ('sent', 'dead')").fetchall()
    return bool(settled == deliveries)


class _Sender:
    """A process that waits for the word, and then sends what is due, for ever."""

    def __init__(self, folder: Path, root: str) -> None:
        command = [sys.executable, "-m", "bench.deliveries", "--send", str(folder), "--to", f"{root}/faulty"]
        self._process = subprocess.Popen(command, cwd=Path(__file__).parents[1], stdin=subprocess.PIPE, text=True)

    def begin(self) -> None:
        """Give it the word."""
        assert self._process.stdin
        self._process.stdin.write("go\n")
        self._process.stdin.flush()

    def kill(self) -> None:
        """Kill it at whatever it does."""
        with self._process as process:
            process.kill()


def send(folder: Path, to: str) -> None:
    """Send what is due, again and again."""
    ledger, channel = Ledger(folder), _channel("hook", to)
    sys.stdin.readline()
    while True:
        try:
            notify(ledger, [channel], _clock, most=5.0, terms=_TERMS, send=partial(_timed, folder))
        except LockedError:
            continue
        time.sleep(0.2)


def _timed(folder: Path, message: Message, channel: Channel, address: str, deadline: float) -> Outcome:
    began = time.monotonic()
    outcome = sending.send(message, channel, address, deadline)
    with (folder / _TRIES).open("a") as tries:
        tries.write(f"{time.monotonic() - began:.3f}\n")
    return outcome


class Stuck(NamedTuple):
    """How soon channels are told while one of them hangs, in seconds."""

    alone: float
    """After planning, when none hangs; the last of them."""
    beside: float
    hung: float
    """How long the try at the hanging channel took, with the start and the end of its process."""


def stuck(folder: Path, deadline: float, others: int = 4) -> Stuck:
    """Tell channels, then tell them again beside one that hangs; return when the last of them was told."""
    _warm_up(folder / "warm")
    times = []
    for hangs in (False, True):
        with PostOffice(1, late=deadline * 2) as office:
            ledger = Ledger(home := folder / str(hangs))
            _fire(ledger, 3)
            channels = [_channel(f"ok{number}", f"{office.root}/ok") for number in range(others)]
            channels += [_channel("stuck", f"{office.root}/stuck")] if hangs else []
            began = time.monotonic()
            notify(
                ledger, channels, _clock, most=deadline / 2, terms=Terms(deadline=deadline), send=partial(_timed, home)
            )
            times.append(max(receipt.at for receipt in office.receipts if receipt.how == "ok") - began)
    return Stuck(times[0], times[1], max(map(float, (home / _TRIES).read_text().split())))


def _warm_up(folder: Path) -> None:
    """Start the process that carries messages: it is there for the first of them, and stays."""
    with PostOffice(1, late=0) as office:
        _fire(ledger := Ledger(folder), 1)
        notify(ledger, [_channel("warm", f"{office.root}/ok")], _clock)


def _channel(name: str, to: str) -> Channel:
    return Channel(name=name, to=to, burst=_NO_LIMIT, wait=0, again_after=0)


def _fire(ledger: Ledger, alerts: int) -> None:
    """Store so many alerts, each about a story of its own."""
    now = _clock()
    run_id, _ = ledger.begin(["phones"], (), now)
    fired = tuple(
        Alert(
            alert_id=number,
            rule="new_story",
            topic="phones",
            thread=f"story:{number}",
            subject=f"story:{number}",
            trigger="first",
            facts=Facts(why="new story", claim=f"Phone {number} is new"),
            title=f"Phone {number} is new",
            body=f"Phone {number} is new",
            created_at=now,
        )
        for number in range(1, alerts + 1)
    )
    ledger.commit(Batch(decided_at=now, alerts=fired), run_id)


def _clock() -> datetime:
    return datetime.now(tz=UTC)


def main() -> None:
    """Kill, and print what became of it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().partition("\n")[0])
    parser.add_argument("--kills", type=int, default=80)
    parser.add_argument("--deliveries", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--deadline", type=float, default=15.0, help="of an attempt at a channel that hangs")
    parser.add_argument("--send", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--to", default="", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.send:
        send(options.send, options.to)
        return
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        told = ordeal(Path(folder) / "var", options.kills, options.deliveries, options.seed)
        rounds = [stuck(Path(folder) / f"stuck{place}", options.deadline) for place in range(3)]
    for name, value in told._asdict().items():
        shown = value if not isinstance(value, frozenset) else ", ".join(sorted(value)) or "none"
        print(f"{name:<14} {shown if not isinstance(value, float) else f'{value:.2f} s (deadline {_DEADLINE} s)'}")
    print(f"{'as promised':<14} {'yes' if told.holds else 'NO'}")
    alone, beside, hung = (statistics.median(times) for times in zip(*rounds, strict=True))
    print(f"{'others told':<14} {alone:.2f} s after planning; beside a channel that hangs {beside:.2f} s")
    print(f"{'took':<14} {time.monotonic() - began:.0f} s")
    print(f"{'hung for':<14} {hung:.2f} s (deadline {options.deadline:g} s)")
    print(f"DuckDB {duckdb.__version__}, load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
