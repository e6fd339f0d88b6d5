from __future__ import annotations

import sys

import pytest

from pipeline import resources
from pipeline.json_line import json_line
from pipeline.screen.paper import Paper, plain, plural, without_password
from pipeline.store.ledger import Ledger
from pipeline.store.publish import publish
from pipeline.store.published import Published

SCREENS = sorted(path.stem for path in (resources.SQL / "screens").glob("*.sql"))
PARAMETERS = {
    "id": 1,
    "url": "http://x.example",
    "since": "2018-01-01",
    "topic": "*",
    "tier": 2,
    "seeds": True,
    "feeds": [],
    "other": 2,
    "most": 10,
    "articles": [],
    "revisions": [],
    "kept_for": [],
    "heard_out": True,
    "mentions": [1],
    "all": False,
    "now": "2018-01-01",
}


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


@pytest.mark.parametrize("setting", [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_no_escape_codes_where_none_are_wanted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], setting: tuple[str, str]
) -> None:
    """On a terminal too, and bold is one of them."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv(*setting)
    paper = Paper()
    paper.heading("Title")
    paper.table(["one"], [["x"]])
    assert "\x1b" not in capsys.readouterr().out


def test_a_cell_too_wide_for_its_column_goes_on_below(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Between words where there are any; the widest columns share what there is, and some letters count twice."""
    monkeypatch.setenv("COLUMNS", "36")
    rows = [["1", "two words of a name", "http://a.example/long"], ["2", "日本語のニュース日本", None]]
    Paper().table(["id", "name", "address"], rows)
    assert capsys.readouterr().out.splitlines() == [
        "id  name             address",
        "1   two words of a   http://a.exampl",
        "    name             e/long",
        "2   日本語のニュー",
        "    ス日本",
    ]


def test_a_table_may_have_no_rows(capsys: pytest.CaptureFixture[str]) -> None:
    """Then it is its heads; without columns it is nothing."""
    Paper().table(["a", "b"], [])
    Paper().table([], [])
    assert capsys.readouterr().out.strip() == "a  b"


def test_a_row_too_wide_for_the_terminal_is_a_block(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ten columns of three letters each are not read; name and value are."""
    monkeypatch.setenv("COLUMNS", "40")
    Paper().table(["id", "claim", "outlet", "none"], [[1, "said\nso", "The Bugle", None]])
    assert capsys.readouterr().out == "id: 1\nclaim: said so\noutlet: The Bugle\nnone:\n\n"


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("http://ada:secret@host/feed: refused", "http://…@host/feed: refused"),
        ("https://token@host", "https://…@host"),
        ("https://host/@ada?to=a@b", "https://host/@ada?to=a@b"),
    ],
)
def test_a_password_in_an_address_is_not_printed(written: str, printed: str) -> None:
    """Screens and logs are shown to others."""
    assert without_password(written) == printed


def test_numbers_agree_with_their_words() -> None:
    """One copy, two copies."""
    assert [plural(n, "copy", "copies") for n in (0, 1, 2)] == ["0 copies", "1 copy", "2 copies"]


def test_bytes_are_digits_in_json() -> None:
    """And not what Python calls them."""
    assert json_line({"digest": b"\x00x"}) == '{"digest": "0078"}'
