from __future__ import annotations

import pytest

from pipeline.claims.reading.datelines import after_dateline
from pipeline.claims.rules import statements


@pytest.mark.parametrize(
    "dateline",
    [
        "PORT ELLERY — ",
        "PORT ELLERY, May 13 (Northwire) — ",
        "KABUL, Afghanistan – ",
        "WASHINGTON (AP) -- ",
        "ST. PAUL, Minn. — ",
        "Geneva, March 3 (Reuters) - ",
        "(Northwire) — ",
        "Oslo, 14 April 2026 – ",
        "VALPARAÍSO, Chile — ",
    ],
)
def test_a_dateline_is_no_part_of_the_claim(dateline: str) -> None:
    """Town, country, day and agency in any order that wire services use."""
    (found,) = statements(dateline + "Solara closed its plant.")
    assert (found.claim, found.subject, found.speaker) == ("Solara closed its plant", "Solara", None)


@pytest.mark.parametrize(
    "text",
    ["IBM — the maker of big machines — closed its plant.", "Solara — once the largest — closed.", "A-B tests — all."],
)
def test_a_name_before_an_aside_is_no_dateline(text: str) -> None:
    """After a dateline a sentence begins, with a capital."""
    assert after_dateline(text, 0, len(text)) == 0


def test_who_speaks_after_a_dateline_is_not_the_place() -> None:
    """The speaker is the company."""
    (found,) = statements("PORT ELLERY, May 13 (Northwire) — Solara confirmed on Monday that it will close its plant.")
    assert (found.speaker, found.claim) == ("Solara", "Solara will close its plant")
