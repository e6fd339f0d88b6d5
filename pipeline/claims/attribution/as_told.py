"""What somebody says in an "as" clause of its own: "As CNET reports, C", "C, as Lee told the Herald"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.claims.attribution.occasions import listener_after
from pipeline.claims.attribution.trailing import content_before, is_closing
from pipeline.claims.reading.cues import Attribution, CuePhrase
from pipeline.claims.reading.lexicon import ADDRESSED
from pipeline.claims.reading.phrases import WEEKDAYS, Range, after_time, noun_phrase_after

if TYPE_CHECKING:
    from pipeline.claims.reading.sentences import Passage

__all__ = ["as_somebody_says", "as_told", "as_told_by", "opens_with_as"]

_TOLD = frozenset("reported revealed announced disclosed noted confirmed claimed stated alleged told".split())
_FIRST = frozenset({"first", "earlier", "previously", "originally", "already", "widely", "recently"})
_BEFORE_AS = frozenset({",", "—", "–", "--"})
_LOOKAHEAD = 14


def as_told(p: Passage, first: int, source: Range, cue: CuePhrase, end: int) -> Attribution | None:
    """Take what stands before ", as CNET reports" for the statement; None where the sentence goes on after that."""
    at = source[0] - 1
    if at - 1 <= first or p.lows[at] != "as" or p.words[at - 1] not in _BEFORE_AS or cue.family not in {"say", "show"}:
        return None
    content = content_before(p, first, at) if p.words[end : end + 1] != ("?",) else None
    if content is None or not is_closing(p, cue, end):
        return None
    told = listener_after(p, cue.last, end, cue.lemma) if cue.lemma in ADDRESSED else None
    return Attribution(source, (cue.first, cue.last), content, cue.lemma, cue.family, told)


def as_told_by(p: Passage, sentence: Range, i: int) -> Attribution | None:
    """Return the attribution made by "As first reported by CNET, C" or "C, as announced by Acme" at its participle."""
    first, last = sentence
    opens = i - 2 if i - 2 >= first and p.lows[i - 1] in _FIRST else i - 1
    if p.lows[i + 1 : i + 2] != ("by",) or opens < first or p.lows[opens] != "as" or p.lows[i] not in _TOLD:
        return None
    end = last - 1 if p.words[last - 1] in {".", "!"} else last
    source = noun_phrase_after(p, i + 2, end)
    if source is None:
        return None
    if opens == first and p.words[source[1]] == ",":
        content: Range | None = (source[1] + 1, end)
    else:
        content = content_before(p, first, opens) if after_time(p, source[1], end) >= end else None
    return Attribution(source, (opens, i + 2), content, "report", "say") if content is not None else None


def opens_with_as(p: Passage, first: int, source: Range, cue: CuePhrase) -> bool:
    """Return whether the sentence begins with who says it: "As CNET reports, …"."""
    begins = source[0] == first + 1 and p.lows[first] == "as" and cue.family in {"say", "show"}
    return begins and not _takes_object(p, cue)


def as_somebody_says(p: Passage, cue: CuePhrase, source: Range, end: int) -> Attribution | None:
    """Take the main clause for the statement: "As CNET reports, C"."""
    for j in range(cue.last, min(end - 1, cue.last + _LOOKAHEAD)):
        if p.words[j] == ",":
            return Attribution(source, (cue.first, cue.last), (j + 1, end), cue.lemma, cue.family)
    return None


def _takes_object(p: Passage, cue: CuePhrase) -> bool:
    """Whether something is said of what follows, and not what the main clause tells: "As Lee lamented the cuts, …"."""
    tag = p.tags[cue.last] if cue.last < len(p.tags) else "."
    return cue.lemma not in ADDRESSED and tag in {"DT", "PRP$", "JJ", "NN", "NNS"} and not _is_time(p.lows[cue.last])


def _is_time(low: str) -> bool:
    return low in WEEKDAYS or low in {"last", "this", "early", "late"}
