"""Indirect speech: "X said that C", "C, X said", "C, said X", "..., noting that C", "... and added that C"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.claims.attribution.as_told import as_somebody_says, as_told, opens_with_as
from pipeline.claims.attribution.fronted import before_main_clause, is_subordinate
from pipeline.claims.attribution.occasions import listener_after, past_occasion
from pipeline.claims.attribution.trailing import ADJUNCT_STARTS, closes_a_whole_clause, content_before, is_closing
from pipeline.claims.attribution.wordless import OF_THINGS, names_a_thing
from pipeline.claims.reading.cues import CITING, Attribution, CuePhrase, cue_at, states_something
from pipeline.claims.reading.lexicon import ADDRESSED, CLOSING, CUES
from pipeline.claims.reading.phrases import (
    FINITE,
    Range,
    after_time,
    is_finite,
    noun_phrase_after,
    opens_quotation,
)
from pipeline.claims.reading.subjects import clause_subject, noun_phrase_before

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.claims.reading.sentences import Passage

__all__ = ["indirect_speech"]

_STOPS = frozenset({".", "?", "!", "…"})
_WITHOUT_OBJECT = frozenset({"say", "add"})
"""Whoever stands after these speaks; after "wrote" it may be what was written."""
_MARKS = frozenset({"”", '"', "''", "’"})
_HOW = frozenset({"how", "why", "where"})
_MAY_END = frozenset({",", ":", ";", "according"})
"""With or right before these ends what is said, if not with a quotation."""
_LOOKAHEAD = 14
_SENTENCE_LONG = 7


def indirect_speech(p: Passage, sentence: Range, cue: CuePhrase, before: Sequence[Attribution]) -> Attribution | None:
    """Return the attribution that the cue makes without a quotation before it, or None."""
    first, last = sentence
    end = _end(p, first, last)
    if p.lows[cue.verb].endswith("ing") and cue.first == cue.verb:
        return _participle(p, first, end, cue, before)
    if cue.first > first and p.lows[cue.first - 1] in {"when", "if", "once"}:
        return None
    source = noun_phrase_before(p, cue.first, first)
    if source is None:
        inverted = _inverted(p, first, end, cue)
        return inverted or _coordinated(p, first, end, cue, before)
    if (closing := as_told(p, first, source, cue, end)) is not None:
        return closing
    if p.lows[source[0]] == "what" or (cue.last < end and _has_a_gap(p, cue.last, source)):
        return None  # "at what Lee said would be a cost", "cuts that Lee said saved the port"
    if opens_with_as(p, first, source, cue):
        return as_somebody_says(p, cue, source, end)
    closes = is_closing(p, cue, end) or closes_a_whole_clause(p, cue, source, end, first)
    if closes and (trailing := content_before(p, first, source[0])) is not None:
        told = listener_after(p, cue.last, end, cue.lemma) if cue.lemma in ADDRESSED else None
        return Attribution(source, (cue.first, cue.last), trailing, cue.lemma, cue.family, told)
    found = _with_content_after(p, end, cue, source)
    if found is None or found.content is None or not is_subordinate(p, first, source[0]):
        return found
    return found._replace(content=(found.content[0], before_main_clause(p, *found.content)))


def _has_a_gap(p: Passage, at: int, source: Range) -> bool:
    """Whether what is said has its subject before: "that Lee said would go", "that Lee blames for"."""
    verb = is_finite(p, at) or p.tags[at] == "VBN" or (p.lows[at] == "for" and p.lows[at - 1].startswith("blam"))
    return verb and p.quoted[at] < 0 and source[0] > 0 and p.lows[source[0] - 1] in {"that", "which", "who"}


def _end(p: Passage, first: int, last: int) -> int:
    while last > first and p.words[last - 1] in _STOPS:
        last -= 1
    return last


def _with_content_after(p: Passage, end: int, cue: CuePhrase, source: Range | None) -> Attribution | None:
    states = states_something(p, cue, end) or _past_citing(p, cue.last, end) is not None
    if not states or (source is not None and _is_object(p, cue, source)):
        return None
    begin, listener = _content_start(p, cue, end)
    if begin >= end:
        finished = end < len(p.words) and p.words[end] in _STOPS  # a title, "Union and Acme disagree", is nobody's word
        announces = cue.lemma in CLOSING or (finished and cue.lemma in {"agree", "disagree"})
        return Attribution(source, (cue.first, cue.last), None, cue.lemma, cue.family) if announces else None
    further = _further_word(p, begin, end)
    if further is not None:
        begin = further[1] + 1
    stop = _content_end(p, begin, end)
    if stop <= begin or (cue.lemma in OF_THINGS and names_a_thing(p, begin, stop)):
        return None
    found = Attribution(source, (cue.first, cue.last), (begin, stop), cue.lemma, cue.family, listener)
    if further is None or source is None:
        return found
    return found._replace(source=further, via=source, passed=(source,))


def _further_word(p: Passage, begin: int, end: int) -> Range | None:
    """Whose word the speaker in turn hands on: "Roe said that, according to Poe, C"."""
    at = begin
    while at + 2 < end and (p.words[at] == "," or p.lows[at] == "that"):
        at += 1
    if at + 2 >= end or p.lows[at : at + 2] != ("according", "to"):
        return None
    found = noun_phrase_after(p, at + 2, end)
    return found if found is not None and found[1] + 1 < end and p.words[found[1]] == "," else None


def _is_object(p: Passage, cue: CuePhrase, source: Range) -> bool:
    """Whether the noun phrase belongs to a verb or preposition before it: "helps lead a program called Promise"."""
    at = source[0] - 1
    if at < 0 or p.tags[cue.verb] not in {"VBD", "VBN"} or p.tags[source[0]] == "PRP" or p.lows[source[0]] == "who":
        return False
    low = p.lows[at]
    return (p.tags[at].startswith("VB") and low not in CUES) or low in {
        "of",
        "for",
        "from",
        "with",
        "by",
        "to",
        "about",
    }


def _content_start(p: Passage, cue: CuePhrase, end: int) -> tuple[int, Range | None]:
    """Where the statement begins: after the listener, and after when and where it was said."""
    begin = cue.last
    listener = listener_after(p, begin, end, cue.lemma) if cue.lemma in ADDRESSED else None
    if listener is not None and listener[1] >= end:
        listener = None
    if listener is not None:
        begin = listener[1]
    if begin + 1 < end and p.tags[begin] == "RB" and opens_quotation(p, begin + 1):
        begin += 1  # "has said repeatedly “…”"
    if begin < end and opens_quotation(p, begin):
        return begin, listener
    cited = _past_citing(p, begin, end)
    if cited is not None:
        return cited, listener
    spoken = _quotation_after_colon(p, begin, end) if cue.family in {"say", "show"} else None
    begin = _past_circumstances(p, begin, end) if spoken is None else spoken
    while begin < end and p.words[begin] in {",", ":", "—", "–"}:
        begin += 1
    return begin, listener


def _past_citing(p: Passage, begin: int, end: int) -> int | None:
    """Where the "that" stands to which "reported last week, citing two people," leads up."""
    at = after_time(p, begin, end)
    if at + 2 >= end or p.words[at] != "," or p.lows[at + 1] not in CITING | {"from"}:
        return None
    return next(
        (j for j in range(at + 2, min(end, at + 2 + _LOOKAHEAD)) if p.lows[j] == "that" and p.words[j - 1] == ","), None
    )


def _past_circumstances(p: Passage, begin: int, end: int) -> int:
    """Where the statement stands which "on Monday in an interview" comes before, with a "that" or without."""
    for j in range(begin, min(end, begin + _LOOKAHEAD)):
        if p.quoted[j] < 0 and p.lows[j] == "that":
            return j
        if j > begin and opens_quotation(p, j) and p.words[j - 1] in {",", ":"}:
            return j
        finite = p.tags[j] in FINITE and is_finite(p, j)
        if finite or (p.words[j] == "," and j + 1 < end and p.tags[j + 1] == "VBG"):
            break
    return past_occasion(p, begin, end)


def _quotation_after_colon(p: Passage, begin: int, end: int) -> int | None:
    """The quotation that a colon announces, however much stands between: "told Congress when asked last month: “…”"."""
    subject = noun_phrase_after(p, begin, end)
    if subject is not None and subject[1] < end and is_finite(p, subject[1]):
        return None  # "told us nobody has died: “…”"
    for j in range(begin, end - 2):
        announced = p.words[j] == ":" or (p.words[j] == "," and p.words[j + 2][0].isupper())
        if announced and opens_quotation(p, j + 1):
            return j + 1
        if p.quoted[j] >= 0 or p.lows[j] == "that":
            return None
    return None


def _content_end(p: Passage, begin: int, end: int) -> int:
    """Where the statement ends: with the sentence, or where the next one's cue or speaker begins."""
    if opens_quotation(p, begin):
        quote_end = p.quotes[p.quoted[begin]][1]
        whole_sentence = quote_end - begin >= _SENTENCE_LONG and p.words[begin + 1][0].isupper()
        if quote_end < end and (whole_sentence or p.words[quote_end - 2] in {",", ".", "?", "!"}):
            return quote_end
    for j in range(begin + 2, end):
        if p.quoted[j] >= 0 or (p.lows[j] not in _MAY_END and p.words[j - 1] not in _MARKS):
            continue
        if p.words[j - 1] in _MARKS and p.words[j - 2] == "," and p.quoted[j - 1] >= 0 and _new_speech(p, j, end):
            return j  # "called it “a mistake,” but Lee said"
        if p.words[j] == ":" and j + 1 < end and opens_quotation(p, j + 1) and p.quotes[p.quoted[j + 1]][1] < end:
            return j  # "told us nobody has died: “He is in hospital,” Lee said"
        if p.words[j] == ";" and _says_more(p, j + 1, end):
            return j  # "his lawyer says that he was ill; the club denies this"
        if p.lows[j] == "according" and j + 1 < end and p.lows[j + 1] == "to":
            return j - 1 if p.words[j - 1] == "," else j
        if p.words[j] == "," and j + 1 < end and (_new_speech(p, j + 1, end) or _closing_speech(p, j + 1, end)):
            return j
    return end


