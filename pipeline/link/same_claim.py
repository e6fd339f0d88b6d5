"""Did somebody say this before?"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.link.wording import RUN_WORDS, Wording, cosine

if TYPE_CHECKING:
    from pipeline.link.known import KnownClaims, Told
    from pipeline.models import Mention

__all__ = ["Match", "matches"]

# Cosines of stand-alone claims, tuned on the seeds; same kind of event and subject needs less (research/claims.md, 5).
_SAME_EVENT = 0.45
_OTHER_EVENT = 0.62
_OPPOSITE = 0.4
_BY_RUN = 0.3
_CERTAIN = 1.0


class Match(NamedTuple):
    """A known claim that a mention makes too (`same`), or that it contradicts."""

    told: Told
    same: bool
    score: float
    reason: str


def matches(mention: Mention, words: Wording, known: KnownClaims) -> tuple[Match | None, Match | None]:
    """
    Return the best known mention of the same claim, and the best of a claim that this one contradicts.

    Opposite polarity is a hard gate: likeness of words never merges a claim with its denial.
    """
    same: Match | None = None
    against: Match | None = None
    for told in known.near(words):
        match = _compare(mention, words, told, known)
        if match is None:
            continue
        if match.same and (same is None or match.score > same.score):
            same = match
        if not match.same and (against is None or match.score > against.score):
            against = match
    return same, against


def _compare(mention: Mention, words: Wording, told: Told, known: KnownClaims) -> Match | None:
    about = _overlap(words.subject, told.words.subject)
    if mention.statement.polarity != told.mention.statement.polarity:
        alike = cosine(words.terms, told.words.terms, known.frequency, len(known))
        if about and alike >= _OPPOSITE and words.family == told.words.family:
            return Match(told, same=False, score=alike, reason=f"says the opposite of “{told.mention.statement.claim}”")
        return None
    if words.quotes & told.words.quotes:
        return Match(told, same=True, score=_CERTAIN, reason="the same words quoted")
    alike = cosine(words.terms, told.words.terms, known.frequency, len(known))
    runs = len(words.runs & told.words.runs)
    if runs and alike >= _BY_RUN and (about or not words.subject or not told.words.subject):
        return Match(told, same=True, score=_CERTAIN - 0.01, reason=f"a run of {runs + RUN_WORDS - 1} words in common")
    enough = _SAME_EVENT if words.family == told.words.family != "other" else _OTHER_EVENT
    if about and alike >= enough:
        return Match(told, same=True, score=alike, reason=f"same subject, claims alike by {alike:.2f}")
    return None


def _overlap(left: frozenset[str], right: frozenset[str]) -> bool:
    """Tell whether the shorter name is in the longer: Huawei in Huawei and ZTE is not, Best Buy in Best Buy Inc. is."""
    return bool(left and right) and len(left & right) > max(len(left), len(right)) / 2
