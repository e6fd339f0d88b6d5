"""Link everything one article says to everything known: which claim, whose word, what is new."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.link.corrections import dropped, noticed, recanted, taken_back_by
from pipeline.link.figures import DIFFER, fit
from pipeline.link.ladder import steps
from pipeline.link.overtaken import overtaken
from pipeline.link.same_claim import find
from pipeline.link.sides import Relation
from pipeline.link.verdicts import settle
from pipeline.link.wording import wording
from pipeline.models import (
    Claim,
    Contradiction,
    Link,
    Novelty,
    Origin,
    OriginBasis,
    Record,
    Step,
)
from pipeline.text import content_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.link.corrections import Recanted
    from pipeline.link.known import KnownClaims
    from pipeline.link.same_claim import Found
    from pipeline.link.wording import Wording
    from pipeline.models import Article, Mention

__all__ = ["Linked", "correct", "link"]


class Linked(Record):
    """What one article adds to the claims, and which earlier mentions it shows in another light."""

    links: tuple[Link, ...] = ()
    claims: tuple[Claim, ...] = ()
    origins: tuple[Origin, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    steps: tuple[Step, ...] = ()


class _Placed(NamedTuple):
    """A mention with its claim: `opened` where it is a new one, `pair` where it contradicts another."""

    mention: Mention
    claim_id: int
    opened: Claim | None = None
    pair: Contradiction | None = None
    takes_back: Recanted | None = None


def link(
    mentions: Sequence[Mention],
    story_id: int,
    known: KnownClaims,
    *,
    opens_claims: bool = True,
    related: int | None = None,
    article: Article | None = None,
) -> Linked:
    """
    Link the mentions of one article, in text order, and remember them in `known`.

    First every mention finds its claim, then it is asked whose word each rests on, those before included that nothing
    explained so far: an article that names the origin explains the ones that did not. Without `opens_claims` (a paywall
    stub, a teaser, a copy) only mentions of known claims are linked, and the others left out. `related` is the story
    that the article's grew out of: what was claimed there is as near as in its own. What the `article` says of itself
    (credits, who speaks for whom) counts as evidence of whose word it is.
    """
    if related:
        known.kinship.add(story_id, related)
    known.hear(mentions, story_id, article)
    withdrawn = list(noticed(article, known)) if article else []
    for verdict in withdrawn:
        known.relink(verdict)
    placed = [one for mention in mentions if (one := _place(mention, story_id, known, opens_claims=opens_claims))]
    pairs = [one.pair for one in placed if one.pair]
    for pair in overtaken([known.told(one.mention.mention_id) for one in placed], known):
        if (pair.claim_id, pair.other_id) not in known.contradictions and pair.claim_id != pair.other_id:
            known.contradictions.add((pair.claim_id, pair.other_id))
            pairs.append(pair)
    for one in placed:
        if one.takes_back and one.takes_back.by_outlet:
            for verdict in taken_back_by(one.mention, one.claim_id, known):
                known.relink(verdict)
                withdrawn.append(verdict)
    settled = settle([one.mention.mention_id for one in placed], known)
    touched = dict.fromkeys((one.claim_id for one in placed), None) | dict.fromkeys(settled.moved)
    touched |= dict.fromkeys(verdict.claim_id for verdict in withdrawn)
    touched |= dict.fromkeys(other for claim_id in list(touched) for other in known.contradictions.of(claim_id))
    return Linked(
        links=(*withdrawn, *settled.links),
        claims=tuple(one.opened for one in placed if one.opened),
        origins=settled.origins,
        contradictions=tuple(pairs),
        steps=tuple(steps(touched, known)),
    )


def correct(article: Article, known: KnownClaims) -> Linked:
    """Mark the mentions whose evidence the article's newest text no longer carries; return what that changes."""
    gone = tuple(dropped(article, known))
    for verdict in gone:
        known.relink(verdict)
    touched = dict.fromkeys(verdict.claim_id for verdict in gone)
    touched |= dict.fromkeys(other for claim_id in list(touched) for other in known.contradictions.of(claim_id))
    return Linked(links=gone, steps=tuple(steps(touched, known)))


def _place(mention: Mention, story_id: int, known: KnownClaims, *, opens_claims: bool) -> _Placed | None:
    """Find the claim of a mention, for now without an origin, and remember both; None where it is not to be linked."""
    if known.knows(mention.mention_id):
        return None
    words, states = wording(mention, known.canon), known.states(mention)
    found = _not_what_was_withdrawn(find(mention, words, story_id, known, states), words, known)
    takes_back = recanted(mention, words, states, found, known)
    if not (opens_claims or found.same or (takes_back and takes_back.claim_id is not None)):
        return None
    own_id = content_id("claim", mention.mention_id)
    same_id = found.same.told.link.claim_id if found.same else own_id
    makes = takes_back.claim_id if takes_back and takes_back.claim_id is not None else same_id
    claim_id = known.by_hand.claim(makes)
    opened = None
    if claim_id not in known.claims:
        claim_id = own_id
        opened = known.claims[own_id] = _opened(own_id, mention, story_id, found)
    link = Link(
        mention_id=mention.mention_id,
        claim_id=claim_id,
        origin_id=None,
        via=None,
        basis=OriginBasis.NONE,
        novelty=Novelty.CORRECTED if takes_back else Novelty.NEW,
        score=takes_back.score if takes_back else found.same.score if found.same else 1.0,
        reason=_reason(found, takes_back, opened),
    )
    known.add(mention, link, settled=False)
    pair = None if takes_back else _pair(claim_id, found, known)
    return _Placed(mention, claim_id, opened, pair, takes_back)


def _not_what_was_withdrawn(found: Found, words: Wording, known: KnownClaims) -> Found:
    """A claim that was withdrawn does not get another figure: what corrects it is a claim of its own, against it."""
    same = found.same
    if same is None or not known.standing(same.told.link.claim_id).withdrawn:
        return found
    if fit(words.figures, same.told.words.figures) not in DIFFER:
        return found
    corrects = same._replace(relation=Relation.CONTRADICTS, reason=f"corrects “{same.told.mention.statement.claim}”")
    return found._replace(same=None, against=corrects)


def _opened(claim_id: int, mention: Mention, story_id: int, found: Found) -> Claim:
    said = mention.statement
    return Claim(
        claim_id=claim_id,
        claim=said.claim,
        subject=said.subject,
        event_type=said.event_type,
        object=said.object,
        polarity=said.polarity,
        story_id=story_id,
        first_seen=mention.seen_at,
        first_mention=mention.mention_id,
        event_id=found.event_id or claim_id,
    )


def _reason(found: Found, takes_back: Recanted | None, opened: Claim | None) -> str:
    if takes_back:
        return takes_back.reason
    if found.same:
        return found.same.reason
    return "nobody said it before" if opened else "a person decided that it says the same"


def _pair(claim_id: int, found: Found, known: KnownClaims) -> Contradiction | None:
    """Return the contradiction that a mention brings to light, where it was not known."""
    if found.against is None:
        return None
    other_id = found.against.told.link.claim_id
    if other_id == claim_id or (claim_id, other_id) in known.contradictions:
        return None
    known.contradictions.add((claim_id, other_id))
    return Contradiction(claim_id=claim_id, other_id=other_id, reason=found.against.reason)
