"""The figures that the rules reach on annotated news where that is at hand: floors, a little below the measured."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.claims.rules import statements

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "claims"
PARAGRAPHS = [path for path in (DATA / "polnear_dev.jsonl",) if path.exists()]


def tidy(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space and punctuation at its ends."""
    body = text[start:end]
    left = len(body) - len(body.lstrip(" \t\n,;:"))
    return start + left, start + len(body.rstrip(" \t\n,;:."))


def f1(gold: list[dict[str, Any]], role: str, field: str) -> float:
    """Exact F1 of one role's spans."""
    hits = predicted = wanted = 0
    for row in gold:
        text = row["text"]
        want = {tidy(text, *span) for a in row["attributions"] for span in a[role]}
        spans = (getattr(s, field) for s in statements(text) if s.cue_span is not None)
        have = {tidy(text, *span) for span in spans if span is not None}
        hits, predicted, wanted = hits + len(want & have), predicted + len(have), wanted + len(want)
    return 2 * hits / (predicted + wanted)


@pytest.mark.parametrize("path", PARAGRAPHS, ids=lambda path: path.stem)
@pytest.mark.parametrize(
    ("role", "field", "floor"),
    [("source", "speaker_span", 0.60), ("cue", "cue_span", 0.57), ("content", "content_span", 0.45)],
)
def test_attributions_reach_their_figures(path: Path, role: str, field: str, floor: float) -> None:
    """Exact spans on the first 600 paragraphs of political news."""
    with path.open(encoding="utf-8") as lines:
        gold = [json.loads(line) for _, line in zip(range(600), lines, strict=False)]
    assert f1(gold, role, field) >= floor
