"""Did somebody say this before? And do two claims tell of one event?"""

from __future__ import annotations

from collections import defaultdict
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from pipeline.link.figures import Fit, fit
from pipeline.link.wording import RUN_WORDS, Wording, likeness
from pipeline.models import Mode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.link.known import KnownClaims, Told
    from pipeline.models import Mention, Origin, Statement

__all__ = ["BARS", "Bars", "Likeness", "Match", "Relation", "Side", "best_of", "compare", "matches", "same_event"]

SHARE = 0.34
"""How much of a claim's mentions must speak for it."""
_CERTAIN = 1.0
_UNTYPED = "other"
# "Declined to comment" and "said it was sorry" do not contradict each other, whatever their polarity.
_STATEMENT = "statement"
_DEFINITE = frozenset({"the", "this", "that", "its", "their", "it", "he", "she"})


class Relation(StrEnum):
    """What one claim is to another."""

    SAME = "same"
    """The same claim, from the same side."""
    DENIES = "denies"
    """One says that it is so, the other denies it."""
    CONTRADICTS = "contradicts"
    """They cannot both hold: the opposite, or another figure on another's word."""


class Bars(NamedTuple):
    """
    How alike two claims must be (cosine of their terms, 0 to 1), by what else speaks for their being one.

    Chosen on the gold claims of three seeds and on the invented month; `python -m bench.linking` chooses them again
    with each article left out.
    """

    story_subject_type: float = 0.15
    """Of one story, about one subject, with one type of event."""
    story_type: float = 0.25
    """Of one story, with one type of event."""
    story: float = 0.22
    """Of one story, where one tells no type of event."""
    story_types: float = 0.55
    """Of one story, with two types of event."""
    subject_type: float = 0.25
    """About one subject, with one type of event."""
    subject: float = 0.50
    """About one subject."""
    figure: float = 0.05
    """Of one story, with a figure in common."""
    guess: float = 0.45
    """One of the two is a guess."""
    run: float = 0.50
    """Six words in a row are the same."""
    opposite: float = 0.35
    """One says the opposite of the other."""
    event: float = 0.20
    """Of one story, and of one event, not of one claim."""


BARS = Bars()


class Side(NamedTuple):
    """A claim as it is compared: what is said, in which words, in which story, and whose word it is, where known."""

    said: Statement
    words: Wording
    story_id: int
    voice: int | None = None


class Likeness(NamedTuple):
    """What one claim is to another, how surely (0 to 1), and why."""

    relation: Relation
    score: float
    reason: str


class Match(NamedTuple):
    """A known mention, and what a new one is to it."""

    told: Told
    relation: Relation
    score: float
    reason: str

    @property
    def same(self) -> bool:
        """Whether it makes the same claim."""
        return self.relation is Relation.SAME


M = TypeVar("M", Likeness, Match)


def matches(
    mention: Mention, words: Wording, story_id: int, known: KnownClaims, states: Origin | None = None
) -> tuple[Match | None, Match | None]:
    """
    Return the best known mention of the same claim, and the best of a claim that this one denies or contradicts.

    `story_id` is the story of the article that makes the mention, `states` the origin that it names itself.

    Opposite polarity is a hard gate: likeness of words never merges a claim with its denial.
    """
    mine = Side(mention.statement, words, story_id, states.origin_id if states else None)
    of_claims: defaultdict[int, list[Match | None]] = defaultdict(list)
    against: Match | None = None
    for told in known.near(words, (story_id, mention.statement.event_type)):
        found = compare(mine, _side(told, known))
        match = Match(told, *found) if found else None
        if match and not match.same:
            against = match if against is None or match.score > against.score else against
            match = None
        of_claims[told.link.claim_id].append(match)
    return best_of(of_claims.values()), against


def _side(told: Told, known: KnownClaims) -> Side:
    origin_id = told.states.origin_id if told.states else told.link.origin_id
    return Side(told.mention.statement, told.words, known.claims[told.link.claim_id].story_id, origin_id)


def best_of(claims: Iterable[Sequence[M | None]]) -> M | None:
    """
    Return the best match of the claim that matches best, of matches given claim by claim (None: another claim).

    A claim that one of its mentions speaks for and most do not is another claim: else claims grow together, mention by
    mention, until all that a story says is one.
    """
    best: M | None = None
    most = 0.0
    for asked in claims:
        same = [match for match in asked if match is not None]
        if not same or len(same) < SHARE * len(asked):
            continue
        likest = max(same, key=lambda match: match.score)
        if likest.score * len(same) / len(asked) > most:
            best, most = likest, likest.score * len(same) / len(asked)
    return best


