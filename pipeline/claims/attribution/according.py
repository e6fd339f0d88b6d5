"""Attributions without a verb: "according to X", and the name before the colon of a headline or transcript."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.claims.reading.cues import Attribution
from pipeline.claims.reading.nouns import CLASSES
from pipeline.claims.reading.phrases import Range, is_finite, noun_phrase_after
from pipeline.claims.reading.signs import sign_of

if TYPE_CHECKING:
    from pipeline.claims.reading.sentences import Passage

__all__ = ["ACCORDING", "according_to", "headline_speaker"]

ACCORDING = frozenset({"according", "per"})
"""Words at which `according_to` begins."""

_ENDS_SOURCE = frozenset({",", ".", ";", "—", "–", "--", ":", "?", "!"})
_SPEAKING_NOUNS = frozenset(
    "poll report study sources source survey officials police experts analysts analyst analysis researchers".split()
)
_SPEAKERS = frozenset({"people", "known", "government", "organisation", "spokesperson"})
_LONGEST_NAME = 5
_COLON = sign_of(":")


def according_to(p: Passage, sentence: Range, i: int) -> Attribution | None:
    """Return the attribution made by "according to", or a ", per", at token `i`, at either end of its sentence."""
    first, last = sentence
    words = 2 if p.lows[i : i + 2] == ("according", "to") else 1 if _is_per(p, i, first) else 0
    behind = i + words
    source = _source_after(p, behind, last) if words and behind < last else None
    if source is None:
        return None
    end = _without_stop(p, first, last)
    if all(not p.words[j].isalnum() or p.lows[j] in {"and", "but", "however"} for j in range(first, i)):
        start = source[1]
        while start < end and p.words[start] in _ENDS_SOURCE:
            start += 1
        content = (start, _quotation_end(p, start, end))
    else:
        content = _content_before(p, first, i)
    if content[1] <= content[0]:
        return None
    return Attribution(source, (i, behind), content, "according to", "say")


def _is_per(p: Passage, i: int, first: int) -> bool:
    """Whether a "per" hands on somebody's word, "C, per a report in the Herald", and is no rate: "per person"."""
    if p.lows[i] != "per" or i - 1 <= first or p.words[i - 1] not in {",", "—", "–"}:
        return False
    return i + 1 < len(p.words) and (p.tags[i + 1] in {"NNP", "DT"} or p.lows[i + 1] in _SPEAKING_NOUNS)


def _quotation_end(p: Passage, start: int, end: int) -> int:
    """The statement ends with its quotation where it is one: 'According to Lee, "it is over," which …'."""
    if start < end and p.quoted[start] >= 0:
        quote_end = p.quotes[p.quoted[start]][1]
        if quote_end < end and p.words[quote_end - 2] in {",", ".", "?", "!"}:
            return quote_end
    return end


def _source_after(p: Passage, begin: int, last: int) -> Range | None:
    found = noun_phrase_after(p, begin, last)
    if found is None and CLASSES.get(p.lows[begin]) in _SPEAKERS:
        found = (begin, begin + 1)  # "according to police", which can be a verb after "to"
    if found is None:
        return None
    end = found[1]
    while end < last and p.words[end] not in _ENDS_SOURCE and p.quoted[end] < 0 and not _is_verb(p, end):
        end += 1
    return (begin, max(end, found[1]))


def _is_verb(p: Passage, i: int) -> bool:
    """Whether a clause has its verb there, and no participle tells of whom: "two people cited by Reuters"."""
    return is_finite(p, i) and p.lows[i + 1 : i + 2] != ("by",)


def _content_before(p: Passage, first: int, i: int) -> Range:
    end = i
    while end > first and p.words[end - 1] in {",", "—", "–", "--", "-"}:
        end -= 1
    start = first
    if p.lows[start] in {"but", "and", "so", "still", "however", "meanwhile", "also"}:
        start += 1
    if start < end and p.words[start] == ",":
        start += 1
    return (start, end)


def _without_stop(p: Passage, first: int, last: int) -> int:
    while last > first and p.words[last - 1] in {".", "?", "!"}:
        last -= 1
    return last


def headline_speaker(p: Passage, sentence: Range) -> Attribution | None:
    """Return the attribution of "Name: statement" where the passage begins with it."""
    first, last = sentence
    if first != 0 or not p.signs & _COLON or ":" not in p.words[1 : _LONGEST_NAME + 1]:
        return None
    for colon in range(1, min(last, _LONGEST_NAME + 1)):
        if p.words[colon] == ":":
            if last - colon < 4 or not _is_name(p, first, colon):
                return None
            return Attribution((first, colon), (colon, colon + 1), (colon + 1, last), ":", "say")
    return None


def _is_name(p: Passage, first: int, colon: int) -> bool:
    words = [p.words[i] for i in range(first, colon)]
    if words[-1].lower() in _SPEAKING_NOUNS or (colon - first == 1 and CLASSES.get(words[0].lower()) in _SPEAKERS):
        return True
    if len(words) > 1 and all(word.isupper() for word in words):
        return False  # "ROE GONE:" shouts
    return (
        all(word[0].isupper() for word in words)
        and p.tags[colon - 1] in {"NNP", "NNPS"}
        and not any(is_finite(p, i) for i in range(first, colon))
        and words[0].lower()
        not in {"read", "related", "photo", "image", "source", "video", "update", "note", "tags", "also"}
    )
