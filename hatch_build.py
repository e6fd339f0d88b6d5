"""
Compiles the rules that find claims into the wheel, by mypyc: they read half as many sentences again, and find the same.

A wheel with them is for one platform and one Python. Where there is no C compiler, and where compiling fails, the
wheel has them as Python only. What is compiled is a copy: compiled files that are left beside the sources would go on
being used when those have changed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_WANTED = os.environ.get("CLAIMWATCH_COMPILE")
"""1: compile or fail; 0: leave it; else compile where that can be done."""
_TOOLS = ("mypy>=2,<3", "setuptools>=77", "pydantic>=2.11,<3")
"""The last is what the records are made of, whose types the compiler looks at."""
_AS_PYTHON = frozenset({"__init__.py", "comparing.py", "extractor.py", "remembered.py", "rules.py", "signs.py"})
"""Gain nothing: they run once a text, or remember by Python's own means."""
_CONSTANT = re.compile(r"^(_?[A-Z][A-Z_0-9]*)(?:: ([^\n=]+))? = ", re.MULTILINE)
_FUTURE = "from __future__ import annotations\n"
_SETUP = """
from mypyc.build import mypycify
from setuptools import setup

told = ["--follow-imports=silent", "--ignore-missing-imports", *{sources}]
setup(name="rules", ext_modules=mypycify(told, opt_level="3", debug_level="0", multi_file=True))
"""


class CompiledRules(BuildHookInterface[Any]):
    """Puts the compiled rules beside their sources in the wheel."""

    def dependencies(self) -> list[str]:
        """Return what compiling takes besides a C compiler."""
        return [*_TOOLS] if _is_wanted() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile; an editable install goes on reading the sources."""
        if version == "editable" or not _is_wanted():
            return
        self._home = TemporaryDirectory()
        try:
            built = compiled(Path(self.root), Path(self._home.name))
        except subprocess.CalledProcessError as error:
            self._home.cleanup()
            if _WANTED == "1":
                raise
            self.app.display_warning(f"the rules stay Python, for they could not be compiled: {error.output[-500:]}")
            return
        build_data["force_include"].update({str(path): str(place) for path, place in built.items()})
        build_data.update(pure_python=False, infer_tag=True)

    def finalize(self, _version: str, _build_data: dict[str, Any], _artifact_path: str) -> None:
        """Leave nothing behind."""
        if hasattr(self, "_home"):
            self._home.cleanup()


def compiled(root: Path, home: Path) -> dict[Path, Path]:
    """Return the compiled modules, and the library that they share, each with its place in the wheel."""
    shutil.copytree(root / "pipeline", home / "pipeline", ignore=shutil.ignore_patterns("__pycache__"))
    modules = [path for path in sorted((home / "pipeline" / "claims").rglob("*.py")) if _is_rule(path)]
    for path in modules:
        path.write_text(with_constants(path.read_text(encoding="utf-8")), encoding="utf-8")
    sources = [str(path.relative_to(home)) for path in modules]
    (home / "setup.py").write_text(_SETUP.format(sources=sources), encoding="utf-8")
    build = (sys.executable, "setup.py", "build_ext", f"--build-lib={home / 'built'}", f"--parallel={os.cpu_count()}")
    subprocess.run(build, cwd=home, check=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)  # noqa: S603
    return {path: path.relative_to(home / "built") for path in (home / "built").rglob("*.so")}


def with_constants(source: str) -> str:
    """Return the source with its constants said to be final: others are looked up by name whenever they are read."""
    marked = _CONSTANT.sub(lambda m: f"{m[1]}: Final[{m[2]}] = " if m[2] else f"{m[1]}: Final = ", source)
    return marked.replace(_FUTURE, f"{_FUTURE}from typing import Final\n", 1)


def _is_wanted() -> bool:
    return _WANTED == "1" or (_WANTED != "0" and _can_compile())


def _can_compile() -> bool:
    """Whether there is a C compiler and what Python brings for it; with Python 3.13 mypyc made no wheel."""
    compiler = (sysconfig.get_config_var("CC") or "").split()
    header = Path(sysconfig.get_path("include")) / "Python.h"
    known = sys.implementation.name == "cpython" and sys.version_info < (3, 13)
    return known and bool(compiler) and shutil.which(compiler[0]) is not None and header.exists()


def _is_rule(path: Path) -> bool:
    return "llm" not in path.parts and path.name not in _AS_PYTHON
