from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from pipeline.collect.feeds import parse_feed
from pipeline.models import Article, Drop, Feed, Page, ParsedFeed
from pipeline.read.workers import InlineReader, PageReader, Reader

MakePage = Callable[..., Page]
MakeHtml = Callable[..., str]
FEED = Feed(url="http://ledger.example/feed", topic="t")
RSS = '<rss version="2.0"><channel><title>Ledger</title><item><link>/a</link></item></channel></rss>'


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    """Two workers with little memory and all the time in the world."""
    with Reader(workers=2, page_seconds=60, memory_bytes=800_000_000) as reader:
        yield reader


@pytest.fixture(scope="module")
def impatient() -> Iterator[Reader]:
    """Two workers with little patience, and enough for a good page where many processes want few cores."""
    with Reader(workers=2, page_seconds=6) as reader:
        yield reader


def hang(page: Page, feed: Feed) -> ParsedFeed:
    """A parser that never comes back."""
    signal.pause()
    return ParsedFeed(url=feed.url)


def hang_at_a_trap(page: Page, feed: Feed) -> ParsedFeed:
    """A parser that one page has a hold on."""
    return hang(page, feed) if page.body == b"trap" else parse_feed(page, feed)


def devour(page: Page, feed: Feed) -> ParsedFeed:
    """A parser that wants more than a gigabyte."""
    return ParsedFeed(url=feed.url, title=str(len(bytearray(1_500_000_000))))


def die(page: Page, feed: Feed) -> ParsedFeed:
    """A parser that takes its process with it."""
    os.kill(os.getpid(), signal.SIGKILL)
    return ParsedFeed(url=feed.url)


def stumble(page: Page, feed: Feed) -> ParsedFeed:
    """A parser with an error of its own."""
    raise ZeroDivisionError("\x1b[31m" + page.url)


def outcomes(reader: PageReader, parse: Callable[[Page, Feed], ParsedFeed], *pages: Page) -> list[ParsedFeed | Drop]:
    """What became of each page."""
    return [outcome for _, outcome in reader.parse_feeds(parse, [(page, FEED) for page in pages])]


def test_pages_come_back_in_order_and_as_they_would_without_workers(
    reader: Reader, html_page: MakePage, news_html: MakeHtml, seed_texts: dict[str, str]
) -> None:
    """Processes change nothing but the time it takes."""
    pages = [
        html_page(news_html(text=text), url=f"http://ledger.example/{name}") for name, text in seed_texts.items()
    ] * 3
    pages.insert(4, html_page("<html><body><p>Nothing.</p></body></html>", url="http://ledger.example/nothing"))
    waiting = [(page, None) for page in pages]
    assert list(reader.read(waiting)) == list(InlineReader().read(waiting))


@pytest.mark.parametrize(
    ("parse", "reason"),
    [(devour, "memory"), (die, "its worker died"), (stumble, "could not be read")],
)
def test_a_poisoned_page_costs_itself_and_nothing_else(
    reader: Reader, html_page: MakePage, parse: Callable[[Page, Feed], ParsedFeed], reason: str
) -> None:
    """Devouring, dying and stumbling end in a drop with the reason, and the next pages are read."""
    (outcome,) = outcomes(reader, parse, html_page("x"))
    assert isinstance(outcome, Drop)
    assert outcome.stage == "collect"
    assert reason in outcome.reason
    assert all(isinstance(after, ParsedFeed) for after in outcomes(reader, parse_feed, *[html_page(RSS)] * 5))


def test_a_page_that_never_ends_is_left(impatient: Reader, html_page: MakePage) -> None:
    """The limit is the page's alone: the one behind it is read."""
    (outcome,) = outcomes(impatient, hang, html_page("x"))
    assert isinstance(outcome, Drop)
    assert outcome.reason == "took longer than 6 s"
    assert isinstance(outcomes(impatient, parse_feed, html_page(RSS))[0], ParsedFeed)


