from __future__ import annotations

import io
import json
import multiprocessing
from typing import TYPE_CHECKING

import feedparser

from pipeline.alerts.senders.feed_file import entered
from pipeline.alerts.senders.lines_file import appended
from pipeline.alerts.sending import send
from pipeline.models import Answer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from pipeline.models import Channel, Message


def test_lines_are_added_one_a_message(tmp_path: Path, message_of: Callable[..., Message], channel: Channel) -> None:
    """For programs that follow a file."""
    path = tmp_path / "alerts.jsonl"
    for key in ("a", "b"):
        assert send(message_of(key=key), channel, f"file:{path}").answer is Answer.ACCEPTED
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [line["key"] for line in lines] == ["a", "b"]
    assert lines[0]["schema"] == "claimwatch.alerts/2"


def test_a_message_that_is_there_is_not_written_again(
    tmp_path: Path, message_of: Callable[..., Message], channel: Channel
) -> None:
    """The answer to the first may have been lost; a key that begins alike is another one."""
    address = f"file:{tmp_path / 'alerts.jsonl'}"
    for key in ("k-1", "k-17", "k-1"):
        assert appended(message_of(key=key), channel, address).answer is Answer.ACCEPTED
    assert (tmp_path / "alerts.jsonl").read_bytes().count(b"\n") == 2


def test_a_torn_last_line_is_taken_away(tmp_path: Path, message_of: Callable[..., Message], channel: Channel) -> None:
    """It was acknowledged to nobody; half a line would spoil the next one too."""
    path = tmp_path / "alerts.jsonl"
    appended(message_of(key="a"), channel, f"file:{path}")
    whole = path.read_bytes()
    for cut in (1, 40, len(whole) - 2):
        path.write_bytes(whole + whole.replace(b'"a"', b'"b"')[:cut])
        appended(message_of(key="b"), channel, f"file:{path}")
        assert [json.loads(line)["key"] for line in path.read_bytes().splitlines()] == ["a", "b"]


def test_a_last_line_that_lacks_its_end_only_is_kept(
    tmp_path: Path, message_of: Callable[..., Message], channel: Channel
) -> None:
    """It says all it had to say, and its message is not written again."""
    path = tmp_path / "alerts.jsonl"
    appended(message_of(key="a"), channel, f"file:{path}")
    path.write_bytes(path.read_bytes()[:-1])
    for key in ("a", "b"):
        appended(message_of(key=key), channel, f"file:{path}")
    assert [json.loads(line)["key"] for line in path.read_bytes().splitlines()] == ["a", "b"]


def test_two_writers_at_once_lose_nothing(tmp_path: Path, message_of: Callable[..., Message], channel: Channel) -> None:
    """In a feed as in a file of lines."""
    context = multiprocessing.get_context("fork")
    lines, feed = f"file:{tmp_path / 'a.jsonl'}", f"feed:{tmp_path / 'a.xml'}"

    def write(who: str) -> None:
        for number in range(10):
            appended(message_of(key=f"{who}{number}"), channel, lines)
            entered(message_of(key=f"{who}{number}"), channel, feed)

    writers = [context.Process(target=write, args=(who,)) for who in "xy"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len({json.loads(line)["key"] for line in (tmp_path / "a.jsonl").read_bytes().splitlines()}) == 20
    assert len({entry.id for entry in read(tmp_path / "a.xml").entries}) == 20


def read(path: Path) -> feedparser.FeedParserDict:
    """Read a feed as feed readers do."""
    return feedparser.parse(io.BytesIO(path.read_bytes()))


def test_a_feed_reader_reads_the_feed(tmp_path: Path, message_of: Callable[..., Message], channel: Channel) -> None:
    """Newest first, with a link, and named the same for ever."""
    path = tmp_path / "alerts.xml"
    for number, key in enumerate("abb"):
        later = message_of().created_at.replace(minute=30 + number)
        assert send(message_of(key=key, created_at=later), channel, f"feed:{path}").answer is Answer.ACCEPTED
    feed = read(path)
    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.feed.title == "claimwatch alerts: desk"
    assert [entry.updated for entry in feed.entries] == ["2018-03-22T01:31:00+00:00", "2018-03-22T01:30:00+00:00"]
    assert feed.feed.updated == "2018-03-22T01:31:00+00:00"
    assert feed.entries[0].title == "[Phones] Best Buy stops selling Huawei phones"
    assert feed.entries[0].link == "https://example.org/best_buy?x=1&y=2"
    assert "1 origin (unnamed, via CNET) · 4 outlets" in feed.entries[0].content[0].value
    assert feed.entries[0].id.startswith("urn:uuid:")


def test_a_feed_keeps_the_last_two_hundred(
    tmp_path: Path, message_of: Callable[..., Message], channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here three: no reader asks for more than a feed holds."""
    monkeypatch.setattr("pipeline.alerts.senders.feed_file._KEPT", 3)
    for number in range(5):
        subject = f"story {number}"
        entered(message_of(key=str(number), subject=subject), channel, f"feed:{tmp_path / 'alerts.xml'}")
    titles = [entry.title for entry in read(tmp_path / "alerts.xml").entries]
    assert titles == ["[Phones] story 4", "[Phones] story 3", "[Phones] story 2"]


def test_a_file_that_is_no_feed_of_ours_is_left_alone(
    tmp_path: Path, message_of: Callable[..., Message], channel: Channel
) -> None:
    """Somebody mistook the path."""
    path = tmp_path / "precious.xml"
    for content in ("<opml/>", "not even XML", "<feed xmlns='http://www.w3.org/2005/Atom'><title>mine</title></feed>"):
        path.write_text(content, encoding="utf-8")
        outcome = entered(message_of(), channel, f"feed:{path}")
        assert outcome.answer is Answer.NEVER
        assert "move it away" in outcome.detail
        assert path.read_text(encoding="utf-8") == content


def test_a_folder_that_went_away_is_for_now(
    tmp_path: Path, message_of: Callable[..., Message], channel: Channel
) -> None:
    """It may be a disk that is not mounted."""
    for address in (f"file:{tmp_path}/not/a.jsonl", f"feed:{tmp_path}/not/a.xml"):
        assert send(message_of(), channel, address).answer is Answer.LATER
