"""
The invented month of tests/data/scenario, and what a program made of it.

Its README.md says what the words mean, and how predictions are written for programs other than this one.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = [
    "SCENARIO",
    "GoldClaim",
    "GoldMention",
    "GoldOrigin",
    "KnownClaim",
    "NewsItem",
    "Predictions",
    "Scenario",
    "Told",
    "Trap",
    "gold_as_predictions",
    "lines_of",
    "read_predictions",
    "scenario",
]

SCENARIO = Path(__file__).resolve().parent.parent / "tests" / "data" / "scenario"
Span = tuple[int, int]


class NewsItem(NamedTuple):
    """An article as it arrives."""

    id: str
    outlet: str
    title: str
    published_at: str | None
    url: str
    text: str
    seed: bool
    revises: str | None


class GoldClaim(NamedTuple):
    """A claim, and how it stands at the end of the month."""

    key: str
    claim: str
    event: str
    origins: int
    status: str
    steps: tuple[tuple[str, str], ...]
    contradicts: frozenset[str]
    story: str


class GoldOrigin(NamedTuple):
    """Whose word it is: a party under any of `names`, or (`via`) whatever an outlet knows by itself."""

    key: str
    names: tuple[str, ...]
    via: str


class GoldMention(NamedTuple):
    """A row of gold: an article makes a claim. `spans`: its evidence, then other sentences that say the same."""

    article: str
    claim: str
    evidence: str
    spans: tuple[Span, ...]
    origin: str
    basis: frozenset[str]
    novelty: str
    hedge_dropped: bool
    corrected_by: str | None
    carried: bool
    mode: str
    polarity: str

    @property
    def name(self) -> str:
        """How a list of mistakes calls it."""
        return f"{self.article}/{self.claim}"


class Trap(NamedTuple):
    """A sentence that is nobody's word for or against a claim."""

    article: str
    kind: str
    claim: str
    span: Span
    why: str


class Scenario(NamedTuple):
    """The month with its gold. `families` has the owner of every outlet that shares one."""

    articles: tuple[NewsItem, ...]
    claims: Mapping[str, GoldClaim]
    origins: Mapping[str, GoldOrigin]
    mentions: tuple[GoldMention, ...]
    traps: tuple[Trap, ...]
    families: Mapping[str, str]


class Told(NamedTuple):
    """A mention as a program has it. What an outlet knows by itself has a `via` and no `origin`."""

    article: str
    span: Span
    claim: str
    text: str | None = None
    origin: str | None = None
    via: str | None = None
    basis: str = "none"
    novelty: str = "new"
    hedge_dropped: bool = False
    corrected_by: str | None = None
    polarity: str | None = None


class KnownClaim(NamedTuple):
    """A claim as a program has it at the end. Claims of one `event` are about the same thing that happened."""

    claim: str
    origins: int
    status: str
    steps: tuple[tuple[str, str], ...] = ()
    contradicts: frozenset[str] = frozenset()
    event: str | None = None


class Predictions(NamedTuple):
    """All that a program made of the month."""

    mentions: tuple[Told, ...]
    claims: Mapping[str, KnownClaim]


def scenario(folder: Path = SCENARIO) -> Scenario:
    """Return the month in a folder."""
    articles = {row["id"]: _item(row) for row in _toml(folder / "articles.toml")["articles"]}
    gold = _toml(folder / "gold.toml")
    families = _toml(folder / "families.toml")["families"]
    return Scenario(
        articles=tuple(articles.values()),
        claims={row["key"]: _claim(row) for row in gold["claims"]},
        origins={
            row["key"]: GoldOrigin(row["key"], tuple(row.get("names", ())), row["via"]) for row in gold["origins"]
        },
        mentions=tuple(_mention(row, articles[row["article"]].text) for row in gold["mentions"]),
        traps=tuple(_trap(row, articles[row["article"]].text) for row in gold["traps"]),
        families={outlet: family["name"] for family in families for outlet in family["outlets"]},
    )


