"""Direct speech: a quotation and whoever is named next to it as the one who said it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from pipeline.claims.reading.cues import Attribution, CuePhrase
from pipeline.claims.reading.lexicon import ADDRESSED, CLOSING
from pipeline.claims.reading.phrases import Range, is_finite, noun_phrase_after
from pipeline.claims.reading.subjects import noun_phrase_before

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.claims.reading.sentences import Passage

__all__ = ["continued_quotations", "signed_quotations", "speech_around_quotation"]

_SHORTEST_STATEMENT = 3
_SHORTEST_CONTINUATION = 4
_LONGEST_ANNOUNCEMENT = 12
_LONGEST_SIGNATURE = 6
_DASHES = frozenset({"―", "—", "–", "-", "--"})


def speech_around_quotation(p: Passage, sentence: Range, cue: CuePhrase) -> Attribution | None:
    """Return `"C," said X` or `"C," X said`; None where no quotation ends right before the speech."""
    if cue.lemma not in CLOSING or (cue.lemma == "ask" and cue.last - cue.verb > 1):
        return None
    first, last = sentence
    quote = _quotation_ending_at(p, cue.first, first)
    if quote is not None:
        source = noun_phrase_after(p, cue.last, last)
        if source is not None and not _goes_on_as_object(p, source, last):
            return Attribution(source, (cue.first, cue.last), quote, cue.lemma, cue.family)
        return None
    source = noun_phrase_before(p, cue.first, first)
    if source is None or p.lows[source[0]] in {"who", "which"}:
        return None
    quote = _quotation_ending_at(p, source[0], first)
    if quote is None or _has_own_statement(p, cue, last):
        return None
    told = noun_phrase_after(p, cue.last, last) if cue.lemma in ADDRESSED else None
    return Attribution(source, (cue.first, cue.last), quote, cue.lemma, cue.family, told)


def _quotation_ending_at(p: Passage, at: int, first: int) -> Range | None:
    """The quotation that ends right before token `at`, a comma between them allowed."""
    j = at - 1
    if j >= first and p.words[j] in {",", "—", "–", "-", "--"} and p.quoted[j] < 0:
        j -= 1
    if j < first or p.quoted[j] < 0:
        return None
    begin, end = p.quotes[p.quoted[j]]
    if end != j + 1 or end - begin < _SHORTEST_STATEMENT:
        return None
    apart = p.words[begin - 1] in {",", ":", "—", "–", "-", "--"} and not _is_predicate(p, begin)
    if begin > first and not apart and not _follows_opener(p, begin, first):
        begin = first
        if not any(p.tags[i].startswith("VB") or p.tags[i] == "MD" for i in range(begin, end)):
            return None  # "On Sunday's “Night Talk,” Lee said": where it was said
    finished = p.words[end - 2] in {",", ".", "?", "!", "…", "...", "—", "--"} or p.words[end] == ","
    return (begin, end) if finished or begin == first else None


def _is_predicate(p: Passage, begin: int) -> bool:
    """Whether the quotation begins with the verb of a subject before it: "Lee, the eldest, “was caught,”"."""
    return p.words[begin - 1] == "," and is_finite(p, begin + 1) and p.words[begin + 1].islower()


def _follows_opener(p: Passage, begin: int, first: int) -> bool:
    return begin - first == 1 and p.lows[first] in {"but", "and", "still", "so", "or", "yet"}


def _goes_on_as_object(p: Passage, source: Range, last: int) -> bool:
    """`"Yes," said the man` but not `"Yes" called the plan "bold"`: then the phrase is what was called."""
    return (
        source[1] < last
        and p.quoted[source[1]] >= 0
        and p.words[source[1] - 1] not in {",", ":"}
        and (p.tags[source[0]] == "DT" and not p.tags[source[1] - 1].startswith("NNP"))
    )


def _has_own_statement(p: Passage, cue: CuePhrase, last: int) -> bool:
    """Whether the verb after the quotation introduces something else: '"Yes," he said that ...'."""
    return cue.last < last and p.lows[cue.last] == "that"


def signed_quotations(p: Passage) -> list[Attribution]:
    """Return the quotations that a dash and a name sign at the end of the passage: '“It is over.” ― Ann Lee'."""
    found: list[Attribution] = []
    for begin, end in p.quotes:
        if end + 1 >= len(p.words) or p.words[end] not in _DASHES or end - begin < _SHORTEST_CONTINUATION:
            continue
        last = len(p.words) - 1 if p.words[-1] == "." else len(p.words)
        comma = next((i for i in range(end + 1, last) if p.words[i] == ","), last)
        named = all(p.words[i][0].isupper() for i in range(end + 1, comma))
        if named and 0 < comma - end - 1 <= _LONGEST_SIGNATURE and not any(is_finite(p, i) for i in range(end, last)):
            found.append(Attribution((end + 1, comma), (end, end + 1), (begin, end), "say", "say"))
    return found


def continued_quotations(p: Passage, found: Sequence[Attribution]) -> list[Attribution]:
    """Return the passage's quotations nobody is named for, given to whoever is quoted next to them."""
    named = [a for a in found if a.source is not None]
    speaking = [a for a in named if a.content is not None and _quoted_whole(p, a.content)]
    speaking = speaking or [a for a in named if a.family in {"say", "show"} and not _relative(p, a)] or named
    taken = {p.quoted[i] for a in found if a.content is not None for i in range(*a.content)}
    places = [a.cue[0] for a in speaking]
    more: list[Attribution] = []
    for number, (begin, end) in enumerate(p.quotes):
        if number in taken or end - begin < _SHORTEST_CONTINUATION or not _stands_alone(p, begin, end):
            continue
        announced = _announced(p, begin, end)
        if announced is not None:
            more.append(announced)
        elif speaking:
            nearest = speaking[max(0, bisect_left(places, begin) - 1)]
            more.append(nearest._replace(content=(begin, end), listener=None))
    return more


