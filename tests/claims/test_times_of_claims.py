"""When what is claimed happened or is to happen: the time of the claim's own clause, told by its own verb."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from pipeline.claims.rules import statements

if TYPE_CHECKING:
    from collections.abc import Callable

OPEN = "None"


@pytest.fixture
def times() -> Callable[[str], list[str]]:
    """The times of what a text says, published on a Thursday."""

    def of(text: str) -> list[str]:
        read = statements(text, published_at=datetime(2018, 3, 22, 12, tzinfo=UTC))
        return [f"{s.time.text} {s.time.earliest} {s.time.latest}" if s.time else "-" for s in read]

    return of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bank closed on Monday, and the shop next door will open on Friday.",
         ["on Monday 2018-03-19 2018-03-19", "on Friday 2018-03-23 2018-03-23"]),
        ("On Monday, the bank closed.", ["On Monday 2018-03-19 2018-03-19"]),
        ("The bank is due to close on Monday.", ["on Monday 2018-03-26 2018-03-26"]),
        ("The bank may have closed on Monday.", ["on Monday 2018-03-19 2018-03-19"]),
        ("The tender closes on Monday.", ["on Monday 2018-03-26 2018-03-26"]),
        ("The bank was expected to close on Monday.", ["on Monday 2018-03-26 2018-03-26"]),
        ("The bank has closed, and the mayor wants it opened by June.",
         ["-", "by June 2018-03-22 2018-06-30"]),
    ],
)  # fmt: skip
def test_each_claim_has_the_time_of_its_own_clause(
    times: Callable[[str], list[str]], text: str, expected: list[str]
) -> None:
    """And its own verb tells whether that is ahead."""
    assert times(text) == expected


@pytest.mark.parametrize(
    ("text", "expression", "earliest", "latest"),
    [
        # a caption tells what was; what begins, opens or meets is on a calendar
        ("Jane Roe speaks to reporters on Monday.", "on Monday", "2019-11-11", "2019-11-11"),
        ("Ann Lee poses with her medal on Sunday.", "on Sunday", "2019-11-10", "2019-11-10"),
        ("A child plays in the snow on Friday.", "on Friday", "2019-11-08", "2019-11-08"),
        ("The trial begins on Monday.", "on Monday", "2019-11-18", "2019-11-18"),
        ("The summit opens on Thursday.", "on Thursday", "2019-11-14", "2019-11-14"),
        ("The council meets on Friday.", "on Friday", "2019-11-15", "2019-11-15"),
        # "the next" months of something that is past are nobody knows when
        ("His health continued to decline over the next three months.", "over the next three months", OPEN, OPEN),
        ("The next year, Acme fired 300 workers.", "next year", OPEN, OPEN),
        ("Ten more died in the next two weeks.", "in the next two weeks", OPEN, OPEN),
        ("Acme will fire many over the next three months.", "over the next three months", "2019-11-12", "2020-02-12"),
        ("It planned to pay over the next three months.", "over the next three months", "2019-11-12", "2020-02-12"),
        ("The summit was moved to next year.", "next year", "2020-01-01", "2020-12-31"),
        # a day that says which call it was lies where it lies, whatever will become of it
        ("Trump’s July 25 call is at the heart of the inquiry.", "July 25", "2019-07-25", "2019-07-25"),
        ("The White House will release the July 25 call.", "July 25", "2019-07-25", "2019-07-25"),
        ("The December 5 hearing will settle the case.", "December 5", "2019-12-05", "2019-12-05"),
        ("Lee will speak in Oslo on July 25.", "on July 25", "2020-07-25", "2020-07-25"),
    ],
)
def test_what_is_told_of_the_past_has_no_days_to_come(text: str, expression: str, earliest: str, latest: str) -> None:
    """Published on Tuesday, 12 November 2019."""
    (found,) = statements(text, published_at=datetime(2019, 11, 12, tzinfo=UTC))
    assert found.time is not None
    assert (found.time.text, str(found.time.earliest), str(found.time.latest)) == (expression, earliest, latest)