def _says_more(p: Passage, at: int, end: int) -> bool:
    """Whether what follows a semicolon is somebody else's word: a subject and a verb of saying of its own."""
    for j in range(at + 1, min(end, at + _LOOKAHEAD)):
        if cue_at(p, j, at, end) is not None:
            return noun_phrase_before(p, j, at) is not None
        if is_finite(p, j):
            return False
    return False


def _new_speech(p: Passage, at: int, end: int) -> bool:
    """Whether what follows the comma hands on something else: "noting that", "and added that", "but X said"."""
    if p.lows[at] in {"and", "but", "while", "though", "although"}:
        for j in range(at + 1, min(end, at + 8)):
            cue = cue_at(p, j, at + 1, end)
            if cue is not None:
                return True
            if is_finite(p, j):
                return False
        return False
    cue = cue_at(p, at, at, end)
    return cue is not None and p.lows[at].endswith("ing") and cue.family != "think"


def _closing_speech(p: Passage, at: int, end: int) -> bool:
    """Whether the sentence ends in a speaker of its own: "…, she added"."""
    subject = noun_phrase_after(p, at, end)
    cue = cue_at(p, subject[1], at, end) if subject is not None and subject[1] < end else None
    if subject is None and is_finite(p, at):
        return _inverted_speech(p, at, end)
    return cue is not None and is_closing(p, cue, end)


