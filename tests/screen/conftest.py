from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.bookkeeping import Books
from pipeline.models import Article
from pipeline.report import Report
from pipeline.store.ledger import Ledger
from pipeline.store.published import Published
from pipeline.topic import Thresholds
from pipeline.topic.folder import read_topic

if TYPE_CHECKING:
    from collections.abc import Callable

TOPIC = Path(__file__).parents[2] / "seeds" / "huawei-us-market"
NOON = datetime(2018, 3, 22, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Published]:
    """Store articles, outlet and text, an hour apart, in a folder of their own; return what is published of them."""

    def store(*articles: tuple[str, str]) -> Published:
        topic = read_topic(TOPIC, NOON).model_copy(update={"seeds": (), "thresholds": Thresholds(relevance=0)})
        ledger = Ledger(tmp_path_factory.mktemp("stored"))
        with ledger.run_lock():
            run_id, _ = ledger.begin((topic.topic,), (), NOON)
            books = Books([topic], ledger, ledger.recall(), Report(), quiet=True)
            for place, (outlet, text) in enumerate(articles):
                at = NOON + timedelta(hours=place)
                article = Article(
                    article_id=place + 1,
                    revision=1,
                    url=f"https://{place}.example/huawei",
                    text=text,
                    outlet=outlet,
                    published_at=at,
                    published_precision="instant",
                    seen_at=at,
                )
                books.enter(books.judged([article], run_id, at), run_id, at)
            ledger.publish()
        return Published(ledger.database.published)

    return store
