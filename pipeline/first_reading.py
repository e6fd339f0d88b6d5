"""
What an article is about and what it says, as far as that can be told of it alone.

Nothing here knows another article, so it may be asked anywhere: at the desk, or in another process before the article
gets there.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from pipeline.claims.extractor import Extraction, Piece
from pipeline.link.canon import Canon
from pipeline.link.hearing import bodies_of
from pipeline.link.wording import wording_of
from pipeline.topic import joined
from pipeline.topic.relevance import Judge

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.claims.extractor import Extractor
    from pipeline.compare.in_print import InPrint
    from pipeline.link.wording import Wording
    from pipeline.models import Article, Relevance, Statement
    from pipeline.topic import Topic, Vocabulary

__all__ = ["READ", "STATEMENTS", "FirstReading", "Foretold"]

# News articles have a few thousand characters and some dozen claims. What goes far beyond is a transcript, a list or a
# trap, and must not hold up the others.
READ = 60_000
"""Characters of a text in which claims are looked for."""
STATEMENTS = 400
"""Statements of a text that are kept."""


class Foretold(NamedTuple):
    """What comparing and linking need of articles and can be found before their turn."""

    words: Sequence[tuple[Statement, Wording]] = ()
    """Of each statement, as it is compared."""
    bodies: Mapping[tuple[int, int], Mapping[str, str]] = MappingProxyType({})
    """For whom people speak, by article and revision."""
    texts: Sequence[InPrint] = ()
    """The articles as they are compared with others."""


class FirstReading:
    """Reads articles for several topics side by side."""

    def __init__(self, topics: Sequence[Topic], extractor: Extractor) -> None:
        self.extractor = extractor
        self.canon = Canon(joined(topic.vocabulary for topic in topics).entities)
        """What all these topics call each party."""
        self._judges = [Judge(topic) for topic in topics]
        self._seeds = {seed.article_id: topic.topic for topic in topics for seed in topic.seeds}

    def relevance(self, article: Article) -> tuple[Relevance, ...]:
        """Return the verdict of each topic; a seed is always kept for its own."""
        verdicts = (judge.relevance(article) for judge in self._judges)
        home = self._seeds.get(article.article_id)
        return tuple(
            verdict.model_copy(update={"kept": True, "reason": "a seed of this topic"})
            if home == verdict.topic
            else verdict
            for verdict in verdicts
        )

    def understands(self, article: Article) -> bool:
        """Return whether the article is in a language that the extractor reads."""
        languages = self.extractor.languages
        return languages is None or article.language is None or article.language in languages

    def piece(self, article: Article, kept: Sequence[Relevance]) -> Piece:
        """Return what the extractor is asked about, with the words of the topics that the article is kept for."""
        return Piece(article.text[:READ], article.title, article.published_at, self._vocabulary(kept))

    def said(self, article: Article, kept: Sequence[Relevance]) -> Extraction:
        """Return what the article says: nothing where it is in a language that the extractor does not read."""
        return self.extractor(self.piece(article, kept)) if self.understands(article) else Extraction(())

    def words(self, said: Iterable[Statement]) -> tuple[Wording, ...]:
        """Return the words of statements as linking compares them."""
        return tuple(wording_of(one, self.canon) for one in said)

    def bodies(self, article: Article) -> dict[str, str]:
        """Return for whom the people in an article speak, as far as it tells."""
        return bodies_of(article, self.canon.entities)

    def _vocabulary(self, kept: Sequence[Relevance]) -> Vocabulary:
        topics = {verdict.topic for verdict in kept}
        lent = [judge.topic.vocabulary for judge in self._judges if judge.topic.topic in topics]
        return lent[0] if len(lent) == 1 else joined(lent)
