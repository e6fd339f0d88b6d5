"""What came of a portion: articles to judge with what is decided of them, drops, entries dealt with."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.arrivals import Outcome, is_unchanged, missed, told
from pipeline.backfill.listening import Heard
from pipeline.first_reading import Foretold
from pipeline.models import Decided, Drop
from pipeline.picking import seen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from pipeline.backfill.loads import Load

__all__ = ["Came", "came_of"]


class Came(NamedTuple):
    """What came of a portion."""

    outcome: Outcome
    decided: Mapping[tuple[int, int], Decided]
    """By article and revision."""
    foretold: Foretold


def came_of(load: Load, heard: Sequence[Heard | Drop], now: datetime) -> Came:
    """Return what came of a portion, read; pages that were asked for and did not come included."""
    known_as, waiting = (load.picked.known_as, load.picked.waiting) if load.picked else ({}, {})
    known = [
        one if isinstance(one, Drop) else _under(known_as.get(page.url), one)
        for (page, _), one in zip(load.arrivals, heard, strict=True)
    ]
    outcome = told(load.arrivals, (one.article if isinstance(one, Heard) else one for one in known), {})
    for one in load.fetched:
        if one.page is None and not is_unchanged(one):
            drops, dealt = missed(one, waiting.get(one.request.url, ()), now)
            outcome.drops.extend(drops)
            outcome.entries.extend(dealt)
    outcome.drops.extend(load.drops)
    outcome.entries.extend(seen(entry, None, now) for entry in load.dealt)
    decided = {(one.article.article_id, one.article.revision): one.decided for one in known if isinstance(one, Heard)}
    return Came(outcome, decided, _foretold([one for one in known if isinstance(one, Heard)]))


def _foretold(heard: Sequence[Heard]) -> Foretold:
    words = [pair for one in heard for pair in zip(one.statements or (), one.words, strict=False)]
    bodies = {(one.article.article_id, one.article.revision): one.bodies for one in heard if one.bodies is not None}
    texts = [one.in_print for one in heard if one.in_print is not None]
    return Foretold(words, bodies, texts)


def _under(article_id: int | None, heard: Heard) -> Heard:
    """Return what was heard as of the article that its address is another address of."""
    if article_id is None:
        return heard
    return heard._replace(article=heard.article.model_copy(update={"article_id": article_id}))
