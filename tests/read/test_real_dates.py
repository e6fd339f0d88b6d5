from __future__ import annotations

import gzip
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.models import Article, Page
from pipeline.read.extract import read_article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SHARED_PAGES = Path(__file__).parents[3] / "shared" / "data" / "pages" / "scrapinghub"
ISO = re.compile(r"20\d\d-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?")
STATED = re.compile(rb'"datePublished"\s*:\s*"([^"]{10,40})"|article:published_time"\s+content="([^"]{10,40})"')


def dated_pages() -> Iterator[tuple[str, str, str]]:
    """Every sixth real page that dates itself once, where they are at hand: name, address and the date it states."""
    if not SHARED_PAGES.is_dir():
        return
    marked = json.loads((SHARED_PAGES / "ground-truth.json").read_text(encoding="utf-8"))
    for name in sorted(marked)[::6]:
        html = gzip.decompress((SHARED_PAGES / "html" / f"{name}.html.gz").read_bytes())
        stated = {(found[0] or found[1]).decode() for found in STATED.findall(html)}
        if len(stated) == 1 and ISO.fullmatch(date := stated.pop()):
            yield name, marked[name]["url"], date


@pytest.mark.parametrize(("name", "url", "stated"), list(dated_pages()))
def test_a_real_page_gets_the_day_it_states(html_page: Callable[..., Page], name: str, url: str, stated: str) -> None:
    """Found by search through the bytes here, and in the structured data there: the same day."""
    page = html_page(gzip.decompress((SHARED_PAGES / "html" / f"{name}.html.gz").read_bytes()), url=url)
    found = read_article(page.model_copy(update={"fetched_at": datetime(2026, 1, 1, tzinfo=UTC)}))
    assert isinstance(found, Article)
    assert found.published_at is not None
    expected = datetime.fromisoformat(stated)
    day = expected.astimezone(UTC).date() if expected.tzinfo else expected.date()
    assert found.published_at.date() == day
