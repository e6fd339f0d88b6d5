"""
The desk: what happens to one article once it has been read, and compared with those before it (`comparing.py`).

    what does it say? -> said before, and on whose word?

The desk remembers what earlier articles left, asks the stages in turn, and returns one `Intake` to be stored. It
touches neither network nor database.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, NamedTuple

from pipeline.first_reading import READ, STATEMENTS, Foretold
from pipeline.link.article import Linked, correct, link
from pipeline.link.by_hand import ByHand
from pipeline.link.families import Families
from pipeline.link.keys import subjects_of, with_keys
from pipeline.link.known import KnownClaims
from pipeline.link.voices import voice_of
from pipeline.link.wording import learn
from pipeline.models import COPIES, Decided, Drop, Intake, Mention, Quality
from pipeline.store.claims_near import LINKS, NOTHING_NEAR, AskedClaims, NearClaims
from pipeline.text import content_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pipeline.comparing import Compared
    from pipeline.first_reading import FirstReading
    from pipeline.models import Article, Overrule, Receipt, Stage, Statement, Step

__all__ = ["READ", "STATEMENTS", "Desk", "remembered"]


class _Said(NamedTuple):
    """What an article says."""

    mentions: tuple[Mention, ...]
    receipt: Receipt | None
    statements: int
    """How many statements were found; not all may be kept."""


class Desk:
    """
    Takes in articles batch by batch, one after another, once they are compared with those before.

    `claims_near` returns the stored claims that the articles of a batch may make too (it is told what was near the
    batch before, and need not read that again), `overrules` are what persons decided otherwise.
    """

    def __init__(
        self,
        reading: FirstReading,
        claims_near: Callable[[AskedClaims, NearClaims], NearClaims],
        overrules: Iterable[Overrule] = (),
    ) -> None:
        self._reading = reading
        self._claims_near = claims_near
        self._canon = self._reading.canon
        self._by_hand = ByHand(overrules)
        self._foretold = Foretold()
        self._said: dict[tuple[int, int], _Said] = {}
        self.forget()

    def forget(self) -> None:
        """Know nothing of what is stored, until it is looked up again."""
        self._claims = KnownClaims(self._canon, self._by_hand)
        self._near = NOTHING_NEAR
        self.stage: Stage = "claims"
        """The stage under way; where it is when something fails."""

    def learn(self, foretold: Foretold) -> None:
        """Take what was found elsewhere of the articles that are met next, so that it need not be found here."""
        learn(foretold.words, self._canon)
        self._foretold = foretold

    def meet(self, articles: Sequence[Compared], decided: Mapping[tuple[int, int], Decided] | None = None) -> None:
        """
        Find out what the articles say that are taken in next, and look up the claims near them.

        Those before are stored by now. `decided`, by article and revision, already stands.
        """
        self._listen(articles, decided or {})
        self._near = self._claims_near(self._asked(articles), self._near)
        self._claims = remembered(self._near, KnownClaims(self._canon, self._by_hand), self._claims)
        self._claims.bodies = self._foretold.bodies

    def _listen(self, articles: Sequence[Compared], decided: Mapping[tuple[int, int], Decided]) -> None:
        """Find out what articles say; it tells which stored claims are near them."""
        heard, self._said = self._said, {}
        waiting = []
        for one in articles:
            if one.text in heard:
                self._said[one.text] = heard[one.text]
            else:
                waiting.append((one, (decided.get(one.text) or Decided()).statements))
        self._reading.extractor.foresee(
            self._reading.piece(one.article, one.kept)
            for one, statements in waiting
            if statements is None and self._reading.understands(one.article)
        )
        for one, statements in waiting:
            # What fails here fails again when the article is taken in, and costs that article alone.
            with contextlib.suppress(Exception):
                self._said[one.text] = self._heard(one, statements)

    def _asked(self, articles: Sequence[Compared]) -> AskedClaims:
        mentions = [mention for said in self._said.values() for mention in said.mentions]
        days = [mention.said_at.date() for mention in mentions]
        said = [mention.statement for mention in mentions]
        named = {name for one in said for name in (one.speaker, one.speaker_entity, one.subject) if name}
        return AskedClaims(
            stories=frozenset[int]().union(*(one.stories for one in articles)),
            subjects=frozenset(key for mention in mentions for key in subjects_of(mention, self._canon)),
            quotes=frozenset(quote for mention in mentions for quote in mention.quotes),
            articles=frozenset(one.article.article_id for one in articles),
            claims=self._by_hand.claims,
            origins=frozenset(map(voice_of, named)),
            days=(min(days), max(days)) if days else AskedClaims().days,
        )

    def _heard(self, one: Compared, statements: Sequence[Statement] | None) -> _Said:
        """Return what an article says; what was decided of it already stands."""
        receipt = None
        if statements is None:
            statements, receipt = self._reading.said(one.article, one.kept)
        mentions = (with_keys(_mention(one.article, said), self._canon) for said in statements[:STATEMENTS])
        return _Said(tuple(mentions), receipt, len(statements))

    def take_in(self, one: Compared, decided: Decided | None = None) -> Intake:
        """
        Return what an article adds to the ledger.

        It is to be among those that were met. What it no longer says that an earlier text of it said is marked
        corrected. What is `decided` already stands.
        """
        article, comparison, placement = one.article, one.comparison, one.placement
        self.stage = "claims"
        said = self._said.get(one.text) or self._heard(one, decided.statements if decided else None)
        self.stage = "link"
        corrected = correct(article, self._claims) if one.known_before else Linked()
        linked = link(
            said.mentions,
            placement.story_id,
            self._claims,
            opens_claims=article.quality is Quality.FULL and comparison.decision not in COPIES,
            related=placement.related_to,
            article=article,
        )
        kept_mentions = {made.mention_id for made in linked.links}
        return Intake(
            article=article,
            relevance=one.kept,
            comparison=comparison,
            placement=placement,
            marks=one.marks,
            mentions=tuple(mention for mention in said.mentions if mention.mention_id in kept_mentions),
            receipt=said.receipt,
            links=corrected.links + linked.links,
            claims=linked.claims,
            origins=linked.origins,
            contradictions=linked.contradictions,
            steps=_last_steps(corrected, linked),
            change=one.change,
            drops=_left_out(article, said.statements, read=self._reading.understands(article)),
        )


def remembered(near: NearClaims, known: KnownClaims, before: KnownClaims | None = None) -> KnownClaims:
    """Return the known claims with those that are stored near the batch; what was known `before` lends its words."""
    for claim in near.claims:
        known.claims[claim.claim_id] = claim
    known.families = Families(near.families)
    for origin in near.origins:
        known.origins.setdefault(origin.origin_id, origin)
    known.recall(near.mentions, before or known)
    for step in near.steps:
        known.status[step.claim_id] = step.status
    known.contradictions.update(near.contradictions)
    known.kinship.update(near.kinship)
    return known


def _left_out(article: Article, statements: int, *, read: bool) -> tuple[Drop, ...]:
    """Return a drop for each way in which an article was not taken in whole: its language, or its length."""
    if not read:
        detail = (
            f"written in {article.language}, which the extractor does not read; it is kept and compared all the same"
        )
        return (Drop(url=article.url, stage="claims", reason="language", detail=detail, seen_at=article.seen_at),)
    found = []
    if len(article.text) > READ:
        found.append(f"claims were looked for in its first {READ:,} of {len(article.text):,} characters")
    if statements > STATEMENTS:
        found.append(f"its first {STATEMENTS} of {statements} claims were kept")
    return tuple(
        Drop(url=article.url, stage="claims", reason="too long", detail=detail, seen_at=article.seen_at)
        for detail in found
    )


def _mention(article: Article, statement: Statement) -> Mention:
    return Mention(
        mention_id=content_id(
            "mention", article.article_id, article.revision, *statement.evidence_span, statement.claim
        ),
        article_id=article.article_id,
        revision=article.revision,
        outlet=article.outlet,
        seen_at=article.seen_at,
        said_at=min(article.published_at or article.seen_at, article.seen_at),
        said_precision=article.published_precision if article.published_at else None,
        links=article.links[:LINKS],
        is_seed=article.is_seed,
        statement=statement,
    )


def _last_steps(*linked: Linked) -> tuple[Step, ...]:
    """Of several steps a claim took at once, only where it ended up."""
    return tuple({step.claim_id: step for one in linked for step in one.steps}.values())
