"""
What a person says of which outlets have one owner: obeyed by the next run, and at once by what is counted already.

    rows -> voices of the stored origins -> what stands behind the claims concerned, and how far up the ladder they are

What each mention added when it came stays on record as it was; how many independent voices a claim has does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.desk import remembered
from pipeline.link.by_hand import ByHand
from pipeline.link.canon import Canon
from pipeline.link.families import Families
from pipeline.link.known import KnownClaims
from pipeline.link.ladder import steps
from pipeline.link.voices import name_key, plain_name
from pipeline.overruling.carry_out import ask_for_all
from pipeline.store import rows
from pipeline.store.bulk import append
from pipeline.store.claims_near import AskedClaims, claims_near
from pipeline.store.families import FamilyRow, families_said, outlet_origins, outlets_met, say_families
from pipeline.store.origins import give_voices
from pipeline.store.overrules import Decisions
from pipeline.store.standing import days_of, settle
from pipeline.store.transaction import transaction
from pipeline.text import squeeze
from pipeline.topic import joined

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    import duckdb

    from pipeline.models import Step
    from pipeline.run import Doors
    from pipeline.topic import Topic

__all__ = ["Said", "say"]


class Said(NamedTuple):
    """What came of it: the outlets of which something new was said, and the claims with another count or rung now."""

    outlets: tuple[str, ...]
    claims: int
    steps: int
    unmet: tuple[str, ...] = ()
    """Those among them that no article is of and none cites."""
    met: tuple[str, ...] = ()
    """All the outlets that there are articles of, or that one cites."""


def say(topics: Sequence[Topic], doors: Doors, kin: Sequence[tuple[str, str | None]], note: str | None = None) -> Said:
    """
    Say of outlets of which family they are, None for none, and publish; what stands already is not said again.

    An outlet is kept under the name that its articles give it, however it was typed.

    It is all one transaction. Raises LockedError when a run holds the database, and ConfigurationError when claims are
    concerned and the ledger has articles of a topic that is not among `topics`.
    """
    ledger = doors.ledger
    with ledger.run_lock():
        with ledger.database.writing() as connection, transaction(connection):
            now = doors.now()
            before, met = Families(families_said(connection)), outlets_met(connection)
            called = {name_key(name): name for name in (*before.outlets(), *met)}
            fresh = [
                FamilyRow(
                    called.get(name_key(outlet), squeeze(outlet)),
                    squeeze(family or "") or None,
                    squeeze(note or "") or None,
                    now,
                )
                for outlet, family in kin
                if not _stands(before, outlet, family)
            ]
            say_families(connection, fresh)
            families = Families(families_said(connection))
            own = outlet_origins(connection)
            voices = {origin: families.voice(outlet) for origin, outlet in own.items()}
            touched = give_voices(connection, voices, now)
            moved: tuple[Step, ...] = ()
            if touched:
                ask_for_all(topics, Decisions(connection))
                moved = _moved(connection, topics, touched, now)
                settle(connection, touched, days_of(connection, touched))
        ledger.publish()
    known = {name_key(name) for name in met}
    unmet = tuple(row.outlet for row in fresh if name_key(row.outlet) not in known)
    return Said(tuple(row.outlet for row in fresh), len(touched), len(moved), unmet, met)


def _stands(families: Families, outlet: str, family: str | None) -> bool:
    known = families.of(outlet)
    return (known and plain_name(known)) == (family and plain_name(family))


def _moved(
    connection: duckdb.DuckDBPyConnection, topics: Sequence[Topic], touched: set[int], now: datetime
) -> tuple[Step, ...]:
    """Enter a step for each claim that is on another rung now, and return them."""
    canon = Canon(joined(topic.vocabulary for topic in topics).entities)
    by_hand = ByHand(Decisions(connection).overrules())
    near = claims_near(connection, AskedClaims(claims=frozenset(touched)))
    known = remembered(near, KnownClaims(canon, by_hand))
    found = tuple(steps(sorted(touched), known))
    append(connection, "steps", ("step_id",), [rows.step_row(step, now) for step in found])
    return found
