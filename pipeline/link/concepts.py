"""Words that say the same in news: what claims are compared under."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.common_words import stem
from pipeline.link.inflection import inflections

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["IDLE", "STAGES", "concepts"]

_FILE = tomllib.loads(Path(__file__).with_name("concepts.toml").read_text(encoding="utf-8"))

IDLE = frozenset(stem(word) for word in _FILE["idle"].split()) | frozenset(_FILE["idle"].split())
"""Words that tell how, when and by whom something was said, not what."""

STAGES = frozenset[str](_FILE["stages"].split())
"""Concepts that tell how far a matter has come."""

# What a word or phrase means, and the word to weigh it by; and phrases by their first two words.
_Meaning = tuple[str, str]
_Phrases = dict[str, dict[str, list[tuple[tuple[str, ...], _Meaning]]]]

_IRREGULAR = {plain: forms for plain, *forms in map(str.split, _FILE["irregular"].split(","))}
_APART = frozenset[str](_FILE["apart"].split())


def _entries() -> Iterator[tuple[str, _Meaning]]:
    """Yield every entry of the file with what it means: a concept, or a thing and the word it is weighed by."""
    for kind in ("words", "things"):
        for line in _FILE[kind]:
            first, *others = line.split()
            meaning = (first.upper(), "") if kind == "words" else (stem(first), first)
            yield from ((entry, meaning) for entry in (first, *others))


def _forms(entry: str) -> Iterator[tuple[str, ...]]:
    """Yield the words in a row that an entry stands for, in every form."""
    if "+" in entry:
        verb, *rest = entry.replace("-", "+").split("+")
        yield from ((form, *rest) for form in inflections(verb, _IRREGULAR))
    else:
        *before, word = entry.split("-")
        yield from ((*before, form) for form in inflections(word, _IRREGULAR))


def _read() -> tuple[dict[str, _Meaning], _Phrases]:
    """Return the meaning of each word, and by their first two words the phrases with theirs, longest first."""
    single = dict(_entries())  # what is written out comes before what is a form of something else
    phrases: _Phrases = {}
    for entry, meaning in _entries():
        for form in _forms(entry):
            if len(form) > 1:
                phrases.setdefault(form[0], {}).setdefault(form[1], []).append((form[2:], meaning))
            elif form[0] not in _APART:
                single.setdefault(form[0], meaning)
    for by_second in phrases.values():
        for found in by_second.values():
            found.sort(key=lambda phrase: -len(phrase[0]))
    return single, phrases


_SINGLE, _PHRASES = _read()
_HOW = frozenset({"very", "so", "too", "as", "how", "a", "extremely", "fairly"})
_NEAR_WHAT = frozenset("to ties links friend friends relations ally allies aide aides contact contacts race".split())


def concepts(tokens: Sequence[str]) -> Iterator[tuple[str, str]]:
    """
    Yield what each word or phrase means, and the word to weigh it by.

    A concept has no such word: ("CLOSE", ""). Words for one thing are the first of their line: ("hospital",
    "hospital"). Of any other word it is the stem and the word.
    """
    at = 0
    while at < len(tokens):
        phrase = _phrase(tokens, at) if tokens[at] in _PHRASES else None
        meaning, words = phrase or (_word(tokens, at), 1)
        yield meaning
        at += words


def _phrase(tokens: Sequence[str], at: int) -> tuple[_Meaning, int] | None:
    """Return what the longest phrase that begins there means, and its number of words."""
    if at + 1 == len(tokens):
        return None
    for rest, meaning in _PHRASES[tokens[at]].get(tokens[at + 1], ()):
        if tuple(tokens[at + 2 : at + 2 + len(rest)]) == rest:
            return meaning, 2 + len(rest)
    return None


def _word(tokens: Sequence[str], at: int) -> _Meaning:
    token = tokens[at]
    if token in _SINGLE and not (_is_near(tokens, at) or _is_when(tokens, at)):
        return _SINGLE[token]
    return stem(token), token


def _is_near(tokens: Sequence[str], at: int) -> bool:
    """Tell whether "close" says how near something is, and not that it ends: "very close ties", "close to a deal"."""
    if tokens[at] not in {"close", "closer"}:
        return False
    before, after = tokens[at - 1] if at else "", tokens[at + 1] if at + 1 < len(tokens) else ""
    return tokens[at] == "closer" or before in _HOW or after in _NEAR_WHAT


def _is_when(tokens: Sequence[str], at: int) -> bool:
    """Tell whether "end" is part of a time: "by the end of the season", "at the end of last year"."""
    return tokens[at] == "end" and tokens[at - 1 : at] == ["the"] and tokens[at + 1 : at + 2] == ["of"]
