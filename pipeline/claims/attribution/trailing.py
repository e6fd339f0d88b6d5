"""
Whoever is named at the end of a sentence, with more behind the verb: "C, Ann Lee said as the gates were shut".

Nothing but time and place may follow a verb of saying that closes a sentence. Where a whole clause stands before it,
that clause is what was said, and what follows the verb only tells when or how.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.claims.attribution.wordless import only_leads_in
from pipeline.claims.reading.lexicon import ADDRESSED, CLOSING, CUES
from pipeline.claims.reading.phrases import Range, after_time, is_finite, noun_phrase_after, opens_quotation

if TYPE_CHECKING:
    from pipeline.claims.reading.cues import CuePhrase
    from pipeline.claims.reading.sentences import Passage

__all__ = ["ADJUNCT_STARTS", "closes_a_whole_clause", "content_before", "is_closing"]

ADJUNCT_STARTS = frozenset(
    "in on at during to last this of while after when as for from earlier later before with through via by outside "
    "inside today yesterday tonight overnight hours".split()
)
"""How time, place and manner begin after a verb of saying."""
_CLAUSE_STARTS = frozenset({"after", "before", "while", "as", "hours"})
"""Begin a clause that tells when: what is said in it, "after Lee reported that C", is another's word."""
_SAYS = frozenset(word for word, cue in CUES.items() if cue.lemma in CLOSING and cue.family == "say")


def closes_a_whole_clause(p: Passage, cue: CuePhrase, source: Range, end: int, first: int) -> bool:
    """Return whether a whole clause opens the sentence, and only when or how that was said comes after the verb."""
    at = after_time(p, cue.last, end)
    if cue.lemma not in CLOSING or at >= end or p.lows[at] not in ADJUNCT_STARTS or p.words[source[0] - 1] != ",":
        return False
    if p.lows[at] == "when" or p.tags[first] in {"VBN", "VBG", "VBD"}:
        return False
    if any(p.lows[j] in _SAYS and is_finite(p, j) for j in range(first, source[0])):
        return False
    stated = next((j for j in range(at, end) if p.lows[j] == "that" and p.words[j - 1] != ","), None)
    if stated is not None and not (p.lows[at] in _CLAUSE_STARTS and any(is_finite(p, j) for j in range(at, stated))):
        return False
    opens = noun_phrase_after(p, first, source[0]) is not None
    return opens and any(is_finite(p, j) for j in range(first, source[0] - 1))


def is_closing(p: Passage, cue: CuePhrase, end: int) -> bool:
    """Return whether nothing that could be the statement follows the verb."""
    if cue.lemma not in CLOSING:
        return False
    at = after_time(p, cue.last, end)
    end = next((j for j in range(at, end) if p.words[j] == ";" and p.quoted[j] < 0), end)
    if at + 1 < end and p.words[at] in {",", ":"} and opens_quotation(p, at + 1):
        return False
    if at >= end or p.words[at] in {",", "—", "–", ";", "--"}:
        return True
    if cue.lemma in {"learn", "hear"} and p.lows[at] == "from":
        return all(p.lows[j] != "that" for j in range(at, end))
    if cue.lemma in ADDRESSED:
        listener = noun_phrase_after(p, at, end)
        at = listener[1] if listener is not None else at
        if at >= end or p.words[at] == ",":
            return True
    return p.lows[at] in ADJUNCT_STARTS and not any(is_finite(p, j) or p.lows[j] == "that" for j in range(at, end))


def content_before(p: Passage, first: int, at: int) -> Range | None:
    """Return the statement that ends in a comma right before token `at`; None where no clause does."""
    if at - 1 <= first or p.words[at - 1] not in {",", "—", "–", "--"}:
        return None
    start = first
    while start < at and p.tags[start] in {"RB", "CC"} and (p.words[start + 1] == "," or p.tags[start] == "CC"):
        start += 2 if p.words[start + 1] == "," else 1
    if not any(is_finite(p, j) or p.tags[j].startswith("VB") for j in range(start, at - 1)):
        return None
    return None if only_leads_in(p, start, at - 1) else (start, at - 1)
