"""Link everything one article says to everything known: which claim, whose word, what is new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.link.novelty import hedge_dropped, novelty, origins_behind, status
from pipeline.link.origins import resolve
from pipeline.link.same_claim import matches
from pipeline.link.wording import wording
from pipeline.models import (
    Claim,
    Contradiction,
    Link,
    Novelty,
    Origin,
    OriginBasis,
    Record,
    Status,
    Step,
)
from pipeline.text import content_id, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.link.known import KnownClaims, Told
    from pipeline.link.origins import Resting
    from pipeline.models import Article, Mention

__all__ = ["Linked", "correct", "link"]


class Linked(Record):
    """What one article adds to the claims, and which earlier mentions it shows in another light."""

    links: tuple[Link, ...] = ()
    claims: tuple[Claim, ...] = ()
    origins: tuple[Origin, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    steps: tuple[Step, ...] = ()


def link(
    mentions: Sequence[Mention],
    story_id: int,
    known: KnownClaims,
    *,
    opens_claims: bool = True,
) -> Linked:
    """
    Link the mentions of one article, in text order, and remember them in `known`.

    First every mention finds its claim, then all mentions of the claims touched are asked again whose word they rest
    on: an article that names the origin explains the ones that did not. Without `opens_claims` (a paywall stub, a
    teaser, a copy) only mentions of known claims are linked, and the others left out.
    """
    fresh, claims, contradictions = [], [], []
    for mention in mentions:
        if known.knows(mention.mention_id) or not (
            opens_claims or matches(mention, wording(mention, known.canon), story_id, known)[0]
        ):
            continue
        fresh.append(mention)
        claim, pair = _find_claim(mention, story_id, known)
        if claim:
            claims.append(claim)
        if pair and (pair.claim_id, pair.other_id) not in known.contradictions:
            known.contradictions.add((pair.claim_id, pair.other_id))
            contradictions.append(pair)
    touched = _touched(fresh, known)
    links, origins = _rest(touched, {mention.mention_id for mention in fresh}, known)
    moved = dict.fromkeys([*touched, *(pair.other_id for pair in contradictions)])
    return Linked(
        links=tuple(links),
        claims=tuple(claims),
        origins=tuple(origins),
        contradictions=tuple(contradictions),
        steps=tuple(_steps(moved, known)),
    )


def correct(article: Article, known: KnownClaims) -> Linked:
    """Mark the mentions whose evidence the article's newest text no longer carries; return what that changes."""
    text = squeeze(article.text)
    gone = [
        told.link.model_copy(
            update={"novelty": Novelty.CORRECTED, "reason": "a later revision of the article no longer says so"}
        )
        for told in known.of_article(article.article_id)
        if told.mention.revision != article.revision
        and told.link.novelty is not Novelty.CORRECTED
        and squeeze(told.mention.statement.evidence) not in text
    ]
    for changed in gone:
        known.relink(changed)
    return Linked(links=tuple(gone), steps=tuple(_steps(dict.fromkeys(changed.claim_id for changed in gone), known)))


def _find_claim(mention: Mention, story_id: int, known: KnownClaims) -> tuple[Claim | None, Contradiction | None]:
    """Give a mention its claim, for now without an origin, and remember both; return the claim when it is new."""
    words = wording(mention, known.canon)
    same, against = matches(mention, words, story_id, known)
    said = mention.statement
    own_id = content_id("claim", mention.mention_id)
    claim_id = known.by_hand.claim(same.told.link.claim_id if same else own_id)
    claim = None
    if claim_id not in known.claims:
        claim_id = own_id
        claim = Claim(
            claim_id=own_id,
            claim=said.claim,
            subject=said.subject,
            event_type=said.event_type,
            object=said.object,
            polarity=said.polarity,
            story_id=story_id,
            first_seen=mention.seen_at,
            first_mention=mention.mention_id,
            event_id=own_id,
        )
        known.claims[claim.claim_id] = claim
    merged = None if same or claim else "a person decided that it says the same"
    denied_id = against.told.link.claim_id if against else None
    known.add(
        mention,
        Link(
            mention_id=mention.mention_id,
            claim_id=claim_id,
            origin_id=None,
            via=None,
            basis=OriginBasis.NONE,
            novelty=Novelty.DENIED if denied_id else Novelty.NEW if claim else Novelty.ECHO,
            score=same.score if same else 1.0,
            reason=merged or (same.reason if same else "nobody said it before"),
        ),
    )
    pair = None
    if against and denied_id and denied_id != claim_id:
        pair = Contradiction(claim_id=claim_id, other_id=denied_id, reason=against.reason)
    return claim, pair


