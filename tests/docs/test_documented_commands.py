from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from pipeline.cli import claimwatch
from pipeline.store.questions import saved_questions

ROOT = Path(__file__).parents[2]
PAGES = [*sorted((ROOT / "docs").glob("*.md")), *sorted(ROOT.glob("*.md"))]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")
# At the beginning of a line or span, after a pipe, after the environment of a command, or with its folder.
CALL = re.compile(r"(?:^|[|;&]) *(?:\$ +)?(?:\w+=\S+ +)*(?:\S*/)?claimwatch +(\S.*)$", re.MULTILINE)
SHELL = {"", "sh", "bash", "console", "text"}
END = {"|", "||", "&&", ";", ">", ">>", "<", "2>", "…"}


def _calls(page: Path) -> list[list[str]]:
    """Every call of claimwatch on a page, as words; placeholders like `claimwatch VERB` left out."""
    text = page.read_text(encoding="utf-8")
    pieces = [code.replace("\\\n", " ") for language, code in FENCE.findall(text) if language in SHELL]
    # A code span may be broken over two lines.
    pieces += SPAN.findall(FENCE.sub("", text).replace("\n", " "))
    return [words for piece in pieces for call in CALL.findall(piece) if (words := _words(call))[0].islower()]


def _words(call: str) -> list[str]:
    try:
        words = shlex.split(call, comments=True)
    except ValueError:  # an apostrophe in what the command prints
        words = call.split()
    words[0] = words[0].rstrip(":")  # "claimwatch demo: …" is how its output begins
    end = next((at for at, word in enumerate(words) if word in END), len(words))
    return words[:end]


CALLS = sorted({(page.name, shlex.join(words)) for page in PAGES for words in _calls(page)})


def _command(words: list[str]) -> tuple[click.Command, list[str]]:
    """Return the command that the words begin with, and the rest of them."""
    command: click.Command = claimwatch
    rest = list(words)
    while isinstance(command, click.Group) and rest:
        # Where the first word names no command, the group's own one is meant: `story ID`, `claims --jsonl`.
        default = getattr(command, "default", None)
        if rest[0].startswith("-") and (default is None or rest[0] in {"-h", "--help"}):
            break
        name = rest.pop(0) if rest[0] in command.commands else default or rest[0]
        assert name in command.commands, f"there is no {name}; there are {', '.join(command.commands)}"
        command = command.commands[name]
    return command, rest


@pytest.mark.parametrize(("page", "call"), CALLS)
def test_every_command_and_option_on_a_page_exists(page: str, call: str) -> None:
    """A reader who types what is written there is understood."""
    command, rest = _command(shlex.split(call))
    known = {"-h", "--help"} | {name for option in command.params for name in option.opts}
    options = {word.partition("=")[0] for word in rest if re.match(r"--?[a-z]", word)}
    assert options <= known, page


def _names(command: click.Command, above: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Every command below one, as the words to type."""
    if not isinstance(command, click.Group):
        return [above]
    # What need not be named is typed without its name.
    named = ((word, below) for word, below in command.commands.items() if not below.hidden)
    return [name for word, below in named for name in _names(below, (*above, word))]


@pytest.mark.parametrize("name", _names(claimwatch), ids=" ".join)
def test_every_command_is_on_some_page(name: tuple[str, ...]) -> None:
    """What nobody writes about, nobody finds."""
    assert any(tuple(shlex.split(call))[: len(name)] == name for _, call in CALLS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_saved_question_on_a_page_exists(page: Path) -> None:
    """Also where it stands behind --saved."""
    names = {saved.name for saved in saved_questions()}
    assert set(re.findall(r"--saved[ =]([a-z]\w+)", page.read_text(encoding="utf-8"))) <= names


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_environment_variable_on_a_page_is_read(page: Path) -> None:
    """Somewhere in the product, or where it is built."""
    sources = [*(ROOT / "pipeline").rglob("*.py"), *(ROOT / "flows").rglob("*.py")]
    sources += [ROOT / "prefect.yaml", ROOT / "hatch_build.py"]
    product = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    for name in set(re.findall(r"CLAIMWATCH_[A-Z_]+", page.read_text(encoding="utf-8"))):
        assert name in product, name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_make_target_on_a_page_exists(page: Path) -> None:
    """`make test` and its like."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    text = page.read_text(encoding="utf-8")
    code = "\n".join([*(code for _, code in FENCE.findall(text)), *SPAN.findall(FENCE.sub("", text))])
    assert set(re.findall(r"^make ([a-z-]+)", code, re.MULTILINE)) <= targets


def test_every_environment_variable_that_is_read_is_explained() -> None:
    """Where it says how to keep claimwatch running."""
    names = set(re.findall(r"CLAIMWATCH_[A-Z_]+", (ROOT / "pipeline" / "config.py").read_text(encoding="utf-8")))
    page = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    assert len(names) > 4
    assert [name for name in sorted(names | {"HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"}) if f"`{name}`" not in page] == []