def _inverted_speech(p: Passage, at: int, end: int) -> bool:
    """Whether the sentence ends in "…, said Ann Lee"."""
    cue = cue_at(p, at, at, end)
    source = noun_phrase_after(p, cue.last, end) if cue is not None and cue.lemma in _WITHOUT_OBJECT else None
    return source is not None and _closes_sentence(p, source[1], end)


def _inverted(p: Passage, first: int, end: int, cue: CuePhrase) -> Attribution | None:
    if cue.lemma not in CLOSING or p.lows[cue.verb].endswith("ing") or (cue.lemma == "ask" and cue.last - cue.verb > 1):
        return None
    source = noun_phrase_after(p, cue.last, end)
    if source is None:
        return None
    spoken = source[1] + 1
    if spoken < end and p.words[spoken - 1] in {":", ","} and opens_quotation(p, spoken):
        return Attribution(source, (cue.first, cue.last), p.quotes[p.quoted[spoken]], cue.lemma, cue.family)
    content = content_before(p, first, cue.first)
    if content is None or not _closes_sentence(p, source[1], end):
        return None
    return Attribution(source, (cue.first, cue.last), content, cue.lemma, cue.family)


def _closes_sentence(p: Passage, at: int, end: int) -> bool:
    return at >= end or p.words[at] in {",", ";", "—", "–"} or p.lows[at] in ADJUNCT_STARTS


def _participle(p: Passage, first: int, end: int, cue: CuePhrase, before: Sequence[Attribution]) -> Attribution | None:
    if cue.family == "think" or cue.first == first:
        return None
    at = cue.first - 1
    if cue.lemma in {"cite", "quote"} and _reports_afterwards(p, cue.last, end):
        return None
    if p.words[at] == "," or p.lows[at] in {"and", "by", "before", "after", "while", "in"}:
        source = before[-1].source if before else clause_subject(p, first, cue.first)
    else:
        source = noun_phrase_before(p, cue.first, first)
    found = _with_content_after(p, end, cue, source) if source is not None else None
    if found is None or found.family == "judge" or found.content is None:
        return found
    told = found.family != "say" or not names_a_thing(p, *found.content)
    return found if told and p.lows[found.content[0]] not in _HOW else None  # "…, revealing how it was done"


def _reports_afterwards(p: Passage, begin: int, end: int) -> bool:
    """Whether the "citing" is an aside of whoever reports: "Daily Lift, citing two people, reported that"."""
    for j in range(begin, min(end - 1, begin + _LOOKAHEAD)):
        if p.words[j] == ",":
            cue = cue_at(p, j + 1, j + 1, end)
            return p.lows[j + 1] == "that" or (cue is not None and cue.family == "say" and is_finite(p, j + 1))
    return False


def _coordinated(p: Passage, first: int, end: int, cue: CuePhrase, before: Sequence[Attribution]) -> Attribution | None:
    """Take the subject of the clause before: "X did A and said that B"."""
    if cue.first == first or p.lows[cue.first - 1] not in {"and", "but", ",", "or", "then"}:
        return None
    source = before[-1].source if before else clause_subject(p, first, cue.first)
    if source is None:
        return None
    return _with_content_after(p, end, cue, source)
