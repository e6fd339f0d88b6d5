from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.claims.rules import statements
from pipeline.models import Certainty, Mode

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.models import Statement
    from pipeline.topic import Vocabulary


WEIGHED = tomllib.loads(Path(__file__).with_name("weighed_sentences.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(row, id=f"{construction}: {row[0]}{row[5:]}")
        for construction, rows in WEIGHED.items()
        for row in rows
    ],
)
def test_a_sentence_weighs_what_a_reader_gives_it(row: list[str | float]) -> None:
    """Mode, polarity, certainty and factuality, weighed by hand; a sixth item begins the claim that is meant."""
    text, *weight = row[:5]
    begins = str(row[5]) if len(row) > 5 else ""
    found = [s for s in statements(str(text)) if s.claim.startswith(begins)]
    assert [[s.mode, s.polarity, s.certainty, s.factuality] for s in found] == [weight]


@pytest.mark.parametrize(
    ("text", "mode", "polarity", "certainty"),
    [
        ("Huawei has sold phones there.", "asserted", "+", "certain"),
        ("Huawei cannot sell phones there.", "asserted", "-", "certain"),
        ("The phones aren’t sold by any carrier.", "asserted", "-", "certain"),
        ("The shop will no longer sell phones.", "asserted", "+", "certain"),
        ("The plan is not going as planned.", "asserted", "+", "certain"),
        ("The shop might have faced pressure.", "speculated", "+", "possible"),
        ("It seems the firms will face problems.", "speculated", "+", "probable"),
        ("Huawei seems to be one of them.", "speculated", "+", "probable"),
        ("If it rains, the river will flood.", "speculated", "+", "possible"),
        ("AT&T reportedly canceled the deal.", "reported", "+", "probable"),
        ("It was reported that AT&T canceled the deal.", "reported", "+", "probable"),
        ("Ann Lee said the shop closed.", "reported", "+", "certain"),
        ("Ann Lee said the shop may close.", "reported", "+", "possible"),
        ("“The shop is closed for good,” Ann Lee said.", "quoted", "+", "certain"),
        ("Ann Lee denied that the shop closed.", "denied", "-", "certain"),
        ("Solara said it has no plans to leave Belgium.", "denied", "-", "certain"),
        ("Solara said it is not able to close the deal.", "reported", "-", "certain"),
        ("The police suspect that Lee lied.", "speculated", "+", "possible"),
        ("Officials continue to express concern that the phones leak data.", "reported", "+", "possible"),
        ("Best Buy declined to comment.", "declined", "+", "unknown"),
        ("An official of Best Buy has denied commenting on the matter.", "declined", "+", "unknown"),
        ("“We don’t comment on contracts,” said a spokesman.", "declined", "+", "unknown"),
    ],
)
def test_mode_polarity_and_certainty_follow_the_clause(
    said: Callable[[str], Statement], text: str, mode: str, polarity: str, certainty: str
) -> None:
    """One claim each; "no longer" is no negation, "not as planned" neither, "denied commenting" no denial."""
    found = said(text)
    assert (found.mode, found.polarity, found.certainty) == (mode, polarity, certainty)


def test_a_conceded_might_hedges_nothing(seed_texts: dict[str, str], phones: Vocabulary) -> None:
    """Seed 003: "Huawei might be one of the largest …, but the company is having a very hard time"."""
    found = [s for s in statements(seed_texts["003"], vocabulary=phones) if "might be one of the largest" in s.evidence]
    assert [(s.mode, s.certainty) for s in found] == [(Mode.ASSERTED, Certainty.CERTAIN)] * 2


def test_even_if_is_no_condition_of_what_follows(seed_texts: dict[str, str], phones: Vocabulary) -> None:
    """Seed 002: "Even if Best Buy is phasing out …, consumers can still purchase Huawei phones"."""
    (found,) = (s for s in statements(seed_texts["002"], vocabulary=phones) if s.evidence.startswith("Even if"))
    assert found.claim.startswith("Consumers can still purchase Huawei phones")
    assert found.certainty is Certainty.CERTAIN


def test_a_hedge_in_one_clause_leaves_the_other_alone() -> None:
    """What may end is hedged, what goes on is not."""
    first, second = statements("The shop is in talks with Lee, but the talks may end soon.")
    assert (first.certainty, second.certainty) == (Certainty.CERTAIN, Certainty.POSSIBLE)
