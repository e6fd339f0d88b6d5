from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING

import pytest

from pipeline.link.article import link
from pipeline.link.canon import Canon
from pipeline.link.known import KnownClaims
from pipeline.models import Article, Mention, SpeakerKind, Statement
from pipeline.topic import Entity

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.link.article import Linked

MORNING = datetime(2018, 3, 22, 6, 0, tzinfo=UTC)


@pytest.fixture
def entities() -> tuple[Entity, ...]:
    """The parties of the Best Buy story."""
    return (
        Entity(name="Best Buy", roles=("retailer",)),
        Entity(name="Huawei", roles=("Chinese manufacturer",)),
        Entity(name="CNET", aliases=("Cnet",), kind="outlet"),
        Entity(name="Reuters", kind="outlet"),
    )


@pytest.fixture
def known(entities: tuple[Entity, ...]) -> KnownClaims:
    """Nothing known yet."""
    return KnownClaims(Canon(entities))


@pytest.fixture
def tell(known: KnownClaims) -> Callable[..., Linked]:
    """Link the mentions of one article, all articles being of one story."""

    def call(*mentions: Mention, opens_claims: bool = True) -> Linked:
        return link(mentions, 7, known, opens_claims=opens_claims)

    return call


@pytest.fixture
def article(now: datetime) -> Callable[..., Article]:
    """Make an article of a text."""

    def make(text: str, outlet: str | None = None, **fields: object) -> Article:
        return Article(
            article_id=1, revision=1, url="http://x.example", text=text, outlet=outlet, seen_at=now, **fields
        )

    return make


@pytest.fixture
def mention() -> Callable[..., Mention]:
    """Make one article's mention of a claim; each call is a new article unless `article` says which."""
    numbers = count(1)

    def make(
        claim: str,
        *,
        article: int | None = None,
        outlet: str | None = None,
        hours: float = 0,
        is_seed: bool = False,
        evidence: str | None = None,
        **said: object,
    ) -> Mention:
        number = next(numbers)
        text = evidence or claim
        said_at = MORNING.replace(hour=6 + int(hours), minute=int(hours % 1 * 60))
        if "speaker" in said:
            said.setdefault("speaker_kind", SpeakerKind.PERSON)
        return Mention(
            mention_id=number,
            article_id=article or 1000 + number,
            revision=1,
            outlet=outlet,
            seen_at=said_at,
            said_at=said_at,
            said_precision=None if is_seed else "instant",
            is_seed=is_seed,
            statement=Statement(claim=claim, evidence=text, evidence_span=(0, len(text)), **said),
        )

    return make