def test_markup_that_holds_the_parser_for_minutes_is_left(
    impatient: Reader, html_page: MakePage, news_html: MakeHtml
) -> None:
    """Half a million paragraphs are quadratic inside C code, where only killing helps."""
    poisoned = html_page("<html><body>" + "<p>a</p>" * 600_000 + "</body></html>", url="http://ledger.example/poison")
    good = html_page(news_html())
    results = [outcome for _, outcome in impatient.read([(good, None), (poisoned, None), (good, None)])]
    assert [type(result) for result in results] == [Article, Drop, Article]
    assert "took longer than 6 s" in str(results[1])


def test_a_feed_that_is_none_is_a_drop_with_the_way_out(reader: Reader, html_page: MakePage) -> None:
    """The reason crosses the process boundary whole, with and without workers."""
    page = html_page('<html><link rel="alternate" type="application/rss+xml" href="/rss"><body>Hello</body></html>')
    for some_reader in (reader, InlineReader()):
        (outcome,) = outcomes(some_reader, parse_feed, page)
        assert isinstance(outcome, Drop)
        assert (outcome.reason, outcome.stage) == ("not a feed", "collect")
        assert "http://ledger.example/rss" in (outcome.detail or "")


def test_pages_are_taken_as_they_are_needed(
    reader: Reader, html_page: MakePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stream of pages does not pile up in memory, however long the first of them takes."""
    monkeypatch.setattr("pipeline.read.workers._HELD_BYTES", 8 * len(RSS))
    taken = 0

    def stream() -> Iterator[tuple[Page, Feed]]:
        nonlocal taken
        for _ in range(100):
            taken += 1
            yield html_page(RSS), FEED

    results = reader.parse_feeds(parse_feed, stream())
    next(results)
    assert taken < 10
    assert sum(1 for _ in results) == 99


def test_a_page_that_takes_its_time_holds_up_nobody_behind_it(impatient: Reader, html_page: MakePage) -> None:
    """While one worker is held, whoever brings the pages may go on; they come back in their order all the same."""
    pages = [html_page("trap"), *(html_page(RSS, url=f"http://ledger.example/{number}") for number in range(40))]
    taken: list[Page] = []

    def stream() -> Iterator[tuple[Page, Feed]]:
        for page in pages:
            taken.append(page)
            yield page, FEED

    results = impatient.parse_feeds(hang_at_a_trap, stream())
    _, outcome = next(results)
    assert isinstance(outcome, Drop)
    assert taken == pages
    assert [page for page, _ in results] == pages[1:]


def test_a_feed_is_had_as_soon_as_it_is_parsed(impatient: Reader, html_page: MakePage) -> None:
    """It waits neither for the one before it, which holds its worker, nor for the one after it, still to come."""
    pages = [html_page("trap"), *(html_page(RSS, url=f"http://ledger.example/{number}") for number in range(40))]
    had = threading.Event()

    def stream() -> Iterator[tuple[Page, Feed]]:
        yield from ((page, FEED) for page in pages[:2])
        had.wait(60)
        yield from ((page, FEED) for page in pages[2:])

    results = impatient.parse_as_done(hang_at_a_trap, stream())
    assert next(results) == (pages[1], FEED, parse_feed(pages[1], FEED))
    had.set()
    others = {page.url: outcome for page, _, outcome in results}
    assert [url for url, outcome in others.items() if isinstance(outcome, Drop)] == [pages[0].url]
    assert len(others) == 40


def test_what_brings_feeds_says_what_went_wrong(reader: Reader, html_page: MakePage) -> None:
    """A failure of the source is raised where the feeds are taken."""

    def stream() -> Iterator[tuple[Page, Feed]]:
        yield html_page(RSS), FEED
        raise ConnectionError("no network")

    results = reader.parse_as_done(parse_feed, stream())
    with pytest.raises(ConnectionError, match="no network"):
        list(results)


def test_workers_that_died_while_idle_are_replaced(html_page: MakePage) -> None:
    """The system ends the largest process when memory runs out, whoever it is; the next page finds new ones."""
    with Reader(workers=1) as reader:
        assert isinstance(outcomes(reader, parse_feed, html_page(RSS))[0], ParsedFeed)
        for process in list(reader._pool._pool_manager.worker_manager.workers):
            os.kill(process, signal.SIGKILL)
        while reader._pool.active:
            time.sleep(0.01)
        assert isinstance(outcomes(reader, parse_feed, html_page(RSS))[0], ParsedFeed)
