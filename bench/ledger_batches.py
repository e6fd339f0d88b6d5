"""Batches of the articles that would come next, as the records that a run hands to `Ledger.commit`."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np

from bench.ledger_filled import Maker, articles_of
from pipeline.models import (
    Address,
    Article,
    Batch,
    Claim,
    Comparison,
    Contradiction,
    Decision,
    Fetch,
    Intake,
    Link,
    Mention,
    Novelty,
    Origin,
    Placement,
    Relevance,
    Status,
    Step,
)
from pipeline.store.claims_near import statement_of
from pipeline.store.recall import aware_rows
from pipeline.text import content_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["Batches"]

Row = dict[str, Any]

_SAID = """
SELECT m.*, m.reason AS link_reason, substring(a.text, m."start" + 1, m."end" - m."start") AS evidence, a.n, a.story_id,
    a.text, a.taken_in_at, [(hash(m.claim_id, m.mention_id % 2) >> 1)::BIGINT] AS quotes
FROM as_stored AS m JOIN new_articles AS a USING (article_id)
ORDER BY a.n, m.ordinal
"""


class Batches:
    """
    Makes batches that follow on a ledger of so many mentions; the same numbers make the same batch.

    `known` tells which of some claims are stored already: those are not made again. `as_linked`: new claims are named
    after their first mention, as linking names them; a maker that is begun again midway does not know these names.
    """

    def __init__(
        self, mentions: int, known: Callable[[set[int]], set[int]], seed: int = 1, *, as_linked: bool = False
    ) -> None:
        self._known = known
        self._names: dict[int, int] | None = {} if as_linked else None
        self._connection = duckdb.connect()
        self._maker = Maker(self._connection, articles_of(mentions), seed)

    def batch(self, first: int, count: int, earlier: Iterable[int] = ()) -> Batch:
        """
        Return what the articles numbered from `first` on bring, so many of them.

        One in twenty mentions of the `earlier` articles is linked anew, and every claim of it takes a step.
        """
        said = self._said(range(first, first + count))
        told_before = self._said(earlier)
        anew = [row for row in told_before if row["mention_id"] % 20 == 0]
        self._name(said, told_before)
        made = self._known({row["claim_id"] for row in said})
        by_article = defaultdict(list)
        for row in said:
            by_article[row["n"]].append(row)
        intakes = [_intake(rows, made, anew if place == 0 else []) for place, rows in enumerate(by_article.values())]
        moment = max(row["taken_in_at"] for row in said)
        return Batch(
            decided_at=moment + timedelta(seconds=1),
            intakes=tuple(intakes),
            fetches=tuple(_fetch(intake.article) for intake in intakes),
            addresses=tuple(_address(intake.article) for intake in intakes),
        )

    def _name(self, said: list[Row], told_before: list[Row]) -> None:
        """Name claims that are new after their first mention."""
        if self._names is None:
            return
        stored = self._known({row["claim_id"] for row in said})
        for row in said:
            if row["claim_id"] not in stored:
                self._names.setdefault(row["claim_id"], content_id("claim", row["mention_id"]))
        for row in (*said, *told_before):
            row["claim_id"] = self._names.get(row["claim_id"], row["claim_id"])

    def _said(self, numbers: Iterable[int]) -> list[Row]:
        chosen = np.array(list(numbers), dtype=np.int64)
        if not len(chosen):
            return []
        self._maker.make(chosen)
        return list(aware_rows(self._connection, _SAID))


def _intake(rows: list[Row], made: set[int], anew: list[Row]) -> Intake:
    """Return what one article adds; the claims it makes first are `made` from here on."""
    article = _article(rows[0])
    mentions = tuple(map(_mention, rows))
    fresh = {row["claim_id"]: row for row in reversed(rows) if row["claim_id"] not in made}
    made.update(fresh)
    claims = tuple(_claim(row) for row in fresh.values())
    return Intake(
        article=article,
        relevance=(Relevance(topic="phones", kept=True, score=0.9, reason="about phones"),),
        comparison=Comparison(
            article_id=article.article_id, decision=Decision.INDEPENDENT, rule="aligned-1", reason="alone"
        ),
        placement=Placement(
            article_id=article.article_id, story_id=rows[0]["story_id"], score=0.9, reason="the same event"
        ),
        mentions=mentions,
        links=(*map(_link, rows), *(_link(row, Novelty.REPEATED) for row in anew)),
        claims=claims,
        origins=tuple(_origin(row) for row in {row["origin_id"]: row for row in rows if row["origin_id"]}.values()),
        contradictions=tuple(_contradiction(one, other) for one, other in pairwise(claims) if one.claim_id % 40 == 0),
        steps=tuple(_step(row, Status.SINGLE_NAMED) for row in fresh.values())
        + tuple(_step(row, Status.CORROBORATED) for row in {row["claim_id"]: row for row in anew}.values()),
    )


def _article(row: Row) -> Article:
    return Article(
        article_id=row["article_id"],
        revision=row["revision"],
        url=f"https://{row['outlet'].replace(' ', '').lower()}.example/{row['n']}",
        text=row["text"],
        outlet=row["outlet"],
        title=row["text"][:60],
        published_at=row["said_at"],
        published_precision="instant",
        published_raw=str(row["said_at"]),
        seen_at=row["seen_at"],
        language="en",
    )


def _mention(row: Row) -> Mention:
    kept = ("mention_id", "article_id", "revision", "outlet", "seen_at", "said_at", "about")
    quotes = tuple(row["quotes"]) if row["mode"] == "quoted" else ()
    return Mention(**{name: row[name] for name in kept}, statement=statement_of(row), quotes=quotes)


def _link(row: Row, novelty: Novelty | None = None) -> Link:
    return Link(
        **{name: row[name] for name in ("mention_id", "claim_id", "origin_id", "via", "hedge_dropped", "score")},
        basis=row["origin_basis"],
        novelty=novelty or row["novelty"],
        reason=row["link_reason"],
    )


def _claim(row: Row) -> Claim:
    kept = ("claim_id", "claim", "subject", "event_type", "object", "polarity", "story_id")
    first = {"first_seen": row["seen_at"], "first_mention": row["mention_id"], "event_id": row["claim_id"]}
    return Claim(**{name: row[name] for name in kept}, **first)


def _origin(row: Row) -> Origin:
    named, origin_id = f"Source {row['origin_id'] % 50_000}", row["origin_id"]
    return Origin(origin_id=origin_id, origin=named, via=row["via"], kind="person", voice_id=origin_id)


def _contradiction(one: Claim, other: Claim) -> Contradiction:
    return Contradiction(claim_id=one.claim_id, other_id=other.claim_id, reason="opposite polarity")


def _step(row: Row, status: Status) -> Step:
    return Step(claim_id=row["claim_id"], status=status, origins=1, mention_id=row["mention_id"])


def _fetch(article: Article) -> Fetch:
    return Fetch(url=article.url, kind="page", started_at=article.seen_at, elapsed_ms=80, status=200, size=40_000)


def _address(article: Article) -> Address:
    return Address(article_id=article.article_id, url=article.url, how="asked", seen_at=article.seen_at)
