"""
The verb of a sentence in which the lexicon sees none: "The chain no longer orders new phones".

A word has one part of speech in the lexicon, so "orders" is a noun wherever it stands. A finished sentence has a verb
with a tense; where no word is tagged as one, the word that can be it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["mend_missing_verb", "mend_opening_noun"]

_TENSED = frozenset({"VBD", "VBZ", "VBP", "MD"})
_FINISHED = frozenset({".", "!", "”", '"', "''"})
_SUBJECT_ENDS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "CD"})
_BETWEEN = frozenset({"RB", "RBR"})
_BETWEEN_WORDS = frozenset({"last", "first"})
_PAST_LIKE_A_NOUN = frozenset("cost cut hit put set shut spread split hurt shot bid cast bet".split())
_GOES_ON = frozenset({"DT", "PRP$", "PRP", "CD", "JJ", "NNP", "NNPS", "NNS", "IN", "RB", "RBS", "RP", "TO", "WRB", "."})
_SHORTEST_HEADLINE, _LONGEST_HEADLINE = 5, 16
_LONGEST_OPENING = 14
_IN_SUBJECT = frozenset({"NN", "NNS", "NNP", "NNPS", "DT", "IN", "CD", "JJ", "POS", "PRP$"})
_NEW_CLAUSE = frozenset(
    "that if when while as before after because since until unless where whether though than".split()
)
_AS = frozenset({"as", "after", "while", "before"})
_CROWDS = frozenset({"thousands", "hundreds", "dozens", "millions", "police"})
_RELATIVE = frozenset({"who", "which"})
_NEGATED = frozenset({"no", "not"})


def mend_missing_verb(
    tags: list[str], lows: Sequence[str], first: int, last: int, is_verb: Callable[[str], bool]
) -> None:
    """
    Tag, in place, the verb of the finished sentence of tokens `first` to `last` where none has a tense.

    `is_verb` says of a plain form whether it can be a verb. In a line without a full stop, which may be a heading or a
    caption, only what can be nothing else is a verb. The verb of a "who …" between commas is not the sentence's.
    """
    if lows[last - 1] not in _FINISHED:
        _mend_headline(tags, lows, first, last, is_verb)
        return
    if not _RELATIVE.isdisjoint(lows[first:last]):
        first = _past_aside(tags, lows, first, last)
    if not _TENSED.isdisjoint(tags[first:last]):
        return
    for fits, tense in ((_base, "VBP"), (_past, "VBD"), (_third_person, "VBZ")):
        for i in range(first + 1, last - 1):
            if _follows_subject(tags, lows, i, first) and tags[i + 1] in _GOES_ON and fits(tags, lows, i, is_verb):
                tags[i] = tense
                return


def mend_opening_noun(tags: list[str], lows: Sequence[str], first: int, last: int) -> None:
    """
    Tag, in place, the first word as the noun it is where the sentence has another verb: "Pay talks in Ludd collapsed".

    What looks like an instruction is one as long as nothing but nouns and prepositions leads up to a verb with tense.
    """
    if tags[first + 1 : first + 2] not in (["NN"], ["NNS"]):
        return
    for i in range(first + 2, min(last, first + _LONGEST_OPENING)):
        if tags[i] in {"VBD", "VBZ", "MD"}:
            tags[first] = "NN"
            return
        if tags[i] not in _IN_SUBJECT or lows[i] in _NEW_CLAUSE:
            return


def _mend_headline(tags: list[str], lows: Sequence[str], first: int, last: int, is_verb: Callable[[str], bool]) -> None:
    """Tag the verb of "Tribunal docks Ashcombe six points" and "Shares tumble as regulator rejects drug"."""
    if not _SHORTEST_HEADLINE <= last - first <= _LONGEST_HEADLINE or not lows[last - 1][-1].isalnum():
        return
    later = next((i for i in range(first, last) if tags[i] in _TENSED), None)
    if later is not None and lows[later - 1] not in _AS and lows[later - 2] not in _AS:
        return
    for i in range(first + 1, min(first + 5, last - 2 if later is None else later - 1)):
        before, after = tags[i - 1], tags[i + 1]
        if tags[i] == "NNS" and before in {"NN", "NNP"} and after in {"NNP", "DT", "PRP$"} and is_verb(lows[i][:-1]):
            tags[i] = "VBZ"
            return
        plural = before in {"NNS", "NNPS"} or lows[i - 1] in _CROWDS
        if tags[i] in {"NN", "VB"} and plural and after in {"IN", "TO", "DT", "PRP$"} and is_verb(lows[i]):
            tags[i] = "VBP"
            return


def _past_aside(tags: list[str], lows: Sequence[str], first: int, last: int) -> int:
    """The comma that closes the "who …" or "which …" before any other verb: "Rovers, who had won, offered little"."""
    opened = next((i for i in range(first + 1, last - 1) if tags[i] in _TENSED or lows[i] in _RELATIVE), last)
    if opened >= last or lows[opened] not in _RELATIVE or lows[opened - 1] != ",":
        return first
    return next((i for i in range(opened + 1, last) if lows[i] == ","), first)


def _base(tags: list[str], lows: Sequence[str], i: int, is_verb: Callable[[str], bool]) -> bool:
    """Whether a plain form is the verb: "timetables show no change", "fans need not despair"."""
    if tags[i] == "NN":
        after_subject = tags[i - 1] in {"NNS", "NNP", "NNPS"} and (
            tags[i + 1] in {"DT", "PRP$", "CD"} or (tags[i - 1] == "NNS" and tags[i + 1] in {"IN", "TO"})
        )
        return (after_subject and is_verb(lows[i])) or (lows[i], lows[i + 1]) == ("need", "not")
    return tags[i] in {"VB", "VBP"}


def _past(tags: list[str], lows: Sequence[str], i: int, _is_verb: Callable[[str], bool]) -> bool:
    """Whether a participle is a past tense: "a module overheated on board", not "timetables published by"."""
    return (tags[i] == "VBN" and lows[i + 1] != "by") or (tags[i] == "NN" and lows[i] in _PAST_LIKE_A_NOUN)


def _third_person(tags: list[str], lows: Sequence[str], i: int, is_verb: Callable[[str], bool]) -> bool:
    """Whether what looks like a plural is the verb: "the denial changes little"."""
    if tags[i] != "NNS" or not lows[i].endswith("s"):
        return False
    alone = tags[i - 1] == "NNS" or tags[i + 1] in {"IN", "."}
    return is_verb(lows[i][:-1]) and not alone


def _follows_subject(tags: list[str], lows: Sequence[str], i: int, first: int) -> bool:
    """Whether a noun or pronoun stands before, an adverb or "no longer" between them allowed."""
    at = i - 1
    while at > first and (tags[at] in _BETWEEN or lows[at] in _NEGATED or lows[at] in _BETWEEN_WORDS):
        at -= 1
    if lows[at] == "," and at > first:
        at -= 1
    return tags[at] in _SUBJECT_ENDS