def _touched(fresh: Sequence[Mention], known: KnownClaims) -> list[int]:
    """Return the claims of the fresh mentions and of the event around them, in text order."""
    mine = dict.fromkeys(
        told.link.claim_id
        for article_id in dict.fromkeys(mention.article_id for mention in fresh)
        for told in known.of_article(article_id)
    )
    around = dict.fromkeys(told.link.claim_id for claim_id in mine for told in known.of_event(known.claims[claim_id]))
    return list(mine | around)


def _rest(touched: Iterable[int], fresh: set[int], known: KnownClaims) -> tuple[list[Link], list[Origin]]:
    """Ask every mention of the claims touched whose word it rests on; return the links and origins that are new."""
    links, origins = [], []
    for claim_id in touched:
        of_claim, of_event = known.of_claim(claim_id), list(known.of_event(known.claims[claim_id]))
        before: list[Told] = []
        for told in of_claim:
            resting = resolve(told, of_claim, of_event)
            new = _verdict(told, resting, before, [*of_claim, *of_event], known)
            if told.mention.mention_id in fresh:
                new = new.model_copy(update={"reason": f"{told.link.reason}; {resting.reason}"})
                links.append(new)
            elif new != told.link.model_copy(update={"reason": new.reason}):
                new = new.model_copy(update={"reason": resting.reason})
                links.append(new)
            known.relink(new)
            before.append(told._replace(link=new))
            if resting.origin and _better(resting.origin, known.origins.get(resting.origin.origin_id)):
                known.origins[resting.origin.origin_id] = resting.origin
                origins.append(resting.origin)
    return links, origins


def _verdict(told: Told, resting: Resting, before: Sequence[Told], around: Sequence[Told], known: KnownClaims) -> Link:
    mention, link, origin = told.mention, told.link, resting.origin
    settled = link.novelty in {Novelty.CORRECTED, Novelty.DENIED}
    stating = _stating(origin, around)
    named_here = bool(_stating(origin, known.of_article(mention.article_id)))
    return link.model_copy(
        update={
            "origin_id": origin.origin_id if origin else None,
            "via": origin.via if origin else None,
            "basis": resting.basis,
            "novelty": link.novelty if settled else novelty(mention, origin, resting.basis, before),
            "hedge_dropped": hedge_dropped(mention, resting.basis, stating, named_here=named_here),
        }
    )


def _stating(origin: Origin | None, mentions: Iterable[Told]) -> list[Told]:
    """Return the mentions that name this origin themselves."""
    return [told for told in mentions if origin and told.states and told.states.origin_id == origin.origin_id]


def _better(origin: Origin, known: Origin | None) -> bool:
    """An origin is worth a row when it is new, or names as unnamed source what was known by the outlet only."""
    return known is None or (known.kind != origin.kind and origin.kind == "anonymous")


def _steps(claims: Iterable[int], known: KnownClaims) -> Iterable[Step]:
    """Yield a step for each claim whose status is not what it was."""
    for claim_id in claims:
        mentions = known.of_claim(claim_id)
        against = known.against(claim_id)
        reached = status(mentions, known.origins, disputed=bool(against))
        if mentions and known.status.get(claim_id) is not reached:
            known.status[claim_id] = reached
            movers = known.of_claim(against[-1]) if reached is Status.DISPUTED else mentions
            mover = movers[-1].mention.mention_id
            yield Step(claim_id=claim_id, status=reached, origins=origins_behind(mentions), mention_id=mover)
