"""
Two predicates of one subject are two claims: "Solara closed its plant and laid off 300 workers".

Only where it is certain: the subject and its verb open the clause, no other clause begins between that verb and the
conjunction, and a verb follows the conjunction that goes with the first. A second verb without an auxiliary of its own
borrows the first one's: "has killed 200 people and displaced 1,000".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.claims.clauses.independent import main_clause, without_that
from pipeline.claims.reading.phrases import FINITE, Range, after_time, is_finite, noun_phrase_after
from pipeline.claims.reading.word_cards import SAME_IN_THE_PAST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.claims.reading.sentences import Passage

__all__ = ["Portion", "predicates"]

_JOINING = frozenset({"and", "but", "yet"})
_ADVERBS = frozenset({"RB", "RBR"})
_MORE_ADVERBS = frozenset({"then", "later", "also", "even", "still", "now", "no", "longer", "once", "since"})
_OPENS_CLAUSE = frozenset(
    "that which who whose whom what when while because if whether where why how until unless although though".split()
)
_BREAKS = frozenset({":", ";", "—", "–"})
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "'s", "'re"})
_HAVE = frozenset({"has", "have", "had", "'ve"})
_AUXILIARIES = _BE | _HAVE
_BEFORE_VERB = _AUXILIARIES | _MORE_ADVERBS
_OBJECTS = frozenset({"it", "them", "him", "me", "us"})
_SINGULAR = frozenset({"is", "was", "has", "does"})
_PLURAL = frozenset({"are", "were", "have", "do"})
_BARE = frozenset({"VBN", "VB"})
_PLAIN = frozenset({"VB", "VBP"})
_LONGEST_INSERTION = 9
_SHORTEST = 2


@dataclass(slots=True, eq=False)
class Portion:
    """
    The tokens that make a claim, with what they take from before them in the sentence.

    `subject` is the noun phrase and `helper` the auxiliary ("has", "will be") that another predicate has already had.
    """

    said: Range
    subject: Range | None = None
    helper: str | None = None


@dataclass(slots=True, eq=False)
class _Verb:
    """A verb with tense, where its auxiliaries end, and the verb that they help; the same word without any."""

    finite: int
    helped_from: int
    main: int


def predicates(p: Passage, clause: Range) -> list[Portion]:
    """Return a portion for each predicate that the subject of the clause takes: one, if nothing else is certain."""
    first, last = main_clause(p, *without_that(p, *clause))
    subject = noun_phrase_after(p, first, last, in_quotation=True)
    verb = _verb_at(p, _past_insertion(p, subject[1], last), last) if subject is not None else None
    if verb is None or _JOINING.isdisjoint(p.lows[verb.main + 1 : last]):
        return [Portion(clause)]
    found = [Portion(clause)]
    for joint in _joints(p, verb, last):
        at = _past_adverbs(p, joint + 1, last)
        if joint == verb.main + 1 and p.lows[verb.main] in _AUXILIARIES:
            continue  # "was and still is the most gifted": neither says anything without the rest
        if at >= last - 1 or p.quoted[at] != p.quoted[verb.finite]:
            continue
        if p.tags[at] in _PLAIN and any(p.tags[i] in {"TO", "VB"} for i in range(verb.main + 1, joint)):
            continue  # "plans to close the mine and sell the land": one plan
        if _is_passive(p, verb) and p.lows[at + 1] in _OBJECTS:
            found[-1] = Portion((found[-1].said[0], joint), found[-1].subject, found[-1].helper)
            found.append(Portion((joint + 1, clause[1]), subject))
            continue  # "was shown the letter and passed it on": what has an object is no passive
        borrowed = p.tags[at] in _BARE and p.tags[verb.main] == p.tags[at] and verb.main > verb.finite
        if (borrowed and not _doubled(p, joint, at)) or (not borrowed and _agrees(p, verb, joint, at)):
            found[-1] = Portion((found[-1].said[0], joint), found[-1].subject, found[-1].helper)
            helper = p.cut(verb.finite, verb.helped_from) if borrowed else None
            found.append(Portion((joint + 1, clause[1]), subject, helper))
    return found


def _past_insertion(p: Passage, at: int, last: int) -> int:
    """Where the verb may stand: after a time ("on Monday"), adverbs, or a phrase between commas (", from Neath,")."""
    at = after_time(p, at, last)
    if at + 1 < last and p.words[at] == "," and p.tags[at + 1] == "IN":
        closed = next((i for i in range(at + 2, min(last, at + _LONGEST_INSERTION)) if p.words[i] == ","), None)
        if closed is not None and not any(is_finite(p, i) for i in range(at + 1, closed)):
            at = closed
    return _past_adverbs(p, at, last)


def _past_adverbs(p: Passage, at: int, last: int) -> int:
    while at < last and (p.tags[at] in _ADVERBS or p.lows[at] in _MORE_ADVERBS or p.words[at] == ","):
        at += 1
    return at


def _verb_at(p: Passage, at: int, last: int) -> _Verb | None:
    """The verb group that begins there, if one does."""
    if at >= last or not is_finite(p, at):
        return None
    if p.tags[at] != "MD" and p.lows[at] not in _AUXILIARIES:
        return _Verb(at, at, at)
    end = i = at + 1
    while i < last and (p.tags[i] in _ADVERBS or p.lows[i] in _BEFORE_VERB):
        i += 1
        if p.lows[i - 1] in _AUXILIARIES:
            end = i
    helps = i < last and p.tags[i].startswith("VB")
    return _Verb(at, end, i) if helps else _Verb(at, at, at)


def _joints(p: Passage, verb: _Verb, last: int) -> Iterator[int]:
    """The conjunctions after the verb, up to where another clause begins."""
    joined = verb.main
    for i in range(verb.main + 1, last - _SHORTEST):
        if p.lows[i] in _OPENS_CLAUSE or p.words[i] in _BREAKS:
            return
        if p.lows[i] == "yet" and p.lows[i - 1] == "as":
            continue
        if p.lows[i] in _JOINING and p.quoted[i] == p.quoted[verb.finite]:
            joined = _past_adverbs(p, i + 1, last)
            yield i
        elif p.tags[i] in FINITE and i > joined and is_finite(p, i):
            return


def _agrees(p: Passage, verb: _Verb, joint: int, at: int) -> bool:
    """Whether the verb there can have the same subject: neither "is … and have" nor "says … and go"."""
    if not is_finite(p, at):
        if p.tags[at] == "VB" and p.tags[verb.finite] == "VBP" == p.tags[verb.main]:
            return True  # "date from 1984 and no longer meet the rules"
        if p.tags[at] == "VB" and p.tags[verb.finite] == "VBD" and p.lows[at] in SAME_IN_THE_PAST:
            return p.tags[at + 1] in {"DT", "PRP$", "CD", "PRP"}
        # "finished with nine men but left with a win": nothing but a past tense is parallel to a past tense
        return p.tags[at] == "VBN" and p.tags[verb.finite] == "VBD" == p.tags[verb.main] and not _doubled(p, joint, at)
    if (
        _is_passive(p, verb)
        and p.tags[at] == "VBD"
        and p.lows[at].endswith("ed")
        and p.tags[at + 1] in {"IN", "TO", "."}
    ):
        return p.lows[at - 1] == "but"  # "was signed and passed to" may be passive all through
    one, other = p.lows[verb.finite], p.lows[at]
    if (one in _SINGULAR and other in _PLURAL) or (one in _PLURAL and other in _SINGULAR):
        return False
    return {p.tags[verb.finite], p.tags[at]} != {"VBZ", "VBP"}


def _is_passive(p: Passage, verb: _Verb) -> bool:
    return p.tags[verb.main] == "VBN" and verb.main > verb.finite and p.lows[verb.helped_from - 1] in _BE


def _doubled(p: Passage, joint: int, at: int) -> bool:
    """Whether "and" joins two words alike: "used and refurbished phones", "adopted and signed by"."""
    return p.tags[joint - 1] in {"VBN", "VBD", "JJ"} or p.lows[at + 1] == "by"
