"""On whose word each mention of an article rests and what it adds; and which earlier ones it explains."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.link.novelty import denial, hedge_dropped, is_denial, novelty
from pipeline.link.origins import resolve
from pipeline.link.standing import is_sure
from pipeline.link.times import surely_before
from pipeline.models import Mode, Novelty, OriginBasis, SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.link.known import KnownClaims
    from pipeline.link.origins import Resting
    from pipeline.link.standing import Backing, Standing
    from pipeline.link.told import Told
    from pipeline.models import Link, Origin

__all__ = ["Settled", "settle"]


class Settled(NamedTuple):
    """The verdicts on an article's mentions and on earlier ones, the origins that are new, and the claims they move."""

    links: tuple[Link, ...]
    origins: tuple[Origin, ...]
    moved: tuple[int, ...]


def settle(fresh: Sequence[int], known: KnownClaims) -> Settled:
    """
    Give the `fresh` mentions, which have found their claims, their verdicts, and earlier ones a better one.

    What a mention added stays what it was when it came; whose word it rests on may become known later.
    """
    links: list[Link] = []
    origins: dict[int, Origin] = {}
    events = _Events(known)
    for told in _explained(fresh, events, known):
        resting = _ask(told, events, known)
        _remember(resting.origin, origins, known)
        verdict = _explained_by(told, resting, events, known)
        if verdict != told.link.model_copy(update={"reason": verdict.reason}):
            known.relink(verdict)
            links.append(verdict)
    later = len(links)
    for mention_id in fresh:
        told = known.told(mention_id)
        resting = _ask(told, events, known)
        _remember(resting.origin, origins, known)
        verdict = _verdict(told, resting, events, known)
        known.relink(verdict)
        links.append(verdict)
    moved = dict.fromkeys(link.claim_id for link in links)
    return Settled((*links[later:], *links[:later]), tuple(origins.values()), tuple(moved))


class _Events:
    """The mentions of a claim's event, looked up once for all mentions of one article."""

    def __init__(self, known: KnownClaims) -> None:
        self._known = known
        self._of: dict[int, list[Told]] = {}

    def unexplained(self, claim_id: int) -> list[Told]:
        """Return those of which nothing tells whose word they are."""
        return [told for told in self._all(claim_id) if told.link.basis is OriginBasis.NONE and told.states is None]

    def stating(self, claim_id: int) -> list[Told]:
        """Return those that name whose word they are."""
        return [told for told in self._all(claim_id) if told.states is not None]

    def _all(self, claim_id: int) -> list[Told]:
        if claim_id not in self._of:
            self._of[claim_id] = list(self._known.of_event(self._known.claims[claim_id]))
        return self._of[claim_id]


def _explained(fresh: Sequence[int], events: _Events, known: KnownClaims) -> list[Told]:
    """
    Return the earlier mentions that those just placed may explain.

    Only a mention that names whose word it is explains others: those of its claim that share words with it, and those
    of its claim and event that nothing explained. A voice that was named before has explained what it can, but for what
    was published after this mention of it.
    """
    found: dict[int, Told] = {}
    for told in map(known.told, fresh):
        if told.states is None or not is_sure(told.link):
            continue
        claim_id, voice = told.link.claim_id, told.states.voice_id
        named = voice in known.standing(claim_id).backed
        waiting = (*known.unexplained(claim_id), *events.unexplained(claim_id))
        open_ones = [other for other in waiting if not named or not surely_before(other.mention, told.mention)]
        for other in (*known.sharing(told), *open_ones):
            if other.states is None and other.link.novelty is not Novelty.CORRECTED:
                found[other.mention.mention_id] = other
    for mention_id in fresh:
        found.pop(mention_id, None)
    return sorted(found.values(), key=known.order)


def _ask(told: Told, events: _Events, known: KnownClaims) -> Resting:
    return resolve(told, known.witnesses(told), events.stating(told.link.claim_id), known.linked(told))


def _remember(origin: Origin | None, found: dict[int, Origin], known: KnownClaims) -> None:
    """An origin is worth a row when it is new, or names as unnamed source what was known by the outlet only."""
    if origin is None:
        return
    before = known.origins.get(origin.origin_id)
    own_voice = before is not None and before.voice_id == before.origin_id != origin.voice_id
    if before is None or own_voice or (before.kind != origin.kind and origin.kind is SpeakerKind.ANONYMOUS):
        found[origin.origin_id] = origin
        known.remember(origin)


def _explained_by(told: Told, resting: Resting, events: _Events, known: KnownClaims) -> Link:
    verdict = _resting(told, resting, resting.reason)
    # Whether a hedge was dropped is settled by how the claim stood when it was first known whose word it is.
    return verdict if told.link.basis is not OriginBasis.NONE else _with_hedge(told, verdict, resting, events, known)


def _verdict(told: Told, resting: Resting, events: _Events, known: KnownClaims) -> Link:
    link = _resting(told, resting, f"{told.link.reason}; {resting.reason}")
    if link.novelty is Novelty.CORRECTED:
        # Who takes a claim back states nothing as fact.
        return link
    link = link.model_copy(update={"novelty": _novelty(known.backing(told._replace(link=link)), known)})
    return _with_hedge(told, link, resting, events, known)


def _resting(told: Told, resting: Resting, reason: str) -> Link:
    origin = resting.origin
    return told.link.model_copy(
        update={
            "origin_id": origin.origin_id if origin else None,
            "via": origin.via if origin else None,
            "basis": resting.basis,
            "reason": reason,
        }
    )


def _with_hedge(told: Told, link: Link, resting: Resting, events: _Events, known: KnownClaims) -> Link:
    one = known.backing(told._replace(link=link))
    stating = _stating(resting.origin, (*known.witnesses(told), *events.stating(link.claim_id)))
    named_here = bool(_stating(resting.origin, known.of_article(told.mention.article_id)))
    was = known.status.get(link.claim_id)
    return link.model_copy(update={"hedge_dropped": hedge_dropped(one, stating, was, named_here=named_here)})


def _stating(origin: Origin | None, mentions: Iterable[Told]) -> list[Told]:
    """Return the mentions that name this voice themselves."""
    return [told for told in mentions if origin and told.states and told.states.voice_id == origin.voice_id]


def _novelty(one: Backing, known: KnownClaims) -> Novelty:
    claim_id = one.told.link.claim_id
    own = known.standing(claim_id)
    rivals = list(known.contradictions.of(claim_id))
    if is_denial(one.told.mention) and (rivals or one.told.mention.statement.mode is Mode.DENIED):
        return denial(one, _denials(claim_id, rivals, own, known))
    return novelty(one, own)


def _denials(claim_id: int, rivals: Iterable[int], own: Standing, known: KnownClaims) -> list[Standing]:
    """Return what stands behind the denials of what a claim denies, its own among them."""
    others = dict.fromkeys(
        other
        for rival in rivals
        for other in known.contradictions.of(rival)
        if other != claim_id and known.denies(other)
    )
    return [own, *map(known.standing, others)]
