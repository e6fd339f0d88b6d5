"""Who and what a text names: runs of capitalised words, counted under one normal form."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from pipeline.common_words import COMMON_WORDS, STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Names", "names"]

_CAPITALS = "".join(filter(str.isupper, map(chr, range(0x530))))
"""Latin, Greek and Cyrillic."""
_REST = r"[^\W_]*(?:['’.&-][^\W_]+)*"
# The look-behinds stand after the capital, because a pattern that begins with a set of characters is found ten times
# quicker. They say that the capital begins a word.
_RUN = re.compile(
    rf"[{_CAPITALS}](?<![^\W_][{_CAPITALS}])(?<![^\W_]['’.&-][{_CAPITALS}]){_REST}(?: [{_CAPITALS}0-9]{_REST})*"
)
_OPENS = re.compile(rf"[.!?:;”\"][\W_]*(?=[{_CAPITALS}])")
_POSSESSIVE = re.compile(r"['’]s$")
_INSIDE_NAMES = frozenset({"of", "and", "the", "de", "la", "van", "von", "bin", "al", "del", "di"})
_LONGEST_NAME = 6
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
            found[name] += count
    _count_headlines(found, headlines)
    return Names(_folded(found), written)


def _found(running: Iterable[str]) -> tuple[Counter[str], Counter[str], dict[str, str]]:
    """Names inside sentences, single words that only begin one, and how each is written first."""
    found: Counter[str] = Counter()
    only_first: Counter[str] = Counter()
    written: dict[str, str] = {}
    for line in running:
        opens = {match.end() for match in _OPENS.finditer(line)}
        first = True
        for match in _RUN.finditer(line):
            name, as_written, cut = _trimmed(match.group())
            if name:
                starts = match.start() in opens or (first and not line[: match.start()].strip())
                opening = starts and not cut and " " not in name
                (only_first if opening else found)[name] += 1
                written.setdefault(name, as_written)
            first = False
    return found, only_first, written


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
    return _POSSESSIVE.sub("", word).lower().replace("’", "'").replace("'", "").replace(".", "")


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
    while first < last and (_normal(words[first]) in STOP_WORDS or len(_normal(words[first])) < 2):
        first += 1
    while last > first and _ends_no_name(words[last - 1]):
        last -= 1
    kept = words[first : min(last, first + _LONGEST_NAME)]
    return " ".join(map(_normal, kept)), _POSSESSIVE.sub("", " ".join(kept)), first > 0


def _ends_no_name(word: str) -> bool:
    normal = _normal(word)
    return normal in STOP_WORDS or normal in _INSIDE_NAMES or _YEAR.match(word) is not None


def _count_headlines(found: Counter[str], headlines: Iterable[str]) -> None:
    for headline in headlines:
        words = re.findall(rf"[^\W_]{_REST}", headline)
        line = f" {' '.join(map(_normal, words))} "
        for name in found:
            found[name] += line.count(f" {name} ")


def _folded(found: Counter[str]) -> dict[str, int]:
    extra: defaultdict[str, int] = defaultdict(int)
    for name, count in found.items():
        if " " not in name:
            continue
        parts = name.split(" ")
        for first, last in combinations(range(len(parts) + 1), 2):
            shorter = " ".join(parts[first:last])
            if shorter != name and shorter in found:
                extra[shorter] += count
    return {name: count + extra[name] for name, count in found.items()}
