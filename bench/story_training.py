"""Learning when texts tell the same story: logistic regression by Newton's method, and grouping to score it."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from bench.story_scores import bcubed, f1
from pipeline.compare.collator import Collator
from pipeline.compare.features import traits
from pipeline.compare.known_stories import STORY_ARTICLES, KnownArticle, KnownStories, keys
from pipeline.compare.linking import Met, linked
from pipeline.compare.meetings import rows
from pipeline.compare.story_model import MODEL, Lines, StoryModel, story_likeness
from pipeline.compare.stream import arrived
from pipeline.compare.together import FEW, with_whom
from pipeline.models import COPIES, Placement

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from pipeline.compare.stream import TextRecord

    Floats = NDArray[np.float64]
    Mask = NDArray[np.bool_]

__all__ = ["Stream", "calibrated", "grouped", "learned", "met_stories", "read_stream"]

_LINES = np.arange(-1.5, 1.51, 0.25)
_TOGETHER = tuple(
    Lines(one, several, contrast)
    for (one, several), contrast in product(((-1.5, -0.75), (-1.25, -0.75), (-1.0, -0.5)), (1.5, 2.0, 2.5))
)
_NOW = datetime(2026, 1, 1, tzinfo=UTC)
_TURNS = 30
_SETTLED = 1e-8


@dataclass(frozen=True)
class Stream:
    """Articles dealt into handfuls in order of arrival, and what came of comparing them."""

    handfuls: tuple[range, ...]
    stories: tuple[str, ...]
    folds: NDArray[np.intp]
    """The number of its topic or story: what has the same number stays in one fold."""
    articles: tuple[KnownArticle, ...]
    pairs: tuple[NDArray[np.intp], ...]
    """Of each handful the places of two articles each: one of its own, and one of its own or known before."""
    compared: tuple[Floats, ...]
    """Of each handful a row of `COMPARED` for each pair."""
    copies: Mapping[int, int]
    """Places of copies, each with that of what it was taken from: it goes where that goes, and meets nobody itself."""


def read_stream(path: Path, size: int, order: Sequence[int] | None = None) -> Stream:
    """Return a file of {"id", "text", "story", "topic"} with all its comparisons, made as the product makes them."""
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    records = records if order is None else [records[at] for at in order]
    told = [traits(record["text"], record.get("title")) for record in records]
    articles = tuple(
        KnownArticle(at, at, record["id"], None, told[at], record["text"]) for at, record in enumerate(records)
    )
    copies = _copies(records)
    handfuls = tuple(range(at, min(at + size, len(records))) for at in range(0, len(records), size))
    known, pairs, compared = KnownStories(), [], []
    for handful in handfuls:
        for at in handful:
            known.rarity.add(told[at])
        found_by = {at: keys(told[at], known.rarity) for at in handful}
        places, found = [], []
        for at, others in with_whom(
            [(articles[at], found_by[at]) for at in handful if at not in copies], known
        ).items():
            if others:
                places += [(at, other.article_id) for other in others]
                found.append(rows(records[at]["text"], told[at], others, known.rarity)[0])
        pairs.append(np.array(places, dtype=np.intp).reshape(-1, 2))
        compared.append(np.concatenate(found) if found else np.zeros((0, len(MODEL.weights))))
        for at in handful:
            known.add(articles[at], found_by[at])
    return Stream(
        handfuls=handfuls,
        stories=tuple(record["story"] for record in records),
        folds=np.unique([record.get("topic", record["story"]) for record in records], return_inverse=True)[1],
        articles=articles,
        pairs=tuple(pairs),
        compared=tuple(compared),
        copies=copies,
    )


def _copies(records: Sequence[TextRecord]) -> dict[int, int]:
    """Return the places of copies, each with that of what it was taken from."""
    collator, place, copies = Collator(), {}, {}
    for at, record in enumerate(records):
        article = arrived(record, _NOW, at)
        place[article.article_id] = at
        comparison = collator.compared(article)
        if comparison.decision in COPIES and comparison.copy_of is not None:
            copies[at] = place[comparison.copy_of]
        nowhere = Placement(article_id=article.article_id, story_id=0, score=0.0, rule="", reason="")
        collator.file(article, comparison, nowhere)
    return copies


def grouped(stream: Stream, model: StoryModel) -> list[int]:
    """Return the story each article is put into, one handful after the other."""
    stories: list[int] = []
    for handful, pairs, compared in zip(stream.handfuls, stream.pairs, stream.compared, strict=True):
        likeness = model.likenesses(compared).tolist()
        met = [(one, other, alike) for (one, other), alike in zip(pairs.tolist(), likeness, strict=True)]
        own = [at for at in handful if at not in stream.copies]
        answers: dict[int, int] = {}
        if len(own) == 1:
            answers[own[0]] = _nearest(own[0], met, stories, model.line)
        else:
            beyond = len(stream.stories)
            sizes = {beyond + story: min(STORY_ARTICLES, stories.count(story)) for story in set(stories)}
            counted = [
                Met(one, other if other in handful else beyond + stories[other], alike) for one, other, alike in met
            ]
            lines = model.together if len(own) >= FEW else replace(model.together, one=model.line)
            for group in linked(own, sizes, counted, lines):
                told = max(group) - beyond if max(group) >= beyond else min(group)
                answers.update(dict.fromkeys((at for at in group if at < beyond), told))
        for at in handful:
            original = stream.copies.get(at)
            stories.append(answers[at] if original is None else stories[original])
    return stories


def _nearest(at: int, met: Sequence[tuple[int, int, float]], stories: Sequence[int], line: float) -> int:
    by_story: defaultdict[int, list[float]] = defaultdict(list)
    for _, other, alike in met:
        by_story[stories[other]].append(alike)
    best = max(by_story, key=lambda story: story_likeness(by_story[story]), default=at)
    return best if best != at and story_likeness(by_story[best]) >= line else at


def learned(streams: Sequence[Stream], alone: Sequence[Stream], masks: Sequence[Mask]) -> StoryModel:
    """
    Return coefficients, lines and calibration learned from the articles under the masks alone.

    `streams` come in handfuls; `alone`: the same articles, one by one, from which the line for one is learned.
    """
    pairs = [_pairs(stream, mask) for stream, mask in zip(streams, masks, strict=True)]
    bias, *weights = _regression(np.concatenate([one for one, _ in pairs]), np.concatenate([same for _, same in pairs]))
    model = replace(MODEL, bias=bias, weights=tuple(weights))
    model = _best(alone, masks, [replace(model, line=float(line)) for line in _LINES])
    model = _best(streams, masks, [replace(model, together=lines) for lines in _TOGETHER])
    return calibrated(model, *met_stories(streams, masks, model))


def calibrated(model: StoryModel, likeness: Floats, outcome: Floats) -> StoryModel:
    """Return the model with the probabilities that fit these outcomes best, by Platt's two parameters."""
    offset, slope = _regression(likeness[:, None], outcome)
    return replace(model, offset=offset, slope=slope)


