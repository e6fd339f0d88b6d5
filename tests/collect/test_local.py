from __future__ import annotations

import gzip
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from pipeline.collect.local.feeds import is_local, local_pages
from pipeline.collect.local.found import Dealt, Found, LocalItem, Tally
from pipeline.collect.local.topic_words import topic_words
from pipeline.models import Article, Drop, Feed, Validators
from pipeline.read.extract import read_article
from pipeline.topic import Terms, Topic

if TYPE_CHECKING:
    from pathlib import Path
    from re import Pattern

    from pipeline.models import Entry

Make = Callable[..., bytes]

NEVER = Validators()
WORDS = topic_words([Topic(topic="phones", name="Phones", terms=Terms(any=("huawei",)))])
OTHER_WORDS = topic_words([Topic(topic="ferries", name="Ferries", terms=Terms(any=("ferries",)))])
FERRIES = b"<html><p>Three electric ferries are off the crossing.</p></html>"


class Memory:
    """What a run remembers between its looks at one feed; it can be killed after some items."""

    def __init__(self, path: Path) -> None:
        self.feed = Feed(url=path.as_uri(), topic="phones")
        self.seen: set[tuple[str | None, ...]] = set()
        self.validators = NEVER

    def look(
        self, now: datetime, words: Pattern[bytes] | None = WORDS, killed_after: int | None = None
    ) -> list[LocalItem]:
        """Look through the feed and remember what was dealt with."""
        items: list[LocalItem] = []
        for item in local_pages(self.feed, self.validators, words, self._known, now):
            if len(items) == killed_after:
                break
            items.append(item)
            if isinstance(item, Found | Dealt):
                self.seen.add(wording(item.entry))
            if isinstance(item, Tally):
                self.validators = item.validators
        return items

    def _known(self, entry: Entry) -> bool:
        return wording(entry) in self.seen


def wording(entry: Entry) -> tuple[str | None, ...]:
    """What a run knows an entry by."""
    return entry.url, entry.title, entry.summary, entry.published_raw


def urls(items: list[LocalItem]) -> list[str]:
    """The addresses of the pages found."""
    return [item.page.url for item in items if isinstance(item, Found)]


def drops(items: list[LocalItem]) -> dict[str, str | None]:
    """What went no further, and the details."""
    return {item.reason: item.detail for item in items if isinstance(item, Drop)}


def tally(items: list[LocalItem]) -> Tally:
    """The last item."""
    assert isinstance(items[-1], Tally)
    return items[-1]


