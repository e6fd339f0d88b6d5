from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from pipeline.collect.fetch import Fetched, Request
from pipeline.models import Feed, FeedState, Fetch, Page, Validators
from pipeline.polling import Poll, polled
from pipeline.read.workers import InlineReader
from pipeline.text import body_id

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

URL = "http://outlet.example/feed.xml"
NOW = datetime(2018, 3, 22, 12, 0, tzinfo=UTC)
HOUR_AGO = NOW - timedelta(hours=1)


def rss(*paths: str) -> bytes:
    """A feed that lists the pages at these paths."""
    items = "".join(f"<item><title>{path}</title><link>http://outlet.example{path}</link></item>" for path in paths)
    return f"<rss version='2.0'><channel><title>The Outlet</title>{items}</channel></rss>".encode()


def sitemap_index(*children: tuple[str, datetime | None]) -> bytes:
    """A sitemap index that lists sitemaps at these paths, with when they changed."""
    listed = "".join(
        f"<sitemap><loc>http://outlet.example{path}</loc>"
        f"{f'<lastmod>{changed:%Y-%m-%dT%H:%M:%SZ}</lastmod>' if changed else ''}</sitemap>"
        for path, changed in children
    )
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</sitemapindex>'.encode()


def sitemap(*paths: str) -> bytes:
    """A sitemap that lists the pages at these paths."""
    listed = "".join(f"<url><loc>http://outlet.example{path}</loc></url>" for path in paths)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</urlset>'.encode()


class Web:
    """What servers answer by address: a body, a status without one, or "it was not its turn" until a moment."""

    def __init__(self, **answers: bytes | int | datetime) -> None:
        self.answers: dict[str, bytes | int | datetime] = dict(answers)
        self.asked: list[Request] = []

    def ask(self, requests: Sequence[Request]) -> Iterator[Fetched]:
        """Answer each request, in no useful order."""
        self.asked += requests
        return map(self._answer, reversed(requests))

    def _answer(self, request: Request) -> Fetched:
        answer = self.answers[request.url]
        fields: dict[str, Any] = {"url": request.url, "kind": "feed", "started_at": NOW, "elapsed_ms": 1}
        if isinstance(answer, datetime):
            return Fetched(request=request, fetch=Fetch(**fields, error="the host asked to wait", retry_at=answer))
        if answer == 304:
            return Fetched(request=request, fetch=Fetch(**fields, status=304), validators=request.validators)
        if isinstance(answer, int):
            return Fetched(request=request, fetch=Fetch(**fields, status=answer, error=f"HTTP {answer}"))
        validators = Validators(etag=f"e{body_id(answer)}", body_hash=body_id(answer))
        page = Page(url=request.url, final_url=request.url, body=answer, validators=validators, fetched_at=NOW)
        return Fetched(request=request, fetch=Fetch(**fields, status=200), page=page, validators=validators)


def poll(web: Web, *states: FeedState, known: Container[str] = frozenset()) -> list[Poll]:
    """Ask the feeds, and return the polls in order of the feeds' listed addresses."""
    polls = polled(states, web.ask, InlineReader(), known=known, now=NOW)
    return sorted(polls, key=lambda outcome: outcome.state.feed.url)


def read_before(body: bytes, url: str = URL, **fields: Any) -> FeedState:
    """A feed that answered with this body an hour ago."""
    known = {"checked_at": HOUR_AGO, "last_ok_at": HOUR_AGO, "last_new_at": HOUR_AGO, "whole_at": HOUR_AGO}
    validators = Validators(etag=f"e{body_id(body)}", body_hash=body_id(body))
    return FeedState(feed=Feed(url=url, topic="t"), **{"validators": validators, "interval": 3600, **known, **fields})


def fresh(url: str = URL) -> FeedState:
    """A feed never asked before."""
    return FeedState(feed=Feed(url=url, topic="t"))


