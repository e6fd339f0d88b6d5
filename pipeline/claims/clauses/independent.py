"""
From a sentence to what it asserts: the clauses that stand on their own, without what leads in and what trails after.

A sentence becomes several clauses only where a conjunction or semicolon stands before a new subject with its own verb.
Freer splitting was measured and made the claims worse (F1 .54 and .52 against .66 for whole sentences).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.claims.certainty.conditions import condition_ends
from pipeline.claims.certainty.negation import opener_negates
from pipeline.claims.reading.phrases import FINITE, WEEKDAYS, Range, first_finite, is_finite, noun_phrase_after

if TYPE_CHECKING:
    from pipeline.claims.reading.sentences import Passage

__all__ = ["has_finite_verb", "has_own_verb", "independent_clauses", "main_clause", "without_tail", "without_that"]

_JOINING = frozenset({"and", "but", "yet", "while", "whereas", "however", "although", "though", "albeit"})
_BARE_JOINING = frozenset({"and", "but"})
_PARTING = frozenset({";", ".", "?", "!", ":", ",", "—", "–", "--"}) | _BARE_JOINING
_LOOSE = frozenset({",", "—", "–", "--"})
_LEADING = frozenset(
    "in on at with amid after before since as while although though despite because given following during by for from "
    "when once under over through even rather besides due unlike like without according to until".split()
)
_OTHER_SUBJECTS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP$", "JJ", "CD", "EX"})
_ROUGHLY = frozenset({"about", "around", "nearly", "almost", "some", "roughly"})
_PERIODS = frozenset(
    {"week", "month", "year", "day", "night", "morning", "summer", "winter", "spring", "autumn", "fall"}
)
_PLACING = frozenset({"in", "at", "on", "near", "outside"})
_CONDITION = frozenset({"if", "unless", "whether", "should", "had", "were"})
_DEPENDING = _CONDITION | {"although", "though", "even", "despite", "while", "when", "because"}
_LEADING_IN = _LEADING | _CONDITION
_TRAILING = frozenset(
    {"which", "who", "whose", "where", "whom", "when", "because", "although", "though", "while", "as", "since"}
)
_HANGING = _JOINING | {"where", "which", "who", "as", "that", "when", "because"}
_OPENS_CLAUSE = frozenset("that which who whose whom what when while because if whether where why how until".split())
_MAY_BE_VERBLESS = frozenset({"while", "when", "if", "until"})
_VERBS = frozenset({"VB", "VBP", "VBD", "VBZ"})
_BE = frozenset({"is", "are", "was", "were"})
_HOLDS_ITS_VERB = frozenset({"as", "than"})
_FILLERS = frozenset({("i", "mean"), ("you", "know"), ("you", "see")})
_SHORTENED = frozenset({"Ft", "St", "Mt", "Dr", "Mr", "Mrs", "Ms", "Jr", "Sr"})
_ENDS = frozenset({".", "?", "!"})
_STOPS = _ENDS | {";"}
_SHORTEST = 3
_OWN_VERB_WITHIN = 12


def has_finite_verb(p: Passage, first: int, last: int) -> bool:
    """Whether a verb with tense stands in the range."""
    return first_finite(p, first, last) is not None


def has_own_verb(p: Passage, first: int, last: int) -> bool:
    """Whether the range has a verb with tense besides those that its "who …", "that …" and "if …" take."""
    owed = 0
    lows, tags = p.lows, p.tags
    for i in range(first, last):
        if lows[i] in _OPENS_CLAUSE and not _points(p, i, first):
            owed += not _verbless(p, i, last)
        elif owed and p.words[i] == "," and _subject_and_tense(p, i + 1, last):
            owed = 0  # the clause is over, though its verb was tagged as something else
        elif owed and tags[i] in _VERBS and tags[i - 1] not in {"TO", "MD"}:
            owed -= 1
        elif tags[i] in FINITE and is_finite(p, i):
            if owed == 0:
                return True
            owed -= 1
    return False


def _points(p: Passage, i: int, first: int) -> bool:
    """Whether it is the "that" of "that question" or "beyond that point", for which no verb is owed."""
    return p.lows[i] == "that" and (i == first or p.tags[i - 1] == "IN")


def _verbless(p: Passage, i: int, last: int) -> bool:
    """Whether no verb is owed for "while under sedation", "if necessary", "when opening", "until Monday"."""
    if p.lows[i] not in _MAY_BE_VERBLESS or i + 1 >= last:
        return False
    return p.tags[i + 1] in {"IN", "VBG", "VBN"} or p.lows[i + 1] in WEEKDAYS or p.tags[i + 1] == "CD"


def independent_clauses(p: Passage, first: int, last: int) -> list[Range]:
    """Return the clauses of the range that could each be a sentence, in order; one where there is nothing to part."""
    found: list[Range] = []
    begin = first
    start = first + 1
    for i in [i for i, low in enumerate(p.lows[start : max(start, last - _SHORTEST)], start) if low in _PARTING]:
        if i - begin < _SHORTEST and p.words[i] not in _ENDS:
            continue
        after = _clause_begins(p, begin, i, last) if i > begin else None
        if after is not None and (p.words[i] in _ENDS or _asserts(p, begin, i)):
            if not _is_unfinished(p, begin, i):
                found.append((begin, i))
            begin = after
    found.append((begin, last))
    return found


def _asserts(p: Passage, first: int, last: int) -> bool:
    """Whether the range is a clause of its own, not the "if …" or "while …" that leads into the next."""
    while first < last and p.words[first][0] in "“\"'‘`„«":
        first += 1
    if first + 1 < last and p.tags[first] == "CC" and p.lows[first + 1] in _DEPENDING:
        first += 1  # "And if it rains," holds for what follows
    if p.lows[first] in _PLACING and _subject_behind_place(p, first, last) is not None:
        return True
    if p.lows[first] in _LEADING_IN and not any(p.words[i] == "," for i in range(first, last - 1)):
        return False
    return has_finite_verb(p, first, last)


def _subject_behind_place(p: Passage, first: int, last: int) -> int | None:
    """Where the subject begins that follows a name, and has its verb: "In Lund a judge has resigned"."""
    at = first + 1
    while at < last and p.tags[at] in {"NNP", "NNPS"}:
        at += 1
    named = first + 1 < at < last and p.tags[at] == "DT"
    return at if named and _subject_and_tense(p, at, last) else None


def _is_unfinished(p: Passage, first: int, last: int) -> bool:
    """Whether the words only lead up to what is said: "The truth is, Lee lied", not "That is what it is"."""
    if p.lows[last - 1] not in _BE:
        return False
    return _OPENS_CLAUSE.isdisjoint(p.lows[first + 1 : last]) and _HOLDS_ITS_VERB.isdisjoint(p.lows[first:last])


def _clause_begins(p: Passage, begin: int, i: int, last: int) -> int | None:
    """Where a new clause begins when the token at `i` parts it from the one before."""
    word, low = p.words[i], p.lows[i]
    if word == ";":
        return i + 1
    if word in {".", "?", "!"} and i + 1 < last:
        return None if _is_short_for(p, i) or _ends_a_title(p, begin, i, last) else i + 1
    if word == ":":
        return i + 1 if p.quoted[i] < 0 and p.quoted[i + 1] < 0 and _subject_and_tense(p, i + 1, last) else None
    if word in {",", "—", "–", "--"} and i + 2 < last and p.lows[i + 1] in _JOINING:
        after = i + 2
        if p.words[after] == ",":
            after += 1
        return after if _own_subject_and_verb(p, after, last) else None
    if word == "," and p.tags[i + 1] in {"NNP", "PRP"} and _subject_and_verb_at_once(p, i + 1, last):
        return i + 1
    return _clause_after_and(p, begin, i, last) if low in _BARE_JOINING else None


def _is_short_for(p: Passage, stop: int) -> bool:
    """Whether a full stop shortens the word before it: "Ft. Worth", "non-U.S. firms"."""
    before, after = p.words[stop - 1], p.words[stop + 1]
    initials = before[-1].isupper() and p.starts[stop + 1] == p.ends[stop] and after[0].isupper()
    shortened = len(before) == 2 and before.istitle()
    return initials or shortened or (p.words[stop] == "." and before[-1].isupper() and after[0].islower())


def _ends_a_title(p: Passage, begin: int, stop: int, last: int) -> bool:
    """Whether the clause goes on behind what is quoted in it: "liked the “Hands off!” banner", "in “Hail!,” he"."""
    if p.quoted[stop] < 0 or p.quoted[begin] >= 0:
        return False
    end = p.quotes[p.quoted[stop]][1]
    return p.words[stop + 1] == "," or (end <= stop + 2 and end < last and p.words[end][0].islower())


def _clause_after_and(p: Passage, begin: int, i: int, last: int) -> int | None:
    """Where a clause begins right after the conjunction at `i`, no comma before it."""
    if p.lows[i + 1] == "that":
        return i + 2 if _subject_and_tense(p, i + 2, last) else None
    if p.tags[i + 1] in {"DT", "PRP"}:
        return i + 1 if _subject_and_verb_at_once(p, i + 1, last) else None
    if not _OPENS_CLAUSE.isdisjoint(p.lows[begin + 1 : i]):
        return None  # "it is clear that Lee is ill and Wu is tired": both are clear
    return i + 1 if p.tags[i + 1] in _OTHER_SUBJECTS and _is_no_list(p, i, last) else None


def _is_no_list(p: Passage, i: int, last: int) -> bool:
    """
    Whether a clause begins after the "and" at `i`, rather than the second name of a list.

    "Lee and Wu are late" lists; "fell by 8% and Wu was late" cannot, for the verb is singular, nor can "scored after
    six minutes and Wu left", for nobody lists minutes and people.
    """
    subject = noun_phrase_after(p, i + 1, last, in_quotation=True)
    if subject is None or subject[1] >= last or not is_finite(p, subject[1]) or p.lows[subject[0]] in {"who", "which"}:
        return False
    if any(p.lows[j] in {"between", "both"} for j in range(max(0, i - 8), i)):
        return False
    plural = any(p.tags[j] in {"NNS", "NNPS"} or p.tags[j] == "CC" for j in range(*subject))
    singular_verb = p.tags[subject[1]] == "VBZ" or p.lows[subject[1]] == "was"
    named = p.tags[i + 1] in {"NNP", "NNPS"}
    return (singular_verb and not plural) or (named and p.tags[i - 1] in {"NNS", "CD", "RB", "VBD", "VBN", "RP"})


def _own_subject_and_verb(p: Passage, at: int, last: int) -> bool:
    at = _skip_leading(p, at, last)
    if at >= last:
        return False
    if p.lows[at : at + 2] == ("at", "least") or p.lows[at] in _ROUGHLY:
        at += 2 if p.lows[at] == "at" else 1
    subject = noun_phrase_after(p, at, last, in_quotation=True)
    if subject is None:
        return False
    verb = first_finite(p, subject[1], min(last, subject[1] + 3))
    return verb is not None and not any(p.words[i] in _STOPS for i in range(subject[1], verb))


def _subject_and_tense(p: Passage, at: int, last: int) -> bool:
    subject = noun_phrase_after(p, at, last, in_quotation=True)
    return subject is not None and subject[1] < last and is_finite(p, subject[1]) and p.lows[at] not in {"who", "which"}


def _subject_and_verb_at_once(p: Passage, at: int, last: int) -> bool:
    subject = noun_phrase_after(p, at, last, in_quotation=True)
    return subject is not None and subject[1] < last and is_finite(p, subject[1]) and p.tags[subject[1]] != "MD"


@lru_cache(maxsize=512)
def main_clause(p: Passage, first: int, last: int) -> Range:
    """
    Return the part of a clause that says it: without "However," and "In 2012," before, and ", which …" after.

    A condition stays: "If it rains, it will flood" does not say that it will flood.
    """
    begin = _skip_leading(p, first, last)
    return begin, without_tail(p, begin, last)


def without_tail(p: Passage, begin: int, last: int) -> int:
    """Return where the clause ends that begins there: before ", which …", commas and hanging conjunctions left out."""
    end = _cut_trailing(p, begin, last)
    while end > begin and (p.words[end - 1] in {",", ";", "—", "–", "--", ":", "-"} or p.lows[end - 1] in _HANGING):
        end -= 1
    return end


def without_that(p: Passage, first: int, last: int) -> Range:
    """Return the range without what only introduces it: quotation marks, commas, the "that" of "said that"."""
    while first < last and (
        p.words[first][0] in "“\"'‘`„«"
        or p.lows[first] in {",", ":"}
        or (p.words[first] == "that" and _introduces(p, first, last))
    ):
        first += 1
    return first, last


def _introduces(p: Passage, i: int, last: int) -> bool:
    """Whether the "that" is that of "said that", not of "That is why": a verb after it tells."""
    return not (i + 1 < last and is_finite(p, i + 1))


def _skip_leading(p: Passage, first: int, last: int) -> int:
    at = first
    for _ in range(4):
        if at >= last or p.lows[at] in _CONDITION or _says_how_far(p, at, last):
            return at
        if p.words[at] in {",", "—", "–", "-", "•"}:
            at += 1
            continue
        if p.tags[at] == "PRP" and p.lows[at : at + 2] in _FILLERS and p.words[at + 2 : at + 3] == (",",):
            at += 3
            continue
        if (p.tags[at] == "CC" and not (at + 1 < last and is_finite(p, at + 1))) or p.lows[at] in {
            "albeit",
            "however",
            "meanwhile",
            "nevertheless",
            "moreover",
            "furthermore",
        }:
            at += 1
            continue
        after = _after_introduction(p, at, last)
        if after is None:
            return at
        at = after
    return at


def _says_how_far(p: Passage, at: int, last: int) -> bool:
    """Whether what leads in is a condition or a "not", without which the clause would say something else."""
    return condition_ends(p, (at, last)) is not None or opener_negates(p, at, last)


def _after_introduction(p: Passage, at: int, last: int) -> int | None:
    """Where the clause goes on after an adverb or prepositional phrase with its comma, where a subject follows."""
    tag, low = p.tags[at], p.lows[at]
    period = low in {"last", "this", "next", "one"} and at + 1 < last and p.lows[at + 1] in _PERIODS
    if not (period or tag in {"RB", "VBG", "TO"} or low in _LEADING or low in {"previously", "just", "not", "earlier"}):
        return None
    if low in _PLACING and (subject := _subject_behind_place(p, at, last)) is not None:
        return subject
    comma = _comma_before_subject(p, at, last)
    for j in range(at + 1, min(last, at + 40)) if comma is None else ():
        if p.words[j] != "," or p.quoted[j] != p.quoted[at]:
            continue
        if _own_subject_and_verb_after(p, j + 1, last):
            comma = j
            break
    return None if comma is None else comma + 1


def _comma_before_subject(p: Passage, at: int, last: int) -> int | None:
    """The last comma before the first verb with tense, where its subject begins: "For Lee, a nurse, it is"."""
    verb = first_finite(p, at + 1, min(last, at + 40))
    if verb is None:
        return None
    for j in range(verb - 1, at, -1):
        if p.words[j] == "," and p.quoted[j] == p.quoted[at]:
            subject = noun_phrase_after(p, j + 1, last, in_quotation=True)
            alone = subject is not None and subject[1] == verb and p.lows[j + 1] not in {"which", "who"}
            return j if alone else None
    return None


def _own_subject_and_verb_after(p: Passage, at: int, last: int) -> bool:
    subject = noun_phrase_after(p, at, last, in_quotation=True)
    if subject is None or p.lows[at] in {"which", "who"}:
        return False
    return first_finite(p, subject[1], min(last, subject[1] + _OWN_VERB_WITHIN)) is not None


def _cut_trailing(p: Passage, begin: int, last: int) -> int:
    for j in p.marks_between(begin + _SHORTEST, last - 1):
        if p.words[j] not in _LOOSE:
            continue
        after, tag = p.lows[j + 1], p.tags[j + 1]
        trails = after in _TRAILING or tag == "VBG" or (after in {"with", "amid", "despite", "including", "due"})
        if trails and has_own_verb(p, begin, j):
            return j
    return last
