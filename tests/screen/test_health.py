from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.models import Page
from pipeline.store.pages import PageShelf

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Outcome


def test_doctor_tells_how_much_is_kept(ran: Callable[..., Outcome]) -> None:
    """How many bodies, how much of the disk, since when; nothing of it before there is anything."""
    shelf = PageShelf(Path("var/pages"))
    shelf.sweep(())
    assert "kept pages" not in ran("doctor", "--topic", "phones").out
    for number in range(3):
        url = f"http://news.example/{number}"
        shelf.keep(Page(url=url, final_url=url, body=url.encode(), fetched_at=datetime.now(UTC)), "page")
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    assert f"ok kept pages: 3, 0.0 MB, since {today}" in ran("doctor", "--topic", "phones").out
