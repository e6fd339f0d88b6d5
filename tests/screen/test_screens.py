from __future__ import annotations

import pytest

from pipeline import resources
from pipeline.screen.paper import plain, plural
from pipeline.store.ledger import Ledger
from pipeline.store.publish import publish
from pipeline.store.published import Published

SCREENS = sorted(path.stem for path in (resources.SQL / "screens").glob("*.sql"))
PARAMETERS = {"id": 1, "url": "http://x.example", "since": "2018-01-01", "topic": "*", "tier": 2, "seeds": True}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """An empty published database."""
    ledger = Ledger(tmp_path_factory.mktemp("screens"))
    with ledger.database.writing():
        pass
    publish(ledger.database)
    return Published(ledger.database.published)


@pytest.mark.parametrize("name", SCREENS)
def test_every_screen_has_something_to_ask_on_an_empty_database(published: Published, name: str) -> None:
    """No screen fails before there is anything to show."""
    sql = (resources.SQL / "screens" / f"{name}.sql").read_text(encoding="utf-8")
    wanted = {key: value for key, value in PARAMETERS.items() if f"${key}" in sql}
    assert isinstance(published.screen(name, **wanted), list)


def test_text_on_paper_is_one_line_of_what_can_be_seen() -> None:
    """Escape sequences, bells and letters that turn the line around are gone; quotation marks and accents stay."""
    assert plain("a\x1b[31mred\x07 b\u202e\u200bc\n\n“d” é") == "a[31mred bc “d” é"


def test_numbers_agree_with_their_words() -> None:
    """One copy, two copies."""
    assert [plural(n, "copy", "copies") for n in (0, 1, 2)] == ["0 copies", "1 copy", "2 copies"]
