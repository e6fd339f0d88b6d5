"""Whose word the mentions of one article say it is, heard together: what was said before helps to tell who "it" is."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.link.canon import Canon
from pipeline.link.cast import Cast
from pipeline.link.credits import NO_CREDITS, credits_of
from pipeline.link.families import Families
from pipeline.link.offices import bodies_in
from pipeline.link.stated import Listener
from pipeline.link.voices import voice_of
from pipeline.models import Origin, SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.link.known import KnownClaims
    from pipeline.link.stated import Stated
    from pipeline.models import Article, Mention, Statement
    from pipeline.topic import Entity

__all__ = ["bodies_of", "heard_in", "of_outlet", "stated_alone"]

_TEXT = 60_000
"""Characters of an article in which it is looked for who speaks for whom."""


def heard_in(
    mentions: Sequence[Mention], story_id: int, known: KnownClaims, outlets: Iterable[str], article: Article | None
) -> dict[int, Stated]:
    """
    Return, by mention, whose word each says it is; those that do not say it are left out.

    `outlets` are names known to be outlets'. Of an `article` that is at hand, its credits and the offices that it gives
    people count too.
    """
    if not mentions:
        return {}
    entities = known.canon.entities
    named = [name for one in entities if one.kind == "outlet" for name in (one.name, *one.aliases)]
    names = (*named, *known.families.outlets(), *outlets)
    cast = Cast(
        mentions[0].outlet,
        entities,
        known.families,
        outlets=names,
        bodies=_bodies_told(article, known) if article else {},
        known=known.origins,
        story_id=story_id,
    )
    listener = Listener(cast, credits_of(article, names) if article else NO_CREDITS)
    heard = ((mention.mention_id, listener.hear(mention.statement)) for mention in mentions)
    return {mention_id: stated for mention_id, stated in heard if stated is not None}


def bodies_of(article: Article, entities: tuple[Entity, ...]) -> dict[str, str]:
    """Return for whom the people in an article speak, as far as it tells."""
    return bodies_in(article.text[:_TEXT], _bodies(entities).party)


def _bodies_told(article: Article, known: KnownClaims) -> Mapping[str, str]:
    found = known.bodies.get((article.article_id, article.revision))
    return bodies_of(article, known.canon.entities) if found is None else found


def stated_alone(said: Statement, entities: Sequence[Entity], outlet: str | None = None) -> Origin | None:
    """Return the origin that a sentence names by itself, with nothing known of its article but the outlet."""
    stated = Listener(Cast(outlet, entities, Families())).hear(said)
    return stated.origin if stated and stated.surely else None


@lru_cache(maxsize=8)
def _bodies(entities: tuple[Entity, ...]) -> Canon:
    """Return who knows the parties that somebody can speak for: not a place, a product or another person."""
    return Canon(one for one in entities if one.kind not in {"place", "product", "person"})


def of_outlet(outlet: str, families: Families) -> Origin:
    """Return the origin that an outlet's own report is."""
    return Origin(
        origin_id=voice_of(outlet), origin=outlet, via=outlet, kind=SpeakerKind.OUTLET, voice_id=families.voice(outlet)
    )
