"""Two claims made one by hand, or a mention taken out of one: obeyed at once, always, and until it is undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.overruling.conftest import Overruled

_APART = """
SELECT c.claim_id, c.polarity FROM claims AS c
WHERE c.articles = 1 AND c.polarity = $polarity
ORDER BY c.claim_id LIMIT 2
"""
_SHARED = """
SELECT c.claim_id, m.mention_id, m.article_id
FROM claims AS c
JOIN mentions AS m USING (claim_id)
JOIN ledger.claims AS l USING (claim_id)
JOIN mentions AS f ON f.mention_id = l.first_mention
WHERE m.evidence <> f.evidence AND c.articles >= 3
ORDER BY c.articles DESC, c.claim_id, m.mention_id LIMIT 1
"""


def _two(overruled: Overruled, polarity: str = "+") -> tuple[int, int]:
    (one, _), (other, _) = overruled.published.ask(_APART, polarity=polarity).rows
    return one, other


def _mentions(overruled: Overruled, claim_id: int) -> set[int]:
    sql = "SELECT mention_id FROM mentions WHERE claim_id = $id"
    return {mention_id for (mention_id,) in overruled.published.ask(sql, id=claim_id).rows}


def test_two_claims_are_one_with_the_mentions_of_both_and_again_two(overruled) -> None:
    """The old number leads to the one that goes on; reprocessing obeys; undoing puts all back to the last mention."""
    before, (one, other) = overruled.everything(), _two(overruled)
    both = _mentions(overruled, one) | _mentions(overruled, other)
    done = overruled("claim", "merge", str(one), str(other), "--note", "the same thing")
    assert (done.code, done.err) == (0, "")
    (goes, stays) = overruled.published.ask("SELECT old_id, claim_id FROM claim_names").rows[0]
    assert {goes, stays} == {one, other}
    assert _mentions(overruled, stays) == both
    assert _mentions(overruled, goes) == set()
    assert f"claim {goes} goes by claim {stays}" in overruled("claim", str(goes)).out
    assert "the same thing" in overruled("overrules").out
    assert overruled.published.failed_checks() == {}
    obeyed = overruled.everything()
    assert overruled("reprocess", "--from", "link").code == 0
    assert overruled.everything() == obeyed
    assert "stands already" in overruled("claim", "merge", str(other), str(one)).out
    assert overruled("overrules", "undo", overruled.overrule_id()).code == 0
    assert overruled.everything() == before
    assert overruled.published.failed_checks() == {}


def test_merges_that_build_on_each_other_can_be_undone_in_any_order(overruled) -> None:
    """The first merge of a chain before the second, too."""
    before = overruled.everything()
    sql = "SELECT c.claim_id FROM claims AS c WHERE c.articles = 1 AND c.polarity = '+' ORDER BY c.claim_id LIMIT 3"
    one, other, third = (str(claim_id) for (claim_id,) in overruled.published.ask(sql).rows)
    assert overruled("claim", "merge", one, other).code == 0
    inner = overruled.overrule_id()
    assert overruled("claim", "merge", one, third).code == 0
    outer = overruled.overrule_id()
    assert overruled("overrules", "undo", inner).code == 0
    assert overruled.published.failed_checks() == {}
    assert overruled("overrules", "undo", outer).code == 0
    assert overruled.everything() == before


def test_a_mention_taken_out_of_a_claim_stays_out_of_it(overruled) -> None:
    """Whatever likeness says, also when all is linked again; the claim counts without it."""
    before = overruled.everything()
    ((claim_id, mention_id, _),) = overruled.published.ask(_SHARED).rows
    others = _mentions(overruled, claim_id) - {mention_id}
    done = overruled("claim", "split", str(claim_id), str(mention_id))
    assert (done.code, done.err) == (0, "")
    ((now,),) = overruled.published.ask("SELECT claim_id FROM mentions WHERE mention_id = $id", id=mention_id).rows
    assert f"taken out of claim {claim_id}: it makes claim {now}, “" in " ".join(done.out.split())
    assert mention_id not in _mentions(overruled, claim_id)
    assert _mentions(overruled, claim_id) <= others
    assert overruled.published.failed_checks() == {}
    obeyed = overruled.everything()
    assert overruled("reprocess", "--from", "link").code == 0
    assert overruled.everything() == obeyed
    assert overruled("overrules", "undo", overruled.overrule_id()).code == 0
    assert overruled.everything() == before


def test_opposites_are_never_one_claim(overruled) -> None:
    """Polarity is a hard gate for people too: what contradicts is linked as a contradiction."""
    (one, _), (denied, _) = _two(overruled), _two(overruled, "-")
    refused = overruled("claim", "merge", str(one), str(denied))
    assert (refused.code, "such two never are one claim" in refused.err) == (2, True)
    assert overruled.published.ask("SELECT count(*) FROM overrules").rows == [(0,)]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("merge", "{one}", "{one}"), "is itself already"),
        (("merge", "{one}", "77"), "no claim 77"),
        (("split", "{one}", "77"), "mention 77 is not under claim"),
        (("split", "77", "78"), "no claim 77"),
        (("split", "{one}", "{first}"), "take the others out"),
    ],
)
def test_what_cannot_be_is_refused_by_name(overruled, arguments: tuple[str, ...], said: str) -> None:
    """And nothing is stored of it."""
    one, _ = _two(overruled)
    ((first,),) = overruled.published.ask("SELECT first_mention FROM ledger.claims WHERE claim_id = $id", id=one).rows
    refused = overruled("claim", *(word.format(one=one, first=first) for word in arguments))
    assert refused.code in {1, 2}
    assert said in refused.err