def test_a_first_answer_brings_all_its_entries() -> None:
    """And what the schedule needs to know: when next, what to ask with, what it is called."""
    web = Web(**{URL: rss("/one", "/two")})
    (outcome,) = poll(web, fresh())
    assert [entry.url for entry in outcome.entries] == ["http://outlet.example/one", "http://outlet.example/two"]
    assert (outcome.new, outcome.gap, outcome.failed, outcome.state.title) == (2, False, False, "The Outlet")
    assert web.asked[0].validators is None
    assert outcome.state.next_at is not None
    assert outcome.state.validators.body_hash == body_id(rss("/one", "/two"))


def test_not_modified_brings_nothing_and_keeps_everything() -> None:
    """The server is asked with what it gave us; the feed did well."""
    web = Web(**{URL: 304})
    before = read_before(rss("/one"))
    (outcome,) = poll(web, before)
    assert web.asked[0].validators == before.validators
    assert (outcome.entries, outcome.state.last_ok_at, outcome.state.validators) == ((), NOW, before.validators)


def test_the_same_body_is_unchanged_whatever_the_server_said() -> None:
    """It came whole, so that is noted; its entries are not offered again."""
    (outcome,) = poll(Web(**{URL: rss("/one")}), read_before(rss("/one"), unchanged=5))
    assert (outcome.entries, outcome.state.whole_at, outcome.state.unchanged) == ((), NOW, 0)


def test_only_what_was_not_known_is_new() -> None:
    """All entries are offered, for one of them may be re-worded."""
    (outcome,) = poll(Web(**{URL: rss("/two", "/one")}), read_before(rss("/one")), known={"http://outlet.example/one"})
    assert (len(outcome.entries), outcome.new, outcome.gap) == (2, 1, False)


def test_a_gap_is_part_of_the_poll() -> None:
    """Nothing in the answer was known."""
    (outcome,) = poll(Web(**{URL: rss("/9", "/8")}), read_before(rss("/1")), known={"http://outlet.example/1"})
    assert (outcome.new, outcome.gap, outcome.state.gap_at) == (2, True, NOW)


def test_a_dead_feed_is_one_drop_until_the_reason_changes() -> None:
    """After a month of 404 there is one row to read, and each attempt is a fetch."""
    web = Web(**{URL: 404})
    (first,) = poll(web, fresh())
    (second,) = poll(web, first.state)
    assert ([drop.reason for drop in first.drops], second.drops) == (["feed failed"], ())
    web.answers[URL] = 500
    (third,) = poll(web, second.state)
    assert (third.drops[0].detail, third.state.failures) == ("HTTP 500", 3)


def test_items_without_an_address_are_one_drop_until_their_number_changes() -> None:
    """They lead nowhere, and must not vanish without a row; nor be one with every poll."""
    texts = "<item><title>A full text</title><description>Words.</description></item>"
    web = Web(**{URL: rss("/1", "/2", "/3").replace(b"</channel>", f"{texts * 2}</channel>".encode())})
    (first,) = poll(web, fresh())
    told = [(drop.url, drop.stage, drop.reason, drop.detail) for drop in first.drops]
    assert told == [(URL, "collect", "items without an address", "2 of 5")]
    web.answers[URL] = rss("/2", "/3").replace(b"</channel>", f"{texts * 2}</channel>".encode())
    (second,) = poll(web, first.state)
    assert (second.failed, second.drops) == (False, ())
    web.answers[URL] = rss().replace(b"</channel>", f"{texts}</channel>".encode())
    (third,) = poll(web, second.state)
    assert [drop.detail for drop in third.drops] == ["1 of 1"]


def test_a_feed_whose_turn_did_not_come_has_not_failed() -> None:
    """Another feed of its host was told to wait; this one waits with it."""
    later = NOW + timedelta(hours=2)
    (outcome,) = poll(Web(**{URL: later}), read_before(rss("/one")))
    assert (outcome.failed, outcome.state.failures, outcome.drops) == (False, 0, ())
    assert (outcome.state.not_before, outcome.state.checked_at) == (later, HOUR_AGO)