def read_predictions(lines: Iterable[str], month: Scenario) -> Predictions:
    """
    Return what is written in JSON Lines: a line with an "article" is a mention, any other a claim.

    Raises ValueError that names the line for an unknown article, and for evidence that is not in it.
    """
    texts = {article.id: article.text for article in month.articles}
    mentions, claims = [], {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        row = json.loads(line)
        row["claim"] = str(row["claim"])
        if "article" in row:
            mentions.append(_told(row, texts, number))
        else:
            row["steps"] = tuple((article, status) for article, status in row.get("steps", ()))
            row["contradicts"] = frozenset(map(str, row.get("contradicts", ())))
            claims[row["claim"]] = KnownClaim(**row)
    if unknown := {told.claim for told in mentions} - claims.keys():
        raise ValueError(f"no line tells of the claim {min(unknown)}")
    return Predictions(tuple(mentions), claims)


def lines_of(made: Predictions, month: Scenario) -> Iterator[str]:
    """Yield predictions as JSON Lines, as `read_predictions` reads them."""
    texts = {article.id: article.text for article in month.articles}
    for told in made.mentions:
        row = told._asdict()
        start, end = row.pop("span")
        yield json.dumps({"article": told.article, "evidence": texts[told.article][start:end], "start": start} | row)
    for known in made.claims.values():
        yield json.dumps(known._asdict() | {"contradicts": sorted(known.contradicts)})


def gold_as_predictions(month: Scenario) -> Predictions:
    """Return the gold itself, as a program would have to write it."""
    mentions = []
    for row in month.mentions:
        origin = month.origins.get(row.origin)
        told = Told(
            article=row.article,
            span=row.spans[0],
            claim=row.claim,
            text=month.claims[row.claim].claim,
            origin=origin.names[0] if origin and not origin.via else None,
            via=origin.via or None if origin else None,
            basis=min(row.basis),
            novelty=row.novelty,
            hedge_dropped=row.hedge_dropped,
            corrected_by=row.corrected_by,
            polarity=row.polarity,
        )
        mentions.append(told)
    claims = {
        key: KnownClaim(key, one.origins, one.status, one.steps, one.contradicts, one.event)
        for key, one in month.claims.items()
    }
    return Predictions(tuple(mentions), claims)


def _told(row: dict[str, Any], texts: Mapping[str, str], number: int) -> Told:
    evidence, text = row.pop("evidence"), texts.get(row["article"])
    if text is None:
        raise ValueError(f"line {number}: there is no article {row['article']}")
    start = row.pop("start", None)
    start = text.find(evidence) if start is None else start
    if start < 0 or text[start : start + len(evidence)] != evidence:
        raise ValueError(f"line {number}: article {row['article']} does not say “{evidence}”")
    return Told(span=(start, start + len(evidence)), **row)


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _item(row: dict[str, Any]) -> NewsItem:
    told = {name: row[name] for name in ("id", "outlet", "title", "url", "text")}
    return NewsItem(
        **told,
        published_at=row.get("published_at"),
        seed=row.get("seed", False),
        revises=row.get("revises"),
    )


def _claim(row: dict[str, Any]) -> GoldClaim:
    return GoldClaim(
        key=row["key"],
        claim=row["claim"],
        event=row["event"],
        origins=row["origins"],
        status=row["status"],
        steps=tuple((article, status) for article, status in row["steps"]),
        contradicts=frozenset(row["contradicts"]),
        story=row["story"],
    )


def _mention(row: dict[str, Any], text: str) -> GoldMention:
    return GoldMention(
        article=row["article"],
        claim=row["claim"],
        evidence=row["evidence"],
        spans=tuple(_span(evidence, text) for evidence in (row["evidence"], *row.get("also", ()))),
        origin=row["origin"],
        basis=frozenset({row["basis"], *row.get("basis_also", ())}),
        novelty=row["novelty"],
        hedge_dropped=row["hedge_dropped"],
        corrected_by=row.get("corrected_by"),
        carried=row.get("carried", False),
        mode=row["mode"],
        polarity=row["polarity"],
    )


def _trap(row: dict[str, Any], text: str) -> Trap:
    return Trap(row["article"], row["kind"], row["not_claim"], _span(row["evidence"], text), row["why"])


def _span(evidence: str, text: str) -> Span:
    start = text.index(evidence)
    return start, start + len(evidence)
