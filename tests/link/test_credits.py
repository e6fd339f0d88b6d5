from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.link.credits import credits_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.models import Article

BODY = "The ferry terminal is to be sold. Nobody said to whom."


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        (f"DUNMOUTH (Northwire) - {BODY}", "Northwire"),
        (f"WASHINGTON, March 21 (AP) — {BODY}", "Associated Press"),
        (f"{BODY}\n\nReporting by Ann Lee; Editing by Tom Hill", "Reuters"),
        (f"{BODY}\n\nAdditional reporting by Reuters", "Reuters"),
        (f"{BODY}\n\nThe Associated Press contributed to this report.", "Associated Press"),
        (f"{BODY}\n\n© 2018 AP", "Associated Press"),
        (f"{BODY} (via Shoreline)", "Shoreline"),
        (f"{BODY}\n\nSource: Shoreline", "Shoreline"),
        (f"AFP\n\n{BODY}", "AFP"),
        (f"{BODY}\n\n(Source)", None),
        (f"Best Buy (BBY) - {BODY}", None),
        (f"{BODY}\n\nReporting by Ann Lee", None),
        (f"{BODY}\n\n© 2018 All rights reserved", None),
    ],
)
def test_a_line_tells_whose_copy_an_article_is(text: str, agency: str | None, article: Callable[..., Article]) -> None:
    """Anybody's name in a dateline, elsewhere a name that is known for an outlet's."""
    found = credits_of(article(text, "Herald"), ["Shoreline"])
    assert (found.agency, found.issuer) == (agency, None)


def test_a_byline_can_be_an_agency(article: Callable[..., Article]) -> None:
    """Many sites name the agency as author."""
    assert credits_of(article(BODY, "Herald", authors=("Reuters",))).agency == "Reuters"


def test_an_agency_is_no_credit_in_its_own_article(article: Callable[..., Article]) -> None:
    """What it says itself without naming anybody is nobody else's word."""
    assert credits_of(article(f"DUNMOUTH (Northwire) - {BODY}", "Northwire News Agency")).agency is None


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        (f"Statement from Acme Ferries, issued at noon:\n\n“{BODY}”", "Acme Ferries"),
        (
            f"The following notice was issued this morning by the Harbour Authority.\n\n“{BODY}”",
            "the Harbour Authority",
        ),
        (f"DUNMOUTH, March 21, 2018 /PRNewswire/ -- {BODY}\n\nSOURCE Acme Ferries", "Acme Ferries"),
        (f"The company made no statement. {BODY}", None),
    ],
)
def test_a_release_is_the_word_of_whom_it_is_from(
    text: str, issuer: str | None, article: Callable[..., Article]
) -> None:
    """Whoever prints it."""
    assert credits_of(article(text, "Herald")).issuer == issuer
