from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from pipeline.models import Batch, Change, Entry, Feed, FeedState, Fetch, HostRecord, SeenEntry, Validators
from pipeline.models.ledger import Address, Move
from pipeline.store.collected import kept_page
from pipeline.store.migrate import failed_checks
from pipeline.store.published import Published
from pipeline.store.recall import aware_rows
from pipeline.store.redo import redoing

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from pipeline.models import Intake, KeptPage, Page
    from pipeline.store.ledger import Ledger

NOON = datetime(2018, 3, 22, 12, 0, tzinfo=UTC)
FEED = Feed(url="http://news.example/feed", topic="phones", label="News")


@pytest.fixture
def stored(ledger: Ledger) -> Callable[..., None]:
    """Store a batch of these in a run that polls one feed."""
    run_id, _ = ledger.begin(["phones"], [FEED], NOON)

    def store(**batch: Any) -> None:
        ledger.commit(Batch(decided_at=NOON, **batch), run_id)

    return store


@pytest.fixture
def rows(ledger: Ledger) -> Callable[[str], list[tuple[Any, ...]]]:
    """Ask the live database."""

    def ask(sql: str) -> list[tuple[Any, ...]]:
        with ledger.database.writing() as connection:
            assert failed_checks(connection) == {}
            return connection.execute(sql).fetchall()

    return ask


def test_everything_that_is_known_of_a_feed_survives_a_restart(ledger: Ledger, stored: Callable[..., None]) -> None:
    """Schedule, moves, gaps, flaws: a state comes back as it was stored, and every field of it is stored."""
    moments = ("checked_at", "last_ok_at", "last_new_at", "next_at", "not_before", "whole_at", "moved_since", "gap_at")
    known = {name: NOON + timedelta(hours=number) for number, name in enumerate(moments)}
    state = FeedState(
        feed=FEED,
        validators=Validators(etag='"a1"', last_modified="Thu, 22 Mar 2018 11:00:00 GMT", body_hash=7),
        title="The News",
        failures=2,
        problem="HTTP 503",
        interval=900,
        every=3600,
        entries_a_day=4.5,
        unchanged=3,
        address="https://news.example/feed",
        moved_to="https://news.example/rss",
        moved_polls=11,
        dated=0.75,
        flaw="is not well-formed",
        hub="https://hub.example/",
        self_url="https://news.example/feed",
        **known,  # type: ignore[arg-type]  # moments
    )
    unset = [name for name, field in FeedState.model_fields.items() if getattr(state, name) == field.default]
    assert not unset
    stored(feeds=[state])
    assert ledger.recall().feeds == (state,)


def test_a_feed_of_two_topics_is_one_state(ledger: Ledger, stored: Callable[..., None]) -> None:
    """It is asked once; both topics learn what came of it and keep their own name for it."""
    ledger.add_feed(Feed(url=FEED.url, topic="tariffs", label="Other name"), NOON)
    stored(feeds=[FeedState(feed=FEED, interval=900)])
    known = {(state.feed.topic, state.feed.label, state.interval) for state in ledger.recall().feeds}
    assert known == {("phones", "News", 900), ("tariffs", "Other name", 900)}


def test_thousands_of_feeds_are_each_told_what_is_theirs(ledger: Ledger) -> None:
    """One statement for all of them mixes nothing up."""
    feeds = [Feed(url=f"http://h{number}.example/feed", topic="phones") for number in range(3000)]
    run_id, _ = ledger.begin(["phones"], feeds, NOON)
    states = [FeedState(feed=feed, interval=number, title=f"Feed {number}") for number, feed in enumerate(feeds)]
    ledger.commit(Batch(decided_at=NOON, feeds=states), run_id)
    assert {state.feed.url: state for state in ledger.recall().feeds} == {state.feed.url: state for state in states}


def test_a_host_is_remembered_as_it_was_last(ledger: Ledger, stored: Callable[..., None]) -> None:
    """robots.txt and pauses: the newest word stands, other hosts are not touched."""
    first = HostRecord(
        host="http://a.example:80", robots="User-agent: *\nDisallow: /x", robots_status=200, robots_at=NOON
    )
    other = HostRecord(host="http://b.example:80")
    stored(hosts=[first, other])
    later = first.model_copy(update={"robots": None, "robots_status": 404, "pause_until": NOON + timedelta(hours=1)})
    stored(hosts=[later])
    assert sorted(ledger.recall().hosts, key=lambda host: host.host) == [later, other]


