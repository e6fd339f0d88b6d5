"""The steps that the system itself saw in the invented month, told from its views alone and not by its rules."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from pipeline.store.published import Published

__all__ = ["OwnStep", "own_steps"]

_NUMBERS = (2, 3, 5)
# What is context, or began with somebody who would not comment, is told nobody, and neither is what seeds say.
_TELLABLE = """
SELECT c.claim_id, c.claim, min(d.decided_at) AS opened
FROM claims AS c JOIN developments AS d USING (claim_id)
WHERE c.tier = 1 AND c.claim_id NOT IN (
    SELECT claim_id FROM mentions GROUP BY claim_id HAVING arg_min(mode, (entered_at, start)) = 'declined'
)
GROUP BY c.claim_id, c.claim
"""
# Every verdict that a mention ever got, each with when.
_VERDICTS = """
SELECT r.claim_id, r.novelty, r.decided_at, m.article_id, m.revision, m.evidence, m.mode, m.is_seed,
    r.decided_at = min(r.decided_at) OVER (PARTITION BY m.mention_id) AS is_first
FROM (
    SELECT mention_id, claim_id, novelty, entered_at AS decided_at FROM mentions
    WHERE mention_id NOT IN (SELECT mention_id FROM ledger.relinks)
    UNION ALL SELECT mention_id, claim_id, novelty, decided_at FROM ledger.relinks
) AS r JOIN mentions AS m USING (mention_id)
WHERE NOT m.is_seed AND m.mode <> 'declined'
ORDER BY r.decided_at, m.start
"""
_DISPUTED = """
SELECT claim_id, decided_at::DATE AS day FROM steps
GROUP BY claim_id, day HAVING arg_max(status, decided_at) = 'disputed'
"""
_CHANGES = frozenset({"changed", "corroborated", "on_record", "denied", "corrected"})
"""By which rules a change is told: the same sentence may bring more than that."""


class OwnStep(NamedTuple):
    """A step, the claims or the article that an alert of it is about, and the rules by which it may be told."""

    day: date
    subjects: tuple[int, ...]
    told_by: frozenset[str]
    what: str


def own_steps(published: Published) -> list[OwnStep]:
    """Return every step that the views tell: denials, disputes, words on record, origins, changes and corrections."""
    known = {row["claim_id"]: row for row in published.ask(_TELLABLE).dicts()}
    verdicts = published.ask(_VERDICTS).dicts()
    against: dict[int, set[int]] = {}
    for row in published.ask("FROM contradicting").dicts():
        against.setdefault(row["claim_id"], set()).add(row["other_id"])
        against.setdefault(row["other_id"], set()).add(row["claim_id"])
    steps: dict[OwnStep, None] = {}
    recorded: set[int] = set()
    for row in verdicts:
        day, claim_id, novelty = row["decided_at"].date(), row["claim_id"], row["novelty"]
        if novelty == "denied" and row["is_first"]:
            denied = tuple(sorted(against.get(claim_id, set()) & known.keys()))
            steps[OwnStep(day, denied, frozenset({"denied"}), f"denied: {row['evidence']}")] = None
        elif claim_id in known and novelty == "on_record" and claim_id not in recorded:
            recorded.add(claim_id)
            steps[OwnStep(day, (claim_id,), frozenset({"on_record"}), f"on record: {row['evidence']}")] = None
        elif claim_id in known and novelty == "changed" and row["is_first"]:
            steps[OwnStep(day, (claim_id, row["article_id"]), _CHANGES, f"changed: {row['evidence']}")] = None
        elif claim_id in known and novelty == "corrected" and not _still_says(row, verdicts):
            steps[OwnStep(day, (claim_id,), frozenset({"corrected"}), f"corrected: {row['evidence']}")] = None
    told = [step for step in steps if step.subjects]
    return [*told, *_disputes(published, known, against), *_counted(published, known)]


def _still_says(row: Mapping[str, Any], verdicts: Sequence[Mapping[str, Any]]) -> bool:
    """Tell whether a newer text of the same article makes the same claim in other words."""
    return any(
        (other["claim_id"], other["article_id"]) == (row["claim_id"], row["article_id"])
        and other["revision"] != row["revision"]
        and other["novelty"] != "corrected"
        for other in verdicts
    )


def _disputes(
    published: Published, known: Mapping[int, Mapping[str, Any]], against: Mapping[int, set[int]]
) -> Iterator[OwnStep]:
    """Yield a step for each claim that was known and disputed at the end of a day; of a pair it is told of one."""
    for row in published.ask(_DISPUTED).dicts():
        claim_id, day = row["claim_id"], row["day"]
        if claim_id in known and known[claim_id]["opened"].date() < day:
            both = (claim_id, *sorted(against.get(claim_id, ())))
            yield OwnStep(day, both, frozenset({"denied"}), f"disputed: {known[claim_id]['claim']}")


def _counted(published: Published, known: Mapping[int, Mapping[str, Any]]) -> Iterator[OwnStep]:
    """Yield a step for each claim whose origins reached one of the numbers, as of each day's end."""
    ends = [
        row["decided_at"]
        for row in published.ask("SELECT DISTINCT decided_at FROM developments ORDER BY decided_at").dicts()
    ]
    then: list[tuple[datetime, dict[int, int]]] = []
    for at in ends:
        rows = published.ask(f"SELECT claim_id, origins FROM support_as_of('{at:%Y-%m-%d %H:%M:%S.%f}')").dicts()
        then.append((at, {row["claim_id"]: row["origins"] for row in rows}))
    for (_, before), (at, after) in pairwise(then):
        for claim_id, origins in after.items():
            if claim_id in known and any(before.get(claim_id, 1) < number <= origins for number in _NUMBERS):
                told_by = frozenset({"corroborated", "on_record"})
                yield OwnStep(at.date(), (claim_id,), told_by, f"{origins} origins: {known[claim_id]['claim']}")
