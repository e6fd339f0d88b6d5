"""
Which pages of an archive are worth extracting: those that have one of the topic's words somewhere in their bytes.

A crawl holds a thousand pages for each one on a topic, and extracting the text of a page takes forty times as long as
reading it. Looked for in bytes, menus and scripts included, so it lets through more than the topic wants; whatever
spelling, encoding or markup it cannot be sure of is let through as well. The topic judges what is left.
"""

from __future__ import annotations

import re
import unicodedata
from html.entities import codepoint2name
from itertools import chain
from typing import TYPE_CHECKING

from pipeline.topic.learn import learned_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.topic import Topic

__all__ = ["has_topic_word", "topic_words"]

# Those that news is found in on the web, each with bytes of its own for letters beyond ASCII.
_ENCODINGS = (
    "utf-8", "utf-16-le", "utf-16-be", "cp1252", "iso8859-2", "cp1250", "cp1251", "koi8-r", "iso8859-7", "cp1254",
    "cp1255", "cp1256", "cp874", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr",
)  # fmt: skip
_RUN = re.compile(r"[^\W_]+")
# What may stand between the words of a name: AT&amp;T, O&rsquo;Brien, Best&nbsp;Buy, Best <b>Buy</b>; or nothing.
_BETWEEN = rb"(?:[^0-9a-z<&]|&[#0-9a-z]{0,8};?|<[^<>]{0,200}>){0,8}"


def topic_words(topics: Iterable[Topic]) -> re.Pattern[bytes] | None:
    """
    Return what finds the words of any of the topics in a page, for `has_topic_word`; None: every page may be wanted.

    A topic's words are terms.any of its topic.toml, without which no article passes its judge. Where that is empty,
    they are its names and the words its seeds share; the judge goes by all words there, and may keep an article with
    none of these: 2 of 258 in ECB+, none of them on the topic's story (26 and 5 with names alone). A topic that keeps
    everything (relevance 0), or has no words, wants every page.
    """
    sought: set[bytes] = set()
    for topic in topics:
        words = _words(topic)
        if not words:
            return None
        sought.update(chain.from_iterable(map(_anyhow_written, words)))
    return re.compile(b"|".join(sorted(sought))) if sought else None


def has_topic_word(words: re.Pattern[bytes] | None, body: bytes) -> bool:
    """Return whether a page has one of the words, in whatever encoding and in capitals or not."""
    if words is None:
        return True
    # Without its zeros, the ASCII of UTF-16 reads like ASCII.
    return words.search(body.replace(b"\0", b"").lower()) is not None


def _words(topic: Topic) -> tuple[str, ...]:
    if topic.terms.any:
        return topic.terms.any
    if topic.thresholds.relevance == 0:
        return ()
    names = chain.from_iterable((entity.name, *entity.aliases) for entity in topic.vocabulary.entities)
    return (*names, *learned_terms(topic.seeds))


def _anyhow_written(name: str) -> Iterator[bytes]:
    """
    Yield patterns for a name in lower case bytes; one without a letter or digit is found everywhere.

    One for each spelling of the first letter: a search skips to the bytes that alternatives can begin with, eight times
    as fast, if none of them begins with a group.
    """
    runs = [list(map(_spellings, run)) for run in _RUN.findall(unicodedata.normalize("NFC", name))]
    first = runs[0].pop(0) if runs else [b""]
    rest = _BETWEEN.join(b"".join(map(_any_of, run)) for run in runs)
    yield from (spelling + rest for spelling in first)


def _any_of(spellings: list[bytes]) -> bytes:
    return spellings[0] if len(spellings) == 1 else b"(?:" + b"|".join(spellings) + b")"


def _spellings(letter: str) -> list[bytes]:
    """Return patterns for what a letter may look like in a page without zeros and capitals."""
    if letter.isascii():
        return [letter.lower().encode()]
    found = chain.from_iterable(map(_encoded, {letter, letter.lower(), letter.upper()}))
    return sorted({re.escape(spelling.replace(b"\0", b"").lower()) for spelling in found})


def _encoded(letter: str) -> Iterator[bytes]:
    for form in {letter, unicodedata.normalize("NFD", letter)}:
        for encoding in _ENCODINGS:
            try:
                yield form.encode(encoding)
            except UnicodeError:
                continue
    for character in letter:
        code = ord(character)
        yield from (f"&#{code};".encode(), f"&#x{code:x};".encode(), f"\\u{code:04x}".encode())
        if code in codepoint2name:
            yield f"&{codepoint2name[code]};".encode()
