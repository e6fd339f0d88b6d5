from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

import pytest

from pipeline.errors import LostPageError
from pipeline.models import Batch

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Literal

    from pipeline.models import KeptPage, Page
    from pipeline.store.ledger import Ledger

NOW = datetime(2018, 6, 30, 12, 0, tzinfo=UTC)
QUARTER, WEEK, NOTHING = timedelta(days=90), timedelta(days=7), timedelta(0)


class Shop(NamedTuple):
    """A ledger with what is kept in it."""

    ledger: Ledger
    keep: Callable[..., KeptPage]

    def left(self, *kept: KeptPage) -> list[bool]:
        """Return of which the bytes can still be had."""
        return [self._had(one) for one in kept]

    def _had(self, kept: KeptPage) -> bool:
        try:
            return bool(self.ledger.shelf.page(kept).body)
        except LostPageError:
            return False

    def gone(self) -> int:
        """Return how many rows say that their bytes are gone."""
        with self.ledger.database.writing() as connection:
            ((count,),) = connection.execute("SELECT count(gone_at) FROM kept").fetchall()
        return int(count)


@pytest.fixture
def shop(ledger: Ledger, page: Callable[..., Page]) -> Shop:
    """A ledger in which pages and feeds can be kept that were fetched so many days ago."""
    run_id, _ = ledger.begin(["phones"], [], NOW)

    def keep(body: bytes, days: float, kind: Literal["feed", "page"] = "page") -> KeptPage:
        kept = ledger.shelf.keep(page(body, fetched_at=NOW - timedelta(days=days)), kind)
        ledger.commit(Batch(decided_at=NOW, kept=[kept]), run_id)
        return kept

    return Shop(ledger, keep)


def test_pages_and_feeds_are_kept_for_as_long_as_each_is_to_be(shop: Shop) -> None:
    """Ninety days for pages and seven for feeds; the rows stay and say that the bytes are gone."""
    kept = [
        shop.keep(b"old page", 91),
        shop.keep(b"page", 89),
        shop.keep(b"old feed", 8, "feed"),
        shop.keep(b"f", 6, "feed"),
    ]
    swept = shop.ledger.sweep(NOW, pages=QUARTER, feeds=WEEK)
    assert swept.files == 2
    assert shop.left(*kept) == [False, True, False, True]
    assert shop.gone() == 2
    assert shop.ledger.sweep(NOW, pages=QUARTER, feeds=WEEK) == (0, 0)


def test_bytes_stay_while_one_row_needs_them(shop: Shop) -> None:
    """The same body fetched again yesterday is worth as much as a new one."""
    old, new = shop.keep(b"same", 100), shop.keep(b"same", 1)
    shop.ledger.sweep(NOW, pages=QUARTER, feeds=WEEK)
    assert (shop.left(old, new), shop.gone()) == ([True, True], 1)


def test_forever_is_for_ever_and_nothing_is_nothing(shop: Shop) -> None:
    """None lets nothing go, however old; zero lets everything go, however new."""
    page, feed = shop.keep(b"page", 9000), shop.keep(b"feed", 0, "feed")
    shop.ledger.sweep(NOW, pages=None, feeds=NOTHING)
    assert shop.left(page, feed) == [True, False]


def test_bytes_without_a_row_are_swept_away(shop: Shop, page: Callable[..., Page]) -> None:
    """A run that was cut off between a file and its row leaves nothing for ever."""
    orphan = shop.ledger.shelf.keep(page(b"orphan"), "page")
    shop.ledger.sweep(NOW, pages=None, feeds=None)
    assert shop.left(orphan) == [False]


def test_a_sweep_that_was_cut_off_is_taken_up_by_the_next(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows first, then files: in between, the bytes are merely there for longer."""
    kept = shop.keep(b"old", 100)
    with monkeypatch.context() as patch:
        patch.setattr(shop.ledger.shelf, "sweep", lambda _: None)
        shop.ledger.sweep(NOW, pages=QUARTER, feeds=WEEK)
    assert (shop.left(kept), shop.gone()) == ([True], 1)
    assert shop.ledger.sweep(NOW, pages=QUARTER, feeds=WEEK).files == 1
