"""What the wheel's build does to the rules that find claims."""

from __future__ import annotations

import subprocess
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parent.parent


@pytest.fixture
def hook() -> ModuleType:
    """The build hook, which is no part of the package."""
    spec = spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Screen:
    """Stands in for what hatchling prints to."""

    def __init__(self) -> None:
        self.warnings: list[str] = []

    def display_warning(self, message: str) -> None:
        """Keep it."""
        self.warnings.append(message)


def built(hook: ModuleType, version: str = "standard") -> tuple[dict[str, Any], list[str]]:
    """Return what the hook makes of the build's data, and what it warned of."""
    screen = Screen()
    data: dict[str, Any] = {"force_include": {}, "pure_python": True, "infer_tag": False}
    rules = hook.CompiledRules(str(ROOT), {}, None, None, "", "wheel", screen)
    rules.initialize(version, data)
    rules.finalize(version, data, "")
    return data, screen.warnings


def fails(*_: object) -> None:
    """Fail as a compiler does."""
    raise subprocess.CalledProcessError(1, "gcc", output="gcc: no space left")


def test_constants_are_final_to_the_compiler_and_nothing_else_is(hook: ModuleType) -> None:
    """Whatever is written in capitals at the beginning of a line, with a type or without one."""
    source = "from __future__ import annotations\nA = 1\n_B: dict[str, int] = {}\nall_of = 2\nif A == 1:\n    C = 3\n"
    assert hook.with_constants(source) == (
        "from __future__ import annotations\nfrom typing import Final\n"
        "A: Final = 1\n_B: Final[dict[str, int]] = {}\nall_of = 2\nif A == 1:\n    C = 3\n"
    )


def test_a_wheel_is_pure_where_the_rules_cannot_be_compiled(hook: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says so, and everything works: they are the same rules."""
    monkeypatch.setattr(hook, "_WANTED", None)
    monkeypatch.setattr(hook, "_can_compile", lambda: True)
    monkeypatch.setattr(hook, "compiled", fails)
    data, warnings = built(hook)
    assert data == {"force_include": {}, "pure_python": True, "infer_tag": False}
    assert "no space left" in warnings[0]


def test_who_asks_for_compiled_rules_hears_that_there_are_none(
    hook: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wheel without them would look like what was asked for."""
    monkeypatch.setattr(hook, "_WANTED", "1")
    monkeypatch.setattr(hook, "compiled", fails)
    with pytest.raises(subprocess.CalledProcessError):
        built(hook)


@pytest.mark.parametrize(("wanted", "version"), [("0", "standard"), ("1", "editable")])
def test_nothing_is_compiled_for_a_checkout_nor_against_the_users_will(
    hook: ModuleType, monkeypatch: pytest.MonkeyPatch, wanted: str, version: str
) -> None:
    """An editable install reads the sources, which change."""
    monkeypatch.setattr(hook, "_WANTED", wanted)
    monkeypatch.setattr(hook, "compiled", fails)
    data, warnings = built(hook, version)
    assert (data["force_include"], warnings) == ({}, [])


def test_nothing_more_is_fetched_without_a_compiler(hook: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that an install without one takes no longer than it did."""
    monkeypatch.setattr(hook, "_WANTED", None)
    monkeypatch.setattr(hook.shutil, "which", lambda _: None)
    rules = hook.CompiledRules(str(ROOT), {}, None, None, "", "wheel", Screen())
    assert rules.dependencies() == []