def compare(mine: Side, other: Side, bars: Bars = BARS) -> Likeness | None:
    """Return what a claim is to one that is known: the same, its denial, what contradicts it; None: another."""
    said, words = mine.said, mine.words
    if said.polarity != other.said.polarity or (said.mode is Mode.DENIED) != (other.said.mode is Mode.DENIED):
        return _opposite(mine, other, bars)
    alike = likeness(words, other.words)
    if words.quotes & other.words.quotes and (alike >= bars.figure or not _types_differ(said, other.said)):
        return Likeness(Relation.SAME, 0.9 + alike / 10, "the same words quoted")
    figures = fit(words.figures, other.words.figures)
    bar = _bar(mine, other, bars)
    if figures is Fit.APART:
        return _another_figure(mine, other, alike, bar)
    runs = len(words.runs & other.words.runs)
    if runs and alike >= bars.run:
        return Likeness(Relation.SAME, _CERTAIN - 0.01, f"a run of {runs + RUN_WORDS - 1} words in common")
    if figures is Fit.SHARED and mine.story_id == other.story_id and alike >= bars.figure:
        return Likeness(Relation.SAME, max(alike, 0.5), f"the same figure in the same story (alike by {alike:.2f})")
    if alike >= bar:
        return Likeness(Relation.SAME, alike, f"says the same (alike by {alike:.2f})")
    return None


def _bar(mine: Side, other: Side, bars: Bars) -> float:
    """Return how alike two claims must be to be one."""
    # A guess about an event is no report of it, however near the words.
    guess = bars.guess if Mode.SPECULATED in {mine.said.mode, other.said.mode} else 0.0
    about = _overlap(mine.words.subject, other.words.subject)
    one_type = mine.said.event_type == other.said.event_type != _UNTYPED
    if mine.story_id == other.story_id:
        if one_type:
            bar = bars.story_subject_type if about else bars.story_type
        else:
            bar = bars.story_types if _types_differ(mine.said, other.said) else bars.story
    elif about:
        bar = bars.subject_type if one_type else bars.subject
    else:
        bar = 1.01
    return max(bar, guess)


def _types_differ(said: Statement, other: Statement) -> bool:
    return said.event_type != other.event_type and _UNTYPED not in {said.event_type, other.event_type}


def _opposite(mine: Side, other: Side, bars: Bars) -> Likeness | None:
    """Return a denial, or a contradiction; never the same claim."""
    if mine.said.polarity == other.said.polarity or Mode.SPECULATED in {mine.said.mode, other.said.mode}:
        return None
    if _STATEMENT in {mine.words.family, other.words.family}:
        return None
    alike = likeness(mine.words, other.words)
    about = _overlap(mine.words.subject, other.words.subject)
    denies = Mode.DENIED in {mine.said.mode, other.said.mode}
    same_story = mine.story_id == other.story_id
    differ = _types_differ(mine.said, other.said)
    if alike < (bars.opposite + 0.15 * differ) or not (same_story if denies else (about and not differ)):
        return None
    relation = Relation.DENIES if denies else Relation.CONTRADICTS
    return Likeness(relation, alike, f"says the opposite of “{other.said.claim}”")


def _another_figure(mine: Side, other: Side, alike: float, bar: float) -> Likeness | None:
    if alike < bar:
        return None
    if mine.voice is None or other.voice is None:
        return None
    if mine.voice == other.voice:
        return Likeness(Relation.SAME, alike, "another figure for the same, on the same word")
    return Likeness(Relation.CONTRADICTS, alike, f"another figure than “{other.said.claim}”")


def same_event(mine: Side, other: Side, bars: Bars = BARS) -> bool:
    """Tell whether two claims tell of one event, whatever they say of it."""
    if compare(mine, other, bars) is not None:
        return True
    if mine.story_id != other.story_id:
        return False
    alike = likeness(mine.words, other.words)
    about = _overlap(mine.words.subject, other.words.subject)
    family = mine.words.family == other.words.family != _UNTYPED
    return (about and family) or alike >= bars.event


def _overlap(left: frozenset[str], right: frozenset[str]) -> bool:
    """Tell whether the shorter name is in the longer: Huawei in Huawei and ZTE is not, Best Buy in Best Buy Inc. is."""
    return bool(left and right) and len(left & right) > max(len(left), len(right)) / 2
