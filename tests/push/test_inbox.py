"""The inbox: what is in it is on the disk, once, and leaves it by the front door only."""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from pipeline.errors import DiskFullError
from pipeline.inbox import folder
from pipeline.inbox.folder import FullInboxError, Inbox
from pipeline.inbox.letters import Letter, Receipt, packed, unpacked

if TYPE_CHECKING:
    from pathlib import Path

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def _page(body: bytes = b"a page", **more: object) -> Letter:
    return Letter.model_validate(
        {"kind": "page", "url": "https://news.example/one", "received_at": AT, "body": body, **more}
    )


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    """An inbox in a folder that is not there yet."""
    return Inbox(tmp_path / "var" / "inbox")


def test_a_letter_comes_out_as_it_went_in(inbox: Inbox) -> None:
    """Line ends, zeros and letters of any alphabet, in the body and about it."""
    letter = _page(b"one\ntwo\r\n\0\xff", title="“Häfen”\u2028", tries=2, not_before=AT)
    letter_id, receipt = inbox.put(letter)
    assert (receipt.state, inbox.read(letter_id), unpacked(packed(letter))) == ("waiting", letter, letter)
    assert [(one.letter_id, one.letter.body) for one in inbox.waiting()] == [(letter_id, b"")]


def test_the_same_sent_twice_is_one_letter(inbox: Inbox) -> None:
    """Whenever it comes; another body, title or address is another letter, and so is every ping."""
    first, _ = inbox.put(_page())
    again, _ = inbox.put(_page(received_at=AT + timedelta(days=1)))
    others = {inbox.put(_page(b"b"))[0], inbox.put(_page(title="T"))[0], inbox.put(_page(url="https://o.example/"))[0]}
    pings = {inbox.put(_page(b"", kind="ping", received_at=AT + timedelta(seconds=n)))[0] for n in range(2)}
    assert (first == again, len(others | {first}), len(pings), inbox.count()) == (True, 4, 2, 6)


def test_refusals_are_one_an_hour(inbox: Inbox) -> None:
    """Whoever guesses signatures fills no disk."""
    for minutes in (0, 1, 59, 61):
        inbox.put(_page(b"", kind="refusal", reason="a wrong signature", received_at=AT + timedelta(minutes=minutes)))
    assert inbox.count() == 2


def test_what_was_settled_is_not_taken_in_again(inbox: Inbox) -> None:
    """Its receipt is told instead; it is there before the letter is gone."""
    letter_id, _ = inbox.put(_page())
    inbox.settle(letter_id, Receipt(state="stored", url="u", received_at=AT, article_id="7"))
    assert inbox.put(_page())[1].article_id == "7"
    assert (inbox.count(), inbox.receipt(letter_id)) == (0, inbox.put(_page())[1])


def test_what_could_not_be_had_may_be_sent_once_more(inbox: Inbox) -> None:
    """A page that was not there yet is worth another try; one that is off topic is not."""
    letter_id, _ = inbox.put(_page())
    inbox.settle(letter_id, Receipt(state="dropped", url="u", received_at=AT, stage="topic"))
    assert inbox.put(_page())[1].state == "dropped"
    inbox.settle(letter_id, Receipt(state="dropped", url="u", received_at=AT, stage="collect"))
    assert (inbox.put(_page())[1].state, inbox.receipt(letter_id).state) == ("waiting", "waiting")


def test_a_letter_put_off_keeps_its_body_and_its_id(inbox: Inbox) -> None:
    """Only what is known of it changes, although its content says otherwise."""
    letter_id, _ = inbox.put(_page())
    (waiting,) = inbox.waiting()
    inbox.put_off(letter_id, waiting.letter.model_copy(update={"tries": 1, "reason": "HTTP 503"}))
    assert (inbox.read(letter_id).body, inbox.read(letter_id).tries) == (b"a page", 1)
    assert inbox.receipt(letter_id).detail == "HTTP 503"


def test_a_full_inbox_takes_no_more(tmp_path: Path) -> None:
    """In number or in bytes; the error says how much waits."""
    few, small = Inbox(tmp_path / "few", most=1), Inbox(tmp_path / "small", most_bytes=100)
    for inbox in (few, small):
        inbox.put(_page(b"x" * 100))
        with pytest.raises(FullInboxError, match="1 letters are waiting"):
            inbox.put(_page(b"y"))


def test_a_disk_that_is_full_is_said_and_leaves_nothing(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is told that we have a letter which is not on the disk."""
    inbox.put(_page())

    def no_room(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_room)
    with pytest.raises(DiskFullError, match="no space left"):
        inbox.put(_page(b"other"))
    assert inbox.count() == 1


def test_a_damaged_letter_is_put_aside(inbox: Inbox, tmp_path: Path) -> None:
    """The others go on, and the file stays for whoever wants to see it."""
    good, _ = inbox.put(_page())
    waiting = tmp_path / "var" / "inbox" / "waiting"
    for number, damage in enumerate((b"", b"{}\nbody", b'{"kind": "page"', b"\xff\xfe\n")):
        (waiting / f"{number:032x}").write_bytes(damage)
    assert [one.letter_id for one in inbox.waiting()] == [good]
    assert len(list(waiting.glob("*.damaged"))) == 4


def test_a_name_that_is_no_id_leads_nowhere(inbox: Inbox, tmp_path: Path) -> None:
    """No path is made of what somebody asks for."""
    inbox.put(_page())
    (tmp_path / "secret").write_text("{}", encoding="utf-8")
    for name in ("../../../secret", "..", "", "a" * 31, "A" * 32, "a" * 32 + "\n", "a" * 33, "0/1"):
        assert inbox.receipt(name) is None


def test_only_their_owner_can_read_letters(inbox: Inbox, tmp_path: Path) -> None:
    """What is pushed may be for subscribers only."""
    letter_id, _ = inbox.put(_page())
    waiting = tmp_path / "var" / "inbox" / "waiting"
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (waiting, waiting / letter_id)]
    assert modes == [0o700, 0o600]


def test_old_receipts_and_unfinished_files_go(inbox: Inbox, tmp_path: Path) -> None:
    """Letters that wait stay, however long."""
    letter_id, _ = inbox.put(_page())
    inbox.settle(letter_id, Receipt(state="known", url="u", received_at=AT))
    inbox.put(_page(b"waits"))
    unfinished = tmp_path / "var" / "inbox" / "waiting" / f"{letter_id}x{folder.UNFINISHED}"
    unfinished.write_bytes(b"half")
    for path in (tmp_path / "var" / "inbox").rglob("*"):
        os.utime(path, (AT.timestamp(), AT.timestamp()))
    inbox.sweep(AT + timedelta(hours=23), timedelta(days=30))
    assert (unfinished.exists(), inbox.receipt(letter_id) is None) == (True, False)
    inbox.sweep(AT + timedelta(days=31), timedelta(days=30))
    assert (unfinished.exists(), inbox.receipt(letter_id), inbox.count()) == (False, None, 1)
