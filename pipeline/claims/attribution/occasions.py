"""
What stands between a verb of saying and the statement where no "that" parts them: whom they told, and when and where.

    told reporters | the plant would close
    said in a statement on Monday | it would close the plant

A term, a condition or a country before the statement may narrow it, and stays: "said under the deal it would pay".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.claims.reading.lexicon import OCCASIONS, TOLD, WARNED
from pipeline.claims.reading.nouns import CITIES, CLASSES, COUNTRIES
from pipeline.claims.reading.phrases import Range, after_time, is_finite, noun_phrase_after
from pipeline.claims.who.origins import known_outlets

if TYPE_CHECKING:
    from pipeline.claims.reading.sentences import Passage

__all__ = ["listener_after", "past_occasion"]

_LEADS_TO_OCCASION = frozenset({"in", "at", "on", "during", "by", "via", "through", "outside", "after", "before"})
_GOES_WITH_OCCASION = frozenset({"to", "with", "from", "on", "about", "for", "in", "at", "of"})
_PLACING = frozenset({"in", "at", "from"})
_MANNERS = frozenset(
    "recently repeatedly again bluntly flatly publicly privately previously separately simply subsequently".split()
)
_TO_COME = frozenset({"tomorrow", "tonight", "next"})
"""When nothing was said yet."""
_OPENS_PHRASE = frozenset({"DT", "PRP$", "PRP", "EX", "PDT"})
_INSIDE = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "CD", "POS", "VBN"})
_LISTENING = frozenset({"people", "known", "government", "organisation", "outlet"})
_LISTENING_WORDS = frozenset("court inquiry enquiry hearing conference congress parliament audience crowd".split())
_HUMAN = frozenset({"people", "known"})
_OBJECTS = frozenset({"us", "me", "him", "them"})
_LONGEST_OUTLET = 4


def listener_after(p: Passage, begin: int, end: int, lemma: str) -> Range | None:
    """
    Return whom they told: "citizens" of "warned citizens from buying", "reporters" of "told reporters the plant would".

    None where what follows is the statement's own subject: "warned it could".
    """
    found = noun_phrase_after(p, begin, end)
    if found is None:
        return None
    if lemma in TOLD and p.lows[begin] in _OBJECTS:
        return (begin, begin + 1)  # "told us nobody has died"
    for j in range(found[0] + 1, found[1]):
        if p.lows[j] in {"from", "about", "against"}:
            return (found[0], j)
    if not _has_verb(p, found[1], end):
        return found
    parted = _statement_begins(p, found, lemma)
    return (found[0], parted) if parted is not None else None


def past_occasion(p: Passage, begin: int, end: int) -> int:
    """Return where the statement begins after days, towns and occasions from `begin` on; `begin` where none begins."""
    at, on_occasion = begin, False
    while at < end:
        after = _after_occasion(p, at, end, _GOES_WITH_OCCASION if on_occasion else frozenset())
        on_occasion = on_occasion or after is not None
        after = after or _after_day_or_town(p, at, end)
        if after is None:
            break
        at = after
    if at == begin:
        return begin
    if at < end and p.words[at] == ",":
        at += 1
    return at if _clause_begins(p, at, end) else begin


def _clause_begins(p: Passage, at: int, end: int) -> bool:
    subject = noun_phrase_after(p, at, end)
    return subject is not None and p.tags[at] != "VBG" and _has_verb(p, subject[1], end)


def _has_verb(p: Passage, at: int, end: int) -> bool:
    """Whether a verb with tense stands there, an adverb before it allowed."""
    at += at + 1 < end and p.tags[at] == "RB"
    return at < end and is_finite(p, at)


def _after_day_or_town(p: Passage, at: int, end: int) -> int | None:
    after = after_time(p, at, end)
    if after > at and p.lows[at] not in _TO_COME:
        return after
    if p.lows[at] in _MANNERS and at + 1 < end and p.tags[at + 1] in _OPENS_PHRASE | {"NNP"}:
        return at + 1
    if p.lows[at] not in _PLACING or at + 1 >= end or p.tags[at + 1] != "NNP":
        return None
    for length in (2, 1):
        if " ".join(p.words[at + 1 : at + 1 + length]) in CITIES:
            return at + 1 + length
    last = at + 1
    while last < end and p.tags[last] == "NNP":
        last += 1
    return None if " ".join(p.lows[at + 1 : last]) in COUNTRIES else last


def _after_occasion(p: Passage, at: int, end: int, more: frozenset[str]) -> int | None:
    """Where "in a statement" ends that begins there; once an occasion is named, where "to employees" does, too."""
    if p.lows[at] in _LEADS_TO_OCCASION:
        for i in range(at + 1, min(end, at + 7)):
            if p.lows[i] in OCCASIONS and not (i + 1 < end and p.lows[i + 1] in OCCASIONS):
                return i + 1
            if p.tags[i] not in _INSIDE and (i > at + 1 or p.tags[i] not in _OPENS_PHRASE):
                break
    return _short_phrase_end(p, at + 1, end) if p.lows[at] in more else None


def _short_phrase_end(p: Passage, begin: int, end: int) -> int | None:
    """Where the noun phrase ends that begins there, before another one begins: "the BBC" of "the BBC the plan"."""
    for i in range(begin, end):
        inside = p.tags[i] in _INSIDE or (i == begin and p.tags[i] in _OPENS_PHRASE)
        if not inside or (i > begin and p.tags[i] == "CD"):
            return i if i > begin and p.tags[i - 1].startswith("NN") else None
    return None


def _statement_begins(p: Passage, phrase: Range, lemma: str) -> int | None:
    """Where two noun phrases meet before a verb, the listener and the statement's subject."""
    if lemma not in TOLD and lemma not in WARNED:
        return None
    inside = range(phrase[0] + 1, phrase[1])
    opened = next((k for k in inside if _opens_another(p, k)), None)
    if opened is not None:
        return opened
    if lemma in WARNED:  # which need no listener: "warned bank customers could lose"
        return next((k for k in inside if _nominal(p, k) and _is_group(p, k - 1)), None)
    return _outlet_end(p, *phrase) or next((k for k in inside if _nominal(p, k) and _may_listen(p, k - 1, k)), None)


def _opens_another(p: Passage, k: int) -> bool:
    """Whether an article, a possessive or a number that begins a phrase stands right after a noun."""
    if not p.tags[k - 1].startswith("NN"):
        return False
    return p.tags[k] in _OPENS_PHRASE or (p.tags[k] == "CD" and _is_group(p, k - 1))


def _nominal(p: Passage, k: int) -> bool:
    return p.tags[k].startswith(("NN", "JJ"))


def _is_group(p: Passage, k: int) -> bool:
    return p.tags[k] == "NNS" and CLASSES.get(p.lows[k]) in _HUMAN


def _may_listen(p: Passage, k: int, after: int) -> bool:
    """Whether somebody who is told things can end with that noun; "President" before a name is their title."""
    if p.tags[after].startswith("NNP"):
        return p.words[k][0].islower() and p.tags[k].startswith("NN")  # "told the court Bob Ray had lied"
    return p.lows[k] in _LISTENING_WORDS or CLASSES.get(p.lows[k]) in _LISTENING


def _outlet_end(p: Passage, first: int, last: int) -> int | None:
    """Where the name of a known outlet ends that begins there, an article before it or not."""
    begin = first + (p.lows[first] == "the")
    for end in range(min(last - 1, begin + _LONGEST_OUTLET), begin, -1):
        if " ".join(p.words[begin:end]) in known_outlets():
            return end
    return None
