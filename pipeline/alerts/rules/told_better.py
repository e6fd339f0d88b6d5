"""One step, one alert: what another rule tells better is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.alerts.rules.firing import Firing

__all__ = ["without_what_is_told_better"]

_BETTER = {
    "watched_claim": frozenset({"denied", "corrected"}),
    "corroborated": frozenset({"on_record"}),
    "changed": frozenset({"corrected", "denied", "on_record", "corroborated"}),
}
"""Of one mention each of these rules is silent where one of those fires. Nothing silences a denial or a correction."""


def without_what_is_told_better(fired: Sequence[Firing]) -> Iterator[Firing]:
    """Yield what is left; that a story is new tells also that its claims are."""
    by_mention = {(one.rule, one.telling.mention_id) for one in fired}
    new = {one.claim.story_id for one in fired if one.rule == "new_story"}
    for one in fired:
        better = any((rule, one.telling.mention_id) in by_mention for rule in _BETTER.get(one.rule, ()))
        if not better and not (one.rule == "watched_claim" and one.claim.story_id in new):
            yield one
