from __future__ import annotations

import gzip
import io
import random
import zlib
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastwarc.stream_io import BrotliWriter

from pipeline.collect.local.warc import pages_in_archive
from pipeline.collect.local.warc_records import Broken
from pipeline.models import Page

Make = Callable[..., bytes]

HTML = b"<!doctype html><html><p>Best Buy stops selling Huawei phones.</p></html>"
ARCHIVES = Path(__file__).parents[2].parent / "shared" / "data" / "archives"
# Records that are whole, as warcio 1.8.1 counts them where it reads the file to its end; pages and broken ones by eye.
EXPECTED = {
    "block-sized-records.warc": (3, 0, {}),
    "block-sized-records.warc.gz": (3, 0, {}),
    "block-sized-records.warc.lz4": (3, 0, {}),
    "clipped.warc.gz": (0, 0, {"the file breaks off": 1}),
    "clueweb-quirk.warc.gz": (30, 29, {}),
    "example-bad-non-chunked.warc.gz": (6, 1, {}),
    "example-bad.warc.gz.bad": (6, 1, {}),
    "example-digest.warc": (4, 0, {}),
    "example-iana.org-chunked.warc": (3, 1, {}),
    "example-resource.warc.gz": (3, 1, {}),
    "example-space-in-target-uri.warc.gz": (2, 0, {}),
    "example-trunc.warc": (3, 0, {"the compressed body is damaged": 1}),
    "example-wget-bad-target-uri.warc.gz": (6, 1, {}),
    "example-wrong-chunks.warc.gz": (2, 1, {}),
    "example.warc": (6, 1, {}),
    "example.warc.gz": (6, 1, {}),
    "post-test.warc.gz": (6, 0, {}),
    "warcfile.warc": (50, 16, {}),
    "warcfile.warc.gz": (50, 16, {}),
    "warcfile.warc.lz4": (50, 16, {}),
}


def outcomes(archive: bytes, now: datetime) -> list[Page | Broken | None]:
    """What the records of an archive give."""
    return list(pages_in_archive(io.BytesIO(archive), now))


def only_page(archive: bytes, now: datetime) -> Page:
    """The page of an archive that must have one record, with a page."""
    (page,) = outcomes(archive, now)
    assert isinstance(page, Page)
    return page


def brotli(plain: bytes) -> bytes:
    """The bytes as browsers are mostly sent them."""
    stream = io.BytesIO()
    with BrotliWriter(stream) as writer:
        writer.write(plain)
    return stream.getvalue()


def chunked(body: bytes) -> bytes:
    """The body in chunks of twenty bytes."""
    parts = (body[start : start + 20] for start in range(0, len(body), 20))
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


@pytest.mark.parametrize("name", [name for name in EXPECTED if (ARCHIVES / name).exists()])
def test_real_archives_give_what_is_in_them(name: str, now: datetime) -> None:
    """Archives of many crawlers, damaged ones among them: as many records and pages as can be saved."""
    with (ARCHIVES / name).open("rb") as file:
        found = list(pages_in_archive(file, now))
    broken = Counter(outcome.reason for outcome in found if isinstance(outcome, Broken))
    pages = [outcome for outcome in found if isinstance(outcome, Page)]
    assert (len(found) - broken.total(), len(pages), broken) == EXPECTED[name]
    assert all(b"<" in page.body and page.fetched_at.tzinfo for page in pages)


def test_a_recorded_answer_is_a_page(warc_record: Make, now: datetime) -> None:
    """Address, headers in lower case, whole content type, and the moment the crawler saw it; no cookies."""
    http = ("Content-Type: text/html; charset=UTF-8", "X-One: 1", "x-one: 2", "Set-Cookie: id=7")
    page = only_page(warc_record(HTML, http=http), now)
    assert (page.url, page.final_url, page.body) == ("http://news.example/story",) * 2 + (HTML,)
    assert page.content_type == "text/html; charset=UTF-8"
    assert page.headers == {"content-type": "text/html; charset=UTF-8", "x-one": "1, 2"}
    assert page.fetched_at == datetime(2018, 3, 22, 10, 0, tzinfo=UTC)


