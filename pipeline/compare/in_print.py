"""An article taken apart as it is compared with others: all that can be told of it alone, wherever it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.compare import features, wording

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.compare.features import Traits
    from pipeline.compare.wording import Wording
    from pipeline.models import Article

__all__ = ["InPrint", "in_print", "learn"]


class InPrint(NamedTuple):
    """The words and shingles of an article, and the traits that tell of which story it is."""

    title: str | None
    words: Wording
    traits: Traits


def in_print(article: Article) -> InPrint:
    """Return an article as it is compared with others, what is looked up of its words on demand at hand."""
    words = wording.wording(article.text)
    words.fingerprint()
    _ = words.quoted
    return InPrint(article.title, words, features.traits(article.text, article.title))


def learn(found: Iterable[InPrint]) -> None:
    """Take articles as they were found elsewhere, so that they are not taken apart here."""
    for one in found:
        wording.learn(one.words)
        features.learn(one.words.text, one.title, one.traits)
