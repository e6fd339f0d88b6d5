"""
Thousands of feeds on one port of loopback, served by a process of its own: as little work for each answer as can be.

    /17/same.xml    never changes: 304 to whoever asks with its validators
    /17/news.xml    each answer to the same client has one new entry, and one old one less
"""

from __future__ import annotations

import asyncio
import multiprocessing
import random
from collections import Counter
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection

__all__ = ["ANSWERS", "ENTRIES", "ETAG", "WIRE", "Served", "serving"]

ENTRIES = 20
"""In each answer, about 18 KB."""
ANSWERS = 20
"""Different ones of each feed."""
ETAG = '"0"'
"""Of each feed's first answer."""
WIRE = "http://wire.example/2018/03/{}-from-the-wire/"
"""The page behind an entry after a feed's first twenty, by the entry's number; the same for all feeds."""

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"
 xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel><title>The {place} Courier</title><atom:link href="http://{place}/news.xml" rel="self"
 type="application/rss+xml"/><link>http://{place}/</link><description>News of the day</description>
<language>en-US</language><sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>1</sy:updateFrequency>
"""
_ITEM = """\
<item><title>{title}</title><link>{link}</link><pubDate>{date}</pubDate>
<dc:creator><![CDATA[{author}]]></dc:creator><category><![CDATA[Technology]]></category>
<category><![CDATA[Business &amp; Trade]]></category><guid isPermaLink="false">http://{{place}}/?p={number}</guid>
<description><![CDATA[<p><img src="http://{{place}}/wp-content/{number}.jpg" alt=""/>{summary}</p><p>Read
 it at <a rel="nofollow" href="{link}">{{place}}</a>, 22&nbsp;March.</p>]]></description>
</item>
"""
_TAIL = "</channel></rss>\n"
_WHO = "Regulators|The retailer|Lawmakers|Two carriers|The phone maker|Analysts|A trade group|The company".split("|")
_DID = "said on Thursday that|confirmed in a statement that|told reporters that|denied that|expects that".split("|")
_WHAT = (
    "it would stop selling the handsets|orders fell by a third in the spring|the network passed the audit|the talks had"
    " ended without a deal|customers “were never at risk”|the contract runs until 2020|stores keep stock for now"
).split("|")


class Served(NamedTuple):
    """Where the server listens, and its process."""

    port: int
    pid: int


@contextmanager
def serving() -> Iterator[Served]:
    """Start the server, and end it."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    try:
        yield Served(ours.recv(), process.pid or 0)
    finally:
        process.terminate()
        process.join()


def _serve(ready: Connection) -> None:
    asyncio.run(_serve_for_ever(ready))


async def _serve_for_ever(ready: Connection) -> None:
    site = _Site()
    server = await asyncio.get_running_loop().create_server(lambda: _Talk(site), "127.0.0.1", 0, backlog=1000)
    ready.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()


class _Site:
    """What all feeds offer, ready to be sent but for the place they are at."""

    def __init__(self) -> None:
        chance, now = random.Random(18), datetime.now(UTC)
        items = [_item(number, chance, now) for number in range(ENTRIES + ANSWERS)]
        self._bodies = [_HEAD + "".join(reversed(items[n : n + ENTRIES])) + _TAIL for n in range(ANSWERS)]
        self._same = f"HTTP/1.1 304 Not Modified\r\nETag: {ETAG}\r\nCache-Control: max-age=600\r\n\r\n".encode()
        self._answered: Counter[tuple[bytes, bytes, bool]] = Counter()

    def answer(self, request: bytes) -> bytes:
        """Return what to send."""
        path = request.split(b" ", 2)[1]
        if path.endswith(b"/same.xml") and b"\r\nIf-None-Match: " in request:
            return self._same
        host = request.partition(b"\r\nHost: ")[2].partition(b"\r\n")[0]
        client = (host, path, b"claimwatch" in request)
        number = self._answered[client] % ANSWERS
        self._answered[client] += 1
        place = (host + path.rpartition(b"/")[0]).decode()
        body = self._bodies[number].replace("{place}", place).encode()
        head = (
            f"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml; charset=UTF-8\r\nContent-Length: {len(body)}\r\n"
            f'ETag: "{number}"\r\nServer: nginx\r\nVary: Accept-Encoding\r\nCache-Control: max-age=600\r\n\r\n'
        )
        return head.encode() + body


class _Talk(asyncio.Protocol):
    """One connection."""

    def __init__(self, site: _Site) -> None:
        self._site = site
        self._heard = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        *requests, self._heard = (self._heard + data).split(b"\r\n\r\n")
        for request in requests:
            self._transport.write(self._site.answer(request))
            if b"\r\nConnection: close" in request:
                self._transport.close()


def _item(number: int, chance: random.Random, now: datetime) -> str:
    """Return an item of about 850 bytes; the later its number, the younger it is."""
    sentences = [f"{chance.choice(_WHO)} {chance.choice(_DID)} {chance.choice(_WHAT)}" for _ in range(3)]
    page = f"http://{{place}}/2018/03/{number:03}-and-what-became-of-it/"
    return _ITEM.format(
        title=f"{sentences[0]}, report {number} says",
        link=page if number < ENTRIES else WIRE.format(number),
        date=format_datetime(now - (ENTRIES + ANSWERS - number) * timedelta(minutes=20)),
        author=chance.choice(("Mary Ellery", "J. Sørensen", "Staff")),
        number=number,
        summary=". ".join(sentences) + " [&#8230;]",
    )
