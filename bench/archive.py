"""
A WARC file of as many pages as you like, made of a folder of real ones: every page another article.

Pages are repeated for their markup; what stands in their paragraphs is drawn from the sentences of all of them, with
other names, figures and words, so that two pages are copies of one another as rarely as in a real archive. And as in
one, a story is told by a few outlets within two days: they share its people, and half of what each says is what the
others say too, in words of its own.
"""

from __future__ import annotations

import gzip
import random
import re
import zlib
from datetime import date, timedelta
from html import unescape
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = ["write"]

_A_DAY = 30
"""Pages a day: many, for one topic."""
_TELLERS = 4
"""Articles of a story."""
_FACTS, _TOLD = 16, 10
"""Sentences that a story has, and that each article tells of them; the others of an article are its own."""
_OF_STORY = 0.5
"""How many of its sentences are of the story, until those are told."""
_ANOTHER = 0.85
"""Of the longer words of a sentence that is taken for another thing, how many are replaced: each comes up again."""
_CAST = 8
"""Names of a story: those of its people, places and bodies."""
_OUTLETS = 181
_FIRST_DAY = date(2018, 1, 1)

_PARAGRAPH = re.compile(rb"(<p\b[^<>]*>)(.*?)(?=</p>)", re.DOTALL)
_INLINE = re.compile(rb"<[^<>]*>")
_TEXT = re.compile(rb"(>)([^<>{}=;]{20,})(?=<)")
"""A run of text, and of no script."""
_HEADLINE = re.compile(rb'(<(?:title|h1)\b[^<>]*>|<meta[^<>]*(?:og:title|twitter:title)"[^<>]*content=")([^<>"]*)')
_SENTENCE = re.compile(rb"[A-Z\"'][^.!?<>]{40,400}[.!?]+[\"']*(?=\s|$)")
_LONG = 120
"""Characters of a sentence."""
_ENGLISH = re.compile(rb" (?:the|and|of|to|is|was) ")
_WORD = re.compile(rb"\b[a-z]{5,}\b")
_NAME = re.compile(rb"(?<=[a-z,] )[A-Z][a-z]{3,}\b")
"""A word with a capital inside a sentence."""
_FIGURE = re.compile(rb"\b\d{2,3}\b")
_OWN = re.compile(
    rb"<script[^<>]*ld\+json.*?</script>|<time\b[^<>]*>.*?</time>"
    rb"|<(?:link[^<>]*canonical|meta[^<>]*(?:og:url|date|time|published))[^<>]*>",
    re.IGNORECASE | re.DOTALL,
)
"""What tells where and when a page was published."""


class Stock(NamedTuple):
    """What pages are made of: their sentences, longer words and names."""

    sentences: list[bytes]
    words: list[bytes]
    names: list[bytes]


def write(path: Path, folder: Path, count: int, share: float) -> int:
    """
    Write an archive of so many records and return of how many different pages it is made.

    `share`: of the longer words of what several tell, how many are replaced whenever it is told.
    """
    pages = [_undated(gzip.decompress(file.read_bytes())) for file in sorted(folder.glob("**/*.html.gz"))]
    stock = _stock_of(pages)
    with path.open("wb") as archive:
        for number in range(count):
            archive.write(_record(number, _page(pages[number % len(pages)], number, share, stock)))
    return len(pages)


def _undated(page: bytes) -> bytes:
    """Return a page without address and date of its own."""
    return _OWN.sub(b"", page)


def _stock_of(pages: list[bytes]) -> Stock:
    """Return what all pages together are made of; what stands in more of them is taken more often."""
    paragraphs = (
        unescape(_INLINE.sub(b"", text).decode(errors="replace")).encode()
        for page in pages
        for _, text in _PARAGRAPH.findall(page)
    )
    sentences = sorted({found for text in paragraphs for found in _SENTENCE.findall(text) if _ENGLISH.search(found)})
    words, names = ([found for one in sentences for found in kind.findall(one)] for kind in (_WORD, _NAME))
    return Stock(sentences, words, names)


class _Story:
    """What a few articles tell of, each in words of its own."""

    def __init__(self, number: int, stock: Stock) -> None:
        chance = random.Random(f"story {number}")
        self._stock = stock
        self._cast = chance.choices(stock.names, k=_CAST)
        self._facts = [_FIGURE.sub(_another(chance), fact) for fact in chance.choices(stock.sentences, k=_FACTS)]
        self.headline = b" ".join(self._facts[0].split()[:12])

    def sentences(self, chance: random.Random, share: float) -> Iterator[bytes]:
        """Yield what an article says: of the story what nobody said in it yet, and more about its people."""
        facts = chance.sample(self._facts, k=_TOLD)
        while True:
            if facts and chance.random() < _OF_STORY:
                yield self.told(facts.pop(), chance, share)
            else:
                yield self.told(_FIGURE.sub(_another(chance), chance.choice(self._stock.sentences)), chance, _ANOTHER)

    def told(self, text: bytes, chance: random.Random, share: float) -> bytes:
        """Return a text in other words and about the people of the story."""
        words = self._stock.words
        text = _WORD.sub(lambda word: chance.choice(words) if chance.random() < share else word[0], text)
        return _NAME.sub(lambda name: self._cast[zlib.crc32(name[0]) % _CAST], text)


def _another(chance: random.Random) -> Callable[[re.Match[bytes]], bytes]:
    """Return what puts another figure in the place of one."""
    return lambda figure: b"%d" % chance.randrange(10 ** (len(figure[0]) - 1), 10 ** len(figure[0]))


def _page(page: bytes, number: int, share: float, stock: Stock) -> bytes:
    """Return a page that tells its story, by the markup of another."""
    chance, story = random.Random(number), _Story(number // _TELLERS, stock)
    sentences = story.sentences(chance, share)
    headline = story.told(story.headline, chance, share)

    def paragraph(match: re.Match[bytes]) -> bytes:
        return match[1] + b" ".join(islice(sentences, round(len(_INLINE.sub(b"", match[2])) / _LONG)))

    def run(match: re.Match[bytes]) -> bytes:
        return match[1] + story.told(match[2], chance, share)

    return _HEADLINE.sub(lambda match: match[1] + headline, _PARAGRAPH.sub(paragraph, _TEXT.sub(run, page)))


def _record(number: int, page: bytes) -> bytes:
    """Return a page as a crawler records it, compressed on its own."""
    story, teller = divmod(number, _TELLERS)
    hours = story * _TELLERS * 24 // _A_DAY + teller * 9
    day = _FIRST_DAY + timedelta(days=hours // 24)
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://news{number % _OUTLETS}.example/{number}\r\n"
        f"WARC-Date: {day}T{hours % 24:02}:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + block + b"\r\n\r\n", 6)
