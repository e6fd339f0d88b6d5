"""Evidence in its paragraph: what is marked, what is cut, and what no text can do to a terminal."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.screen.marked import Stretch, show_marked
from pipeline.screen.paper import Paper, plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.models import Span

PARAGRAPH = "It rained. “We will stay,” said Ada Brown. Nobody asked why."
EVIDENCE = (11, 42)
STRETCHES = [Stretch(32, 41, "speaker"), Stretch(27, 31, "cue"), Stretch(11, 41, "content")]
RULE = "│ "


@pytest.fixture
def written(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Return the lines written of a text at some width, without colour."""

    def lines(text: str, evidence: Span, stretches: list[Stretch] | None = None, *, wide: int = 80) -> list[str]:
        monkeypatch.setenv("COLUMNS", str(wide))
        show_marked(Paper(), text, evidence, stretches or [], indent=4)
        return capsys.readouterr().out.splitlines()

    return lines


def _text(lines: list[str]) -> str:
    return " ".join(line.strip().removeprefix(RULE.strip()).strip() for line in lines)


def test_without_colour_the_evidence_is_in_brackets(written: Callable[..., list[str]]) -> None:
    """No more and no less, behind a rule."""
    assert written(PARAGRAPH, EVIDENCE, STRETCHES) == [
        "    │ It rained. [“We will stay,” said Ada Brown.] Nobody asked why."
    ]


def test_with_colour_speaker_cue_and_content_are_told_apart(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where they meet, the speaker and the cue win over what they stand in; what is around is dim."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    show_marked(Paper(), PARAGRAPH, EVIDENCE, STRETCHES, indent=0)
    shown = capsys.readouterr().out.replace("\x1b[0m", "")
    runs = re.findall(r"((?:\x1b\[\d+m)+)([^\x1b]+)", shown)
    assert [(codes.replace("\x1b", ""), text.strip()) for codes, text in runs if text.strip()] == [
        ("[2m", RULE.strip()),
        ("[2m", "It rained."),
        ("[1m[3m", "“We will stay,”"),
        ("[33m[1m", "said"),
        ("[36m[1m", "Ada Brown"),
        ("[1m", "."),
        ("[2m", "Nobody asked why."),
    ]
    assert "[" not in re.sub(r"\x1b\[\d+m", "", shown)


def test_a_long_paragraph_is_cut_between_words_around_the_evidence(written: Callable[..., list[str]]) -> None:
    """The evidence stays whole, with some words on either side; a short paragraph is not cut at all."""
    before, after = " ".join(f"before{n}" for n in range(90)), " ".join(f"after{n}" for n in range(90))
    text = f"{before} {PARAGRAPH} {after}"
    at = len(before) + 1
    shown = _text(written(text, (at + EVIDENCE[0], at + EVIDENCE[1])))
    assert shown.startswith("… before67 before68 ")
    assert "[“We will stay,” said Ada Brown.]" in shown
    assert shown.endswith(" after20 after21 …")
    assert "…" not in _text(written(PARAGRAPH, EVIDENCE))


def test_endless_evidence_is_shown_by_its_beginning_and_its_end(written: Callable[..., list[str]]) -> None:
    """And how much lies between."""
    text = " ".join(f"item{n}" for n in range(5000))
    shown = _text(written(text, (0, len(text))))
    assert shown.startswith("[item0 item1 ")
    assert " item99 … 4870 more words … item4970 " in shown
    assert shown.endswith(" item4999]")


@pytest.mark.parametrize("wide", [24, 60, 100])
def test_no_line_is_longer_than_the_terminal(written: Callable[..., list[str]], wide: int) -> None:
    """Nor where a word is longer than a line, or its letters take two places."""
    from rich.cells import cell_len  # noqa: PLC0415 - only to measure

    text = f"{'x' * 300} 日本語のニュース{'日本' * 40} {PARAGRAPH}"
    lines = written(text, (280, len(text)), wide=wide)
    assert max(map(cell_len, lines)) <= wide
    assert "".join(line[6:] for line in lines).replace(" ", "").count("x") == 300


def test_text_that_would_steer_a_terminal_is_shown_without_its_means(written: Callable[..., list[str]]) -> None:
    """Escapes, line breaks, letters that turn the line round: gone, and the evidence still ends where it ends."""
    text = "a \x1b[31mred\x07\u202e \u2028 bad\r\nend \x9b2J after"
    end = text.index("end") + 3
    assert written(text, (2, end)) == ["    │ a [[31mred bad end] 2J after"]


@given(
    text=st.text(alphabet=st.sampled_from("ab \n“”.é日\x1b\u202e"), min_size=1, max_size=200),
    edges=st.lists(st.integers(0, 200), min_size=6, max_size=6),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_marked_what_is_in_brackets_is_the_evidence(
    written: Callable[..., list[str]], text: str, edges: list[int]
) -> None:
    """White space aside; spans may lie in any way to each other, outside of the text too."""
    start, end = sorted(edges[:2])
    stretches = [Stretch(*sorted(edges[2:4]), "speaker"), Stretch(*sorted(edges[4:]), "cue")]  # type: ignore[arg-type]  # two each
    shown = "".join("".join(_text(written(text, (start, end), stretches)).split()).split("…"))
    evidence = "".join(plain(text[start:end]).split())
    if evidence:
        assert shown.partition("[")[2].partition("]")[0] == evidence
    assert shown.replace("[", "").replace("]", "") == "".join(plain(text).split())