def test_an_article_is_found_under_every_address(
    ledger: Ledger, stored: Callable[..., None], rows: Callable[[str], list[Any]], intake: Callable[..., Intake]
) -> None:
    """Each address once; where two articles were met under one, as where a page shows the latest, the later counts."""
    one, two = intake("http://news.example/1"), intake("http://news.example/2")
    ids = [one.article.article_id, two.article.article_id]
    met = [
        Address(article_id=ids[0], url="http://news.example/1", how="canonical", seen_at=NOON),
        Address(article_id=ids[0], url="http://news.example/1", how="asked", seen_at=NOON),
        Address(article_id=ids[1], url="http://news.example/latest", how="asked", seen_at=NOON + timedelta(hours=2)),
        Address(article_id=ids[0], url="http://news.example/latest", how="asked", seen_at=NOON),
    ]
    stored(intakes=[one, two], addresses=met)
    stored(addresses=met)
    with suppress(LookupError), redoing(ledger, "link", None) as redo:
        assert redo.known_as == {"http://news.example/1": ids[0], "http://news.example/latest": ids[1]}
        raise LookupError("only looked at")  # so that nothing is decided again
    assert rows("SELECT count(*), min(how) FROM addresses") == [(3, "asked")]
    assert rows("SELECT how FROM addresses WHERE url = 'http://news.example/1'") == [("canonical",)]


def test_known_entries_come_back_in_order_of_arrival(ledger: Ledger, stored: Callable[..., None]) -> None:
    """Whatever an entry was known by: address, guid, headline, date as written, and the article it became."""
    entries = [
        SeenEntry(
            entry=Entry(
                feed_url=FEED.url, url=f"http://news.example/{n}", guid=f"g{n}", title=f"T{n}", published_raw="x"
            ),
            page_id=n,
            fingerprint=n,
            article_id=None if n == 2 else n * 10,
            seen_at=NOON + timedelta(minutes=n),
        )
        for n in (3, 1, 2)
    ]
    stored(entries=entries)
    known = ledger.recall()
    assert [tuple(entry) for entry in known.entries] == [
        (FEED.url, "http://news.example/1", "g1", "T1", "x", 10, 1, 1),
        (FEED.url, "http://news.example/2", "g2", "T2", "x", None, 2, 2),
        (FEED.url, "http://news.example/3", "g3", "T3", "x", 30, 3, 3),
    ]


def test_a_request_is_told_with_where_it_led(stored: Callable[..., None], rows: Callable[[str], list[Any]]) -> None:
    """Redirects, waits and freshness are there to be asked for; a failure that lasts says so."""
    fetch = Fetch(url=FEED.url, kind="feed", started_at=NOON, elapsed_ms=5, status=200, fresh_for=600)
    news = {"final_url": "https://news.example/feed", "moved_to": "https://news.example/feed", "retry_at": NOON}
    robots = Fetch(url="http://news.example/robots.txt", kind="robots", started_at=NOON, elapsed_ms=1, lasting=True)
    stored(fetches=[fetch.model_copy(update=news), robots])
    noon = NOON.replace(tzinfo=None)
    told = rows("SELECT kind, final_url, moved_to, retry_at, fresh_for, lasting FROM fetches ORDER BY kind")
    assert told == [
        ("feed", "https://news.example/feed", "https://news.example/feed", noon, 600, False),
        ("robots", None, None, None, None, True),
    ]


def test_a_move_is_written_down(stored: Callable[..., None], rows: Callable[[str], list[Any]]) -> None:
    """Who asks why another address is asked than is listed finds since when, and after how many polls."""
    move = Move(url=FEED.url, from_url=FEED.url, to_url="https://n.example/", since=NOON, polls=576, decided_at=NOON)
    stored(moves=[move, move])
    assert rows("SELECT url, to_url, polls FROM moves") == [(FEED.url, "https://n.example/", 576)]


def test_what_changed_in_a_text_can_be_asked_for(
    stored: Callable[..., None], rows: Callable[[str], list[Any]], intake: Callable[..., Intake]
) -> None:
    """Sentences that came and went, with the text they belong to."""
    url = "http://news.example/1"
    stored(intakes=[intake(url, "Best Buy stops. So it says.")])
    change = Change(added=("CNET says so.",), removed=("So it says.",))
    edited = intake(url, "Best Buy stops. CNET says so.", seen_at=NOON + timedelta(hours=3), change=change)
    stored(intakes=[edited])
    assert rows("SELECT revision, added, removed FROM changes") == [
        (edited.article.revision, ["CNET says so."], ["So it says."])
    ]


def test_a_kept_page_is_found_again_from_its_row(
    ledger: Ledger, stored: Callable[..., None], page: Callable[..., Page]
) -> None:
    """With its headers and its entry, whatever letters they are written in."""
    entry = Entry(feed_url=FEED.url, url="http://news.example/one", title="“Huawei” — é", published_at=NOON)
    kept = ledger.shelf.keep(page(b"<p>one", headers={"x": "“é”", "content-type": "text/html"}), "page", entry)
    stored(kept=[kept, kept])
    with ledger.database.writing() as connection:
        found: list[KeptPage] = [kept_page(row) for row in aware_rows(connection, "FROM ledger.kept")]
    assert found == [kept]
    assert ledger.shelf.page(found[0]).body == b"<p>one"
    ledger.publish()
    assert Published(ledger.database.published).ask("SELECT digest, gone_at FROM kept").rows == [(kept.digest, None)]
