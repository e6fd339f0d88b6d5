"""The commands that look after feeds and health."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.models import Batch, Feed, FeedState, HostRecord
from pipeline.store.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest
    from conftest import Outcome, Site


def test_a_feed_that_is_none_is_partly_and_all_failing_is_failed(
    claimwatch: Callable[..., Outcome],
    topic_folder: Callable[..., Path],
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """3 when some feeds failed, 1 when all did, with the reason of each."""
    monkeypatch.setenv("CLAIMWATCH_ALLOW_PRIVATE", "127.0.0.1")
    site.article("/page", "Not a feed", "This is a page.")
    partly = claimwatch("run", "--topic", str(topic_folder(site.feed("/feed.xml"), f"{site.root}/page", name="a")))
    assert (partly.code, "this is an HTML page" in partly.err) == (3, True)
    failed = claimwatch("run", "--topic", str(topic_folder(f"{site.root}/page", name="b")))
    assert (failed.code, "not one feed answered" in failed.err) == (1, True)


def test_feeds_are_added_listed_checked_and_removed(
    claimwatch: Callable[..., Outcome],
    topic_folder: Callable[..., Path],
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The list is the topic's feeds.opml, which any feed reader can import."""
    monkeypatch.setenv("CLAIMWATCH_ALLOW_PRIVATE", "127.0.0.1")
    folder, url = str(topic_folder()), site.feed("/feed.xml", "/one", "/two")
    assert claimwatch("feeds", "add", url, "--label", "The <Loopback> & Co", "--topic", folder).code == 0
    assert claimwatch("feeds", "add", url, "--topic", folder).code == 2
    listed = [json.loads(line) for line in claimwatch("feeds", "list", "--json", "--topic", folder).out.splitlines()]
    assert [(row["url"], row["name"]) for row in listed] == [(url, "The <Loopback> & Co")]
    checked = claimwatch("feeds", "check", "--topic", folder)
    assert (checked.code, "2 entries" in checked.out) == (0, True)
    assert not Path("var").exists(), "a check stores nothing"
    assert claimwatch("feeds", "remove", url, "--topic", folder).code == 0
    assert claimwatch("feeds", "remove", url, "--topic", folder).code == 1