SENT = {
    "gzip": ("gzip", gzip.compress(HTML)),
    "gzip under its old name": ("x-gzip", gzip.compress(HTML)),
    "deflate": ("deflate", zlib.compress(HTML)),
    "deflate without its wrapping": ("deflate", zlib.compress(HTML)[2:-4]),
    "brotli": ("br", brotli(HTML)),
    "as it is": ("identity", HTML),
    "called gzip": ("gzip", HTML),
    "called brotli": ("br", HTML),
}


@pytest.mark.parametrize(("coding", "body"), SENT.values(), ids=SENT)
def test_a_body_is_unpacked_however_it_was_sent(coding: str, body: bytes, warc_record: Make, now: datetime) -> None:
    """In the codings that crawlers ask for, chunked or not; and what a crawler unpacked and left the header of."""
    http = ("Content-Type: text/html", f"Content-Encoding: {coding}")
    assert only_page(warc_record(body, http=http), now).body == HTML
    whole = warc_record(chunked(body), http=(*http, "Transfer-Encoding: chunked"))
    assert only_page(whole, now).body == HTML
    dechunked = warc_record(body, http=(*http, "Transfer-Encoding: chunked"))
    assert only_page(dechunked, now).body == HTML


DAMAGED = "the compressed body is damaged"
UNKNOWN = "compressed in a way that is not known"
NOT_WHOLE = {
    "gzip cut off": ("Content-Encoding: gzip", gzip.compress(HTML)[:-12], DAMAGED),
    "brotli cut off": ("Content-Encoding: br", brotli(HTML)[:-5], DAMAGED),
    "gzip of zeros": ("Content-Encoding: gzip", gzip.compress(bytes(11_000_000)), "larger than 10 MB"),
    "brotli of zeros": ("Content-Encoding: br", brotli(bytes(11_000_000)), "larger than 10 MB"),
    "gzip twice": ("Content-Encoding: gzip, gzip", gzip.compress(gzip.compress(HTML)), UNKNOWN),
    "unheard of": ("Content-Encoding: sdch", HTML, UNKNOWN),
    "chunks cut off": ("Transfer-Encoding: chunked", chunked(HTML)[:-20], "the chunked body is damaged"),
    "endless header": ("X-Endless: " + "x" * 100_000, HTML, "the HTTP header is damaged"),
}


@pytest.mark.parametrize(("http", "body", "reason"), NOT_WHOLE.values(), ids=NOT_WHOLE)
def test_a_page_that_is_not_whole_is_broken(
    http: str, body: bytes, reason: str, warc_record: Make, now: datetime
) -> None:
    """Half a page would be half an article; the next record is read all the same."""
    broken = warc_record(body, http=("Content-Type: text/html", http))
    first, second = outcomes(broken + warc_record(HTML), now)
    assert first == Broken(reason)
    assert isinstance(second, Page)


@pytest.mark.parametrize("header", ["WARC-Truncated: length", "WARC-Segment-Number: 1"])
def test_what_the_crawler_cut_short_is_broken(header: str, warc_record: Make, now: datetime) -> None:
    """The crawler says itself that there was more."""
    assert outcomes(warc_record(HTML, header), now) == [Broken("cut short by the crawler")]


@pytest.mark.parametrize(
    "different",
    [
        {"status": "404 Not Found"},
        {"status": "301 Moved Permanently"},
        {"http": ("Content-Type: image/png",)},
        {"http": ("Content-Type: text/plain",)},
        {"http": (), "body": b"\x89PNG"},
        {"kind": "request"},
        {"kind": "revisit"},
        {"kind": "metadata"},
        {"kind": "continuation"},
        {"url": "dns:news.example"},
        {"url": "ftp://news.example/"},
        {"url": "file:///etc/passwd"},
        {"url": "http:///nobody"},
        {"url": ""},
    ],
)
def test_what_is_no_page_is_passed_over(different: dict[str, object], warc_record: Make, now: datetime) -> None:
    """Errors, redirects, pictures, requests, and addresses that are not of the web."""
    assert outcomes(warc_record(**{"body": HTML} | different), now) == [None]


