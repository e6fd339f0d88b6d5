from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.store.reference import main, sql_reference

if TYPE_CHECKING:
    from pipeline.store.published import Published

ROOT = Path(__file__).parents[2]
PAGES = [*sorted((ROOT / "docs").glob("*.md")), *sorted(ROOT.glob("*.md"))]
SQL = re.compile(r"^```sql\n(.*?)^```", re.MULTILINE | re.DOTALL)
EXAMPLES = sorted(
    {
        (page.name, statement.strip())
        for page in PAGES
        for fence in SQL.findall(page.read_text(encoding="utf-8"))
        for statement in fence.split(";")
        if statement.strip()
    }
)


def test_the_sql_page_says_what_the_database_says(empty: Published) -> None:
    """Mend it with: python -m pipeline.store.reference > docs/sql.md."""
    assert (ROOT / "docs" / "sql.md").read_text(encoding="utf-8") == sql_reference(empty)


def test_the_sql_page_can_be_written_from_nothing(empty: Published, capsys: pytest.CaptureFixture[str]) -> None:
    """The command needs no database."""
    main()
    assert capsys.readouterr().out == sql_reference(empty)


@pytest.mark.parametrize(("page", "statement"), EXAMPLES)
def test_every_sql_example_runs(empty: Published, page: str, statement: str) -> None:
    """What a reader copies from a page works."""
    assert empty.ask(statement).columns, page
