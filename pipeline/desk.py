"""
The desk: what happens to one article once it has been read.

    on topic? -> copy or own words? -> which story? -> what does it say? -> said before, and on whose word?

The desk remembers what earlier articles left, asks the stages in turn, and returns one `Intake` to be stored, or a
`Drop`. It touches neither network nor database.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, NamedTuple

from pipeline.claims.rules import RULES
from pipeline.compare import in_print
from pipeline.compare.collator import Collator
from pipeline.first_reading import READ, STATEMENTS, FirstReading, Foretold
from pipeline.link.article import Linked, correct, link
from pipeline.link.by_hand import ByHand
from pipeline.link.families import Families
from pipeline.link.keys import subjects_of, with_keys
from pipeline.link.known import KnownClaims
from pipeline.link.voices import voice_of
from pipeline.link.wording import learn
from pipeline.models import COPIES, Decided, Drop, Intake, Mention, Quality
from pipeline.read.changes import changes
from pipeline.store.claims_near import LINKS, NOTHING_NEAR, AskedClaims, NearClaims
from pipeline.text import content_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pipeline.claims.extractor import Extractor
    from pipeline.models import Article, Change, Overrule, Receipt, Relevance, Stage, Statement, Step
    from pipeline.neighbours import Neighbours
    from pipeline.topic import Topic

__all__ = ["READ", "STATEMENTS", "Desk", "remembered"]


class _Said(NamedTuple):
    """What an article says."""

    mentions: tuple[Mention, ...]
    receipt: Receipt | None
    statements: int
    """How many statements were found; not all may be kept."""


class Desk:
    """
    Takes in articles batch by batch, one after another, for several topics side by side.

    `claims_near` returns the stored claims that the articles of a batch may make too (it is told what was near the
    batch before, and need not read that again), `overrules` are what persons decided otherwise.
    """

    def __init__(
        self,
        topics: Sequence[Topic],
        claims_near: Callable[[AskedClaims, NearClaims], NearClaims],
        neighbours: Neighbours,
        extractor: Extractor = RULES,
        overrules: Iterable[Overrule] = (),
    ) -> None:
        self._reading = FirstReading(topics, extractor)
        self._neighbours = neighbours
        self._claims_near = claims_near
        self._collator = Collator()
        self._canon = self._reading.canon
        self._by_hand = ByHand(overrules)
        self._claims = KnownClaims(self._canon, self._by_hand)
        self._foretold = Foretold()
        self._near = NOTHING_NEAR
        self._said: dict[tuple[int, int], _Said] = {}
        self._revisions: dict[int, set[int]] = {}
        self._newest: dict[int, Article] = {}
        self.stage: Stage = "topic"
        """The stage under way; where it is when something fails."""

    def learn(self, foretold: Foretold) -> None:
        """Take what was found elsewhere of the articles that are met next, so that it need not be found here."""
        learn(foretold.words, self._canon)
        in_print.learn(foretold.texts)
        self._foretold = foretold

    def meet(self, articles: Sequence[Article], decided: Mapping[tuple[int, int], Decided] | None = None) -> None:
        """
        Look up what is stored near the articles that are taken in next. Those before are stored by now.

        `decided`, by article and revision, is what `take_in` will be told of each.
        """
        self._collator, near = self._neighbours.of(articles)
        self._revisions, self._newest = {}, {}
        for text in near.revisions:
            self._revisions.setdefault(text.article_id, set()).add(text.revision)
            self._newest.setdefault(text.article_id, text)
        self._said = {}
        self._listen(articles, decided or {})
        self._near = self._claims_near(self._asked(articles, decided or {}), self._near)
        self._claims = remembered(self._near, KnownClaims(self._canon, self._by_hand), self._claims)
        self._claims.bodies = self._foretold.bodies

    def _listen(self, articles: Sequence[Article], decided: Mapping[tuple[int, int], Decided]) -> None:
        """Find out what the articles that are going to be taken in say: it tells which stored claims are near them."""
        waiting = []
        for article in articles:
            if article.revision in self._revisions.get(article.article_id, ()):
                continue
            already = decided.get((article.article_id, article.revision)) or Decided()
            kept = self._kept(article, already)
            if kept:
                waiting.append((article, kept, already))
        self._reading.extractor.foresee(
            self._reading.piece(article, kept)
            for article, kept, already in waiting
            if already.statements is None and self._reading.understands(article)
        )
        for article, kept, already in waiting:
            # What fails here fails again when the article is taken in, and costs that article alone.
            with contextlib.suppress(Exception):
                self._said[article.article_id, article.revision] = self._heard(article, kept, already)

    def _asked(self, articles: Sequence[Article], decided: Mapping[tuple[int, int], Decided]) -> AskedClaims:
        mentions = [mention for said in self._said.values() for mention in said.mentions]
        days = [mention.said_at.date() for mention in mentions]
        said = [mention.statement for mention in mentions]
        named = {name for one in said for name in (one.speaker, one.speaker_entity, one.subject) if name}
        placed = (already.placement.story_id for already in decided.values() if already.placement)
        return AskedClaims(
            stories=frozenset(placed).union(*map(self._collator.within_reach, articles)),
            subjects=frozenset(key for mention in mentions for key in subjects_of(mention, self._canon)),
            quotes=frozenset(quote for mention in mentions for quote in mention.quotes),
            articles=frozenset(article.article_id for article in articles),
            claims=self._by_hand.claims,
            origins=frozenset(map(voice_of, named)),
            days=(min(days), max(days)) if days else AskedClaims().days,
        )

    def _heard(self, article: Article, kept: Sequence[Relevance], decided: Decided) -> _Said:
        """Return what an article says; what was decided of it already stands."""
        said, receipt = decided.statements, None
        if said is None:
            said, receipt = self._reading.said(article, kept)
        mentions = (with_keys(_mention(article, statement), self._canon) for statement in said[:STATEMENTS])
        return _Said(tuple(mentions), receipt, len(said))

    def take_in(self, article: Article, decided: Decided | None = None) -> Intake | Drop | None:
        """
        Return what an article adds to the ledger, the reason it adds nothing, or None when its text is known already.

        It is to be among those that were met. A changed text at a known address is taken in again: what it no longer
        says is marked corrected. A text in which nothing but boilerplate has changed is no new text. What is `decided`
        already stands.
        """
        decided = decided or Decided()
        revisions = self._revisions.setdefault(article.article_id, set())
        if article.revision in revisions:
            return None
        self.stage = "read"
        change = self._change(article)
        if change is not None and not change.substantive:
            return None
        if self._is_cut_short(article):
            detail = "the page shows only a part of a text that is known whole; that is no correction"
            return Drop(url=article.url, stage="read", reason="cut short", detail=detail, seen_at=article.seen_at)
        self.stage = "topic"
        kept = self._kept(article, decided)
        if not kept:
            best = max(self._reading.relevance(article), key=lambda verdict: verdict.score)
            return Drop(url=article.url, stage="topic", reason="off topic", detail=best.reason, seen_at=article.seen_at)
        self.stage = "compare"
        comparison = decided.comparison or self._collator.compared(article)
        placement = decided.placement or self._collator.placed(article, comparison)
        self.stage = "claims"
        said = self._said.get((article.article_id, article.revision)) or self._heard(article, kept, decided)
        self.stage = "link"
        corrected = correct(article, self._claims) if revisions else Linked()
        linked = link(
            said.mentions,
            placement.story_id,
            self._claims,
            opens_claims=article.quality is Quality.FULL and comparison.decision not in COPIES,
            related=placement.related_to,
            article=article,
        )
        marks = None
        if not (decided.comparison and decided.placement):
            self.stage = "compare"
            marks = self._collator.file(article, comparison, placement)
        revisions.add(article.revision)
        self._newest[article.article_id] = article
        kept_mentions = {made.mention_id for made in linked.links}
        return Intake(
            article=article,
            relevance=kept,
            comparison=comparison,
            placement=placement,
            marks=marks,
            mentions=tuple(mention for mention in said.mentions if mention.mention_id in kept_mentions),
            receipt=said.receipt,
            links=corrected.links + linked.links,
            claims=linked.claims,
            origins=linked.origins,
            contradictions=linked.contradictions,
            steps=_last_steps(corrected, linked),
            change=change,
            drops=_left_out(article, said.statements, read=self._reading.understands(article)),
        )

    def knows(self, article_id: int) -> bool:
        """Return whether a text of this article, one of those met last, is in the ledger or is to be."""
        return bool(self._revisions.get(article_id))

    def _change(self, article: Article) -> Change | None:
        """Return what differs from the article's newest text; None where this is its first."""
        before = self._newest.get(article.article_id)
        return None if before is None else changes(before.text, article.text)

    def _is_cut_short(self, article: Article) -> bool:
        before = self._newest.get(article.article_id)
        return before is not None and before.quality is Quality.FULL and article.quality is not Quality.FULL

    def _kept(self, article: Article, decided: Decided) -> tuple[Relevance, ...]:
        """Return the topics that the article is kept for."""
        relevance = self._reading.relevance(article) if decided.relevance is None else decided.relevance
        return tuple(verdict for verdict in relevance if verdict.kept)


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
