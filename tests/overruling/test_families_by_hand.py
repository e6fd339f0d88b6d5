from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Protocol

    from pipeline.store.published import Published

    class Outcome(Protocol):
        """What a command printed."""

        out: str


TOPIC = Path(__file__).parents[2] / "seeds" / "huawei-us-market"
NOON = datetime(2018, 3, 22, 12, tzinfo=UTC)
TOLD = {
    "Bay Tribune": "Best Buy will stop selling Huawei phones in April, a person briefed on the plan told the Tribune.",
    "Bay Herald": "Best Buy is to stop selling Huawei phones in April, a manager at the retailer told the Herald.",
}
STANDS = "SELECT origins, status FROM claims WHERE articles = 2"


@pytest.fixture
def two_papers(tmp_path: Path, stored: Callable[..., Published]) -> Published:
    """A database in ./var in which two papers have the same claim from their own people."""
    return stored(*TOLD.items(), folder=tmp_path / "var")


def test_two_papers_of_one_owner_corroborate_nothing_once_it_is_said(
    two_papers: Published, claimwatch: Callable[..., Outcome], tmp_path: Path
) -> None:
    """What is counted already is counted anew, the claim steps down, and back when it is taken back."""
    assert two_papers.ask(STANDS).rows == [(2, "corroborated")]
    path = tmp_path / "families.toml"
    path.write_text(
        '[[families]]\nname = "Bay Titles"\noutlets = ["bay tribune", "The Bay Herald"]\n', encoding="utf-8"
    )
    claimwatch("families", "import", str(path), "--topic", str(TOPIC), "--note", "on their imprint")
    assert two_papers.ask(STANDS).rows == [(1, "single_unnamed")]
    assert two_papers.failed_checks() == {}
    assert two_papers.ask("SELECT count(DISTINCT voice_id) FROM mentions WHERE origin IS NOT NULL").rows == [(1,)]
    claimwatch("families", "leave", "Bay Herald", "--topic", str(TOPIC))
    assert two_papers.ask(STANDS).rows == [(2, "corroborated")]
    assert two_papers.ask("SELECT count(*) FROM ledger.families").rows == [(3,)]


def test_what_stands_already_is_not_said_again(two_papers: Published, claimwatch: Callable[..., Outcome]) -> None:
    """Neither what was said before nor what comes with the program."""
    for outlet, family in (
        ("Reuters", "Thomson Reuters"),
        ("Hill Post", "Hill Titles"),
        ("the hill post", "Hill Titles"),
    ):
        claimwatch("families", "join", outlet, family, "--topic", str(TOPIC))
    claimwatch("families", "leave", "Valley Post", "--topic", str(TOPIC))
    assert two_papers.ask("SELECT outlet FROM ledger.families").rows == [("Hill Post",)]


def test_families_can_be_said_before_anything_is_stored(claimwatch: Callable[..., Outcome]) -> None:
    """And are listed, before those that come with the program."""
    claimwatch("families", "join", "Hill Post", "Hill Titles", "--db", "elsewhere", "--topic", str(TOPIC))
    told = claimwatch("families", "--json", "--db", "elsewhere")
    listed = [json.loads(line) for line in told.out.splitlines()]
    assert [row["outlet"] for row in listed][:1] == ["Hill Post"]
    assert len(listed) > 1


def test_what_was_typed_renames_no_outlet(two_papers: Published, claimwatch: Callable[..., Outcome]) -> None:
    """An outlet goes by the name that its articles give it, also when all is linked again."""
    claimwatch("families", "join", "the BAY herald", "Bay Titles", "--topic", str(TOPIC))
    claimwatch("reprocess", "--from", "link", "--topic", str(TOPIC))
    assert two_papers.ask("SELECT outlet FROM ledger.families").rows == [("Bay Herald",)]
    named = two_papers.ask("SELECT DISTINCT via FROM mentions WHERE via IS NOT NULL ORDER BY via").rows
    assert named == [("Bay Herald",), ("Bay Tribune",)]


def test_what_was_known_before_a_family_stays_known(two_papers: Published, claimwatch: Callable[..., Outcome]) -> None:
    """On any day the count and the status are those of that day, whatever is said of owners later."""
    moments = [two_papers.ask("SELECT now() AT TIME ZONE 'UTC'").rows[0][0]]
    for arguments in (
        ("join", "Bay Tribune", "Bay Titles"),
        ("join", "Bay Herald", "Bay Titles"),
        ("leave", "Bay Herald"),
    ):
        claimwatch("families", *arguments, "--topic", str(TOPIC))
        moments += two_papers.ask("SELECT max(decided_at) FROM ledger.families").rows[0]
    then = "SELECT origins, status FROM support_as_of($at) WHERE articles = 2"
    told = [two_papers.ask(then, at=moment).rows for moment in moments]
    two, one = [(2, "corroborated")], [(1, "single_unnamed")]
    assert told == [two, two, one, two]
    assert two_papers.failed_checks() == {}
    # Who decides all anew decides it with what is known of owners now, and count and status still are of one time.
    claimwatch("reprocess", "--from", "link", "--topic", str(TOPIC))
    assert [two_papers.ask(then, at=moment).rows for moment in moments] == [two] * 4


def test_an_outlet_that_nobody_ever_met_is_told_of(two_papers: Published, claimwatch: Callable[..., Outcome]) -> None:
    """With the one that may be meant; it is kept all the same, for the articles to come."""
    told = claimwatch("families", "join", "Bay Heralt", "Bay Titles", "--topic", str(TOPIC))
    assert "no article is of “Bay Heralt” and none cites it; did you mean “Bay Herald”?" in " ".join(told.out.split())
    assert two_papers.ask("SELECT outlet FROM ledger.families").rows == [("Bay Heralt",)]
