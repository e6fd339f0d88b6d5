"""Who and what a text names: runs of capitalised words, counted under one normal form."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from pipeline.common_words import COMMON_WORDS, STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Names", "names"]

_CAPITALS = "".join(filter(str.isupper, map(chr, range(0x530))))
"""Latin, Greek and Cyrillic."""
_REST = r"[^\W_]*(?:['’.&-][^\W_]+)*"
# The look-behinds stand after the capital, because a pattern that begins with a set of characters is found ten times
# quicker. They say that the capital begins a word.
_RUN = re.compile(
    rf"[{_CAPITALS}](?<![^\W_][{_CAPITALS}])(?<![^\W_]['’.&-][{_CAPITALS}]){_REST}(?: [{_CAPITALS}0-9]{_REST})*"
)
_OPENS = frozenset('.!?:;”"')
_POSSESSIVES = ("'s", "’s")
_INSIDE_NAMES = frozenset({"of", "and", "the", "de", "la", "van", "von", "bin", "al", "del", "di"})
_LONGEST_NAME = 6
_SHORTEST = 2
# "Best Buy To Stop Selling Huawei Phones": where most words are capitalised, capitals name nobody.
_HEADLINE_SHARE = 0.7
_HEADLINE_CAPITALS = 5
_LONGEST_HEADLINE = 30
_SHOUTED = 4
_SMALL_IN_TITLES = frozenset({"with", "from", "over", "into", "than", "after", "amid"})
_YEAR = re.compile(r"(?:19|20)\d\d$")


class Names(NamedTuple):
    """How often each name stands in a text, by its normal form, and how it is written there."""

    counts: dict[str, int]
    written: dict[str, str]


def names(text: str) -> Names:
    """
    Return the names in a text.

    A longer name counts for the shorter ones it holds where those stand alone too ("Huawei Mate 10 Pro" for "Huawei").
    The first word of a sentence is a name only if the text does not also write it small. Headlines in capitals add to
    names found elsewhere and make none. Text without small letters has no names.
    """
    lines = [line for line in text.split("\n") if line]
    headlines = [line for line in lines if _is_headline(line)]
    running = [line for line in lines if line not in headlines] if headlines else lines
    found, only_first, written = _found(running)
    for name, count in only_first.items():
        if name in found or not (name in COMMON_WORDS or any(_holds(line, name) for line in running)):
            found[name] = found.get(name, 0) + count
    _count_headlines(found, headlines)
    return Names(_folded(found), written)


def _found(running: Iterable[str]) -> tuple[dict[str, int], dict[str, int], dict[str, str]]:
    """Names inside sentences, single words that only begin one, and how each is written first."""
    found: defaultdict[str, int] = defaultdict(int)
    only_first: defaultdict[str, int] = defaultdict(int)
    written: dict[str, str] = {}
    for line in running:
        for match in _RUN.finditer(line):
            name, as_written, cut = _trimmed(match[0])
            if name:
                opening = not cut and " " not in name and _opens_sentence(line, match.start())
                (only_first if opening else found)[name] += 1
                written.setdefault(name, as_written)
    return found, only_first, written


def _opens_sentence(line: str, at: int) -> bool:
    """Return whether no word stands before, or a mark that ends a sentence between that and here."""
    blank = True
    while at:
        at -= 1
        if line[at].isalnum():
            return False
        if line[at] in _OPENS:
            return True
        blank = blank and line[at].isspace()
    return blank


def _holds(line: str, word: str) -> bool:
    """Return whether a word stands in the line just so, not as a part of another."""
    at = line.find(word)
    while at >= 0:
        end = at + len(word)
        if not line[max(0, at - 1) : at].isalnum() and not line[end : end + 1].isalnum():
            return True
        at = line.find(word, end)
    return False


@lru_cache(maxsize=32_768)
def _normal(word: str) -> str:
    return _bare(word).lower().replace("’", "'").replace("'", "").replace(".", "")


def _bare(name: str) -> str:
    return name[:-2] if name.endswith(_POSSESSIVES) else name


def _is_headline(line: str) -> bool:
    words = line.split(maxsplit=_LONGEST_HEADLINE)
    if len(words) >= _SHOUTED and line.isupper():
        return True
    if not words or len(words) > _LONGEST_HEADLINE or words[-1].endswith("."):
        return False
    capitals = sum(word[0].isupper() and word.lower() not in STOP_WORDS for word in words)
    if capitals < _HEADLINE_CAPITALS:
        return False
    small = sum(word[0].islower() and len(word) > 3 and word not in _SMALL_IN_TITLES for word in words)
    return capitals > _HEADLINE_SHARE * (capitals + small)


@lru_cache(maxsize=32_768)
def _trimmed(run: str) -> tuple[str, str, bool]:
    """Return the name in a run of capitalised words, as it is written, and whether its first word was no part of it."""
    words = run.split(" ")
    first, last = 0, len(words)
    while first < last and _begins_no_name(words[first]):
        first += 1
    while last > first and _ends_no_name(words[last - 1]):
        last -= 1
    kept = words[first : min(last, first + _LONGEST_NAME)]
    return " ".join(map(_normal, kept)), _bare(" ".join(kept)), first > 0


def _begins_no_name(word: str) -> bool:
    normal = _normal(word)
    return normal in STOP_WORDS or len(normal) < _SHORTEST


def _ends_no_name(word: str) -> bool:
    normal = _normal(word)
    return normal in STOP_WORDS or normal in _INSIDE_NAMES or _YEAR.match(word) is not None


def _count_headlines(found: dict[str, int], headlines: Iterable[str]) -> None:
    for headline in headlines:
        words = re.findall(rf"[^\W_]{_REST}", headline)
        line = f" {' '.join(map(_normal, words))} "
        for name in found:
            found[name] += line.count(f" {name} ")


def _folded(found: Mapping[str, int]) -> dict[str, int]:
    folded = dict(found)
    for name, count in found.items():
        for shorter in _shorter(name) if " " in name else ():
            if shorter in folded:
                folded[shorter] += count
    return folded


@lru_cache(maxsize=32_768)
def _shorter(name: str) -> tuple[str, ...]:
    """Return the names that a name of several words holds, once for each place where it does."""
    parts = name.split(" ")
    inner = (" ".join(parts[first:last]) for first, last in combinations(range(len(parts) + 1), 2))
    return tuple(shorter for shorter in inner if shorter != name)
