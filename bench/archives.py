"""
Read a WARC file made of a folder of real pages, whole and damaged: our reader and byte filter, beside warcio.

Needs warcio, which claimwatch itself does not: pip install warcio.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from fastwarc.warc import ArchiveIterator, WarcRecordType
from warcio.archiveiterator import ArchiveIterator as WarcioIterator

from pipeline.collect.local.feeds import local_pages
from pipeline.collect.local.found import Tally
from pipeline.collect.local.topic_words import topic_words
from pipeline.models import Feed, Validators
from pipeline.topic.folder import read_topic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_ROUNDS = 3
_DAMAGED_EVERY = 20


def record(number: int, page: bytes) -> bytes:
    """Return a page as a crawler records it, compressed on its own."""
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://news.example/{number}\r\n"
        f"WARC-Date: 2018-03-22T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + block + b"\r\n\r\n", 6)


def write(path: Path, pages: list[bytes], count: int) -> None:
    """Write an archive of `count` records, the pages over and over."""
    with path.open("wb") as archive:
        for number, page in zip(range(count), itertools.cycle(pages), strict=False):
            archive.write(record(number, page))


def damage(whole: Path, damaged: Path) -> int:
    """Write the archive with one byte changed in the middle of each twentieth record; return how many those are."""
    archive, hurt = bytearray(whole.read_bytes()), 0
    starts = [record.stream_pos for record in ArchiveIterator(str(whole), record_types=WarcRecordType.any_type)]
    for start, end in itertools.islice(itertools.pairwise(starts), 0, None, _DAMAGED_EVERY):
        archive[(start + end) // 2] ^= 0xFF
        hurt += 1
    damaged.write_bytes(archive)
    return hurt


def ours(path: Path, topic: Path | None) -> Tally:
    """Look through the archive as a run does; with a topic only pages that have its words are handed on."""
    now = datetime.now(UTC)
    words = topic_words([read_topic(topic, now)]) if topic else None
    *_, tally = local_pages(Feed(url=path.as_uri(), topic="bench"), Validators(), words, lambda _: False, now)
    assert isinstance(tally, Tally)
    return tally


def warcio(path: Path) -> int:
    """Read every body with warcio, as its documentation shows, and return how many there are."""
    with path.open("rb") as archive:
        return sum(len(found.content_stream().read()) > 0 for found in WarcioIterator(archive))


def fastwarc(path: Path) -> int:
    """Read every body with fastwarc's own iterator."""
    return sum(len(found.reader.read()) > 0 for found in ArchiveIterator(str(path), parse_http=True))


def cpu_seconds(work: Callable[[], object]) -> float:
    """Return the processor time of the quickest round; the machine may be busy with other things."""
    return min(_rounds(work))


def _rounds(work: Callable[[], object]) -> Iterator[float]:
    for _ in range(_ROUNDS):
        began = time.process_time()
        work()
        yield time.process_time() - began


def main() -> None:
    """Print records per second of processor time, and what was saved of the damaged archive."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path, help="a folder with html/*.html.gz")
    parser.add_argument("--records", type=int, default=2000)
    parser.add_argument("--topic", type=Path, default=Path("seeds/huawei-us-market"))
    asked = parser.parse_args()
    pages = [gzip.decompress(path.read_bytes()) for path in sorted(asked.pages.glob("html/*.html.gz"))]
    with tempfile.TemporaryDirectory() as home:
        archive, damaged = Path(home) / "whole.warc.gz", Path(home) / "damaged.warc.gz"
        write(archive, pages, asked.records)
        hurt = damage(archive, damaged)
        print(
            f"{asked.records} records, {archive.stat().st_size / 1e6:.0f} MB compressed, {len(pages)} different pages"
        )
        seconds = {
            "warcio, bodies read": cpu_seconds(lambda: warcio(archive)),
            "fastwarc, bodies read": cpu_seconds(lambda: fastwarc(archive)),
            "ours, every page handed on": cpu_seconds(lambda: ours(archive, None)),
            "ours, filtered on the topic's words": cpu_seconds(lambda: ours(archive, asked.topic)),
        }
        for what, took in seconds.items():
            rate, ratio = asked.records / took, seconds["warcio, bodies read"] / took
            print(f"{what:38} {rate:7,.0f} records/s of processor time, {ratio:.2f} x warcio")
        tally = ours(archive, asked.topic)
        print(f"with the topic's words: {tally.kept} of {tally.pages}")
        saved = ours(damaged, None)
        print(f"damaged: {hurt} of {asked.records} records; saved {saved.kept}, broken {dict(saved.broken)}")


if __name__ == "__main__":
    main()
