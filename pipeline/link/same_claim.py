"""Did somebody say this before?"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.link.wording import RUN_WORDS, Wording, cosine, subject_key
from pipeline.models import Mode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.link.known import KnownClaims, Told
    from pipeline.models import Mention

__all__ = ["Match", "matches"]

# How alike must be what two claims say of their subject (cosine, the subject's own words left aside)? On the gold
# claims of three seeds: one subject and one family of events, .30: P .81, R .45; one subject, .45: P .92, R .41; one
# type of event and subjects that may be one, .45: P .92, R .41.
_SAME_SUBJECT_AND_FAMILY = 0.30
_SAME_SUBJECT = 0.45
_SAME_STORY_AND_TYPE = 0.45
_OPPOSITE = 0.45
_BY_RUN = 0.3
_CERTAIN = 1.0
_UNTYPED = "other"
# "Declined to comment" and "said it was sorry" do not contradict each other, whatever their polarity.
_STATEMENT = "statement"
_DEFINITE = frozenset({"the", "this", "that", "its", "their", "it", "he", "she"})


class Match(NamedTuple):
    """A known claim that a mention makes too (`same`), or that it contradicts."""

    told: Told
    same: bool
    score: float
    reason: str


def matches(mention: Mention, words: Wording, story_id: int, known: KnownClaims) -> tuple[Match | None, Match | None]:
    """
    Return the best known mention of the same claim, and the best of a claim that this one contradicts.

    `story_id` is the story of the article that makes the mention.

    Opposite polarity is a hard gate: likeness of words never merges a claim with its denial.
    """
    same: Match | None = None
    against: Match | None = None
    for told in known.near(words, (story_id, mention.statement.event_type)):
        match = _compare(mention, words, story_id, told, known)
        if match is None:
            continue
        if match.same and (same is None or match.score > same.score):
            same = match
        if not match.same and (against is None or match.score > against.score):
            against = match
    return same, against


def _compare(mention: Mention, words: Wording, story_id: int, told: Told, known: KnownClaims) -> Match | None:
    said, other = mention.statement, told.mention.statement
    about = _overlap(words.subject, told.words.subject)
    alike = cosine(_predicate(words, told.words), _predicate(told.words, words))
    same_family = words.family == told.words.family != _UNTYPED
    # A guess about an event is no report of it, however near the words.
    guess = Mode.SPECULATED in {said.mode, other.mode}
    if said.polarity != other.polarity:
        if about and same_family and words.family != _STATEMENT and not guess and alike >= _OPPOSITE:
            return Match(told, same=False, score=alike, reason=f"says the opposite of “{other.claim}”")
        return None
    if not _figures_agree(words.numbers, told.words.numbers):
        return None
    if words.quotes & told.words.quotes:
        return Match(told, same=True, score=_CERTAIN, reason="the same words quoted")
    runs = len(words.runs & told.words.runs)
    if runs and cosine(words.terms, told.words.terms) >= _BY_RUN and _may_be_one(said.subject, other.subject):
        return Match(told, same=True, score=_CERTAIN - 0.01, reason=f"a run of {runs + RUN_WORDS - 1} words in common")
    if about and alike >= (_SAME_SUBJECT_AND_FAMILY if same_family and not guess else _SAME_SUBJECT):
        return Match(told, same=True, score=alike, reason=f"says the same of the same subject (alike by {alike:.2f})")
    return None if guess else _same_in_story(mention, words, story_id, told, known)


def _same_in_story(mention: Mention, words: Wording, story_id: int, told: Told, known: KnownClaims) -> Match | None:
    """Inside one story and type of event, less of the subject need agree."""
    said, other = mention.statement, told.mention.statement
    same_story = known.claims[told.link.claim_id].story_id == story_id
    if not same_story or said.event_type != other.event_type or said.event_type == _UNTYPED:
        return None
    if _turned(words, told.words):
        alike = cosine(words.terms, told.words.terms)
    elif _may_be_one(said.subject, other.subject):
        alike = cosine(_predicate(words, told.words), _predicate(told.words, words))
    else:
        return None
    if alike < _SAME_STORY_AND_TYPE:
        return None
    return Match(told, same=True, score=alike, reason=f"says the same in the same story (alike by {alike:.2f})")


def _figures_agree(left: frozenset[str], right: frozenset[str]) -> bool:
    """Tell whether no figure speaks against two claims being one: "300 jobs" is not "30 jobs"."""
    return left <= right or right <= left


def _turned(words: Wording, other: Wording) -> bool:
    """
    Tell whether one claim is about what the other's subject does something to.

    "The ferries will be laid up" is "Vessari will lay up the ferries".
    """
    return any(
        len(one.subject) > 1 and one.subject <= two.terms.keys() for one, two in ((words, other), (other, words))
    )


def _predicate(words: Wording, other: Wording) -> Mapping[str, float]:
    """Return the terms without those of either subject: what is said, not of whom."""
    subjects = words.subject | other.subject
    return {term: weight for term, weight in words.terms.items() if term not in subjects}


def _may_be_one(left: str | None, right: str | None) -> bool:
    """
    Tell whether two subjects may be one: they have a word in common, or one is a description that points at somebody.

    "The country's largest electronics retailer" may be Best Buy. "Various carriers" is not, and "Apple" is not Huawei,
    though both "did not immediately respond to a request for comment".
    """
    return bool(subject_key(left) & subject_key(right)) or _points(left) or _points(right)


def _points(subject: str | None) -> bool:
    """Tell whether a subject is a definite description without a name, or nobody at all."""
    words = (subject or "").split()
    named = any(word[:1].isupper() for word in words[1:])
    return not words or (words[0].lower() in _DEFINITE and not named)


def _overlap(left: frozenset[str], right: frozenset[str]) -> bool:
    """Tell whether the shorter name is in the longer: Huawei in Huawei and ZTE is not, Best Buy in Best Buy Inc. is."""
    return bool(left and right) and len(left & right) > max(len(left), len(right)) / 2
