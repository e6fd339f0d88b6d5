"""The forms that a word of English takes: "stop", "stops", "stopped", "stopping"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

__all__ = ["inflections"]

_VOWELS = "aeiou"
_HISSING = ("s", "x", "z", "ch", "sh", "o")
# "Stop" and "quit" double their last letter, "clear" and "vow" do not; of "cancel" both are seen.
_MAY_DOUBLE = re.compile(r"(?:[^aeiou]|qu)[aeiou][bdgklmnprtz]$")
_ONE_SYLLABLE = re.compile(r"(?:[^aeiouy]|qu)*[aeiou][^aeiouy]")
_BRITISH = re.compile(r"is(?=e$|ed$|es$|ing$|ations?$)")


def inflections(word: str, irregular: Mapping[str, Collection[str]]) -> frozenset[str]:
    """
    Return the forms of a word as a verb and as a noun, itself among them, and "-ize" beside "-ise".

    Not every form need be a word ("jobbed"), but one that is a word is the word's own: "scraped" is not of "scrap".
    `irregular` has, by the plain form, past forms or a plural that stand for the regular past.
    """
    ends = [word]
    if _MAY_DOUBLE.search(word):
        doubled = word + word[-1]
        ends = [doubled] if _ONE_SYLLABLE.fullmatch(word) else [word, doubled]
    past = irregular[word] if word in irregular else [_past(end) for end in ends]
    found = {word, _with_s(word), *past, *(_with_ing(end) for end in ends)}
    return frozenset(found | {_BRITISH.sub("iz", form) for form in found})


def _with_s(word: str) -> str:
    return word[:-1] + "ies" if _ends_in_y(word) else word + ("es" if word.endswith(_HISSING) else "s")


def _past(word: str) -> str:
    return word[:-1] + "ied" if _ends_in_y(word) else word + ("d" if word.endswith("e") else "ed")


def _with_ing(word: str) -> str:
    if word.endswith("ie"):
        return word[:-2] + "ying"
    return (word[:-1] if word.endswith("e") and not word.endswith(("ee", "oe", "ye")) else word) + "ing"


def _ends_in_y(word: str) -> bool:
    return word.endswith("y") and word[-2:-1] not in _VOWELS