def test_an_adopted_address_is_asked_and_the_entries_stay_with_the_listed_one() -> None:
    """History goes by the address in the list, for ever."""
    web = Web(**{"https://new.example/feed": rss("/one")})
    (outcome,) = poll(web, read_before(rss(), address="https://new.example/feed"))
    assert {entry.feed_url for entry in outcome.entries} == {URL}


def test_an_adopted_address_that_fails_three_times_is_a_move_back() -> None:
    """The record is part of the poll."""
    web = Web(**{"https://new.example/feed": 404})
    (outcome,) = poll(web, read_before(rss(), address="https://new.example/feed", failures=2))
    assert [move.to_url for move in outcome.moves] == [URL]
    assert "https://new.example/feed" in (outcome.state.problem or "")


def test_two_feeds_that_come_to_share_an_address_are_asked_once() -> None:
    """One is listed there, one has moved there; where they last saw different bodies, the whole body is asked for."""
    other = "http://old.example/feed"
    web = Web(**{URL: rss("/two")})
    polls = poll(web, read_before(rss("/one")), read_before(rss("/zero"), url=other, address=URL))
    assert [(request.url, request.validators) for request in web.asked] == [(URL, None)]
    assert [(p.state.feed.url, {e.feed_url for e in p.entries}) for p in polls] == [(other, {other}), (URL, {URL})]


def test_a_feed_of_two_topics_is_one_feed() -> None:
    """It is asked once and told once."""
    web = Web(**{URL: rss("/one")})
    assert len(poll(web, fresh(), FeedState(feed=Feed(url=URL, topic="another")))) == 1
    assert len(web.asked) == 1


def test_a_sitemap_index_is_one_feed_with_the_entries_of_its_parts() -> None:
    """Only parts that changed since the last good poll are asked, and each is a fetch."""
    old, new = "http://outlet.example/old.xml", "http://outlet.example/new.xml"
    index = sitemap_index(("/old.xml", NOW - timedelta(days=9)), ("/new.xml", NOW))
    web = Web(**{URL: index, old: sitemap("/1"), new: sitemap("/2", "/3")})
    (first,) = poll(web, fresh())
    assert {entry.url for entry in first.entries} == {f"http://outlet.example/{number}" for number in (1, 2, 3)}
    assert {fetch.url for fetch in first.parts} == {old, new}
    (later,) = poll(web, read_before(b"another"), known={entry.url for entry in first.entries})
    assert ([fetch.url for fetch in later.parts], later.new) == ([new], 0)
    assert first.state.validators.body_hash == body_id(index)


def test_an_index_that_does_not_say_what_changed_is_read_every_time() -> None:
    """Its own body stays as it is while its parts change."""
    index = sitemap_index(("/part.xml", None))
    web = Web(**{URL: index, "http://outlet.example/part.xml": sitemap("/1")})
    (first,) = poll(web, fresh())
    web.answers["http://outlet.example/part.xml"] = sitemap("/1", "/2")
    (second,) = poll(web, first.state, known={"http://outlet.example/1"})
    assert (web.asked[-2].validators, second.new) == (None, 1)


def test_a_part_that_fails_is_asked_again_and_the_others_count() -> None:
    """The feed is flawed and not failed; next time it offers everything once more."""
    index = sitemap_index(("/a.xml", NOW), ("/b.xml", NOW))
    web = Web(**{URL: index, "http://outlet.example/a.xml": sitemap("/1"), "http://outlet.example/b.xml": 503})
    (outcome,) = poll(web, fresh())
    assert (outcome.failed, len(outcome.entries)) == (False, 1)
    assert outcome.state.flaw == "1 of 2 sitemaps could not be had"
    assert outcome.state.validators == Validators()
