"""
How well claims fit gold rows, as ../shared/eval/seed_claims.py counts it, and what else the gold texts of ours tell.

A claim is paired one to one with a gold row of its text when their evidence overlaps and their words do by half, best
pairs first. Everything but recall and precision is counted on the pairs.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.claims.rules import statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from pipeline.models import Statement

__all__ = ["GoldText", "Pair", "gold_texts", "measured", "pairs", "scores"]

Row = dict[str, Any]
_STOP = frozenset(
    "a an the of to in on at for and or by with from that this its it has have had will is are was were be been"
    " as".split()
)
_ENOUGH = 0.5


class GoldText(NamedTuple):
    """A text with the rows a careful analyst writes for it."""

    name: str
    text: str
    published_at: datetime | None
    rows: tuple[Row, ...]

    @property
    def held_out(self) -> bool:
        """Whether nobody looks at it who writes rules: every second one."""
        return int(self.name.rpartition("-")[2]) % 2 == 0


class Pair(NamedTuple):
    """A gold row and the statement that says the same."""

    gold: Row
    said: Statement


def gold_texts(folder: Path) -> list[GoldText]:
    """Return the texts of every TOML file in a folder; see tests/data/claims/README.md."""
    found = []
    for path in sorted(folder.glob("*.toml")):
        for text in tomllib.loads(path.read_text(encoding="utf-8"))["texts"]:
            day = text.get("published_at")
            published = datetime.fromisoformat(str(day)).replace(tzinfo=UTC) if day else None
            found.append(GoldText(text["id"], text["text"], published, tuple(text["claims"])))
    return found


def _words(said: str | None) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z0-9£$%&']+", (said or "").lower().replace("’", "'"))) - _STOP


def _alike(one: str, other: str) -> float:
    mine, theirs = _words(one), _words(other)
    return 2 * len(mine & theirs) / (len(mine) + len(theirs)) if mine and theirs else 0.0


def pairs(gold: GoldText, said: Sequence[Statement]) -> list[Pair]:
    """Return which statement says what which gold row says, one to one."""
    spans = [(gold.text.index(row["evidence"]), row) for row in gold.rows]
    scored = sorted(
        (
            (_alike(row["claim"], one.claim), i, j)
            for i, (start, row) in enumerate(spans)
            for j, one in enumerate(said)
            if one.evidence_span[0] < start + len(row["evidence"]) and start < one.evidence_span[1]
        ),
        reverse=True,
    )
    rows_left, claims_left = set(range(len(spans))), set(range(len(said)))
    found = []
    for score, i, j in scored:
        if score >= _ENOUGH and i in rows_left and j in claims_left:
            rows_left.remove(i)
            claims_left.remove(j)
            found.append(Pair(spans[i][1], said[j]))
    return found


def measured(texts: Iterable[GoldText]) -> dict[str, float]:
    """Return the scores of the rules on these texts, each by itself, without any topic."""
    found, rows, made = [], 0, 0
    for gold in texts:
        said = statements(gold.text, published_at=gold.published_at)
        found += pairs(gold, said)
        rows, made = rows + len(gold.rows), made + len(said)
    attributed = sum(bool(pair.gold.get("speaker")) for pair in found)
    return scores(found, rows, made) | {"rows": rows, "claims": made, "attributed": attributed}


def scores(found: Sequence[Pair], rows: int, made: int) -> dict[str, float]:
    """Return precision, recall and F1 of claims, and of the paired ones the share with each field right."""
    precision, recall = len(found) / max(made, 1), len(found) / max(rows, 1)
    told = {"precision": precision, "recall": recall, "f1": 2 * precision * recall / max(precision + recall, 1e-9)}
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    off = 0.0
    for pair in found:
        off += abs(pair.gold["factuality"] - pair.said.factuality)
        for field, fits in _fields(pair):
            asked[field] += 1
            right[field] += fits
    shares = {field: right[field] / asked[field] for field in asked}
    return told | shares | {"factuality off by": off / max(len(found), 1)}


def _fields(pair: Pair) -> Iterator[tuple[str, bool]]:
    gold, said = pair
    for field in ("mode", "polarity", "certainty"):
        yield field, gold[field] == getattr(said, field)
    yield "tier", gold["tier"] == said.tier
    yield "event family", gold["event"].partition(".")[0] == said.event_type.partition(".")[0]
    yield "event", gold["event"] == said.event_type
    yield "own voice", (gold.get("speaker") is None) == (said.speaker is None)
    yield "subject", bool(_words(gold.get("subject")) & _words(said.subject))
    if gold.get("speaker"):
        yield "speaker", bool(_words(gold["speaker"]) & (_words(said.speaker) | _words(said.speaker_entity)))
        yield "speaker kind", gold["speaker_kind"] == said.speaker_kind
    if gold.get("time"):
        yield "time", said.time is not None and bool(_words(gold["time"]) & _words(said.time.text))
    if gold.get("earliest") and gold.get("latest"):
        wanted = tuple(date.fromisoformat(str(gold[end])) for end in ("earliest", "latest"))
        yield "interval", said.time is not None and (said.time.earliest, said.time.latest) == wanted
    if gold.get("origin"):
        yield "origin", bool(_words(gold["origin"]) & _words(said.origin))
