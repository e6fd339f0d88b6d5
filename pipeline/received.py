"""
What one run makes of the inbox: pages are read, addresses fetched, feeds parsed or asked, each like any other.

    refusals -> drops    pages -> read    addresses -> fetched    feeds, pings -> entries -> fetched

A letter is settled when its run is over and published. Until then it stays where it is, so that a run which is cut off
leaves it for the next; what that finds stored already is stored once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol
from urllib.parse import urlsplit

from pipeline.arrivals import Arrival, Became
from pipeline.collect.feeds import parse_feed
from pipeline.collect.schedule import offered_again
from pipeline.inbox.letters import Receipt
from pipeline.models import Drop, Entry, Page, Validators
from pipeline.read.workers import WORKER_LOST
from pipeline.text import body_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from pipeline.collect.fetch import Fetched
    from pipeline.inbox.folder import Inbox, Waiting
    from pipeline.inbox.letters import Kind, Letter
    from pipeline.models import FeedState
    from pipeline.polling import Poll
    from pipeline.read.workers import PageReader

__all__ = ["PUSHED", "Post", "Takes"]

PUSHED = "pushed"
"""What stands in place of a feed where somebody pushed an address or a page."""

_BATCH = 40
_HEAVY = 20_000_000
# A server's bad hour: after one minute, two, four … an address is asked for the last time after about an hour.
_FIRST_WAIT = timedelta(minutes=1)
_MOST_TRIES = 7
_HOST_AT_REST = timedelta(minutes=5)
_LONGEST_REST = timedelta(days=7)
_RECEIPTS = timedelta(days=30)


class Takes(Protocol):
    """What a run does with what is handed to it; `pipeline.run.Run` is one."""

    @property
    def feeds(self) -> Sequence[FeedState]:
        """The feeds of this run."""
        ...

    def receive(self, arrivals: Sequence[Arrival]) -> Mapping[str, Became]:
        """Read and judge pages that came with their bytes; return what became of each, by its address."""
        ...

    def fetch_entries(self, answers: Iterable[Sequence[Entry]]) -> Iterator[list[Fetched]]:
        """Fetch the pages of entries that are new."""
        ...

    def take_in(self, fetched: Sequence[Fetched]) -> Mapping[str, Became]:
        """Read and judge fetched pages."""
        ...

    def ask(self, urls: Iterable[str]) -> list[Poll]:
        """Ask these feeds and take in what they offer; those that want to be left alone are due as soon as may be."""
        ...

    def note(self, drops: Sequence[Drop] = (), feeds: Sequence[FeedState] = ()) -> None:
        """Store drops and states of feeds."""
        ...

    def dealt_with(self, entry: Entry) -> Became | None:
        """Return what an entry turned out to be, None where it is still to come."""
        ...


class _Announced(NamedTuple):
    """What a hub sent of a feed: its state, and the entries."""

    state: FeedState
    entries: tuple[Entry, ...]


class Post:
    """The letters of an inbox that are due, as one run takes them in."""

    def __init__(self, inbox: Inbox, reader: PageReader, now: datetime) -> None:
        self._inbox, self._reader, self._now = inbox, reader, now
        self._due: defaultdict[Kind, list[Waiting]] = defaultdict(list)
        for waiting in inbox.waiting():
            if waiting.letter.not_before is None or waiting.letter.not_before <= now:
                self._due[waiting.letter.kind].append(waiting)
        self._settled: dict[str, Receipt | None] = {}
        self._put_off: dict[str, Letter] = {}

    def hand_over(self, run: Takes, *, of_a_host: int | None = None) -> list[Poll]:
        """
        Hand every letter to the run, but at most so many addresses of a host; return the polls that pings led to.

        A host is asked for a page every five seconds: a hundred of its addresses would keep everything else waiting.
        """
        if not any(self._due.values()):
            return []
        self._due["address"] = _first_of_each_host(self._due["address"], of_a_host)
        self._hand_over_refusals(run)
        for portion in self._portions():
            became = run.receive([Arrival(_page(letter), (_entry(letter),)) for _, letter in portion])
            for waiting, letter in portion:
                self._settle_or_put_off(waiting, became.get(letter.url), None)
        announced, to_ask = self._announced({state.feed.url: state for state in reversed(run.feeds)})
        self._fetch(run, announced)
        to_ask |= {one.letter.url for one in self._due["ping"]}
        polls = run.ask(to_ask)
        for waiting in (*self._due["feed"], *self._due["ping"]):
            self._settled[waiting.letter_id] = _acknowledged(waiting.letter, self._now)
        return polls

    def settle(self) -> None:
        """Take out the letters that are settled and leave receipts; for when what they led to is published."""
        for letter_id, letter in self._put_off.items():
            self._inbox.put_off(letter_id, letter)
        for letter_id, receipt in self._settled.items():
            self._inbox.settle(letter_id, receipt)
        self._inbox.sweep(self._now, _RECEIPTS)

    def _hand_over_refusals(self, run: Takes) -> None:
        refused = self._due["refusal"]
        drops = [
            Drop(
                url=letter.url,
                stage="collect",
                reason="push refused",
                detail=letter.reason,
                seen_at=letter.received_at,
            )
            for letter, _, _ in refused
        ]
        run.note(drops=drops)
        for waiting, drop in zip(refused, drops, strict=True):
            self._settle(waiting, Became(None, drop=drop))

    def _portions(self) -> Iterator[list[tuple[Waiting, Letter]]]:
        """Yield the pages some at a time, in order, never two of one address: each has an outcome of its own."""
        portion: list[tuple[Waiting, Letter]] = []
        size, urls = 0, set[str]()
        for waiting in self._due["page"]:
            if len(portion) == _BATCH or size > _HEAVY or waiting.letter.url in urls:
                yield portion
                portion, size, urls = [], 0, set()
            portion.append((waiting, self._inbox.read(waiting.letter_id)))
            size += waiting.size
            urls.add(waiting.letter.url)
        if portion:
            yield portion

    def _announced(self, states: Mapping[str, FeedState]) -> tuple[list[_Announced], set[str]]:
        """Return what hubs sent, and the feeds to be asked because nothing can be read from what they sent."""
        sent = [(one.letter_id, states[one.letter.url]) for one in self._due["feed"] if one.letter.url in states]
        # Read one by one: what hubs send may be 15 MB each.
        pages = ((_feed_page(self._inbox.read(letter_id), state.asked), state.feed) for letter_id, state in sent)
        announced, to_ask = [], set[str]()
        for (_, state), (_, outcome) in zip(sent, self._reader.parse_feeds(parse_feed, pages), strict=True):
            if isinstance(outcome, Drop) or not outcome.entries:
                to_ask.add(state.feed.url)
            else:
                announced.append(_Announced(state, outcome.entries))
        return announced, to_ask

    def _fetch(self, run: Takes, announced: Sequence[_Announced]) -> None:
        """Have the pages fetched that addresses name and hubs announced, all in one go."""
        asked = [(waiting, _entry(waiting.letter)) for waiting in self._due["address"]]
        fresh = {one.state.feed.url for one in announced if any(run.dealt_with(entry) is None for entry in one.entries)}
        became: dict[str, Became] = {}
        for pages in run.fetch_entries([*([entry] for _, entry in asked), *(one.entries for one in announced)]):
            became.update(run.take_in(pages))
        for waiting, entry in asked:
            self._settle_or_put_off(waiting, became.get(entry.url), run.dealt_with(entry))
        run.note(feeds=[self._told(run, one) for one in announced if one.state.feed.url in fresh])

    def _told(self, run: Takes, one: _Announced) -> FeedState:
        """Return the state of a feed that a hub told of: something is new; what could not be had is offered again."""
        state = one.state.model_copy(update={"last_new_at": self._now})
        done = all(run.dealt_with(entry) is not None for entry in one.entries)
        return state if done else offered_again(state, self._now)

    def _settle(self, waiting: Waiting, became: Became) -> None:
        self._settled[waiting.letter_id] = _receipt(waiting.letter, became, self._now)

    def _settle_or_put_off(self, waiting: Waiting, became: Became | None, dealt: Became | None) -> None:
        """Settle a letter unless its server or its worker failed, which may do better later."""
        letter, drop = waiting.letter, became.drop if became else None
        if became is not None and not (drop and _may_pass(drop)):
            self._settle(waiting, became)
        elif dealt is not None and not (drop and drop.stage == "read"):
            self._settle(waiting, became or dealt)
        elif drop is not None and letter.tries + 1 >= _MOST_TRIES:
            self._settle(waiting, Became(None, drop=drop))
        elif drop is not None:
            later = self._now + _FIRST_WAIT * 2**letter.tries
            told = {"tries": letter.tries + 1, "not_before": later, "reason": drop.detail or drop.reason}
            self._put(waiting, told)
        elif self._now - letter.received_at > _LONGEST_REST:
            self._settle(waiting, Became(None, drop=_never_had(letter, self._now)))
        else:
            told = {"not_before": self._now + _HOST_AT_REST, "reason": "its host wants to be left alone for a while"}
            self._put(waiting, told)

    def _put(self, waiting: Waiting, told: dict[str, Any]) -> None:
        self._put_off[waiting.letter_id] = waiting.letter.model_copy(update=told)


def _may_pass(drop: Drop) -> bool:
    return drop.stage == "collect" or (drop.stage == "read" and drop.reason.startswith(WORKER_LOST))


def _first_of_each_host(addresses: Sequence[Waiting], most: int | None) -> list[Waiting]:
    taken: Counter[str] = Counter()
    first = []
    for waiting in addresses:
        host = urlsplit(waiting.letter.url).hostname or ""
        taken[host] += 1
        if most is None or taken[host] <= most:
            first.append(waiting)
    return first


def _never_had(letter: Letter, now: datetime) -> Drop:
    detail = f"its host wanted to be left alone for {_LONGEST_REST.days} days"
    return Drop(url=letter.url, stage="collect", reason="page not fetched", detail=detail, seen_at=now)


def _page(letter: Letter) -> Page:
    return Page(
        url=letter.url,
        final_url=letter.url,
        body=letter.body,
        content_type=letter.content_type,
        validators=Validators(body_hash=body_id(letter.body)),
        fetched_at=letter.received_at,
    )


def _feed_page(letter: Letter, asked: str) -> Page:
    return _page(letter).model_copy(update={"url": asked, "final_url": asked})


def _entry(letter: Letter) -> Entry:
    """Return a letter as an item; an address that is sent once more, after it was dropped, is another wording."""
    return Entry(
        feed_url=PUSHED,
        url=letter.url,
        title=letter.title,
        outlet=letter.outlet,
        published_raw=letter.published,
        modified_raw=f"{letter.received_at.isoformat()} {letter.tries}" if letter.kind == "address" else None,
    )


def _acknowledged(letter: Letter, now: datetime) -> Receipt | None:
    """Return a receipt so that a hub which sends the same once more is not listened to; a ping may well be repeated."""
    if letter.kind == "ping":
        return None
    return Receipt(state="known", url=letter.url, received_at=letter.received_at, settled_at=now)


def _receipt(letter: Letter, became: Became, now: datetime) -> Receipt:
    told = Receipt(state="known", url=letter.url, received_at=letter.received_at, settled_at=now)
    if intake := became.intake:
        said = {
            "state": "stored",
            "article_id": str(intake.article.article_id),
            "story_id": str(intake.placement.story_id),
            "decision": intake.comparison.decision,
            "mentions": len(intake.mentions),
            "claims": len(intake.claims),
        }
    elif drop := became.drop:
        said = {"state": "dropped", "stage": drop.stage, "reason": drop.reason, "detail": drop.detail}
    elif became.article_id is not None:
        said = {"article_id": str(became.article_id)}
    else:
        said = {"state": "dropped", "reason": "dropped before", "detail": "claimwatch why URL tells the reason"}
    return told.model_copy(update=said)
