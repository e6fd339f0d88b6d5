"""
Pages out of WARC files: what a crawler recorded, judged by its own headers.

fastwarc reads the headers and undoes chunks; what is compressed is unpacked under the same limits as a page from the
network.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, NamedTuple

from fastwarc.stream_io import BrotliReader
from fastwarc.warc import WarcRecord, WarcRecordType

from pipeline.collect.local.unpacking import packing_of, unpacked
from pipeline.collect.local.warc_records import Broken, Spot, placed_records
from pipeline.collect.network.addresses import fetchable
from pipeline.collect.network.bodies import Body
from pipeline.errors import FetchError, IncompleteError, RefusedAddressError, TooLargeError
from pipeline.models import Page, Validators
from pipeline.moments import trusted_moment
from pipeline.text import body_id, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from typing import BinaryIO

__all__ = ["LARGEST_RECORD", "page_at", "pages_in_archive", "placed_pages"]

LARGEST_RECORD = 10_000_000
"""Bytes, as recorded and again unpacked."""

_TOO_LARGE = f"larger than {LARGEST_RECORD / 1_000_000:g} MB"
_DAMAGED_BODY = "the compressed body is damaged"

_OK = 200
_AS_THEY_ARE = (WarcRecordType.resource, WarcRecordType.conversion)
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_TEXT = _HTML | {"text/plain"}
_PIECE = 64 * 1024
_NOT_KEPT = frozenset({"set-cookie", "set-cookie2"})
_LOOKS_LIKE_HTML = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|\?xml)", re.IGNORECASE)
_CHUNK_SIZE = re.compile(rb"[0-9a-fA-F]{1,8}[ \t]*[;\r\n]")


def pages_in_archive(file: BinaryIO, now: datetime) -> Iterator[Page | Broken | None]:
    """
    Yield, for each record of a WARC file, its page; why it is broken; or None where it holds something else.

    Pages are what servers answered as HTML with status 200, and recorded or converted resources that are HTML or plain
    text, at an http or https address. `fetched_at` is when the crawler saw it (WARC-Date), `now` where that is
    unreadable, a mere day, or still to come. Transfer and content coding are undone. Broken is what is damaged, cut
    short by the crawler, or larger than LARGEST_RECORD. Read as a stream: little more than one record is ever held.

    Raises OSError when the file cannot be read.
    """
    return (page for _, page in placed_pages(file, now))


def placed_pages(file: BinaryIO, now: datetime) -> Iterator[tuple[Spot | None, Page | Broken | None]]:
    """
    Yield the same, each with where `page_at` finds its record again; None where one has to read on from the beginning.

    That is so in a file that is compressed as a whole, and for what stands behind damage.
    """
    packing = packing_of(file)
    for spot, record in placed_records(unpacked(file), LARGEST_RECORD):
        # Members are looked up where they begin, records of a plain file anywhere, those of lz4 nowhere.
        found_again = spot is not None and (packing == "plain" or (packing == "gzip" and spot.inside == 0))
        yield (spot if found_again else None), _read(record, now)


def page_at(file: BinaryIO, spot: Spot, now: datetime) -> Page | Broken | None:
    """
    Return what the record at a place is, as `placed_pages` told the place; Broken where no record is there any more.

    Raises OSError when the file cannot be read.
    """
    start = spot.inside if packing_of(file) == "plain" else spot.member
    for _, record in placed_records(unpacked(file, start), LARGEST_RECORD):
        return _read(record, now)
    return Broken("the record is not there any more")


def _read(record: bytes | Broken, now: datetime) -> Page | Broken | None:
    try:
        return record if isinstance(record, Broken) else _page(record, now)
    except _BrokenPageError as error:
        return Broken(str(error))


class _BrokenPageError(ValueError):
    """A record is whole, and the page in it is not; the text says why, in words that many records share."""


def _page(record: bytes, now: datetime) -> Page | None:
    warc = _parsed(record)
    if warc.record_type == WarcRecordType.response:
        answer = _answer(warc, record)
    elif warc.record_type in _AS_THEY_ARE and _kind(kind := printable(warc.headers.get("Content-Type") or "")) in _TEXT:
        answer = _Answer(kind, {}, _rest(warc, record))
    else:
        return None
    url = _address(warc)
    if answer is None or url is None:
        return None
    if warc.headers.get("WARC-Truncated") or warc.headers.get("WARC-Segment-Number"):
        raise _BrokenPageError("cut short by the crawler")
    body = _decoded(url, answer)
    return Page(
        url=url,
        final_url=url,
        body=body,
        content_type=answer.content_type,
        headers=answer.headers,
        validators=Validators(body_hash=body_id(body)),
        fetched_at=_seen_at(warc, now),
    )


def _parsed(record: bytes) -> WarcRecord:
    """Return the record with its headers read; in quirks mode, which also takes lines that end in line feeds alone."""
    try:
        return WarcRecord.from_reader(io.BytesIO(record), quirks_mode=True)
    except OSError as error:
        raise _BrokenPageError("the WARC header is damaged") from error


class _Answer(NamedTuple):
    content_type: str | None
    headers: dict[str, str]
    body: bytes


def _answer(warc: WarcRecord, record: bytes) -> _Answer | None:
    """Return the HTTP answer in a response record, with chunks put together; None for one that is no page."""
    try:
        warc.parse_http(auto_decode="transfer", quirks_mode=True)
    except OSError as error:
        raise _BrokenPageError("the HTTP header is damaged") from error
    if warc.http_headers is None or warc.http_headers.status_code != _OK:
        return None
    headers = _headers(warc.http_headers.to_tuples())
    content_type = headers.get("content-type") or printable(warc.headers.get("WARC-Identified-Payload-Type") or "")
    if content_type and _kind(content_type) not in _HTML:
        return None
    try:
        body = _rest(warc, record)
    except OSError as error:
        body = _unchunked(record)
        if _CHUNK_SIZE.match(body):
            raise _BrokenPageError("the chunked body is damaged") from error
    if not (content_type or _LOOKS_LIKE_HTML.match(body)):
        return None
    return _Answer(content_type or None, headers, body)


def _unchunked(record: bytes) -> bytes:
    """Return the body as it stands: many crawlers keep the header that says chunked, and not the chunks."""
    warc = _parsed(record)
    warc.parse_http(auto_decode="none", quirks_mode=True)
    return _rest(warc, record)


def _rest(warc: WarcRecord, record: bytes) -> bytes:
    # Told how much there can be at most, it is seven times as quick.
    body: bytes = warc.reader.read(len(record))
    return body


def _headers(given: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return headers as `visit` does: names in lower case, those that are repeated joined, no cookies."""
    headers: dict[str, str] = {}
    for name, value in given:
        key = printable(name).lower()
        if key not in _NOT_KEPT:
            headers[key] = ", ".join(filter(None, (headers.get(key), printable(value))))
    return headers


