"""Two texts next to each other on a terminal."""

from __future__ import annotations

import sys

import pytest

from pipeline.screen.paper import Paper
from pipeline.screen.side_by_side import Side, SideBySide

OURS = Side(
    "As we hear, ",
    "“Best Buy has ceased ordering new smartphones from Huawei",
    ",” CNET says. More is not known so far.",
)
THEIRS = Side("", "Best Buy has ceased ordering new smartphones from Huawei", " and plans to stop.")


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Return the lines that a passage takes on a terminal of a width."""

    def show(columns: int, one: Side = OURS, other: Side = THEIRS, *, colour: bool = False) -> list[str]:
        monkeypatch.setenv("COLUMNS", str(columns))
        if colour:
            monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
            monkeypatch.delenv("NO_COLOR", raising=False)
            monkeypatch.setenv("TERM", "xterm")
        both = SideBySide(Paper(), "here", "there: http://x.example/1", indent=2)
        both.heading()
        both.passage(one, other)
        return capsys.readouterr().out.splitlines()

    return show


def test_two_columns_stand_next_to_each_other(shown) -> None:
    """Copied words in brackets, a few words around them, and no line wider than the terminal."""
    lines = shown(100)
    assert lines[0].split("│")[0].strip() == "here"
    left = " ".join(" ".join(line.split("│")[0] for line in lines[1:]).split())
    assert (
        left
        == "As we hear, [“Best Buy has ceased ordering new smartphones from Huawei,”] CNET says. More is not known …"
    )
    assert all(len(line) <= 100 for line in lines)
    assert len({line.index("│") for line in lines}) == 1


def test_on_a_narrow_terminal_one_stands_below_the_other(shown) -> None:
    """Each under what it is."""
    lines = shown(60)
    assert [line.strip() for line in lines if not line.startswith("    ")] == ["here", "there: http://x.example/1"]
    assert all(len(line) <= 60 for line in lines)


def test_copied_words_are_bold_where_the_terminal_shows_it(shown) -> None:
    """No brackets then."""
    text = "\n".join(shown(100, colour=True))
    assert "\x1b[1m\x1b[4m" in text
    assert "[“Best" not in text


def test_only_words_that_both_have_are_marked(shown) -> None:
    """A passage may have a word of its own in between."""
    one, other = Side("", "it has no ties to the government", ""), Side("", "it has few ties to the government", "")
    assert "[it has] no [ties to the government]" in " ".join(shown(100, one, other))


def test_of_a_long_passage_beginning_and_end_are_shown(shown) -> None:
    """And how much lies between them."""
    text = " ".join(f"word{at}" for at in range(400))
    lines = " ".join(shown(100, Side("", text, ""), Side("", text, "")))
    assert "360" in lines
    assert "word399]" in lines
    assert "word200" not in lines


def test_what_a_text_holds_does_not_steer_the_terminal(shown) -> None:
    """Escape sequences and endless words are text like any other."""
    assert "\x1b" not in "".join(shown(100, Side("", "a\x1b[31mred " + "x" * 500, ""), THEIRS))
