"""Seeded mutations of feeds and pages: the same seed and bodies give the same mutants on every machine."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["Bait", "Means", "Mutant", "mutants"]

# The worst is about structure; ten times the bytes would only take the harmless ten times as long.
_LARGEST = 1_000_000
_CHARSETS = (
    "utf-8", "iso-8859-1", "windows-1251", "utf-16", "utf-32", "utf-7", "punycode", "idna", "undefined",
    "unicode_escape", "rot13", "hex", "zlib", "ebcdic-cp-us", "iso-2022-jp", "gb2312", "klingon", "utf-8\0", "",
    "x" * 500,
)  # fmt: skip
_NUMBERS = (b"0", b"-1", b"99999999999", b"1e999", b"9" * 5000, b"NaN", b"0x10", "１２".encode(), b"4294967296")
_TAGS = (
    b"<p>", b"<p>a</p>", b"</p>", b"<div>", b"<table>", b"<item>", b"<entry>", b"<title>", b"<a href='x'>", b"<script>",
    b"<!--", b"<![CDATA[", b"<![", b"<b",
)  # fmt: skip


class Bait(NamedTuple):
    """Where nobody may be led: an address and a file, as they are written into mutants."""

    address: bytes = b"http://127.0.0.1:9/"
    file: bytes = b"file:///etc/passwd"


class Means(NamedTuple):
    """What mutations are made with: other bodies to splice, the bait, and how often a piece is repeated at most."""

    bodies: Sequence[bytes]
    bait: Bait = Bait()
    most: int = 10_000

    def often(self, chance: random.Random) -> int:
        """Return a number of repetitions; every size finds something else."""
        return min(chance.choice((1, 100, 1000, 10_000)), self.most)


class Mutant(NamedTuple):
    """A broken body, what was done to it, and the content type it came with."""

    body: bytes
    kind: str
    content_type: str | None


def mutants(means: Means, count: int, *, seed: int) -> Iterator[Mutant]:
    """Yield so many mutants of bodies chosen by chance, after one to three mutations each."""
    chance = random.Random(seed)
    for _ in range(count):
        body = chance.choice(means.bodies)
        kinds = [chance.choice(tuple(_KINDS)) for _ in range(chance.choice((1, 1, 2, 3)))]
        for kind in kinds:
            body = _KINDS[kind](chance, body, means)[:_LARGEST]
        charset = "".join(letter for letter in chance.choice(_CHARSETS) if letter.isprintable())
        header = chance.choice((None, "text/html", "text/xml", "application/rss+xml", f"text/xml; charset={charset}"))
        yield Mutant(body, "+".join(kinds), header)


def _flipped(chance: random.Random, body: bytes, _: Means) -> bytes:
    changed = bytearray(body)
    for _ in range(chance.choice((1, 10, 100, 1000))):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _span(chance: random.Random, body: bytes) -> tuple[int, int]:
    start = chance.randrange(len(body) + 1)
    return start, start + int(chance.expovariate(1 / 200))


def _deleted(chance: random.Random, body: bytes, _: Means) -> bytes:
    start, end = _span(chance, body)
    return body[:start] + body[end:]


def _doubled(chance: random.Random, body: bytes, _: Means) -> bytes:
    start, end = _span(chance, body)
    return body[:end] + body[start:end] * chance.choice((1, 2, 100)) + body[end:]


def _spliced(chance: random.Random, body: bytes, means: Means) -> bytes:
    other = chance.choice(means.bodies)
    return body[: chance.randrange(len(body) + 1)] + other[chance.randrange(len(other) + 1) :]


def _truncated(chance: random.Random, body: bytes, _: Means) -> bytes:
    return body[: chance.randrange(len(body) + 1)]


def _inserted(chance: random.Random, body: bytes, piece: bytes) -> bytes:
    at = chance.randrange(len(body) + 1)
    return body[:at] + piece + body[at:]


def _tags(chance: random.Random, body: bytes, means: Means) -> bytes:
    return _inserted(chance, body, chance.choice(_TAGS) * means.often(chance))


def _attributes(chance: random.Random, body: bytes, means: Means) -> bytes:
    many = b"".join(b" a%d='b'" % number for number in range(means.often(chance)))
    return _inserted(chance, body, b"<" + chance.choice((b"item", b"p", b"link", b"title")) + many + b">")


def _nulls(chance: random.Random, body: bytes, _: Means) -> bytes:
    if chance.random() < 0.1:
        return body.decode("latin-1").encode(chance.choice(("utf-16-le", "utf-16-be", "utf-32")))
    return _inserted(chance, body, b"\0" * chance.choice((1, 3, 1000)))


def _charset(chance: random.Random, body: bytes, _: Means) -> bytes:
    declaration = f'<?xml version="1.0" encoding="{chance.choice(_CHARSETS)}"?>'
    start = body.find(b"?>") + 2 if body.startswith(b"<?xml") else 0
    return declaration.encode() + body[start:]


def _numbers(chance: random.Random, body: bytes, _: Means) -> bytes:
    """Replace one number in ten, so that dates, lengths and versions become what nobody meant."""

    def replaced(number: re.Match[bytes]) -> bytes:
        return chance.choice(_NUMBERS) if chance.random() < 0.1 else number[0]

    return re.sub(rb"\d+", replaced, body)


def _nested(chance: random.Random, body: bytes, means: Means) -> bytes:
    tag, depth = chance.choice((b"div", b"item", b"title", b"b", b"channel")), means.often(chance)
    start, end = _span(chance, body)
    return body[:start] + b"<%b>" % tag * depth + body[start:end] + b"</%b>" % tag * depth + body[end:]


def _references(chance: random.Random, body: bytes, means: Means) -> bytes:
    piece = chance.choice((b"&", b"&#", b"&#x", b"&#" + b"9" * 5000 + b";", b"&a;", b"&#xd800;", b"&#0;", b"&lt;"))
    return _inserted(chance, body, piece * means.often(chance))


def _places(chance: random.Random, body: bytes, means: Means) -> bytes:
    """Put addresses in that lead to files, to this machine, or nowhere."""
    place = chance.choice((means.bait.file, means.bait.address, b"http://[", b"//", b"http://a\0b/", b"\xff://"))
    return body.replace(b"http://", place, means.often(chance))


def _entities(_: random.Random, body: bytes, means: Means) -> bytes:
    """A billion laughs, and entities that are read from elsewhere."""
    laughs = b"".join(b'<!ENTITY l%d "%b">' % (level + 1, b"&l%d;" % level * 10) for level in range(9))
    outside = b'<!ENTITY f SYSTEM "%b"><!ENTITY h SYSTEM "%b">' % means.bait
    doctype = b'<!DOCTYPE rss SYSTEM "%bx.dtd" [<!ENTITY l0 "ha">%b%b]>' % (means.bait.address, laughs, outside)
    start = body.find(b"?>") + 2 if body.startswith(b"<?xml") else 0
    return body[:start] + doctype + body[start:].replace(b"<title>", b"<title>&l9;&f;&h;")


_KINDS: dict[str, Callable[[random.Random, bytes, Means], bytes]] = {
    "flipped": _flipped,
    "deleted": _deleted,
    "doubled": _doubled,
    "spliced": _spliced,
    "truncated": _truncated,
    "tags": _tags,
    "attributes": _attributes,
    "nulls": _nulls,
    "charset": _charset,
    "numbers": _numbers,
    "nested": _nested,
    "references": _references,
    "places": _places,
    "entities": _entities,
}
