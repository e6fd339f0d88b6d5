"""
What is said by the way: ", which employs 340 people,", ", who had won in May,", ", founded in 2018,".

An aside between commas asserts something of the noun phrase before it. It is background, never the news, and the claim
around it is read without it. What stands after "because" and "after" is taken for granted likewise: "after a child was
burned".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.claims.clauses.predicates import Portion
from pipeline.claims.reading.cues import CITES
from pipeline.claims.reading.phrases import Range, counts_in_a_word, first_finite, is_finite, noun_phrase_after
from pipeline.claims.reading.signs import sign_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.claims.reading.cues import Attribution
    from pipeline.claims.reading.sentences import Passage

__all__ = ["asides", "relative_within"]

_RELATIVE = frozenset({"who", "which"})
_ENDS = frozenset({",", ".", ";", "—", "–", "--", ":", "!", "?"})
_WAS = frozenset("founded built born established opened launched formed created invented".split())
_PLACING = frozenset({"in", "by", "at", "on"})
_IS = frozenset({("based", "in"), ("based", "near"), ("headquartered", "in"), ("owned", "by"), ("listed", "on")})
_ADVERBS = frozenset({"RB", "RBR"})
_NOMINAL = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "CD", "DT", "PRP$", "POS"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_PLURAL_VERBS = frozenset({"are", "were", "have", "do"})
_ON_THE_CLAUSE = frozenset("means meant makes made suggests suggested would could might".split())
"""After "which", what the whole clause before does, or what is only supposed."""
_GROUNDS = frozenset({"because", "after"})
_GROUNDED = sign_of(_GROUNDS)
_NEXT_CLAUSE = frozenset({"because", "after", "before", "while", "until", "unless", "if", "when", "although", "though"})
_NOT = frozenset({"not", "n't", "never"})
_UNNAMED = frozenset({"anonymity", "named", "identified", "authorized", "authorised"})
_HAS = frozenset({"has", "have"})
_CAN = frozenset({"can", "cannot"})
_SHORTEST = 3


def asides(p: Passage, sentence: Range, found: Sequence[Attribution]) -> Iterator[Portion]:
    """Yield the author's asides of a sentence; those inside somebody's words, or that attribute words, are not his."""
    first, last = sentence
    for comma in p.marks_between(first + 1, last - _SHORTEST):
        if p.words[comma] != "," or p.quoted[comma] >= 0:
            continue
        verb = _verb_of_aside(p, comma + 1, last)
        if verb is None or p.lows[verb] in _ON_THE_CLAUSE:
            continue
        end = _end(p, verb, last)
        head = _described(p, comma, first, verb)
        if head is None or end - verb < _SHORTEST - 1 or _is_about_speaking(p, verb, end, found):
            continue
        yield Portion((verb, end), head, _helper(p, comma + 1))
    yield from _grounds(p, sentence, found)


def _grounds(p: Passage, sentence: Range, found: Sequence[Attribution]) -> Iterator[Portion]:
    """Yield what the author takes to be so: "after …" or "because …" in the middle of a sentence."""
    first, last = sentence
    if not p.signs & _GROUNDED or _GROUNDS.isdisjoint(p.lows[first:last]):
        return
    for i in range(first + 1, last - _SHORTEST):
        if p.lows[i] not in _GROUNDS or p.quoted[i] >= 0:
            continue
        if p.lows[i] == "because" and any(p.lows[j] in _NOT for j in range(first, i)):
            continue  # "did not close because it was poor" leaves open whether it was
        subject = noun_phrase_after(p, i + 1, last)
        if subject is None or subject[1] >= last or p.tags[subject[0]] == "CD" or not is_finite(p, subject[1]):
            continue
        end = next((j for j in range(subject[1], last) if p.words[j] in _ENDS or p.lows[j] in _NEXT_CLAUSE), last)
        if p.lows[i] == "after" and p.tags[subject[1]] != "VBD" and p.lows[subject[1]] not in _HAS:
            continue  # "after she is replaced" has not been yet
        certain = p.tags[subject[1]] != "MD" and first_finite(p, subject[1] + 1, end) is None
        if certain and end - subject[1] >= _SHORTEST - 1 and not _is_about_speaking(p, i, end, found):
            yield Portion((subject[1], end), subject)


def relative_within(p: Passage, subject: Range) -> int | None:
    """Return the comma before the "who …" or "which …" that a subject ends with, None where it has none."""
    if "," not in p.words[subject[0] + 1 : subject[1] - 1]:
        return None
    commas = (i for i in range(subject[0] + 1, subject[1] - 1) if p.words[i] == ",")
    return next((i for i in commas if _verb_of_aside(p, i + 1, subject[1]) is not None), None)


def _verb_of_aside(p: Passage, at: int, last: int) -> int | None:
    """Where the predicate of the aside begins that opens there: "(who) now works", "founded in 2018"."""
    if p.lows[at] in _RELATIVE:
        verb = at + 1
        while verb < last and p.tags[verb] in _ADVERBS:
            verb += 1
        return at + 1 if verb < last and is_finite(p, verb) else None
    after = p.lows[at + 1] if at + 1 < last else ""
    return at if (p.lows[at] in _WAS and after in _PLACING) or (p.lows[at], after) in _IS else None


def _helper(p: Passage, at: int) -> str | None:
    if p.lows[at] in _WAS:
        return "was"
    return "is" if p.lows[at] not in _RELATIVE else None


def _end(p: Passage, verb: int, last: int) -> int:
    """Where the aside ends: at the next mark that ends a clause, the commas of a list aside."""
    i = verb + 1
    while i < last and (p.words[i] not in _ENDS or p.quoted[i] >= 0 or _lists(p, i, last)):
        i += 1
    return i


def _lists(p: Passage, comma: int, last: int) -> bool:
    """Whether names go on after the comma up to an "and": "makes pumps, valves and seals"."""
    i = comma + 1
    while i < last and (p.tags[i] in _NOMINAL or p.words[i] == ","):
        i += 1
    return comma + 1 < i < last - 1 and p.words[comma] == "," and p.lows[i] == "and" and p.tags[i + 1] in _NOMINAL


def _described(p: Passage, comma: int, first: int, verb: int) -> Range | None:
    """The noun phrase before the comma that can have the verb; the name, if an apposition or an age stands between."""
    head = _noun_phrase_ending(p, comma, first)
    if head is None:
        return None
    if head[0] - 1 > first and p.words[head[0] - 1] == ",":
        named = _noun_phrase_ending(p, head[0] - 1, first)
        if named is not None and p.tags[named[1] - 1].startswith("NNP") and not p.tags[head[0]].startswith("NNP"):
            return named
    if _joined(p, head[0]) or not any(p.tags[i] in _NOUNS for i in range(*head)):
        return None
    if _goes_with(p, head, verb):
        return head
    # "two satellites for Indonesia, which were insured": the plural stands before the preposition
    wider = _noun_phrase_ending(p, head[0] - 1, first) if p.tags[head[0] - 1] == "IN" else None
    return (wider[0], head[1]) if wider is not None and _goes_with(p, wider, verb) else None


def _goes_with(p: Passage, head: Range, verb: int) -> bool:
    """Whether the verb can have that subject: "the works are" and "Ann Lee runs", not "firms runs"."""
    plural = p.tags[head[1] - 1] in {"NNS", "NNPS"}
    return plural if p.lows[verb] in _PLURAL_VERBS else not (plural and p.tags[verb] == "VBZ")


def _noun_phrase_ending(p: Passage, end: int, first: int) -> Range | None:
    """The noun phrase that ends there, no "of …" in it: what stands nearest is what an aside describes."""
    begin = end
    while begin > first and p.quoted[begin - 1] < 0:
        if not (p.tags[begin - 1] in _NOMINAL or counts_in_a_word(p, begin - 1)):
            break
        begin -= 1
    while begin < end and p.tags[begin] == "POS":
        begin += 1
    return (begin, end) if begin < end else None


def _joined(p: Passage, at: int) -> bool:
    """Whether "and" stands before, so that the aside may be about more than the last name, or half of it is quoted."""
    return at > 1 and (
        p.tags[at - 1] == "CC" or (p.quoted[at - 1] >= 0 and p.words[at - 2] not in {",", ".", "!", "?"})
    )


def _is_about_speaking(p: Passage, verb: int, end: int, found: Sequence[Attribution]) -> bool:
    """Whether it is somebody's word, or tells who speaks, is cited or goes unnamed: "who asked not to be named"."""
    unnamed = any(p.lows[i] in _UNNAMED for i in range(verb, end)) and p.lows[verb] not in _CAN
    if unnamed or p.lows[verb] in CITES:
        return True
    places = [place for a in found for place in (a.cue, a.content) if place is not None]
    return any(first < end and verb < last for first, last in places)
