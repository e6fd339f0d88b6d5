"""Learning when two articles tell the same story: logistic regression by Newton's method, and grouping to score it."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from pipeline.compare.features import traits
from pipeline.compare.known_stories import STORY_ARTICLES, KnownArticle, KnownStories, keys
from pipeline.compare.meetings import rows
from pipeline.compare.parting import parted
from pipeline.compare.story_model import MODEL, StoryModel, story_likeness

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Mask = NDArray[np.bool_]

__all__ = ["Stream", "bcubed", "f1", "grouped", "learned", "met_stories", "read_stream"]

_LINES = np.arange(-1.5, 1.51, 0.25)
_TURNS = 30
_SETTLED = 1e-8


@dataclass(frozen=True)
class Stream:
    """Articles in order of arrival, each with those it was compared with and what came of it."""

    name: str
    ids: tuple[str, ...]
    stories: tuple[str, ...]
    folds: NDArray[np.intp]
    """The number of its topic or story: what has the same number stays in one fold."""
    met: tuple[NDArray[np.intp], ...]
    """Places of the articles compared with."""
    articles: tuple[KnownArticle, ...]
    compared: tuple[Floats, ...]
    """A row of `COMPARED` for each of them."""


def read_stream(path: Path) -> Stream:
    """Return a file of {"id", "text", "story", "topic"} with all its comparisons, made as the product makes them."""
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    known = KnownStories()
    met, compared, articles = [], [], []
    for at, record in enumerate(records):
        article = traits(record["text"])
        found_by = keys(article, known.rarity)
        others = known.candidates(found_by)
        met.append(np.array([other.article_id for other in others], dtype=np.intp))
        compared.append(rows(record["text"], article, others, known.rarity)[0])
        articles.append(KnownArticle(at, at, record["id"], None, article, record["text"]))
        known.add(articles[-1], found_by)
        known.rarity.add(article)
    return Stream(
        name=path.stem,
        ids=tuple(record["id"] for record in records),
        stories=tuple(record["story"] for record in records),
        folds=np.unique([record.get("topic", record["story"]) for record in records], return_inverse=True)[1],
        met=tuple(met),
        articles=tuple(articles),
        compared=tuple(compared),
    )


def grouped(stream: Stream, model: StoryModel, *, parting: bool = False) -> list[int]:
    """Return the story each article is put into, one after the other; with `parting` a story may turn out to be two."""
    answers: list[int] = []
    stories: list[int] = []
    likeness: dict[tuple[int, int], float] = {}
    for at, (others, compared) in enumerate(zip(stream.met, stream.compared, strict=True)):
        found = model.likenesses(compared)
        met = _by_story(stories, others, found)
        best = max(met, key=lambda story: story_likeness(met[story]), default=-1)
        joins = best >= 0 and story_likeness(met[best]) >= model.line
        answers.append(best if joins else at)
        stories.append(answers[-1])
        if parting:
            likeness.update({(at, other): alike for other, alike in zip(others.tolist(), found.tolist(), strict=True)})
            members = [one for one, story in enumerate(stories) if story == answers[-1]][-STORY_ARTICLES:]
            leaving = parted(members, likeness)
            for one in leaving:
                stories[one] = max(leaving)
    return answers


def _by_story(stories: Sequence[int], others: NDArray[np.intp], likenesses: Floats) -> Mapping[int, list[float]]:
    met: defaultdict[int, list[float]] = defaultdict(list)
    for other, likeness in zip(others.tolist(), likenesses.tolist(), strict=True):
        met[stories[other]].append(likeness)
    return met


def learned(streams: Mapping[str, Stream], masks: Mapping[str, Mask]) -> StoryModel:
    """Return coefficients, line and calibration learned from the articles under the masks alone."""
    pairs = [_pairs(streams[name], mask) for name, mask in masks.items()]
    bias, *weights = _regression(np.concatenate([one for one, _ in pairs]), np.concatenate([same for _, same in pairs]))
    model = replace(MODEL, bias=bias, weights=tuple(weights))
    model = max(
        (replace(model, line=float(line)) for line in _LINES),
        key=lambda tried: sum(
            f1(*(share[mask] for share in bcubed(streams[name].stories, grouped(streams[name], tried))))
            for name, mask in masks.items()
        ),
    )
    likeness, outcome = met_stories(streams, masks, model)
    offset, slope = _regression(likeness[:, None], outcome)
    return replace(model, offset=offset, slope=slope)


def met_stories(streams: Mapping[str, Stream], masks: Mapping[str, Mask], model: StoryModel) -> tuple[Floats, Floats]:
    """Return, for the articles under the masks, how like each story they met they are, and what share of it fits."""
    likeness, outcome = [], []
    for name, mask in masks.items():
        stream = streams[name]
        groups = grouped(stream, model)
        members: defaultdict[int, list[str]] = defaultdict(list)
        for at, (others, compared) in enumerate(zip(stream.met, stream.compared, strict=True)):
            if mask[at]:
                for story, found in _by_story(groups, others, model.likenesses(compared)).items():
                    likeness.append(story_likeness(found))
                    outcome.append(np.mean([member == stream.stories[at] for member in members[story]]))
            members[groups[at]].append(stream.stories[at])
    return np.array(likeness), np.array(outcome)


def _pairs(stream: Stream, mask: Mask) -> tuple[Floats, Floats]:
    """Comparisons between articles under the mask, and whether they tell the same story."""
    stories = np.array(stream.stories)
    found, same = [], []
    for at in np.flatnonzero(mask):
        kept = mask[stream.met[at]]
        found.append(stream.compared[at][kept])
        same.append(stories[stream.met[at]][kept] == stories[at])
    return np.concatenate(found), np.concatenate(same).astype(np.float64)


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


def bcubed(gold: Sequence[object], groups: Sequence[object]) -> tuple[Floats, Floats]:
    """Return precision and recall of each article, as ../shared/eval/stories.py counts them."""
    ours = np.unique(np.array(groups), return_inverse=True)[1]
    theirs = np.unique(np.array(gold), return_inverse=True)[1]
    together, belong = ours[:, None] == ours, theirs[:, None] == theirs
    both = (together & belong).sum(1)
    return both / together.sum(1), both / belong.sum(1)


def f1(precision: Floats, recall: Floats) -> float:
    """Return the harmonic mean of the mean precision and the mean recall."""
    means = float(precision.mean()), float(recall.mean())
    return 2 * means[0] * means[1] / sum(means)
