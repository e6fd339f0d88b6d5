"""Cue phrases: the verb that hands a claim on, with the auxiliaries before it and the particle after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pipeline.claims.reading.lexicon import (
    AUXILIARIES,
    CLOSING,
    CUES,
    NEEDS_PARTICLE,
    NEEDS_STATEMENT,
    PARTICLES,
    UNLIKE,
    CueFamily,
)
from pipeline.claims.reading.nouns import CLASSES
from pipeline.claims.reading.phrases import Range
from pipeline.claims.reading.tags import ENDING_A_NAME

if TYPE_CHECKING:
    from pipeline.claims.reading.sentences import Passage

__all__ = ["Attribution", "CuePhrase", "cue_at", "states_something"]

_GONE_ON = frozenset("to a the sale strike trial display record holiday air leave show tour hold loan".split())
"""After "went on": no speech goes on there."""
_CONCERNS = frozenset(
    "concern concerns fear fears doubt doubts hope hopes confidence worry worries skepticism scepticism support regret "
    "outrage alarm dismay surprise frustration disappointment interest optimism questions".split()
)
_EXPRESSING = frozenset({"express", "voice", "raise", "show", "share", "reiterate", "signal"})
_NOUN_BEFORE = frozenset({"DT", "PRP$", "JJ", "JJR", "JJS", "CD", "IN", "POS", "PDT"})
_SPEAKING = frozenset({"people", "known", "government", "organisation", "spokesperson", "document"})
_BEFORE_GERUND = frozenset({"DT", "PRP$", "IN", "POS", "JJ"})
_NOT_BEFORE_BASE = frozenset({"NN", "DT", "JJ", "PRP$", "POS", "VBG", "CD", "IN"})
_NAMED = frozenset({"dubbed", "called", "described", "named", "hailed", "denounced"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_ARTICLES = frozenset("a an the my your his her its our their".split())
_VERB_AFTER = frozenset({"DT", "IN", "PRP", "PRP$", "NNP", "``", "WP", "WRB", "WDT"})


@dataclass(slots=True, eq=False)
class CuePhrase:
    """A cue, first token and one past the last; `verb` is the token of the verb itself."""

    first: int
    last: int
    verb: int
    lemma: str
    family: CueFamily


CITING, CITES = frozenset({"citing", "quoting"}), frozenset({"cites", "cited", "quotes", "quoted"})
"""What an outlet does that hands on the word of others."""


class Attribution(NamedTuple):
    """Who (source) hands on (cue) what (content), as token ranges of one passage."""

    source: Range | None
    cue: Range
    content: Range | None
    lemma: str
    family: CueFamily
    listener: Range | None = None
    """Whom they told: "told Reuters"."""
    via: Range | None = None
    """Who passed it on: "As CNET reports, citing a person familiar with the matter"."""
    passed: tuple[Range, ...] = ()
    """Everybody who passed it on, nearest to the reader first; the last of them is `via`."""


def cue_at(p: Passage, i: int, floor: int, ceiling: int) -> CuePhrase | None:
    """Return the cue phrase whose verb is token `i`, or None where the word is no cue there."""
    cue = CUES.get(p.lows[i])
    if cue is None or _is_passive(p, i, floor, ceiling):
        return None
    if i + 1 < ceiling and p.lows[i + 1] in UNLIKE.get(cue.lemma, ()):
        return None
    if p.lows[i] == "calling" and i + 1 < ceiling and p.lows[i + 1] in {"itself", "themselves"}:
        return None  # "a group calling itself Pine Road"
    particle = i + 1 < ceiling and p.lows[i + 1] in PARTICLES.get(cue.lemma, ()) and p.quoted[i + 1] < 0
    if cue.lemma in NEEDS_PARTICLE:
        if not particle or (i + 2 < ceiling and (p.lows[i + 2] in _GONE_ON or p.tags[i + 2] == "VBG")):
            return None
    elif not _is_verb(p, i, floor, ceiling):
        return None
    first = i
    while first > floor and _belongs_before(p, first - 1):
        first -= 1
    first = _going_on(p, first, floor)
    last = _noun_end(p, i, ceiling, cue.lemma)
    if particle and last == i + 1:
        last += 1
    return CuePhrase(first, last, i, cue.lemma, cue.family)


def _going_on(p: Passage, first: int, floor: int) -> int:
    """Where the cue begins when the speaker "continues to say", "went on to say"."""
    if first - 2 >= floor and p.lows[first - 1] == "to":
        if p.lows[first - 2].startswith("continu"):
            return first - 2
        if first - 3 >= floor and p.lows[first - 2] == "on" and p.lows[first - 3] in {"went", "goes", "go"}:
            return first - 3
    return first


def _clause_follows(p: Passage, at: int, ceiling: int) -> bool:
    """Whether a clause with a subject and a verb of its own stands there, or after "from two people"."""
    if at < ceiling and p.lows[at] == "from":
        return any(p.lows[j] == "that" for j in range(at + 2, min(ceiling, at + 14)))
    if at >= ceiling or p.lows[at] in {"to", "of", "about", "for", "like"}:
        return False
    if p.lows[at] in {"that", "how", "why", "whether"} or p.quoted[at] >= 0:
        return True
    begins = p.tags[at][:2] in {"DT", "PR", "NN", "JJ", "CD", "EX"}
    return begins and any(p.tags[j] in {"VBD", "VBZ", "VBP", "MD"} for j in range(at + 1, min(ceiling, at + 9)))


def _belongs_before(p: Passage, i: int) -> bool:
    low = p.lows[i]
    if p.quoted[i] >= 0 or (p.tags[i] == "NNP" and low in ENDING_A_NAME):
        return False
    return low in AUXILIARIES or (p.tags[i] == "RB" and low.endswith("ly"))


def _is_verb(p: Passage, i: int, floor: int, ceiling: int) -> bool:
    tag = p.tags[i]
    if tag in {"VB", "VBP"} and i > floor and p.tags[i - 1] in _NOT_BEFORE_BASE and p.lows[i] not in {"say", "read"}:
        return p.tags[i - 1] == "NN" and i + 1 < ceiling and p.lows[i + 1] == "that"
    if tag in {"VBZ", "NNS"} and i + 1 < ceiling and p.tags[i + 1] in {"VBD", "VBZ", "MD"}:
        return False  # "the phone calls came late"
    if tag.startswith("VB"):
        return i == floor or not _describes(p, i)
    if tag not in {"NN", "NNS", "NNP", "JJ", "IN"} or i == floor:
        return False
    # "CNET reports that": a word the lexicon knows as a noun, between a name and a clause, is the verb.
    before = p.tags[i - 1]
    if tag in {"NN", "JJ"} and before.startswith("NN") and i + 1 < ceiling and p.lows[i + 1] == "that":
        return True  # "the police suspect that"
    if _speaks(p, i, ceiling):
        return True
    if p.tags[max(i - 2, floor)] == "MD" and before == "RB":
        return True
    if before in _NOUN_BEFORE or p.lows[i - 1] in {"and", ","}:
        return False
    after = p.tags[i + 1] if i + 1 < ceiling else "."
    named = before in {"NNP", "NNPS", "PRP", "WP", "WDT", "NNS", "NN"} and p.lows[i].endswith("s")
    if named and before != "NNS" and after in {".", ","} and CUES[p.lows[i]].lemma in CLOSING:
        return True
    opens = i + 1 < ceiling and (
        p.lows[i + 1] == "that" or after in _VERB_AFTER or p.words[i + 1] in {":", ",", "“", '"'}
    )
    return named and opens and p.lows[i + 1] not in {"of", "for", "in", "about", "on", "by", "to", "from", "with"}


def _describes(p: Passage, i: int) -> bool:
    """Whether a participle belongs to a noun: "a written statement", "the proposed order"."""
    if p.tags[i] == "VBG":
        return p.tags[i - 1] in _BEFORE_GERUND and p.lows[i] != "saying"
    if p.tags[i] not in {"VBN", "VBD"}:
        return False
    before = i - 1
    while before > 0 and p.tags[before] in {"RB", "JJ"}:
        before -= 1  # "a recently announced plan", "the current expected date"
    owned = p.lows[before] == "'s" and i + 1 < len(p.tags) and p.tags[i + 1] in _NOUNS  # "Acme's recommended device"
    return owned or p.lows[before] in _ARTICLES


def _speaks(p: Passage, i: int, ceiling: int) -> bool:
    """Whether a word that the lexicon knows as a noun is the verb of who or what stands right before it."""
    tag, before, what = p.tags[i], p.tags[i - 1], CLASSES.get(p.lows[i - 1])
    if tag == "NNS":
        if p.words[i - 1] == "," and p.lows[i] == "claims":  # "the gang, Pale Ledger, claims to hold"
            return i + 2 < ceiling and p.lows[i + 1] == "to" and p.tags[i + 2] == "VB"
        if p.words[i - 1] == ",":  # "her neighbour, Asif Rahman, fears his shop may"
            return CUES[p.lows[i]].family == "think" and _clause_follows(p, i + 1, ceiling)
        return what == "document" and before == "NN"  # "the label claims"
    if tag != "NN" or before != "NNS" or what not in _SPEAKING:
        return False
    ends = i + 1 >= ceiling or p.words[i + 1] == "."
    closes = ends and CUES[p.lows[i]].lemma in CLOSING  # "…, court minutes show"
    return closes or (what != "document" and _clause_follows(p, i + 1, ceiling))  # "insiders claim the players had"


def _is_passive(p: Passage, i: int, floor: int, ceiling: int) -> bool:
    """Was the subject the one it was said of? "was called", "is seen as", "denounced by"."""
    if i + 1 < ceiling and p.lows[i + 1] == "by" and not p.lows[i].endswith("ing") and p.lows[i] != "said":
        return True
    if p.lows[i] in _NAMED and i > floor and p.words[i - 1] == "," and "by" in p.lows[i : min(ceiling, i + 9)]:
        return True  # "a jail, dubbed the Hilton by its inmates"
    j = i - 1
    while j >= floor and (p.tags[j] == "RB" or p.lows[j] in {"not", "n't", "also", "still"}):
        j -= 1
    be = j >= floor and p.lows[j] in {"is", "are", "was", "were", "be", "been", "being", "'re", "got", "get"}
    return be and p.tags[i] in {"VBN", "VBD"}


def _noun_end(p: Passage, i: int, ceiling: int, lemma: str) -> int:
    """Where the cue ends when the verb is only half of it: "expressed grave concern over"."""
    if lemma not in _EXPRESSING:
        return i + 1
    for j in range(i + 1, min(ceiling, i + 4)):
        if p.lows[j] in _CONCERNS:
            over = j + 1 < ceiling and p.lows[j + 1] in {"about", "over", "for", "in", "at"}
            return j + 2 if over else j + 1
    return i + 1


def states_something(p: Passage, cue: CuePhrase, ceiling: int) -> bool:
    """Whether the verb, on its own too weak, has a "that" or a quotation after it."""
    at = cue.last
    if cue.family == "think":
        return _clause_follows(p, at, ceiling)
    if cue.lemma not in NEEDS_STATEMENT or cue.last - cue.verb > 1:
        return True
    return any(
        p.lows[j] in {"that", "how", "why", "whether", "if"} or p.quoted[j] >= 0
        for j in range(at, min(ceiling, at + 6))
    )
