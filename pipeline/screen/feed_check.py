"""Ask feeds now, store nothing, and say what a person must know of each."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.collect.local.feeds import is_local
from pipeline.collect.schedule import may_be_asked
from pipeline.doors import clock, feeds_of, open_doors, topics_and_feeds
from pipeline.errors import ConfigurationError, NotFoundError
from pipeline.models import Entry, Feed, FeedState
from pipeline.polling import Poll, polled
from pipeline.screen.feed_words import next_poll, notes, pace, quiet, why_then
from pipeline.screen.feeds import listed_feeds, masked
from pipeline.screen.paper import day, plural, without_password
from pipeline.screen.streams import print_json
from pipeline.store.database import Database
from pipeline.store.published import Published

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.config import Settings
    from pipeline.screen.paper import Paper

__all__ = ["check_feeds"]

_NEWEST = 3
_EXAMPLES = 3
_NEVER = datetime.min.replace(tzinfo=UTC)


class _Check(NamedTuple):
    """What is stored of a feed, and what it answered just now; no answer where nobody is asked."""

    row: dict[str, Any]
    poll: Poll | None

    @property
    def state(self) -> str:
        if self.poll is None:
            return "local" if is_local(self.row["url"]) else "left alone"
        if self.poll.fetch.put_off:
            return "left alone"
        return "failed" if self.poll.failed else "ok"

    @property
    def untrusted(self) -> list[str]:
        """Dates as the feed writes them that cannot be trusted, each once."""
        entries = self.poll.entries if self.poll else ()
        return list(dict.fromkeys(e.published_raw for e in entries if e.published_raw and e.published_at is None))


def check_feeds(paper: Paper, settings: Settings, urls: Sequence[str], *, as_json: bool = False) -> int:
    """
    Ask the feeds given, else all of the topics, and write what each offers beside what is stored of it.

    A screen for each feed that was given, two or three lines for each of all; one JSON object a line with `as_json`.
    Returns the exit code: 0, 3 when some failed, 1 when all did.
    """
    now = clock()
    checks = _checks(settings, urls, now)
    if as_json:
        print_json(masked(_as_json(check, now)) for check in checks)
    else:
        for check in checks:
            _show(paper, check, now) if urls else _show_briefly(paper, check, now)
    failed = sum(check.state == "failed" for check in checks)
    return 0 if not failed else 1 if failed == len(checks) else 3


def _checks(settings: Settings, urls: Sequence[str], now: datetime) -> list[_Check]:
    feeds = [_listed(settings, url) for url in urls] or topics_and_feeds(settings, now)[1]
    rows = {row["url"]: row for row in listed_feeds(settings, feeds)}
    # Without validators and hash: the whole body is asked for, and parsed although it is known.
    states = [
        FeedState(feed=feed, address=rows[feed.url]["address"], not_before=rows[feed.url]["not_before"])
        for feed in feeds
    ]
    with open_doors(settings) as doors:
        polls = polled(
            [state for state in states if may_be_asked(state, now) and not is_local(state.feed.url)],
            lambda requests: doors.fetcher.fetch_all(requests, doors.now),
            doors.reader,
            known=_known_entries(settings, list(rows)),
            now=now,
        )
        answers = {poll.state.feed.url: poll for poll in polls}
    return [_check(row, answers.get(url)) for url, row in rows.items()]


def _check(row: dict[str, Any], poll: Poll | None) -> _Check:
    """Return the two together; that its host asked for quiet just now is not stored, and holds for the feed too."""
    waits = {"not_before": poll.state.not_before} if poll and poll.fetch.put_off else {}
    return _Check(row | waits, poll)


def _listed(settings: Settings, url: str) -> Feed:
    """Return the feed as a topic lists it; also one that none lists, or where no topic is at hand, may be checked."""
    with suppress(ConfigurationError):
        for folder in settings.topic_folders():
            for feed in feeds_of(folder):
                if feed.url == url:
                    return feed
    return Feed(url=url, topic="")


def _known_entries(settings: Settings, feeds: list[str]) -> frozenset[str]:
    try:
        rows = Published(Database(settings.db).published).screen("feed_entries", feeds=feeds)
    except NotFoundError:
        return frozenset()
    return frozenset(row["url"] for row in rows)


def _show(paper: Paper, check: _Check, now: datetime) -> None:
    """Write all there is to know of a feed."""
    row = check.row
    _headline(paper, row)
    paper.line(f"now: {_answer(check)}", indent=2, style="good" if check.state == "ok" else "warn")
    last_ok = day(row["last_ok_at"]) if row["last_ok_at"] else "not yet"
    paper.line(f"last good poll: {last_ok}; {plural(row['entries'], 'entry', 'entries')} dealt with so far", indent=2)
    paper.line(f"brings: {_brings(check)}; last new {day(row['last_new_at'])}", indent=2)
    paper.line(f"next poll: {next_poll(row, now)} ({day(row['next_at'])}); {why_then(row, now)}", indent=2)
    for label, text in _remarks(check, now):
        paper.line(f"{label}: {text}", indent=2, style="warn")
    if check.poll and check.poll.entries:
        paper.line(f"dates: {_dates(check, check.poll.entries)}", indent=2)
        paper.line("newest:", indent=2)
        for entry in _newest(check.poll):
            paper.line(f"{day(entry.published_at)}  {entry.title or entry.url}", indent=4)


def _show_briefly(paper: Paper, check: _Check, now: datetime) -> None:
    _headline(paper, check.row)
    answer = _answer(check)
    if check.state == "ok":
        answer += f" · brings {_brings(check)} · next poll {next_poll(check.row, now)}"
    paper.line(answer, indent=2, style="good" if check.state == "ok" else "warn")
    if remarks := " · ".join(f"{label}: {text}" for label, text in _remarks(check, now)):
        paper.line(remarks, indent=2, style="warn")


def _headline(paper: Paper, row: dict[str, Any]) -> None:
    names = (without_password(row["url"]), row["name"], row["topic"] and f"topic {row['topic']}")
    paper.line(" · ".join(filter(None, names)), style="strong")


def _answer(check: _Check) -> str:
    """Say what the feed answers at this moment."""
    poll = check.poll
    if poll is None and is_local(check.row["url"]):
        return "a folder or file of this machine; every run looks at it"
    if poll is None:
        return f"not asked, its server wants to be left alone until {day(check.row['not_before'])}"
    if poll.fetch.put_off:
        return without_password(f"not asked: {poll.fetch.error}")
    if poll.failed:
        return without_password(f"failed: {poll.state.problem}")
    offers = f"{plural(len(poll.entries), 'entry', 'entries')}, {poll.new} not dealt with yet"
    trusted = round((poll.state.dated or 0) * len(poll.entries))
    dated = f", {trusted} with a date that can be trusted" if poll.entries else ""
    return f"{poll.state.title or 'without a title'}: {offers}{dated} · {poll.fetch.elapsed_ms} ms"


def _brings(check: _Check) -> str:
    """Say how much a feed brings: as observed, else as its own dates tell."""
    observed = check.row["entries_a_day"]
    told = check.poll.state.entries_a_day if check.poll and observed is None else None
    return f"{pace(told)} by its own dates" if told is not None else pace(observed)


def _dates(check: _Check, entries: Sequence[Entry]) -> str:
    without = sum(entry.published_raw is None for entry in entries)
    trusted = sum(entry.published_at is not None for entry in entries)
    if trusted == len(entries):
        return "all can be trusted"
    examples = ", ".join(f"“{raw}”" for raw in check.untrusted[:_EXAMPLES])
    rest = (f"not to the minute: {examples}" if examples else "", f"none given: {without}" if without else "")
    return "; ".join(filter(None, (f"{trusted} of {len(entries)} can be trusted", *rest)))


def _remarks(check: _Check, now: datetime) -> Iterator[tuple[str, str]]:
    row, poll = check.row, check.poll
    if not row["topic"] and not (poll and poll.failed):
        yield "note", without_password(f"no topic polls it; add it with: claimwatch feeds add {row['url']}")
    if why := quiet(row, now):
        yield "quiet", without_password(why)
    for note in notes(row):
        yield "note", without_password(note)
    if flaw := poll.state.flaw if poll else row["flaw"]:
        yield "flaw", flaw
    if poll and poll.fetch.moved_to and poll.fetch.moved_to != row["moved_to"]:
        yield "note", without_password(f"at this moment it redirects for good to {poll.fetch.moved_to}")


def _newest(poll: Poll) -> list[Entry]:
    """Return the newest entries by date; a feed without dates lists the newest first."""
    dated = sorted((e for e in poll.entries if e.published_at), key=lambda e: e.published_at or _NEVER, reverse=True)
    return list(islice((*dated, *(e for e in poll.entries if e.published_at is None)), _NEWEST))


def _as_json(check: _Check, now: datetime) -> dict[str, Any]:
    """Return the stored row, and what came just now beside it."""
    live: dict[str, Any] = {"state": check.state, "why_then": why_then(check.row, now), "quiet": quiet(check.row, now)}
    if (poll := check.poll) is None or poll.fetch.put_off:
        return check.row | live
    return (
        check.row
        | live
        | {
            "problem": poll.state.problem,
            "status": poll.fetch.status,
            "elapsed_ms": poll.fetch.elapsed_ms,
            "title": poll.state.title,
            "offered": len(poll.entries),
            "new": poll.new,
            "dated": poll.state.dated,
            "untrusted_dates": check.untrusted[:_EXAMPLES],
            "flaw": poll.state.flaw,
            "redirects_to": poll.fetch.moved_to,
            "newest": [{"published_at": e.published_at, "title": e.title, "url": e.url} for e in _newest(poll)],
        }
    )
