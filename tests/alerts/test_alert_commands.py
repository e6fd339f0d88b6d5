from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.alerts.channels import add_channel
from pipeline.models import Alert, Batch
from pipeline.store.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable

ADDRESS = "file:told.jsonl"


@pytest.fixture
def fired(claimwatch: Callable[..., Any], alert: Callable[..., Alert]) -> Callable[..., Any]:
    """The command line where four alerts have just fired, and a file is told of them."""
    ledger, now = Ledger(Path("var")), datetime.now(tz=UTC)
    run_id, _ = ledger.begin(["phones"], (), now)
    quote = {"evidence": "“We \x1b[2J\u202eceased ordering,” said it.", "story": "Best Buy and Huawei"}
    alerts = (
        alert(1, facts=quote, created_at=now),
        alert(2, "watched_claim", created_at=now),
        alert(3, "denied", 3, created_at=now),
        alert(4, "new_story", 4, created_at=now, quiet="first run"),
    )
    ledger.commit(Batch(decided_at=now, alerts=alerts), run_id)
    ledger.finish(run_id, "ok", now)
    add_channel(Path("var"), "log", {"to": ADDRESS, "since": now - timedelta(minutes=1)})
    return claimwatch


def _told() -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path("told.jsonl").read_text(encoding="utf-8").splitlines()]


def test_notify_hands_over_what_is_due_once(fired: Callable[..., Any]) -> None:
    """For cron: run it as often as you like."""
    done = fired("notify")
    assert (done.code, done.out) == (0, "2 new messages · 2 sent · 0 to be tried again · 0 given up\n")
    assert fired("notify").out.startswith("0 new messages · 0 sent")
    assert sorted(alert["id"] for message in _told() for alert in message["alerts"]) == ["1", "3"]


def test_list_says_what_became_of_everything_that_fired(fired: Callable[..., Any]) -> None:
    """Told, not told and why; what nobody is told of is counted, and shown to whoever asks."""
    before = fired("alerts", "list")
    assert "nobody was told: no channel was there" in before.out
    fired("notify")
    listed = fired("alerts", "list")
    assert "log: told" in listed.out
    assert "log: not told: told by the alert of rule new_story (1)" in listed.out
    assert listed.err == "and 1 that nobody is told of: --state quiet\n"
    assert "nobody was told: first run" in fired("alerts", "list", "--state", "quiet").out
    rows = [json.loads(line) for line in fired("alerts", "list", "--state", "suppressed", "--json").out.splitlines()]
    assert [(row["alert_id"], row["channels"][0]["state"]) for row in rows] == [(2, "suppressed")]
    assert fired("alerts", "list", "--state", "lost").code == 2


def test_show_and_why_tell_the_same_of_an_alert(fired: Callable[..., Any]) -> None:
    """Why it fired, who was told and when; what the web wrote cannot steer the terminal."""
    fired("notify")
    shown = fired("alerts", "show", "1").out
    assert "rule new_story of phones: new_story of 1" in shown
    assert "log, 1: sent: written to told.jsonl" in shown
    assert "“We [2Jceased ordering,” said it." in shown
    assert "\x1b" not in shown
    assert fired("alerts", "show", "99").code == 1


def test_a_message_that_nobody_takes_is_in_doctor_and_can_be_tried_again(fired: Callable[..., Any]) -> None:
    """Exit code 3 until somebody has seen to it."""
    Path("told.jsonl").mkdir()
    assert fired("notify").code == 3
    with Ledger(Path("var")).database.writing() as connection:
        connection.execute("UPDATE ledger.messages SET due_at = created_at, allowed = attempts")
    assert fired("notify").out.startswith("0 new messages · 0 sent")
    dead = fired("alerts", "list", "--state", "dead", "--json").out.splitlines()
    assert len(dead) == 2
    doctor = fired("doctor")
    assert "was given up" in doctor.out
    number = json.loads(dead[0])["channels"][0]["message_id"]
    Path("told.jsonl").rmdir()
    again = fired("alerts", "retry", str(number))
    assert (again.code, " 1 sent" in again.out) == (0, True)
    assert fired("alerts", "retry", "--all").code == 0
    assert len({message["key"] for message in _told()}) == 2
    assert fired("alerts", "retry").code == 2


def test_a_silence_says_why_and_ends(fired: Callable[..., Any]) -> None:
    """The number of an alert stands for its thread; there is no silence without an end or a reason."""
    assert fired("alerts", "silence", "3", "--reason", "x").code == 2
    assert fired("alerts", "silence", "3", "--for", "ever", "--reason", "x").code == 2
    assert fired("alerts", "silence", "rule:nonsense", "--for", "1d", "--reason", "x").code == 4
    assert (
        "silent on story:3 until"
        in fired("alerts", "silence", "3", "--for", "1d", "--reason", "known", "--by", "ada").out
    )
    assert "ada" in fired("alerts", "silences").out
    fired("notify")
    assert "by ada: known" in fired("alerts", "show", "3").out
    (row,) = map(json.loads, fired("alerts", "silences", "--json").out.splitlines())
    assert fired("alerts", "unsilence", str(row["silence_id"])).out == "ended: story:3\n"
    assert fired("alerts", "silences").out == ""
    assert fired("alerts", "unsilence", str(row["silence_id"])).code == 1


def test_an_acknowledgement_names_what_it_holds_for(fired: Callable[..., Any]) -> None:
    """Until another kind of thing happens in the thread."""
    said = fired("alerts", "ack", "1").out
    assert said == "story:1 of phones is silent until another rule than new_story, watched_claim fires\n"
    assert fired("alerts", "ack", "99").code == 1


def test_channels_are_added_tested_listed_and_removed(claimwatch: Callable[..., Any]) -> None:
    """A test says that it is one, and shows what the receiver answers."""
    added = claimwatch(
        "alerts", "add", ADDRESS, "--name", "log", "--rule", "denied", "--quiet", "22:00-07:00", "--test"
    )
    assert added.code == 0
    assert "log: taken: written to told.jsonl" in added.out
    assert _told()[0]["kind"] == "test"
    listed = claimwatch("alerts", "channels").out
    assert f"log {ADDRESS}" in listed
    assert "quiet 22:00-07:00" in listed
    assert claimwatch("alerts", "add", ADDRESS, "--rule", "nonsense").code == 4
    assert claimwatch("alerts", "add", "nobody").code == 4
    assert claimwatch("alerts", "test", "nobody").code == 4
    Path("told.jsonl").unlink()
    Path("told.jsonl").mkdir()
    failed = claimwatch("alerts", "test", "log")
    assert (failed.code, failed.out) == (1, "")
    assert claimwatch("alerts", "remove", "log").out == "removed log\n"
    assert "nobody is told" in claimwatch("alerts", "channels").err
    assert "nobody is told" in claimwatch("notify").err


def test_a_digest_is_printed_or_sent(fired: Callable[..., Any]) -> None:
    """Story by story; what was kept quiet is not in it."""
    printed = fired("digest").out
    assert "Best Buy and Huawei\nphones · 2 alerts" in printed
    assert "new_story of 4" not in printed
    assert len(fired("digest", "--json").out.splitlines()) == 3
    sent = fired("digest", "--send", "log")
    assert (sent.code, sent.out) == (0, "log: taken: written to told.jsonl\n")
    (message,) = _told()
    assert (message["kind"], len(message["alerts"])) == ("digest", 3)
    assert fired("digest", "--since", "2090-01-01").out == ""
