"""
Whose word an outlet hands on by name: "CNET quoted two people as saying that C", "Lee was quoted by CNET as saying C".

The outlet passes it on (via); whoever is quoted says it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.claims.reading.cues import CITES, Attribution
from pipeline.claims.reading.phrases import is_finite
from pipeline.claims.reading.subjects import noun_phrase_before, subject_of

if TYPE_CHECKING:
    from pipeline.claims.reading.phrases import Range
    from pipeline.claims.reading.sentences import Passage

__all__ = ["quoted_as_saying"]

_SAYING = frozenset({"saying", "telling", "claiming", "suggesting", "warning"})
_BE = frozenset({"is", "was", "are", "were", "been", "being"})
_WITHIN = 16
"""Words that may stand between "quoted" and "saying": "three former members of its own quality department as"."""
_STOPS = frozenset({".", "?", "!", "…"})


def quoted_as_saying(p: Passage, sentence: Range, i: int) -> Attribution | None:
    """Return the attribution made by "quoted … as saying" at token `i`, None where none is."""
    first, last = sentence
    if p.lows[i] not in CITES or i == first:
        return None
    saying = next((j for j in range(i + 1, min(last - 2, i + _WITHIN)) if p.lows[j] in _SAYING), None)
    if saying is None or any(p.words[j] in {",", ";", ":"} or is_finite(p, j) for j in range(i + 1, saying)):
        return None
    content = _content(p, saying + 1, last)
    if content is None:
        return None
    ends = saying - 1 if p.lows[saying - 1] == "as" else saying
    if p.lows[i - 1] in _BE:
        source = noun_phrase_before(p, i - 1, first)
        via = (i + 2, ends) if p.lows[i + 1] == "by" and i + 2 < ends else None
        cue = (i - 1, saying + 1)
    else:
        subject = subject_of(p, i, first)
        source, via = ((i + 1, ends) if i + 1 < ends else None), (subject[0] if subject else None)
        cue = (saying, saying + 1)
        if via is None:
            return None
    if source is None:
        return None
    return Attribution(source, cue, content, "say", "say", via=via, passed=(via,) if via else ())


def _content(p: Passage, begin: int, last: int) -> Range | None:
    end = last
    while end > begin and p.words[end - 1] in _STOPS:
        end -= 1
    return (begin, end) if any(is_finite(p, j) or p.quoted[j] >= 0 for j in range(begin, end)) else None
