from __future__ import annotations

import shlex
import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from pipeline.cli import main

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the demo was played; a name that needs quoting."""
    return tmp_path_factory.mktemp("the demo")


def _call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "argv", ["claimwatch", *arguments])
    monkeypatch.setenv("COLUMNS", "200")
    with pytest.raises(SystemExit) as stop:
        main()
    return int(stop.value.code or 0), *capsys.readouterr()


def test_the_demo_ends_with_commands_that_work(
    directory: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What it says to try next can be pasted as it stands, all but the one that would ask the internet."""
    code, shown, problems = _call(monkeypatch, capsys, "demo", "--db", str(directory))
    assert (code, problems) == (0, "")
    steps = [
        line.strip() for line in shown[shown.index("Try next") :].splitlines() if line.strip().startswith("claimwatch ")
    ]
    assert len(steps) == 5
    for step in steps[:-1]:
        code, answer, problems = _call(monkeypatch, capsys, *shlex.split(step)[1:])
        assert (code, problems) == (0, ""), step
        assert answer.strip()


def test_the_demos_topics_need_not_be_named(
    demo_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """They come with the program, and nobody knows where; what is said of its outlets holds all the same."""
    shutil.copytree(demo_folder, tmp_path / "copy")
    (tmp_path / "copy" / "DEMO").touch()
    told = ("families", "join", "Harbour Gazette", "Ellery Titles", "--db", str(tmp_path / "copy"))
    code, shown, problems = _call(monkeypatch, capsys, *told)
    assert (code, problems) == (0, "")
    assert "counted anew" in shown


def test_the_demo_never_clears_somebodys_own_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It begins with an empty database, so it refuses one that is not its own."""
    (tmp_path / "live.duckdb").write_bytes(b"mine")
    code, _, problems = _call(monkeypatch, capsys, "demo", "--db", str(tmp_path))
    assert (code, "no demo's; choose another --db" in problems) == (4, True)
    assert (tmp_path / "live.duckdb").read_bytes() == b"mine"
