from __future__ import annotations

import pytest

from pipeline.claims.reading.boilerplate import is_boilerplate
from pipeline.claims.rules import statements


@pytest.mark.parametrize(
    "line",
    [
        "Written by Sajeel Syed ·  1 min read >",
        "By Ann Lee and Bob Ray",
        "Read More: Video Shows Huawei P20 May Support Slow Motion",
        "(Source)",
        "Photo by Jane Roe/Getty Images",
        "Image: The new plant",
        "© 2018 The Daily Ledger. All rights reserved.",
        "ⓒ 2021 All rights reserved. Do not reproduce without permission.",
        "Home » Technology » Mobiles » Huawei cannot sell its phones",
        "Follow me on Twitter: https://example.com/me Profile",
        "I am a writer at TechJuice, overseeing IT and Telecom.",
        "Ann Lee is a senior reporter for the Ledger.",
        "Sign up for our newsletter",
    ],
)
def test_what_surrounds_an_article_claims_nothing(line: str) -> None:
    """Bylines, pointers, credits, navigation, rights and biographies."""
    assert is_boilerplate(line)
    assert statements(line) == ()


@pytest.mark.parametrize(
    "line",
    [
        "The company shared its plans with the press.",
        "By Monday the army had taken the town.",
        "Ann Lee is a surgeon at the hospital.",
        "Readers more than doubled.",
    ],
)
def test_the_story_itself_is_not_taken_for_boilerplate(line: str) -> None:
    """Sentences that only begin like such lines."""
    assert not is_boilerplate(line)


def test_the_authors_life_after_the_byline_is_passed_over(seed_texts: dict[str, str]) -> None:
    """Seed 001 ends in a biography in the first person; no statement comes from it."""
    text = seed_texts["001"]
    last = text.index("Written by Sajeel Syed\nI am a writer")
    assert all(s.evidence_span[1] <= last for s in statements(text))
