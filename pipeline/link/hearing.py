"""Whose word the mentions of one article say it is, heard together: what was said before helps to tell who "it" is."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.link.canon import Canon
from pipeline.link.cast import Cast
from pipeline.link.credits import NO_CREDITS, credits_of
from pipeline.link.families import Families
from pipeline.link.offices import bodies_in
from pipeline.link.stated import Listener
from pipeline.link.voices import voice_of
from pipeline.models import Mode, Origin, SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.link.known import KnownClaims
    from pipeline.link.stated import Stated
    from pipeline.models import Article, Mention, Statement
    from pipeline.topic import Entity

__all__ = ["bodies_of", "heard_in", "of_outlet", "stated_alone"]

_NAMED = frozenset({SpeakerKind.PERSON, SpeakerKind.SPOKESPERSON, SpeakerKind.ORGANISATION, SpeakerKind.GOVERNMENT})
_NEXT = re.compile(r"[.!?”\"]*[ \t]+([^\n]+?[.!?]+[”\"]?)(?=\s|$)")
# "The council announced it on Monday." "Ann Lee said she had accepted it." "In a ruling, the court found that …"
_ANNOUNCES = re.compile(
    r"\b(?:announced|confirmed|accepted|disclosed|revealed|admitted|acknowledged|ordered|approved)\s(?:it|this|so)\b"
    r"|^In\san?\s(?:\w+\s){0,2}?(?:judg[e]?ment|ruling|verdict|notice|statement|report|letter|order|decision|filing)\b"
)
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
    entities, outlets = known.canon.entities, tuple(outlets)
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
        text=article.text[:_TEXT] if article else "",
        published=outlets,
        akin=known.kinship.of(story_id),
    )
    listener = Listener(cast, credits_of(article, names) if article else NO_CREDITS)
    heard = [(mention, listener.hear(mention.statement)) for mention in mentions]
    if article:
        heard = [(mention, stated or _announced(mention, heard, article.text)) for mention, stated in heard]
    return {mention.mention_id: stated for mention, stated in heard if stated is not None}


def _announced(mention: Mention, heard: Sequence[tuple[Mention, Stated | None]], text: str) -> Stated | None:
    """
    Return whose word a sentence is of which only the next one, in the same paragraph, tells who announced it.

    "The bridge is to close. The council confirmed it on Monday." "The toll is unlawful. In a ruling, the court found …"
    """
    said = mention.statement
    if said.speaker is not None or said.mode is not Mode.ASSERTED:
        return None
    following = _NEXT.match(text, said.evidence_span[1])
    if following is None or _ANNOUNCES.search(following[1]) is None:
        return None
    for other, stated in heard:
        begin, end = other.statement.evidence_span
        if stated and following.start(1) <= begin and end <= following.end(1) + 1 and stated.origin.kind in _NAMED:
            return stated._replace(reason="the next sentence says who announced it", together=())
    return None


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
