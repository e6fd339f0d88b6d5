"""What articles say as columns of `ledger.mentions`: of thousands of mentions a row each takes three times as long."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pipeline.models import Link, Mention

__all__ = ["Said", "said_columns"]

_MENTION = ("mention_id", "article_id", "revision", "outlet", "seen_at", "said_at", "is_seed", "about")
_STATEMENT = (
    "claim", "speaker", "speaker_entity", "speaker_kind", "cue", "mode", "polarity", "certainty",
    "factuality", "subject", "event_type", "plover", "object", "chain", "tier", "extractor",
)  # fmt: skip
_LINK = ("claim_id", "origin_id", "via", "novelty", "hedge_dropped", "score", "reason")
# What is called otherwise in a statement or link, where its name would say too little of a mention.
_RENAMED = {"named_origin": "origin", "named_via": "via"}
_SPANS = {
    ("start", "end"): "evidence_span",
    ("speaker_start", "speaker_end"): "speaker_span",
    ("cue_start", "cue_end"): "cue_span",
    ("content_start", "content_end"): "content_span",
    ("named_origin_start", "named_origin_end"): "origin_span",
}
_NOWHERE = (None, None)


class Said(NamedTuple):
    """A mention with the first verdict on it, which of its article's mentions it is, and when it enters."""

    mention: Mention
    link: Link
    ordinal: int
    entered_at: datetime

    @property
    def text(self) -> tuple[int, int]:
        """The text that says so, by article and revision."""
        return self.mention.article_id, self.mention.revision


def said_columns(said: Sequence[Said], run_id: int) -> dict[str, Sequence[object]]:
    """Return what is said as the columns of ledger.mentions, moments with their zone."""
    mentions = [one.mention for one in said]
    statements = [mention.statement for mention in mentions]
    links = [one.link for one in said]
    columns: dict[str, Sequence[object]] = {name: list(map(attrgetter(name), mentions)) for name in _MENTION}
    columns |= {name: list(map(attrgetter(name), statements)) for name in _STATEMENT}
    columns |= {column: list(map(attrgetter(name), statements)) for column, name in _RENAMED.items()}
    columns |= {name: list(map(attrgetter(name), links)) for name in _LINK}
    columns["origin_basis"] = [link.basis for link in links]
    for (starts, ends), span in _SPANS.items():
        places = [place or _NOWHERE for place in map(attrgetter(span), statements)]
        columns[starts] = [place[0] for place in places]
        columns[ends] = [place[1] for place in places]
    for name in ("text", "earliest", "latest"):
        columns[f"time_{name}"] = [getattr(one.time, name) if one.time else None for one in statements]
    columns["ordinal"] = [one.ordinal for one in said]
    columns["entered_at"] = [one.entered_at for one in said]
    columns["run_id"] = [run_id] * len(said)
    return columns
