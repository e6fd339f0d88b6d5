"""
Word at second hand: who passed it on (via) and whose word it was.

    As CNET reports, citing an unnamed source, C      speaker: an unnamed source; via: CNET
    C, Reuters reported, citing two people            speaker: two people; via: Reuters
    Reuters reported that C, citing two people        speaker: two people; via: Reuters
    Citing two people, Reuters reported that C        speaker: two people; via: Reuters
    C, CNET has learned from two people               speaker: two people; via: CNET
    X told Y that C, according to a letter            speaker: a letter
    According to two people cited by Reuters, C       speaker: two people; via: Reuters
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.claims.attribution.refusals import NEGATIONS
from pipeline.claims.clauses.portions import portions
from pipeline.claims.reading.cues import CITES, CITING
from pipeline.claims.reading.lexicon import CLOSING
from pipeline.claims.reading.nouns import CLASSES
from pipeline.claims.reading.phrases import after_time, is_finite, noun_phrase_after

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.claims.reading.cues import Attribution
    from pipeline.claims.reading.phrases import Range
    from pipeline.claims.reading.sentences import Passage

__all__ = ["nested_reports", "only_tells_that", "under_outer_word"]

_CITED = frozenset({"quoted", "cited"})
_WHO = frozenset({"which", "who"})
_TOLD_FROM = frozenset({"from"})
_FROM = frozenset({"learn", "hear"})
_NAMES = frozenset({"NNP", "NNPS", "PRP", "CD"})
_REPORTING = _FROM | {"report", "say", "write", "reveal", "note", "announce", "claim", "state"}


def nested_reports(p: Passage, sentence: Range, found: Sequence[Attribution]) -> list[Attribution]:
    """Return the attributions of a sentence with speaker and passer-on told apart."""
    return [_as_reported(p, sentence, a) for a in found]


def under_outer_word(p: Passage, found: Sequence[Attribution]) -> list[Attribution]:
    """
    Return the attributions with what was told inside "…, according to a letter" on the word of the letter alone.

    Whoever is quoted word for word or denies something keeps their own word. Left out is what could only be put
    together with the word of another: "Lee said, describing it as a mistake" is no claim beside what she said.
    """
    if len(found) <= 1:
        return [*found]
    kept = [a for a in found if not any(_is_told_around(p, a, other) for other in found if other is not a)]
    kept = [a for a in kept if not any(_is_part_of(p, a, other) for other in kept if other is not a)]
    for outer in found:
        if outer.lemma != "according to" or outer.content is None or outer.content[0] > outer.cue[0]:
            continue
        if any(_quoted_inside(p, a, outer.content) for a in kept):
            kept.remove(outer)  # "“It is over,” he said, according to Poe"
            continue
        inner = [a for a in kept if a is not outer and _tells_inside(p, a, outer.content)]
        if inner and inner[0].content is not None:
            kept = [a for a in kept if a not in inner]
            kept[kept.index(outer)] = outer._replace(content=inner[0].content)
    return kept


def only_tells_that(p: Passage, a: Attribution, clause: Range) -> bool:
    """Return whether the clause is nothing but "Lee said": it tells that somebody spoke, and not what."""
    if a.source is None or a.lemma not in CLOSING or not NEGATIONS.isdisjoint(p.lows[slice(*a.cue)]):
        return False
    (first, last), (begin, end) = a.source, a.cue
    return all(first <= i < last or begin <= i < end or not p.words[i][0].isalnum() for i in range(*clause))


def _is_told_around(p: Passage, a: Attribution, other: Attribution) -> bool:
    """Whether the claim made of `a` would hold the other's verb of saying: it stands in those words or after them."""
    inside = other.content is not None and other.content[0] <= a.cue[0] < other.content[1]
    after = a.source is not None and a.source == other.source and other.cue[0] < a.cue[0]
    if a.content is None or not (inside or after) or a.content[0] <= other.cue[0] < a.content[1]:
        return False
    told = a.lemma != "no comment" and other.family == "say"
    return told and any(part.said[0] <= other.cue[0] < part.said[1] for part in portions(p, a))


