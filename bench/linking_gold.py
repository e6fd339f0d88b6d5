"""Mentions with gold: which of them make one claim, which tell of one event, and which contradict each other."""

from __future__ import annotations

import json
import tomllib
from collections import defaultdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.claims.rules import statements
from pipeline.models import Mention, Mode, SpeakerKind, Statement
from pipeline.resources import SEEDS
from pipeline.text import content_id
from pipeline.topic import Vocabulary
from pipeline.topic.folder import read_topic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pipeline.topic import Entity

__all__ = ["GoldLinks", "GoldMention", "month", "seeds"]

Row = dict[str, Any]
NOW = datetime(2025, 1, 1, tzinfo=UTC)
# What the note on claims calls one event: to stop ordering, to stop selling and to end the relationship, and that
# the carriers backed out, one by one or all of them.
_ONE_EVENT = {
    "BB_CEASE_ORDER": "BB_DROP",
    "BB_STOP_SELL": "BB_DROP",
    "BB_DECISION": "BB_DROP",
    "ATT_BACKOUT": "CARRIERS_DROP",
    "VZ_END": "CARRIERS_DROP",
}
_STORIES = {"000": 1, "001": 1, "004": 2}
_PARTS = frozenset("the a an of to in on at for and or by with it its is has have will be was were".split())


class GoldMention(NamedTuple):
    """A mention, its story, the keys of its claim and its event, and whether it denies that claim."""

    mention: Mention
    story_id: int
    claim: str
    event: str
    denies: bool

    @property
    def side(self) -> tuple[str, bool]:
        """What it is to be merged with: mentions of the same claim on the same side."""
        return self.claim, self.denies


class GoldLinks(NamedTuple):
    """Mentions in order of arrival, the names they are compared under, and the pairs of claims that contradict."""

    name: str
    mentions: tuple[GoldMention, ...]
    entities: tuple[Entity, ...]
    contradicting: frozenset[frozenset[str]]


def seeds(data: Path) -> GoldLinks:
    """Return the gold claims of seeds; subjects and event types are gold too."""
    path = data / "claims" / "seed_gold.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    (folder,) = (found.parent for found in SEEDS.glob("*/topic.toml"))
    entities = read_topic(folder, NOW).vocabulary.entities
    return GoldLinks("seeds", tuple(_seed(row) for row in rows), entities, frozenset())


def _seed(row: Row) -> GoldMention:
    said = Statement(
        claim=row["claim"],
        evidence=row["text"],
        evidence_span=(row["start"], row["end"]),
        speaker=row["speaker"],
        speaker_kind=SpeakerKind(row["speaker_kind"]),
        mode=Mode(row["mode"]),
        polarity=row["polarity"],
        certainty=row["certainty"],
        subject=row["subject"],
        event_type=row["event_type"],
        object=row["object"],
        origin=row["origin"],
        via=row["via"],
        tier=row["tier"],
    )
    number = row["doc"][:3]
    mention = _mention(row["id"], number, said, None)
    # A claim and its negation are one cluster in this gold.
    cluster: str = row["cluster"]
    return GoldMention(
        mention, _STORIES[number], cluster, _ONE_EVENT.get(cluster, cluster), denies=row["polarity"] == "-"
    )


def month(folder: Path) -> GoldLinks:
    """
    Return the gold mentions of the invented month: what the rules say of the same evidence, with gold mode and side.

    Sentences that must not become a mention of a claim ("traps") stand among them, each with a claim of its own, in the
    story of the claim that it is mistaken for.
    """
    gold, listed = (
        tomllib.loads((folder / name).read_text(encoding="utf-8")) for name in ("gold.toml", "articles.toml")
    )
    entities = Vocabulary.model_validate(
        {"entities": tomllib.loads((folder / "topic.toml").read_text(encoding="utf-8"))["entities"]}
    ).entities
    claims = {claim["key"]: claim for claim in gold["claims"]}
    articles = {article["id"]: article for article in listed["articles"]}
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    for row in gold["mentions"]:
        if not row.get("carried"):
            rows[row["article"]].append(row)
    for number, trap in enumerate(gold["traps"]):
        if trap["kind"] != "declined":
            rows[trap["article"]].append(trap | {"trap": f"TRAP_{number}", "claim": trap["not_claim"]})
    found = [
        mention
        for article_id, article in articles.items()
        for mention in _of_article(article, rows[article_id], claims, Vocabulary(entities=entities))
    ]
    against = frozenset(frozenset((claim["key"], other)) for claim in gold["claims"] for other in claim["contradicts"])
    return GoldLinks("month", tuple(found), entities, against)


def _of_article(
    article: Row, rows: Sequence[Row], claims: dict[str, Row], vocabulary: Vocabulary
) -> Iterator[GoldMention]:
    text = article["text"].removeprefix("\n")
    published = datetime.fromisoformat(article["published_at"]) if article.get("published_at") else NOW
    published = published if published.tzinfo else published.replace(tzinfo=UTC)
    read = statements(text, title=article["title"], published_at=published, vocabulary=vocabulary)
    for row in rows:
        claim = claims[row["claim"]]
        said = _nearest(row, claim["claim"], text, read)
        if "trap" not in row:
            said = said.model_copy(update={"mode": Mode(row["mode"]), "polarity": row["polarity"]})
        mention = _mention(
            f"{article['id']} {row.get('trap') or row['claim']}", article["id"], said, article["outlet"], published
        )
        story = content_id("story", claim["story"])
        if "trap" in row:
            yield GoldMention(mention, story, row["trap"], row["trap"], denies=False)
        else:
            yield GoldMention(mention, story, claim["key"], claim["event"], row["mode"] == "denied")


def _nearest(row: Row, claim: str, text: str, read: Sequence[Statement]) -> Statement:
    """Return the statement on this evidence that is likest to the gold claim; the bare evidence where there is none."""
    start = text.index(row["evidence"])
    end = start + len(row["evidence"])
    over = [said for said in read if said.evidence_span[0] < end and start < said.evidence_span[1]]
    if not over:
        return Statement(claim=row["evidence"], evidence=row["evidence"], evidence_span=(start, end))
    words = _words(claim)
    return max(over, key=lambda said: (len(words & _words(said.claim)), -len(said.claim)))


def _words(text: str) -> frozenset[str]:
    return frozenset(text.lower().replace("'s", "").replace(".", "").split()) - _PARTS


def _mention(name: str, article: str, said: Statement, outlet: str | None, at: datetime = NOW) -> Mention:
    return Mention(
        mention_id=content_id("mention", name, said.claim),
        article_id=content_id("article", article),
        revision=1,
        outlet=outlet or None,
        seen_at=at,
        said_at=at,
        statement=said,
    )
