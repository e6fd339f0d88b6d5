from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from flows.artifacts import digest, literal, table
from pipeline.report import Report
from pipeline.screen.paper import plain

HOSTILE = (
    "![pixel](https://tracker.example/p.png) <img src=x onerror=alert(1)> [read on](javascript:alert(1))"
    " https://evil.example <https://evil.example> **bold** `code` # heading"
)


@given(st.text())
@example(HOSTILE)
@example("1. first\n\n- second\n> third\n\n    code")
@example("<script>&lt;&#x41;\u202eevil\x1b[31m")
def test_web_text_never_becomes_markup(text: str) -> None:
    """Read as markdown, any text is one paragraph that says what the text says, with nothing in it but characters."""
    tokens = MarkdownIt("commonmark").parse(literal(text))
    inline = [token for token in tokens if token.type == "inline"]
    assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}
    assert {child.type for token in inline for child in token.children or ()} <= {"text", "text_special"}
    assert "".join(token.children[0].content for token in inline if token.children) == plain(text)


def test_a_bare_address_is_no_link() -> None:
    """GitHub's markdown, which Prefect's screens read, makes links of bare addresses; an escaped one is text."""
    assert "://" not in literal(HOSTILE)
    assert "www." not in literal("www.evil.example")
    assert "a@" not in literal("a@evil.example")


def test_the_digest_says_what_is_new_on_whose_word_and_what_went_wrong() -> None:
    """Claims with their word, problems, and hostile text only as text."""
    claim = {"claim": "Best Buy stops", "status": "single_unnamed", "origins": 1, "outlet": HOSTILE, "origin": "CNET"}
    report = Report(feeds=2, failed_feeds=1, claims=1, problems=["https://down.example/feed: HTTP 500"])
    page = digest(report, [claim])
    assert "**Best Buy stops** — CNET" in page
    assert "no named origin" in page
    assert "HTTP 500" in page
    assert "<img" not in MarkdownIt("commonmark").render(page)


@pytest.mark.parametrize("claims", [0, 1, 500])
def test_the_digest_stays_a_page(claims: int) -> None:
    """A first run can bring hundreds of claims; the digest shows some and counts the rest."""
    row = {"claim": "x", "status": "single_named", "origins": 1, "speaker": "Y"}
    page = digest(Report(claims=claims), [row] * claims)
    assert len(page.splitlines()) < 30
    assert ("480 more" in page) is (claims == 500)


def test_the_table_counts_every_reason_for_a_drop() -> None:
    """Feeds, articles, claims, and a row for each stage and reason."""
    report = Report(feeds=3, failed_feeds=1, articles=2, claims=5)
    report.drops["topic: off topic"] += 4
    rows = {row["what"].replace("\\", ""): row["count"] for row in table(report)}
    assert rows["feeds"] == 3
    assert rows["feeds that failed"] == 1
    assert rows["articles"] == 2
    assert rows["new claims"] == 5
    assert rows["dropped at topic: off topic"] == 4