def _is_part_of(p: Passage, a: Attribution, other: Attribution) -> bool:
    """Whether it tells of no more than a topic inside what another said: "Staff complained of the cold, he said"."""
    if a.content is None or other.content is None or a.family != "say" or a.lemma == "deny" or other.source is None:
        return False
    trailing = other.content[0] <= a.cue[0] and a.content[1] <= other.content[1] <= other.cue[0]
    return trailing and not any(p.quoted[i] >= 0 or is_finite(p, i) for i in range(*a.content))


def _quoted_inside(p: Passage, a: Attribution, content: Range) -> bool:
    """Whether somebody is quoted word for word there, before they are named."""
    return (
        a.source is not None
        and a.content is not None
        and a.content[1] <= a.cue[0]
        and content[0] <= a.content[0]
        and a.cue[1] <= content[1]
        and p.quoted[a.content[0]] >= 0
    )


def _tells_inside(p: Passage, a: Attribution, content: Range) -> bool:
    """Whether the attribution, a verb of saying and what was said after it, stands within the outer content."""
    return (
        a.source is not None
        and a.content is not None
        and a.family == "say"
        and a.lemma not in {"deny", "no comment"}
        and content[0] <= a.cue[0] < a.content[0]
        and a.content[1] <= content[1]
        and p.quoted[a.content[0]] < 0
    )


def _as_reported(p: Passage, sentence: Range, a: Attribution) -> Attribution:
    if a.source is None or not (a.lemma in _REPORTING or a.lemma == "according to"):
        return a
    first, last = sentence
    end = last - 1 if p.words[last - 1] in {".", "?", "!"} else last
    around = _cited_around(p, first, end, a, a.source)
    if around is not None or a.lemma == "according to":
        return around or a
    return _cited_behind(p, first, end, a, a.source)


def _cited_around(p: Passage, first: int, end: int, a: Attribution, source: Range) -> Attribution | None:
    """On whose word it is where they are cited inside the speaker, before them, or after all that is said."""
    aside = _cited_in_aside(p, source)
    if aside is not None:
        return a._replace(source=aside[1], via=aside[0], passed=(aside[0],))
    if a.lemma == "according to":
        return None
    fronted = _cited_first(p, first, source)
    if fronted is not None:
        return a._replace(source=fronted, via=source, passed=(source,))
    last_cited = _cited_last(p, a, end)
    if last_cited is None or a.content is None:
        return None
    comma, cited = last_cited
    return a._replace(source=cited, via=source, passed=(source,), content=(a.content[0], min(a.content[1], comma)))


def _cited_behind(p: Passage, first: int, end: int, a: Attribution, source: Range) -> Attribution:
    """On whose word it is where they are cited right behind the verb: "reported, citing two people, that"."""
    opened_with_as = source[0] == first + 1 and p.lows[first] == "as"
    at = a.cue[1]
    cited = _cited(p, at, end, _TOLD_FROM if a.lemma in _FROM else CITING)
    said_after = a.content is not None and a.content[0] > at and p.lows[a.content[0]] == "that"
    if cited is None and said_after and p.words[at] == "," and a.lemma not in _FROM:
        cited = _cited(p, at, end, _TOLD_FROM)  # "reports, from two people, that"
    passed = [source]
    while cited is not None and (further := _quoted_by(p, cited, end)) is not None:
        passed.append((cited[0], further[0]))
        cited = further[1]
    if cited is not None:
        at = cited[1]
    content = a.content
    if opened_with_as:
        at = _after_comma(p, at, end)
        content = (at, end) if at < end else content
    elif cited is not None and content is not None and content[0] < cited[1] <= content[1]:
        content = _rest(p, cited, end) or content
    if cited is None:
        return a._replace(content=content)
    return a._replace(source=cited, via=passed[-1], passed=tuple(passed), content=content)


def _cited_in_aside(p: Passage, source: Range) -> tuple[Range, Range] | None:
    """Who cites and who is cited in "Daily Lift, citing two people, reported", "two people cited by Daily Lift"."""
    end = source[1] - (p.words[source[1] - 1] in {",", "."})
    for i in range(source[0] + 1, end - 1):
        if p.lows[i] in _CITED and p.lows[i + 1] == "by":
            by = next((j for j in range(i + 2, end) if p.words[j] == ","), end)
            return ((i + 2, by), (source[0], i)) if by == end else None  # "a man quoted by Reuters, Rob Roe," is named
        if p.words[i] == "," and p.lows[i + 1] in CITING:
            return (source[0], i), (i + 2, end)
        which = p.lows[i] in _WHO and p.lows[i + 1] in CITES
        if which or p.lows[i] in CITING:
            cited = _tellers(p, i + 1 + which, end) if not _quotes_on(p, end) else None
            return ((source[0], i - (p.words[i - 1] == ",")), cited) if cited is not None else None
    return None


