"""Did somebody say this before? Did somebody say the opposite? And which event does it tell of?"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pipeline.link.abreast import worth_comparing
from pipeline.link.answers import answered, is_bare_denial
from pipeline.link.figures import DIFFER, Fit, counts, fit
from pipeline.link.likeness import compared, event_in_common
from pipeline.link.notices import is_retraction
from pipeline.link.novelty import is_denial
from pipeline.link.sides import Between, Likeness, Relation, Side, between, voice_behind
from pipeline.link.standing import SURE, is_sure
from pipeline.link.wording import subject_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from pipeline.link.known import KnownClaims
    from pipeline.link.told import Told
    from pipeline.link.wording import Wording
    from pipeline.models import Mention, Origin

__all__ = ["EVENT_SHARE", "Found", "Match", "find", "spoken_for"]

_SHARE, EVENT_SHARE = 0.25, 0.34
"""How many of the mentions compared must speak for a claim, and for an event. On the gold claims of three seeds and the
invented month together (pair F1 as linked) these are best: at .5 claims fall apart, events grow together at .25."""


class Match(NamedTuple):
    """A known mention, and what a new one is to it."""

    told: Told
    relation: Relation
    score: float
    reason: str

    @property
    def same(self) -> bool:
        """Whether both make the same claim, from the same side."""
        return self.relation is Relation.SAME


class _Met(NamedTuple):
    """The side that a known mention takes, and what a new one is to it; None: another claim."""

    side: Side
    common: Between
    likeness: Likeness | None


class Found(NamedTuple):
    """What is known near a mention; each is None where there is none."""

    same: Match | None
    """The likest mention of the claim that it makes too."""
    against: Match | None
    """The likest mention that it denies or contradicts; `relation` says which."""
    event_id: int | None
    """The event that it tells of."""


def find(
    mention: Mention,
    words: Wording,
    story_id: int,
    known: KnownClaims,
    states: Origin | None = None,
) -> Found:
    """
    Return the claim that a mention makes too, the one that it speaks against, and the event it tells of.

    `story_id` is the story of the article that makes the mention, `states` the origin that it names itself: without it
    no figure is another than the one its own origin gave before.
    """
    if is_bare_denial(mention.statement):
        return _answer(mention, known, states)
    kin = known.kinship.of(story_id)
    mine = Side(mention.statement, words, story_id, voice_behind(states), kin)
    events = [(story, mention.statement.event_type) for story in (story_id, *sorted(kin))]
    near = np.array(known.places_near(_looked_for(mention, words, states), events), np.intp)
    if barred := known.by_hand.barred(mention.statement.evidence):
        near = near[~np.isin(known.columns.claims(near), [*barred])]
    met = {
        at: _met(mine, other) for at, other in sorted(worth_comparing(mine, near, known.columns, known.side).items())
    }
    likest: dict[int, Match] = {}
    verbatim: dict[int, None] = {}
    against: Match | None = None
    scores: dict[int, float] = {}
    for at, one in met.items():
        match = _match(known.at(int(near[at])), one.likeness)
        if match and match.same:
            claim_id, scores[at] = match.told.link.claim_id, match.score
            likest[claim_id] = max(likest.get(claim_id, match), match, key=_score)
            if match.told.mention.statement.claim.casefold() == mention.statement.claim.casefold():
                verbatim[claim_id] = None
        elif match:
            against = max(against or match, match, key=_score)
    of_claims = _of_each(known.columns.claims(near), scores)
    for claim_id, asked in of_claims.items():
        for_it = [score for score in asked if score]
        # What is not even near does not speak for it either, but for what gave another figure before.
        others = max(known.size(claim_id), len(asked)) - len(for_it)
        others -= _of_other_figures(words, known.of_claim(claim_id))
        asked[:] = for_it + [0.0] * others
    # The same sentence makes the same claim, whatever else is said in that claim.
    best = spoken_for({claim_id: of_claims[claim_id] for claim_id in verbatim}, 0.0) or spoken_for(of_claims)
    same = likest[best] if best is not None else None
    nearest = same or against
    event_id = known.claims[nearest.told.link.claim_id].event_id if nearest else _event(mine, near, met, known)
    return Found(same, against, event_id)


def _of_other_figures(words: Wording, told: Iterable[Told]) -> int:
    """
    Return how many mentions of a claim give another figure, where one gives the same: it has changed since.

    They speak neither for it nor against it: "values it at 310 million, down from 340".
    """
    if not counts(words.figures):
        return 0
    found = [fit(words.figures, one.words.figures) for one in told]
    return sum(one in DIFFER for one in found) if Fit.TELLING in found else 0


def _looked_for(mention: Mention, words: Wording, states: Origin | None) -> Wording:
    """Return by which words to look: who takes something back speaks of what they said, most often of themselves."""
    if states is None or not is_retraction(mention.statement.evidence):
        return words
    return words._replace(subject=words.subject | subject_key(states.origin))


def _answer(mention: Mention, known: KnownClaims, states: Origin | None) -> Found:
    """Return what a denial without words of its own denies; the same as another where one voice denies one claim."""
    told = answered(mention, known)
    if told is None:
        return Found(None, None, None)
    reason = f"answers “{told.mention.statement.claim}”"
    against = Match(told, Relation.DENIES, SURE, reason)
    voice = voice_behind(states)
    before = (
        other
        for claim_id in known.contradictions.of(told.link.claim_id)
        for other in known.of_claim(claim_id)
        if voice is not None and is_denial(other.mention) and other.states and other.states.voice_id == voice
    )
    same = next((Match(other, Relation.SAME, SURE, "denies the same") for other in before), None)
    return Found(same, against, known.claims[told.link.claim_id].event_id)


def spoken_for(scores: Mapping[int, Sequence[float]], least: float = _SHARE) -> int | None:
    """
    Return which of several claims (or events) a new one is, of what it scores with each of their mentions; None: none.

    A claim that one of its mentions speaks for and most do not is another claim: else claims grow together, mention by
    mention, until all that a story says is one.
    """
    best, most = None, (False, 0.0)
    for key, asked in scores.items():
        if not any(asked):
            continue
        share = sum(score > 0 for score in asked) / len(asked)
        if share >= least and (max(asked) >= SURE, share * max(asked)) > most:
            best, most = key, (max(asked) >= SURE, share * max(asked))
    return best


def _event(mine: Side, near: NDArray[np.intp], met: Mapping[int, _Met], known: KnownClaims) -> int | None:
    scores = {at: event_in_common(mine, *one) for at, one in met.items()}
    return spoken_for(_of_each(known.columns.events(near), scores), EVENT_SHARE)


def _of_each(names: NDArray[np.int64], scores: Mapping[int, float]) -> defaultdict[int, list[float]]:
    """
    Return what every mention of a claim, or of an event, scores; those are left out that nothing speaks for.

    `names` are those of the claims, or events, of all mentions near; `scores` those of the ones that were compared.
    """
    found: defaultdict[int, list[float]] = defaultdict(list)
    spoken_for = {int(names[at]) for at, score in scores.items() if score}
    if spoken_for:
        for at in np.flatnonzero(np.logical_or.reduce([names == name for name in spoken_for])).tolist():
            found[int(names[at])].append(scores.get(at, 0.0))
    return found


def _met(mine: Side, other: Side) -> _Met:
    common = between(mine, other)
    return _Met(other, common, compared(mine, other, common))


def _match(told: Told, likeness: Likeness | None) -> Match | None:
    if likeness is None:
        return None
    # What is like a mention that may well make another claim may make that other one too.
    most = 1.0 if is_sure(told.link) else told.link.score
    return Match(told, likeness.relation, min(likeness.score, most), likeness.reason)


def _score(match: Match) -> float:
    return match.score
