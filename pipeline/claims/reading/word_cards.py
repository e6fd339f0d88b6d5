"""
Word cards: what a word tells wherever it stands, its part of speech (Penn tag) first. One card for each, written once.

The tags come from the English lexicon that textblob carries, read when the first card is written. It is Brill's, 94,000
words, as Pattern and textblob ship it (BSD); nothing is downloaded. A word has one tag there: what its neighbours make
of that is in tags.py.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from sys import intern
from typing import NamedTuple

from pipeline.claims.reading.remembered import Remembered
from pipeline.claims.reading.signs import signs_of

__all__ = ["OPENING", "OPENS", "RAISED", "SAME_IN_THE_PAST", "Card", "card_of", "may_be_verb", "small"]

_ADJECTIVE_ENDINGS = ("able", "al", "ful", "ible", "ient", "ish", "ive", "less", "tic", "ous")
_INSIDE_SENTENCE = frozenset({",", "'", "’", "&", "%", "-", "–", "/", ")"})
_SELDOM_NAMES = frozenset({"VB", "VBP", "VBD", "VBZ", "VBN", "VBG", "RB", "RBS", "RBR", "JJS", "NN", "NNS", "UH"})
_CLOSED = frozenset({"DT", "IN", "CC", "PRP", "PRP$", "MD", "TO", "WP", "WDT", "WRB", "EX"})
SAME_IN_THE_PAST = frozenset(
    "beat bet bid burst cast cost cut hit hurt let put quit set shed shut split spread thrust".split()
)
"""Verbs whose past tense looks like their plain form."""
_NOT_IN_LEXICON = {
    "US": "NNP",
    "n't": "RB",
    "n’t": "RB",
    "'s": "POS",
    "’s": "POS",
    "'ve": "VBP",
    "’ve": "VBP",
    "'re": "VBP",
    "’re": "VBP",
    "'ll": "MD",
    "’ll": "MD",
    "'d": "MD",
    "’d": "MD",
    "'m": "VBP",
    "’m": "VBP",
    "wo": "MD",
    "ca": "MD",
    "that": "IN",
    "neither": "DT",
    "Neither": "DT",
    "either": "DT",
    # Nouns more often than not in news, where the lexicon has the adjective.
    "chief": "NN",
    "executive": "NN",
    "official": "NN",
    "representative": "NN",
    "%": "NN",
    "&": "CC",
}


class Card(NamedTuple):
    """
    What a word tells wherever it stands: the word, in small letters with straight apostrophes, its tag, its signs.

    `inside` is the tag that it has inside a sentence, where a capital makes a name; `mark` says that it is a mark or
    ends with one; `raised` that a word long enough to tell has a capital, None of any other.
    """

    word: str
    low: str
    inside: str
    mark: bool
    raised: bool | None
    signs: int


def card_of(word: str) -> Card:
    """Return the card of a word."""
    low = intern(small(word))
    return Card(low if low == word else word, low, _inside(word), _is_mark(word), _is_raised(word), signs_of(low))


def small(word: str) -> str:
    """Return the word in small letters with straight apostrophes."""
    return word.lower().replace("’", "'")


@cache
def _lexicon() -> dict[str, str]:
    lines = _lexicon_file().read_text(encoding="utf-8").splitlines()
    words = (line.split(" ") for line in lines if line and not line.startswith(";;;"))
    return {word: intern(tags[0]) for word, *tags in words} | _NOT_IN_LEXICON  # one "NN", not 30,000 of them


def _lexicon_file() -> Path:
    """Where the lexicon lies: importing textblob would load nltk with it, which takes longer than all else."""
    spec = find_spec("textblob")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("textblob, which carries the English lexicon, is not installed", name="textblob")
    return Path(spec.submodule_search_locations[0]) / "en" / "en-lexicon.txt"


def may_be_verb(word: str) -> bool:
    """Whether the plain form is a verb, or has a past tense that the lexicon knows: "order" has "ordered"."""
    lexicon = _lexicon()
    past = lexicon.get(word + ("d" if word.endswith("e") else "ed"), "")
    return lexicon.get(word) in {"VB", "VBP"} or past in {"VBD", "VBN"} or word in SAME_IN_THE_PAST


def _inside(word: str) -> str:
    """The tag of a word inside a sentence."""
    tag = "CD" if word[0].isdigit() else _lexicon().get(word)
    if tag is not None and word[0].isupper() and tag in _SELDOM_NAMES:
        tag = "NNP"  # "Best Buy": no verb in the middle of a sentence has a capital
    return tag or _unknown(word, _lexicon(), lowered_counts=False)


def _opening(word: str) -> str:
    """The tag of a word whose capital means nothing."""
    tag = "CD" if word[0].isdigit() else _lexicon().get(word)
    return tag or _unknown(word, _lexicon(), lowered_counts=True)


def _is_mark(word: str) -> bool:
    return not (word[0].isalnum() and word[-1].isalnum())


def _opens(word: str) -> bool:
    return not word[0].isalnum() and word not in _INSIDE_SENTENCE


def _is_raised(word: str) -> bool | None:
    return word[0].isupper() if len(word) > 3 and word[0].isalpha() else None


def _unknown(word: str, lexicon: dict[str, str], *, lowered_counts: bool) -> str:
    first = word[0]
    if first in "$£€#" and word[1:2].isdigit():
        return "CD"
    if not first.isalnum():
        return "."
    lowered = word.lower()
    known = lexicon.get(lowered)
    if first.isupper() and not (known is not None and (lowered_counts or known in _CLOSED)):
        return "NNP"
    return known or _by_ending(lowered)


def _by_ending(word: str) -> str:
    if word.endswith("ly"):
        return "RB"
    if word.endswith("ing"):
        return "VBG"
    if word.endswith("ed"):
        return "VBD"
    if word.endswith(_ADJECTIVE_ENDINGS) or "-" in word:
        return "JJ"
    if word.endswith("s") and not word.endswith(("is", "us", "ss")):
        return "NNS"
    return "NN"


OPENING = Remembered(_opening)
"""The tags of words whose capital means nothing."""
OPENS = Remembered(_opens)
"""Whether what follows the word opens a sentence."""
RAISED = Remembered(_is_raised)
"""Whether a word long enough to tell has a capital; None of any other."""