def _best(streams: Sequence[Stream], masks: Sequence[Mask], models: Sequence[StoryModel]) -> StoryModel:
    """Return the model with the largest sum of F1; where several have it, the first."""
    return max(
        models,
        key=lambda tried: sum(
            f1(*(share[mask] for share in bcubed(stream.stories, grouped(stream, tried))))
            for stream, mask in zip(streams, masks, strict=True)
        ),
    )


def met_stories(streams: Sequence[Stream], masks: Sequence[Mask], model: StoryModel) -> tuple[Floats, Floats]:
    """
    Return, for the articles under the masks, how like each story they met they are, and what share of it fits.

    Stories are as they are found once a handful is placed, without the article itself.
    """
    likeness, outcome = [], []
    for stream, mask in zip(streams, masks, strict=True):
        groups = grouped(stream, model)
        for handful, pairs, compared in zip(stream.handfuls, stream.pairs, stream.compared, strict=True):
            members: defaultdict[int, list[int]] = defaultdict(list)
            for at, story in enumerate(groups[: handful.stop]):
                members[story].append(at)
            met: defaultdict[tuple[int, int], list[float]] = defaultdict(list)
            for (one, other), alike in zip(pairs.tolist(), model.likenesses(compared).tolist(), strict=True):
                met[one, groups[other]].append(alike)
                if other in handful:
                    met[other, groups[one]].append(alike)
            for (at, story), found in met.items():
                if mask[at]:
                    likeness.append(story_likeness(found))
                    fits = [stream.stories[other] == stream.stories[at] for other in members[story] if other != at]
                    outcome.append(np.mean(fits))
    return np.array(likeness), np.array(outcome)


def _pairs(stream: Stream, mask: Mask) -> tuple[Floats, Floats]:
    """Comparisons between articles under the mask, and whether they tell the same story."""
    stories = np.array(stream.stories)
    one, other = np.concatenate(stream.pairs).T
    kept = mask[one] & mask[other]
    return np.concatenate(stream.compared)[kept], (stories[one] == stories[other])[kept].astype(np.float64)


def _regression(seen: Floats, outcome: Floats) -> list[float]:
    """Return intercept and coefficients of a logistic regression with a little ridge, by Newton's method."""
    design = np.column_stack((np.ones(len(seen)), seen))
    ridge = np.eye(design.shape[1])
    ridge[0, 0] = 0.0
    found = np.zeros(design.shape[1])
    for _ in range(_TURNS):
        expected = 1 / (1 + np.exp(-np.clip(design @ found, -30, 30)))
        gradient = design.T @ (expected - outcome) + ridge @ found
        step = np.linalg.solve((design.T * (expected * (1 - expected))) @ design + ridge, gradient)
        found -= step
        if np.abs(step).max() < _SETTLED:
            break
    coefficients: list[float] = found.tolist()
    return coefficients