def _announced(p: Passage, begin: int, end: int) -> Attribution | None:
    """A quotation that a colon announces: "Pollster Ann Lee: “…”", "Lee returned to her old lines: “…”"."""
    colon = begin - 1
    if colon < 1 or p.words[colon] != ":":
        return None
    if p.tags[colon - 1] == "NNP" and (named := noun_phrase_before(p, colon, 0)) is not None:
        return Attribution(named, (colon, colon + 1), (begin, end), ":", "say")
    first = p.sentences[bisect_right(p.sentences, (colon, len(p.words))) - 1][0]
    verb = next((i for i in range(first, colon) if is_finite(p, i) and p.quoted[i] < 0), None)
    source = noun_phrase_before(p, verb, first) if verb is not None else None
    if verb is None or source is None or colon - verb > _LONGEST_ANNOUNCEMENT:
        return None
    if p.tags[source[0]] == "EX":
        source = None  # "There is another version of events: “…”"
    return Attribution(source, (verb, colon), (begin, end), ":", "say")


def _quoted_whole(p: Passage, content: Range) -> bool:
    return p.quoted[content[0]] >= 0 and p.quotes[p.quoted[content[0]]][0] == content[0]


def _relative(p: Passage, a: Attribution) -> bool:
    return a.source is not None and p.lows[a.source[0]] in {"who", "which", "it"}


def _stands_alone(p: Passage, begin: int, end: int) -> bool:
    """Whether the quotation is a sentence of its own or follows "he said," and ends one."""
    opens = (
        begin == 0
        or p.words[begin - 1].endswith(".")
        or p.words[begin - 1] in {".", "?", "!", ",", ":", "…", "—", "–", "--", "”", '"', "''"}
    )
    closes = (
        end >= len(p.words) or p.words[end - 2] in {".", "?", "!", "…", ",", "—"} or p.words[end] in {".", "?", "!"}
    )
    return opens and closes