def test_feeds_check_tells_all_there_is_to_know_of_a_feed(
    claimwatch: Callable[..., Outcome],
    topic_folder: Callable[..., Path],
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What it answers now beside what is stored of it, when it is asked next and why, and which dates are none."""
    monkeypatch.setenv("CLAIMWATCH_ALLOW_PRIVATE", "127.0.0.1")
    url, folder = site.feed("/feed.xml", "/one"), str(topic_folder(f"{site.root}/feed.xml"))
    claimwatch("run", "--topic", folder)
    items = "<item><title>Today</title><link>/two</link><pubDate>Thu, 22 Mar 2018 10:00:00 GMT</pubDate></item>"
    items += "<item><title>Some day</title><link>/three</link><pubDate>gestern um acht</pubDate></item>"
    site.answers["/feed.xml"] = f"<rss version='2.0'><channel><title>L</title>{items}</channel></rss>".encode()
    checked = claimwatch("feeds", "check", url, "--topic", folder)
    said = " ".join(checked.out.split())
    assert checked.code == 0
    assert "2 entries, 2 not dealt with yet, 1 with a date that can be trusted" in said
    assert "every 30 min: two answers are needed to see how fast it changes" in said
    assert "1 of 2 can be trusted; not to the minute: “gestern um acht”" in said
    assert "newest: 2018-03-22 10:00 Today" in said
    (row,) = map(json.loads, claimwatch("feeds", "check", url, "--topic", folder, "--json").out.splitlines())
    assert (row["state"], row["entries"], row["offered"], row["new"], row["untrusted_dates"]) == (
        "ok", 1, 2, 2, ["gestern um acht"],
    )  # fmt: skip
    assert len(claimwatch("feeds", "check", "--topic", folder).out.splitlines()) <= 4
    assert [claimwatch("query", "SELECT count(*) FROM fetches WHERE kind = 'feed'", "--json").out.strip()] == [
        '{"count_star()": 1}'
    ]


def test_feeds_check_advises_where_a_page_is_no_feed(
    claimwatch: Callable[..., Outcome], site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page itself often names its feed; and who has only the address of a site learns how to add it."""
    monkeypatch.setenv("CLAIMWATCH_ALLOW_PRIVATE", "127.0.0.1")
    site.answers["/"] = b"<!doctype html><html><head><link rel=alternate type='application/rss+xml' href='/rss'></head>"
    checked = claimwatch("feeds", "check", f"{site.root}/")
    assert (checked.code, f"it names a feed: {site.root}/rss" in " ".join(checked.out.split())) == (1, True)


def test_feeds_list_tells_when_each_feed_is_asked_next(
    claimwatch: Callable[..., Outcome],
    topic_folder: Callable[..., Path],
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In a column, and as a moment in JSON; what went wrong is short there."""
    monkeypatch.setenv("CLAIMWATCH_ALLOW_PRIVATE", "127.0.0.1")
    folder = str(topic_folder(site.feed("/feed.xml", "/one"), f"{site.root}/gone"))
    before = claimwatch("feeds", "list", "--topic", folder).out
    assert before.count("as soon as may be") == before.count("not asked yet") == 2
    claimwatch("run", "--topic", folder)
    after = claimwatch("feeds", "list", "--topic", folder).out
    soon = re.findall(r"in (?:2[6-9]|3[0-4]) min", after)
    assert ("next poll" in after, len(soon), "failed 1×: HTTP 404" in after) == (True, 2, True)
    rows = [json.loads(line) for line in claimwatch("feeds", "list", "--json", "--topic", folder).out.splitlines()]
    assert all(row["next_at"] > row["checked_at"] for row in rows)
    assert {row["interval_s"] for row in rows} == {1800}


def test_a_feed_whose_server_wants_quiet_is_not_even_checked(
    claimwatch: Callable[..., Outcome],
    topic_folder: Callable[..., Path],
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Not before the time it named is over; that is no failure."""
    monkeypatch.setenv("CLAIMWATCH_ALLOW_PRIVATE", "127.0.0.1")
    url, folder = site.feed("/feed.xml"), str(topic_folder(f"{site.root}/feed.xml"))
    now, ledger = datetime.now(tz=UTC), Ledger(Path("var"))
    feed = Feed(url=url, topic="phones")
    run_id, _ = ledger.begin(["phones"], [feed], now)
    tomorrow = now + timedelta(days=1)
    told = FeedState(feed=feed, not_before=tomorrow)
    hosts = (HostRecord(host=site.root, pause_until=tomorrow), HostRecord(host="http://over.example", pause_until=now))
    ledger.commit(Batch(decided_at=now, feeds=(told,), hosts=hosts), run_id)
    ledger.publish()
    monkeypatch.setenv("COLUMNS", "400")
    (listed,) = claimwatch("feeds", "list", "--topic", folder).out.splitlines()[1:]
    assert "not asked yet; left alone until" in " ".join(listed.split())
    doctor = " ".join(claimwatch("doctor", "--topic", folder).out.split())
    assert f"-- host {site.root}: asked for quiet until {tomorrow:%Y-%m-%d %H:%M}" in doctor
    assert "over.example" not in doctor
    checked = claimwatch("feeds", "check", url, "--topic", folder)
    assert (checked.code, "not asked, its server wants to be left alone until" in checked.out) == (0, True)
    assert site.asked == []


def test_a_feed_whose_items_have_no_address_is_not_called_empty(
    claimwatch: Callable[..., Outcome],
    topic_folder: Callable[..., Path],
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Neither in the list nor by a check; and its items are a row."""
    monkeypatch.setenv("CLAIMWATCH_ALLOW_PRIVATE", "127.0.0.1")
    monkeypatch.setenv("COLUMNS", "400")
    url, folder = site.feed("/texts.xml"), str(topic_folder(f"{site.root}/texts.xml"))
    item = b"<item><title>A full text</title><description>Words.</description></item>"
    site.answers["/texts.xml"] = site.answers["/texts.xml"].replace(b"</channel>", item * 2 + b"</channel>")
    assert "dropped at collect: items without an address: 1" in claimwatch("run", "--topic", folder).out
    assert "lists nothing with an address" in claimwatch("feeds", "list", "--topic", folder).out
    checked = " ".join(claimwatch("feeds", "check", url, "--topic", folder).out.split())
    assert "quiet: it answers, and lists nothing with an address flaw: 2 without an address" in checked


def test_a_feed_that_a_check_did_not_ask_is_said_so(
    claimwatch: Callable[..., Outcome], site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its host asked for quiet when the one before was asked; it did not fail, and is not empty."""
    monkeypatch.setenv("CLAIMWATCH_ALLOW_PRIVATE", "127.0.0.1")
    site.statuses |= {"/busy": 429, "/busy?again": 429}
    busy = [f"{site.root}/busy", f"{site.root}/busy?again"]  # two are asked at once
    quiet = [site.feed(f"/{number}.xml", "/one") for number in range(3)]
    checked = claimwatch("feeds", "check", *busy, *quiet)
    said = " ".join(checked.out.split())
    assert (checked.code, said.count("now: not asked: the host asked to wait until")) == (3, 3)
    assert ("without a title" in said, said.count("its server wants to be left alone until")) == (False, 3)
    rows = [json.loads(line) for line in claimwatch("feeds", "check", *busy, *quiet, "--json").out.splitlines()]
    assert [(row["state"], bool(row["not_before"])) for row in rows] == [("failed", False)] * 2 + [
        ("left alone", True)
    ] * 3
    assert all("title" not in row and "offered" not in row for row in rows[2:])


def test_doctor_says_what_to_do(ran: Callable[..., Outcome], tmp_path: Path) -> None:
    """One line for each thing, well or not, with the way out."""
    outcome = ran("doctor", "--topic", str(tmp_path / "phones"))
    assert outcome.code == 0
    assert "ok topic phones: 5 seeds" in outcome.out
    assert "ok ledger: every check of sql/checks holds" in outcome.out
    assert "-- feeds: none" in outcome.out


def test_doctor_sees_a_database_that_cannot_be_opened(ran: Callable[..., Outcome], tmp_path: Path) -> None:
    """The published copy still answers; the next run would not."""
    (tmp_path / "var" / "live.duckdb").write_bytes(b"no database" * 5000)
    outcome = ran("doctor", "--topic", "phones")
    assert outcome.code == 1
    assert "!! var/live.duckdb: " in outcome.out


def test_doctor_leaves_a_run_alone(ran: Callable[..., Outcome], tmp_path: Path) -> None:
    """Another process that has the database open is nothing to mend."""
    hold = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print(flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", hold, str(tmp_path / "var" / "live.duckdb")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:  # noqa: S603 - our own command
        assert holder.stdout is not None
        holder.stdout.readline()
        outcome = ran("doctor", "--topic", "phones")
        holder.communicate(b"")
    assert (outcome.code, "a run is going on" in outcome.out) == (0, True)


def test_doctor_knows_that_a_run_publishes_again(ran: Callable[..., Outcome], tmp_path: Path) -> None:
    """What is published is a copy."""
    (tmp_path / "var" / "news.duckdb").unlink()
    outcome = ran("doctor", "--topic", "phones")
    assert (outcome.code, "the next run publishes it again" in outcome.out) == (0, True)


def test_doctor_wants_a_folder_for_the_database(ran: Callable[..., Outcome], tmp_path: Path) -> None:
    """A file there stops every run."""
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    outcome = ran("doctor", "--topic", "phones", "--db", "mine.txt")
    assert (outcome.code, "is a file; give a folder" in outcome.out) == (4, True)


def test_feeds_that_cannot_be_asked_are_named_and_passwords_are_not(
    claimwatch: Callable[..., Outcome], topic_folder: Callable[..., Path]
) -> None:
    """Also the outline whose address is empty, which no run ever asks."""
    folder = str(topic_folder("http://ada:secret@127.0.0.1:9/feed", "ftp://h.example/feed", ""))
    before = claimwatch("feeds", "list", "--topic", folder, "--json")
    problems = {row["url"]: row["problem"] for row in map(json.loads, before.out.splitlines())}
    assert problems["http://…@127.0.0.1:9/feed"] is None
    assert problems["ftp://h.example/feed"].startswith("is no address that can be asked: ")
    assert problems[""] == "is no address that can be asked"
    outcomes = [claimwatch("run", "--topic", folder), claimwatch("run", "--topic", folder, "--json")]
    outcomes += [claimwatch(*command, "--topic", folder) for command in (("feeds", "list"), ("doctor",))]
    outcomes.append(claimwatch("feeds", "check", "http://ada:secret@127.0.0.1:9/feed"))
    assert not any("secret" in outcome.out + outcome.err for outcome in outcomes)
    assert "is there a network?" in outcomes[3].out
