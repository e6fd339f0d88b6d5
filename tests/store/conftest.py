from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from pipeline.models import Article, Change, Comparison, Decision, Intake, Page, Placement, Relevance
from pipeline.store.ledger import Ledger
from pipeline.text import content_id

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SEEN = datetime(2018, 3, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """An empty ledger on a real DuckDB file."""
    return Ledger(tmp_path / "var")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """A ledger that the tests of one file share, because none of them minds what the others left there."""
    return Ledger(tmp_path_factory.mktemp("shared"))


@pytest.fixture(scope="session")
def page() -> Callable[..., Page]:
    """Make a page as the network door hands it over."""

    def make(body: bytes, url: str = "http://news.example/one", fetched_at: datetime = SEEN, **fields: object) -> Page:
        return Page(url=url, final_url=url, body=body, fetched_at=fetched_at, **fields)  # type: ignore[arg-type]  # any field

    return make


@pytest.fixture(scope="session")
def intake() -> Callable[..., Intake]:
    """Make what an article without claims adds to the ledger; the address names the article, the text its revision."""

    def make(
        url: str,
        text: str = "Best Buy stops.",
        *,
        seen_at: datetime = SEEN,
        change: Change | None = None,
        **page: object,
    ) -> Intake:
        article_id = content_id("article", url)
        article = Article(
            article_id=article_id,
            revision=content_id("revision", text),
            url=url,
            text=text,
            seen_at=seen_at,
            **page,  # type: ignore[arg-type]  # any field
        )
        return Intake(
            article=article,
            relevance=(Relevance(topic="phones", kept=True, score=1.0, reason="about phones"),),
            comparison=Comparison(article_id=article_id, decision=Decision.INDEPENDENT, rule="test", reason="alone"),
            placement=Placement(article_id=article_id, story_id=article_id, score=0.0, reason="opens a story"),
            change=change,
        )

    return make