@pytest.mark.parametrize("kind", ["resource", "conversion"])
@pytest.mark.parametrize("content_type", ["text/html", "text/plain; charset=utf-8"])
def test_resources_and_conversions_are_pages(kind: str, content_type: str, warc_record: Make, now: datetime) -> None:
    """Pages that were recorded without their HTTP answer, and texts made from pages."""
    page = only_page(warc_record(HTML, f"Content-Type: {content_type}", kind=kind), now)
    assert (page.body, page.content_type, page.headers) == (HTML, content_type, {})


def test_a_page_without_a_content_type_is_known_by_its_beginning(warc_record: Make, now: datetime) -> None:
    """Old servers said nothing of what they sent."""
    assert only_page(warc_record(b"\n " + HTML, http=()), now).content_type is None
    assert only_page(warc_record(HTML, "WARC-Identified-Payload-Type: text/html", http=()), now).body == HTML


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("<http://news.example/story>", "http://news.example/story"),
        ("http://news.example/a story", "http://news.example/a%20story"),
    ],
)
def test_addresses_are_put_right(written: str, asked: str, warc_record: Make, now: datetime) -> None:
    """In angle brackets, as wget once wrote them, or with blanks."""
    assert only_page(warc_record(HTML, url=written), now).url == asked


@pytest.mark.parametrize("date", ["2999-01-01T00:00:00Z", "20180322", "", "yesterday"])
def test_a_moment_that_cannot_be_is_now(date: str, warc_record: Make, now: datetime) -> None:
    """Nobody saw a page before it was made, or in the year 2999."""
    archive = warc_record(HTML).replace(b"2018-03-22T10:00:00Z", date.encode())
    assert only_page(archive, now).fetched_at == now


def test_lines_may_end_in_line_feeds_alone(warc_record: Make, now: datetime) -> None:
    """The crawls of ClueWeb were written so."""
    archive = warc_record(HTML)
    head, http, body = archive.split(b"\r\n\r\n")[:3]
    lean = b"\n\n".join((http.replace(b"\r\n", b"\n"), body))
    head = head.replace(b"\r\n", b"\n").replace(
        b"Content-Length: %d" % len(b"\r\n\r\n".join((http, body))), b"Content-Length: %d" % len(lean)
    )
    assert only_page(head + b"\n\n" + lean + b"\n\n", now).body == HTML


def test_no_damage_makes_it_fail(warc_record: Make, now: datetime) -> None:
    """Headers and bodies with bytes changed, lost and put in: pages, broken records or nothing, and never an error."""
    dice = random.Random(20180322)  # noqa: S311 - the same damage every time
    http = ("Content-Type: text/html", "Transfer-Encoding: chunked", "Content-Encoding: br")
    whole = warc_record(chunked(brotli(HTML)), http=http) + warc_record(HTML)
    for _ in range(2000):
        hurt = bytearray(whole)
        for _ in range(dice.choice((1, 3, 9))):
            at = dice.randrange(len(hurt))
            hurt[at : at + dice.choice((0, 1, 9))] = dice.choice((b"", b"\r\n", b"WARC/", dice.randbytes(3)))
        outcomes(bytes(hurt), now)


@pytest.mark.parametrize("head", [b"WARC/", b"WARC/x\r\nContent-Length: 0", b"WARC/1.1 \r\nContent-Length: 0\r\n: x"])
def test_a_header_that_is_none_is_broken(head: bytes, warc_record: Make, now: datetime) -> None:
    """Something that begins like a record and goes on otherwise."""
    first, second = outcomes(head + b"\r\n\r\n\r\n\r\n" + warc_record(HTML), now)
    assert isinstance(first, Broken | None)
    assert isinstance(second, Page)
