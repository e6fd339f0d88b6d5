from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.models import Batch, Intake, Mention, Novelty
from pipeline.store.claims_near import AskedClaims
from tests.store.conftest import at

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.store.conftest import Month


def _all_of(month: Month) -> AskedClaims:
    with month.ledger.database.writing() as connection:
        claims = connection.execute("SELECT claim_id FROM ledger.claims").fetchall()
    return AskedClaims(claims=frozenset(claim_id for (claim_id,) in claims))


def test_what_stands_as_it_did_is_the_same_record(month: Month, intake: Callable[..., Intake]) -> None:
    """And the verdict that was changed meanwhile is read anew: on one mention, and on none of the others."""
    asked = _all_of(month)
    first = month.ledger.claims_near(asked)
    again = month.ledger.claims_near(asked, first)
    assert {*again.steps} == {*first.steps}
    assert len(again.claims) == len(asked.claims)
    assert all(one is other for one, other in zip(again.claims, first.claims, strict=True))
    assert all(
        one is other and link is its for (one, link), (other, its) in zip(again.mentions, first.mentions, strict=True)
    )

    mention, link = first.mentions[0]
    later = link.model_copy(update={"novelty": Novelty.CORRECTED, "reason": "a later look"})
    relinked = intake("http://ledger.example/later", "The agency spoke again.", seen_at=at(20)).model_copy(
        update={"links": (later,)}
    )
    month.ledger.commit(Batch(decided_at=at(20), intakes=[relinked]), month.ledger.begin(["plants"], [], at(20))[0])
    after = dict(month.ledger.claims_near(asked, again).mentions)
    assert after.pop(mention) == later
    assert all(after[other] is verdict for other, verdict in first.mentions[1:])


def test_what_is_brought_is_lean_and_the_same(month: Month) -> None:
    """Tens of thousands of statements are held at once; two thirds of each told which of its fields were given."""
    mention, _ = month.ledger.claims_near(_all_of(month)).mentions[0]
    assert mention.statement.model_fields_set == set()
    whole = Mention.model_validate(mention.model_dump())
    assert whole.statement.model_fields_set
    assert whole == mention
    assert hash(whole) == hash(mention)
    changed = mention.statement.model_copy(update={"claim": "Something else"})
    assert changed.model_fields_set == {"claim"}
    assert mention.statement.model_fields_set == set()