def _kind(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


def _address(warc: WarcRecord) -> str | None:
    # wget 1.14 to 1.19 wrote the address in angle brackets.
    try:
        return fetchable((warc.headers.get("WARC-Target-URI") or "").strip().removeprefix("<").removesuffix(">"))
    except RefusedAddressError:
        return None


def _seen_at(warc: WarcRecord, now: datetime) -> datetime:
    moment = trusted_moment(warc.headers.get("WARC-Date") or "", seen_at=now)
    return min(moment.at, now) if moment and moment.precision in {"instant", "minute"} else now


def _decoded(url: str, answer: _Answer) -> bytes:
    coding = answer.headers.get("content-encoding", "").strip().lower()
    try:
        return _from_brotli(answer.body) if coding == "br" else _inflated(url, coding, answer.body)
    except TooLargeError as error:
        raise _BrokenPageError(_TOO_LARGE) from error
    except IncompleteError as error:
        raise _BrokenPageError(_DAMAGED_BODY) from error
    except FetchError as error:
        raise _BrokenPageError("compressed in a way that is not known") from error


def _inflated(url: str, coding: str, body: bytes) -> bytes:
    if coding in {"", "identity"}:
        return body
    inflated = Body(url, coding, LARGEST_RECORD)
    for start in range(0, len(body), _PIECE):
        inflated.feed(body[start : start + _PIECE])
    return inflated.whole()


def _from_brotli(body: bytes) -> bytes:
    reader, plain = BrotliReader(io.BytesIO(body)), bytearray()
    try:
        while piece := reader.read(_PIECE):
            plain += piece
            if len(plain) > LARGEST_RECORD:
                raise _BrokenPageError(_TOO_LARGE)
    except OSError as error:
        if plain or not body.lstrip().startswith(b"<"):
            raise _BrokenPageError(_DAMAGED_BODY) from error
        return body
    return bytes(plain)
