"""Who and what a text names: runs of capitalised words, counted under one normal form."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from pipeline.common_words import COMMON_WORDS, STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Names", "names"]

_TOKEN = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
_SENTENCE_ENDS = re.compile(r"[.!?:;”\"\n]")
_POSSESSIVE = re.compile(r"['’]s$")
_INSIDE_NAMES = frozenset({"of", "and", "the", "de", "la", "van", "von", "bin", "al", "del", "di"})
_LONGEST_NAME = 6
# "Best Buy To Stop Selling Huawei Phones": where most words are capitalised, capitals name nobody.
_HEADLINE_SHARE = 0.7
_HEADLINE_CAPITALS = 5
_SHOUTED = 4
_SMALL_IN_TITLES = frozenset({"with", "from", "over", "into", "than", "after", "amid"})
_YEAR = re.compile(r"(?:19|20)\d\d$")


class _Token(NamedTuple):
    text: str
    capital: bool
    opens: bool
    """First word of its sentence."""
    joined: bool
    """Nothing but a space stands between it and the word before."""

    @property
    def normal(self) -> str:
        return _normal(self.text)


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
    headlines, running = _parted(_sentences(text))
    found, only_first, written = _found(running)
    small = {token.text for sentence in running for token in sentence if not token.capital}
    for name, count in only_first.items():
        if name in found or (name not in small and name not in COMMON_WORDS):
            found[name] += count
    _count_headlines(found, headlines)
    return Names(_folded(found), written)


def _found(running: list[list[_Token]]) -> tuple[Counter[str], Counter[str], dict[str, str]]:
    """Names inside sentences, single words that only begin one, and how each is written first."""
    found: Counter[str] = Counter()
    only_first: Counter[str] = Counter()
    written: dict[str, str] = {}
    for sentence in running:
        for run in filter(None, map(_trimmed, _capitalised_runs(sentence))):
            name = " ".join(token.normal for token in run)
            (only_first if len(run) == 1 and run[0].opens else found)[name] += 1
            written.setdefault(name, _POSSESSIVE.sub("", " ".join(token.text for token in run)))
    return found, only_first, written


def _sentences(text: str) -> list[list[_Token]]:
    sentences: list[list[_Token]] = []
    end = 0
    for match in _TOKEN.finditer(text):
        word, (start, after) = match.group(), match.span()
        joined = start - end == 1 and text[end] == " "
        opens = not sentences or (not joined and _SENTENCE_ENDS.search(text, end, start) is not None)
        if opens:
            sentences.append([])
        sentences[-1].append(_Token(word, word[0].isupper(), opens, joined))
        end = after
    return sentences


def _normal(word: str) -> str:
    return _POSSESSIVE.sub("", word).lower().replace("’", "'").replace("'", "").replace(".", "")


def _parted(sentences: list[list[_Token]]) -> tuple[list[list[_Token]], list[list[_Token]]]:
    headlines: list[list[_Token]] = []
    running: list[list[_Token]] = []
    for sentence in sentences:
        (headlines if _is_headline(sentence) else running).append(sentence)
    return headlines, running


def _is_headline(sentence: list[_Token]) -> bool:
    if len(sentence) >= _SHOUTED and all(token.text.isupper() for token in sentence):
        return True
    capitals = sum(token.capital and token.text.lower() not in STOP_WORDS for token in sentence)
    if capitals < _HEADLINE_CAPITALS:
        return False
    small = sum(not token.capital and len(token.text) > 3 and token.text not in _SMALL_IN_TITLES for token in sentence)
    return capitals > _HEADLINE_SHARE * (capitals + small)


def _capitalised_runs(sentence: list[_Token]) -> Iterator[list[_Token]]:
    run: list[_Token] = []
    for token in sentence:
        if not (run and token.joined and (token.capital or token.text[0].isdigit())):
            if run:
                yield run
            run = []
        if token.capital or run:
            run.append(token)
    if run:
        yield run


def _trimmed(run: list[_Token]) -> list[_Token]:
    while run and (run[0].normal in STOP_WORDS or len(run[0].normal) < 2):
        run = run[1:]
    while run and (run[-1].normal in STOP_WORDS or run[-1].normal in _INSIDE_NAMES or _YEAR.match(run[-1].text)):
        run = run[:-1]
    return run[:_LONGEST_NAME]


def _count_headlines(found: Counter[str], headlines: list[list[_Token]]) -> None:
    for headline in headlines:
        line = f" {' '.join(token.normal for token in headline)} "
        for name in found:
            found[name] += line.count(f" {name} ")


def _folded(found: Counter[str]) -> dict[str, int]:
    extra: defaultdict[str, int] = defaultdict(int)
    for name, count in found.items():
        parts = name.split()
        for first, last in combinations(range(len(parts) + 1), 2):
            shorter = " ".join(parts[first:last])
            if shorter != name and shorter in found:
                extra[shorter] += count
    return {name: count + extra[name] for name, count in found.items()}