def _quotes_on(p: Passage, at: int) -> bool:
    """Whether the one who is cited quotes somebody in turn, behind a comma: "…, which in turn was quoting two"."""
    end = next((j for j in range(at, len(p.words)) if p.words[j] in {".", "?", "!"}), len(p.words))
    return p.words[at : at + 1] == (",",) and not CITING.isdisjoint(p.lows[at:end])


def _cited_first(p: Passage, first: int, source: Range) -> Range | None:
    """Who is cited in "Citing two people, Daily Lift reported"."""
    before = p.lows[first] in CITING and p.words[source[0] - 1] == ","
    return _tellers(p, first + 1, source[0] - 1) if before else None


def _cited_last(p: Passage, a: Attribution, end: int) -> tuple[int, Range] | None:
    """Who is cited in "Daily Lift reported that C, citing two people", and where the comma stands."""
    if a.content is None or a.content[0] < a.cue[1]:
        return None
    comma = next((i for i in range(end - 2, a.content[0], -1) if p.words[i] == ","), None)
    if comma is None or p.lows[comma + 1] not in CITING or p.quoted[comma] >= 0:
        return None
    cited = _tellers(p, comma + 2, end)
    return (comma, cited) if cited is not None else None


def _tellers(p: Passage, begin: int, end: int) -> Range | None:
    """All that stands there where it is people or papers: "citing demand in China" cites nobody."""
    head = noun_phrase_after(p, begin, end)
    if head is None or not any(p.lows[i] in CLASSES for i in range(*head)):
        return None
    return None if "," in p.words[begin:end] else (head[0], end)


def _quoted_by(p: Passage, cited: Range, end: int) -> tuple[int, Range] | None:
    """Whom the cited in turn quotes, and where their own name ends: "Radio Fjord, which quoted two people"."""
    for i in range(cited[0] + 1, min(cited[1] + 2, end - 1)):
        if p.lows[i] not in {"which", "who", *CITING}:
            continue
        verb = i if p.lows[i] in CITING else i + 1
        if p.lows[verb] in CITING | CITES and (found := _phrase_of(p, verb + 1, end)) is not None:
            return (i - 1 if p.words[i - 1] == "," else i), found
    return None


def _cited(p: Passage, at: int, end: int, words: frozenset[str]) -> Range | None:
    j = after_time(p, at, end)
    while j < end and p.words[j] == ",":
        j += 1
    if j >= end or p.lows[j] not in words:
        return None
    return _phrase_of(p, j + 1, end)


def _phrase_of(p: Passage, begin: int, end: int) -> Range | None:
    """The noun phrase there with all that belongs to it, up to a comma, a verb with tense or a "that"."""
    found = noun_phrase_after(p, begin, end)
    if found is None or not _may_be_cited(p, found):
        return None
    stop = found[1]
    while (
        stop < end
        and p.words[stop] not in {",", ".", ";", "—", "–"}
        and not is_finite(p, stop)
        and p.lows[stop] != "that"
    ):
        stop += 1
    return (found[0], stop)


def _may_be_cited(p: Passage, phrase: Range) -> bool:
    """Whether it can tell anything: somebody, something named or written, and no "cost", "platform" or "weather"."""
    return any(p.tags[i] in _NAMES or p.lows[i] in CLASSES for i in range(*phrase))


def _after_comma(p: Passage, at: int, end: int) -> int:
    for j in range(at, min(end, at + 12)):
        if p.words[j] == ",":
            return j + 1
        if is_finite(p, j):
            return at
    return at


def _rest(p: Passage, cited: Range, end: int) -> Range | None:
    begin = cited[1]
    while begin < end and p.words[begin] == ",":
        begin += 1
    return (begin, end) if begin < end else None
