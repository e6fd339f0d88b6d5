"""What to call a story: the headline of one of its articles, the one that says best what the others say."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from pipeline.common_words import STOP_WORDS, stem
from pipeline.text import words

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Headline", "chosen_title"]

# A headline under four words names a thing ("Shorts", "Huawei"), one over twenty tells half the story.
_FEWEST_WORDS, _MOST_WORDS = 4, 20
# A later headline has to say clearly more of the story than the one it goes by: who reads a list knows it by its name.
_CLEARLY = 0.1
_POOR = 0.1
# What at least half of the others say is what the story is about.
_SHARED = 0.5


class Headline(NamedTuple):
    """The headline of an article of a story, and how the article begins."""

    article_id: int
    title: str
    beginning: str
    is_copy: bool = False


def chosen_title(headlines: Sequence[Headline], present: int | None = None) -> Headline | None:
    """
    Return the headline that a story should go by; None where there is none.

    `headlines`: of its articles, the earliest first; an article without a headline counts with how it begins. That
    headline is chosen whose words most of the others use too; copies say nothing new and do not count. `present` is the
    article whose headline it goes by: it stays unless another is clearly better.
    """
    own = [one for one in headlines if not one.is_copy] or list(headlines)
    told = {one.article_id: _content(f"{one.title} {one.beginning}") for one in own}
    scores = {
        one.article_id: _score(one, [said for article_id, said in told.items() if article_id != one.article_id])
        for one in own
        if one.title.strip()
    }
    if not scores:
        return None
    best = max(scores, key=lambda article_id: scores[article_id])  # the earliest of the best: dicts keep their order
    if present in scores and scores[best] - scores[present] < _CLEARLY:
        best = present
    return next(one for one in own if one.article_id == best)


def _score(headline: Headline, others: Sequence[frozenset[str]]) -> float:
    """Return how well its words are those the others share: all of them theirs, and of theirs as many as can be."""
    said = _content(headline.title)
    if not said:
        return -1.0
    used = Counter(chain.from_iterable(others))
    common = [count / len(others) for count in used.values() if count >= _SHARED * len(others)]
    told = [used[word] / len(others) for word in said] if others else [0.0]
    precise = sum(told) / len(said)
    whole = sum(share for share in told if share >= _SHARED) / sum(common) if common else 0.0
    both = 2 * precise * whole / (precise + whole) if precise + whole else 0.0
    length = len(headline.title.split())
    fit = 0.0 if _FEWEST_WORDS <= length <= _MOST_WORDS else _POOR
    return both - fit - _POOR * headline.title.isupper() - _POOR * ("?" in headline.title)


def _content(text: str) -> frozenset[str]:
    return frozenset(stem(word.text) for word in words(text) if len(word.text) > 1 and word.text not in STOP_WORDS)
