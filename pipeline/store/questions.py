"""
The saved questions of sql/questions: a folder for each group, a file for each question.

A file opens with its question. What may be set follows, a line for each: `-- person: part of a name`. The SQL reads it
as `getvariable('person')`, which is NULL where it was not set, so a file also runs as it stands in any DuckDB tool.
`since` and `day` are moments, `claim` is a number; what has to be set says so.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from pipeline import resources
from pipeline.errors import NotFoundError, UsageError
from pipeline.since import moment

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Saved", "saved_question", "saved_questions"]

_MOMENTS, _NUMBERS = frozenset({"since", "day"}), frozenset({"claim"})
_BEYOND = 1 << 63
_HAS_TO_BE = "has to be set"
_MEANING = re.compile(r"^-- (\w+): (.+)$", re.MULTILINE)


class Saved(NamedTuple):
    """A question that an analyst asks often."""

    name: str
    group: str
    """What it is about, in words: “whose word”."""
    question: str
    may_set: dict[str, str]
    """What may be set, and what that means."""
    sql: str
    path: str
    """Its file, from the root of the checkout."""

    def settings(self, given: Mapping[str, str]) -> dict[str, str]:
        """
        Return what was given as SQL reads it: a moment like "1d" as the instant it is, counted from now as SQL does.

        Raises UsageError that lists what may be set when something else was given, and that names what was given
        where it is no moment or number, or what has to be set and was not.
        """
        for name in given:
            if name not in self.may_set:
                known = "; ".join(f"{name}: {meaning}" for name, meaning in self.may_set.items())
                raise UsageError(f"“{self.name}” has no “{name}” to set; {known or 'there is nothing to set'}")
        for name, meaning in self.may_set.items():
            if _HAS_TO_BE in meaning and name not in given:
                raise UsageError(f"“{self.name}” asks for “{name}”, {meaning}: --set {name}=…")
        return {name: _as_read(name, value) for name, value in given.items()}


def _as_read(name: str, value: str) -> str:
    if name in _MOMENTS:
        try:
            return f"{moment(value, datetime.now(UTC)).replace(tzinfo=None)}"
        except UsageError as error:
            raise UsageError(f"--set {name}: {error}") from error
    if name in _NUMBERS and not (value.strip().isascii() and value.strip().isdigit() and int(value) < _BEYOND):
        raise UsageError(f"--set {name}: “{value}” is no number that a {name} has, as claimwatch new shows them")
    return value.strip() if name in _NUMBERS else value


def saved_questions() -> list[Saved]:
    """Return the saved questions in the order of their groups, and of their names in each."""
    found = []
    for path in sorted(resources.SQL.glob("questions/*/*.sql")):
        sql = path.read_text(encoding="utf-8")
        opening, _, rest = sql.partition("\n")
        group = path.parent.name.partition("_")[2].replace("_", " ")
        question, may_set = opening.removeprefix("--").strip(), dict(_MEANING.findall(rest))
        place = f"sql/{path.relative_to(resources.SQL).as_posix()}"
        found.append(Saved(path.stem, group, question, may_set, sql, place))
    return found


def saved_question(name: str) -> Saved:
    """Return the question of that name, `-` for `_` allowed; raises NotFoundError that lists those there are."""
    questions = saved_questions()
    for saved in questions:
        if saved.name == name.replace("-", "_"):
            return saved
    names = ", ".join(saved.name for saved in questions)
    raise NotFoundError(f"no saved question “{name}”; there are: {names}")
