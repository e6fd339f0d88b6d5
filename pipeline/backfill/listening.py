"""
One page read, and listened to: all that can be told of it alone. The work of processes beside the one that judges.

    page -> article -> verdict of each topic -> statements -> in which words, who speaks for whom, and what is compared
"""

from __future__ import annotations

import pickle
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from pipeline.claims.rules import RULES, Rules
from pipeline.compare.in_print import in_print
from pipeline.first_reading import STATEMENTS, FirstReading
from pipeline.models import Article, Decided, Drop
from pipeline.read.workers import read_page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.claims.extractor import Extractor
    from pipeline.compare.in_print import InPrint
    from pipeline.link.wording import Wording
    from pipeline.models import Entry, Page, Relevance, Statement
    from pipeline.topic import Topic

__all__ = ["Heard", "listener"]


class Heard(NamedTuple):
    """An article, with what can be told of it alone; None is left to the desk."""

    article: Article
    relevance: tuple[Relevance, ...] | None = None
    statements: tuple[Statement, ...] | None = None
    words: tuple[Wording, ...] = ()
    """Those of each statement, as linking compares them; where there are none, the desk finds them."""
    bodies: dict[str, str] | None = None
    """For whom the people in it speak; None is left to the desk."""
    in_print: InPrint | None = None
    """As it is compared with others; None is left to the desk."""

    @property
    def decided(self) -> Decided:
        """What the desk need not find out again."""
        return Decided(relevance=self.relevance, statements=self.statements)


def listener(topics: Sequence[Topic], extractor: Extractor) -> Callable[[Page, Entry | None], Heard | Drop]:
    """
    Return what reads a page and listens to it, in whatever process.

    Another extractor than the rules waits for somebody's answers; it stays at the desk, which asks for many at once.
    """
    return partial(_heard, pickle.dumps(tuple(topics)), isinstance(extractor, Rules))


def _heard(topics: bytes, listens: bool, page: Page, entry: Entry | None) -> Heard | Drop:  # noqa: FBT001 - bound by `partial`
    outcome = read_page(page, entry)
    if not isinstance(outcome, Article):
        return outcome
    try:
        reading = _first_reading(topics)
        relevance = reading.relevance(outcome)
        kept = [verdict for verdict in relevance if verdict.kept]
        statements = reading.said(outcome, kept).statements if kept and listens else None
        words = reading.words((statements or ())[:STATEMENTS])
        bodies = reading.bodies(outcome) if statements else None
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - the desk trips over it again, and makes it the article's row
        return Heard(outcome)
    return Heard(outcome, relevance, statements, words, bodies, in_print(outcome))


@lru_cache(maxsize=1)
def _first_reading(topics: bytes) -> FirstReading:
    """Return the reading for these topics: learning what their seeds share takes longer than a page does."""
    return FirstReading(pickle.loads(topics), RULES)  # noqa: S301 - written by `listener` of the process that asks