@pytest.fixture
def archive(tmp_path: Path, warc_record: Make) -> Path:
    """A WARC file: three pages, two of them on phones; a request; a damaged record in the middle."""
    damaged = bytearray(gzip.compress(warc_record()))
    damaged[len(damaged) // 2] ^= 0xFF
    path = tmp_path / "crawl.warc.gz"
    members = [
        gzip.compress(warc_record(url="http://news.example/one")),
        gzip.compress(warc_record(kind="request", body=b"GET / HTTP/1.1\r\n\r\n")),
        bytes(damaged),
        gzip.compress(warc_record(FERRIES, url="http://news.example/ferries")),
        gzip.compress(warc_record(url="http://news.example/two")),
    ]
    path.write_bytes(b"".join(members))
    return path


def test_local_feeds_are_told_by_their_address() -> None:
    """Nothing but file: is on our own disk."""
    assert is_local("file:///home/me/pages")
    assert not is_local("https://news.example/file:///feed")


def test_an_archive_gives_its_pages_on_the_topic_and_accounts_for_the_rest(archive: Path, now: datetime) -> None:
    """Pages with the topic's words; one row for those without, one for what is broken, however many."""
    items = Memory(archive).look(now)
    assert urls(items) == ["http://news.example/one", "http://news.example/two"]
    assert drops(items) == {
        "none of the topic's words": "1 of 3 pages",
        "broken records": "1, beside 4 good ones: the compressed data are damaged (1)",
    }
    counted = tally(items)
    assert (counted.files, counted.records, counted.pages, counted.kept, counted.wordless) == (1, 4, 3, 2, 1)
    assert (counted.broken, counted.problem) == ({"the compressed data are damaged": 1}, None)


def test_without_words_every_page_is_given(archive: Path, now: datetime) -> None:
    """A topic that cannot be looked for in bytes judges all articles."""
    assert len(urls(Memory(archive).look(now, words=None))) == 3


def test_an_archive_is_read_once(archive: Path, now: datetime) -> None:
    """Unchanged, it is not opened again; changed, only what is new in it is given."""
    memory = Memory(archive)
    memory.look(now)
    again = memory.look(now)
    assert len(again) == 1
    assert tally(again).records == 0
    archive.write_bytes(archive.read_bytes() + gzip.compress(b"WARC/1.0 and no more"))
    changed = memory.look(now)
    assert urls(changed) == []
    assert tally(changed).known == 2


def test_new_words_have_an_archive_read_again(archive: Path, now: datetime) -> None:
    """What had none of the topic's words may have one of its new ones."""
    memory = Memory(archive)
    memory.look(now)
    assert urls(memory.look(now, words=OTHER_WORDS)) == ["http://news.example/ferries"]


def test_a_page_recorded_again_is_given_if_it_changed(archive: Path, now: datetime, warc_record: Make) -> None:
    """The same bytes at the same address are the same page, in whatever archive."""
    memory = Memory(archive.parent)
    memory.look(now)
    changed = warc_record(b"<html>Huawei: corrected</html>", url="http://news.example/two")
    (archive.parent / "later.warc").write_bytes(warc_record(url="http://news.example/one") + changed)
    assert urls(memory.look(now)) == ["http://news.example/two"]


def test_a_run_that_is_killed_begins_again_and_doubles_nothing(archive: Path, now: datetime) -> None:
    """Wherever it was killed: in the end each page was given once."""
    whole = len(Memory(archive).look(now))
    for killed_after in range(whole):
        memory = Memory(archive)
        given = urls(memory.look(now, killed_after=killed_after)) + urls(memory.look(now))
        assert given == ["http://news.example/one", "http://news.example/two"]


def test_a_folder_may_hold_pages_and_archives(archive: Path, now: datetime) -> None:
    """Each file once, in order; words are not asked of pages that somebody put there one by one."""
    folder = archive.parent
    (folder / "a.html").write_bytes(FERRIES)
    (folder / "z.txt").write_text("A text.", encoding="utf-8")
    memory = Memory(folder)
    found = urls(memory.look(now))
    assert [url.rpartition("/")[2] for url in found] == ["a.html", "one", "two", "z.txt"]
    (folder / "b.html").write_bytes(FERRIES)
    later = memory.look(now)
    assert [url.rpartition("/")[2] for url in urls(later)] == ["b.html"]
    assert tally(later).records == 0


def test_a_changed_file_is_given_again_and_a_restored_one_is_not(tmp_path: Path, now: datetime) -> None:
    """A file is known by size and time."""
    path, memory = tmp_path / "a.txt", Memory(tmp_path)
    path.write_text("first", encoding="utf-8")
    os.utime(path, (1, 1))
    assert len(urls(memory.look(now))) == 1
    path.write_text("second", encoding="utf-8")
    assert len(urls(memory.look(now))) == 1
    path.write_text("first", encoding="utf-8")
    os.utime(path, (1, 1))
    assert urls(memory.look(now)) == []


def test_pages_are_seen_now_and_records_when_they_were_recorded(archive: Path, now: datetime) -> None:
    """We see a file when we look; a crawler saw a page when it says."""
    (archive.parent / "a.html").write_bytes(FERRIES)
    times = [item.page.fetched_at for item in Memory(archive.parent).look(now) if isinstance(item, Found)]
    assert times == [now, datetime(2018, 3, 22, 10, tzinfo=UTC), datetime(2018, 3, 22, 10, tzinfo=UTC)]


def test_files_that_are_no_pages_are_told_once(tmp_path: Path, now: datetime) -> None:
    """Too large or damaged: a row with the reason, and no other look while the file stays as it is."""
    (tmp_path / "large.html").write_bytes(b"x" * 5_000_001)
    (tmp_path / "cut.txt.gz").write_bytes(gzip.compress(b"text")[:-4])
    memory = Memory(tmp_path)
    items = memory.look(now)
    assert [item.detail for item in items if isinstance(item, Drop)] == [
        "the compressed body broke off before its end",
        "larger than 5 MB",
    ]
    memory.validators = NEVER
    assert drops(memory.look(now)) == {}


def test_a_file_that_vanishes_or_is_locked_is_asked_for_again(tmp_path: Path, now: datetime) -> None:
    """What cannot be read now may be later: a row, no validators, and the others go on."""
    (tmp_path / "a.warc").write_bytes(b"")
    (tmp_path / "b.txt").write_text("text", encoding="utf-8")
    memory = Memory(tmp_path)
    looking = local_pages(memory.feed, NEVER, WORDS, lambda _: False, now)
    assert isinstance(next(looking), Dealt)
    (tmp_path / "b.txt").unlink()
    rest = list(looking)
    assert drops(rest) == {"file not read": "No such file or directory"}
    assert tally(rest).validators == NEVER


@pytest.mark.parametrize("url", ["file:///nowhere/at/all", "file://server/share", "file:relative", "file:///a%00b"])
def test_a_feed_that_is_not_there_is_a_failed_feed(url: str, now: datetime) -> None:
    """Whatever its address says, nothing is raised: a row and the reason."""
    items = list(local_pages(Feed(url=url, topic="t"), NEVER, WORDS, lambda _: False, now))
    assert [type(item) for item in items] == [Drop, Tally]
    assert set(drops(items)) == {"feed failed"}
    assert tally(items).problem
    assert tally(items).validators == NEVER


def test_an_empty_folder_is_an_empty_feed(tmp_path: Path, now: datetime) -> None:
    """Nothing in it yet is no failure."""
    items = Memory(tmp_path).look(now)
    assert tally(items) == items[0]
    assert tally(items).problem is None


def test_what_is_found_can_be_read(
    tmp_path: Path, now: datetime, seed_texts: dict[str, str], warc_record: Make
) -> None:
    """From an archive and from a folder: the same page becomes the same article."""
    paragraphs = "".join(f"<p>{line}</p>" for line in seed_texts["000"].splitlines() if line)
    canonical = "<link rel=canonical href=http://news.example/best-buy>"
    html = (
        f"<html><head><title>Best Buy and Huawei</title>{canonical}</head><body><article>{paragraphs}</article></body>"
    )
    (tmp_path / "a.html").write_text(html, encoding="utf-8")
    (tmp_path / "b.warc").write_bytes(warc_record(html.encode(), url="http://news.example/best-buy"))
    read = [read_article(item.page, entry=item.entry) for item in Memory(tmp_path).look(now) if isinstance(item, Found)]
    one, other = (article for article in read if isinstance(article, Article))
    assert (one.article_id, one.revision) == (other.article_id, other.revision)
    assert one.seen_at - other.seen_at == timedelta(hours=2)
