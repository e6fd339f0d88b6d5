"""
docs/sql.md, written from the database itself: what COMMENT ON says of each view and macro, and the saved questions.

    python -m pipeline.store.reference > docs/sql.md
"""

from __future__ import annotations

import re
import sys
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pipeline import resources
from pipeline.store.database import Database
from pipeline.store.publish import publish
from pipeline.store.published import Published
from pipeline.store.questions import saved_questions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.store.questions import Saved

__all__ = ["main", "sql_reference"]

_OPENING = """\
# Asking in SQL

<!-- Written by `python -m pipeline.store.reference`; edit sql/api/*.sql (COMMENT ON) or that module, not this page. -->

Every run ends by publishing one file, `news.duckdb`, in the database folder (`var/` unless `--db` says otherwise; the
demo's is `var/demo/`). It is yours to query, with any tool that opens DuckDB files, while runs go on:

```
claimwatch query "FROM claims ORDER BY outlets DESC LIMIT 10"
claimwatch query --saved one_origin_many_outlets --json
duckdb -readonly var/news.duckdb "FROM new_claims('2018-03-20')"
```

```python
import duckdb

with duckdb.connect("var/news.duckdb", read_only=True) as news:
    claims = news.sql("FROM claims WHERE outlets > 2 AND origins = 1").fetchall()
```

The file is read-only and is replaced as a whole: whoever has it open goes on reading what was there when they opened
it, and opens it again to see news ([why](choices.md#snapshot)). To keep results, attach it to a database of your own;
`USE news` has to come first, because macros look for their tables in the database in use:

```
duckdb mine.duckdb -c "ATTACH 'var/news.duckdb' AS news (READ_ONLY)" -c "USE news" \\
  -c "CREATE TABLE mine.march AS FROM new_claims('2018-03-01')"
```

How the views hang together: an **article** makes **mentions** (`article_id`); each mention makes one **claim**
(`claim_id`) and rests on an **origin** (`origin_id`, NULL where nothing tells); claims and articles belong to
**stories** (`story_id`); **steps** tell how a claim's status changed, **passages** which words two articles share. What
the words mean is in [concepts](concepts.md).

Columns may be added to a view; none is ever renamed or taken away. All times are UTC and carry no zone. Ids are
64-bit numbers, the same for the same input in every database. `start` and `end` are offsets in characters, the end
excluded, and `end` is a word of SQL: write `"end"`.

```sql
-- What is said in four articles or more, and still on one origin's word?
SELECT claim, articles, origins, status FROM claims WHERE articles >= 4 AND origins = 1 ORDER BY articles DESC;

-- The evidence for it: who says so, in which words, on whose word, and how we know
SELECT a.url, m.outlet, m.evidence, m.origin, m.via, m.origin_basis, m.novelty
FROM mentions AS m JOIN articles AS a USING (article_id)
WHERE m.claim_id = (SELECT claim_id FROM claims ORDER BY articles DESC LIMIT 1)
ORDER BY m.said_at;

-- What was known on a day, and on how many origins did it rest?
FROM support_as_of('2018-03-22 18:00') WHERE origins > 1;
```
"""

_MACROS = """
## Macros

Table macros are questions with parameters: `FROM new_claims('2018-03-20')`, `FROM trend_claims(grain := 'week')`. A
parameter that shows a value may be left out. Moments may be dates, timestamps or text like `'2018-03-22 14:00'`.
"""

_QUESTIONS = """
## Saved questions

`claimwatch query --saved NAME` asks one of them, `--set NAME=VALUE` narrows it; moments are written as for
`new --since`: `since=1d`, `day=2018-03-22`. What is denied is put as `denied: …` there, by `as_put(claim, denied)`.
The SQL is a good place to start your own from, and runs as it stands in any DuckDB tool; there,
`SET VARIABLE person = 'Kim'` narrows it.
"""

_SIGNATURE = re.compile(r"CREATE OR REPLACE MACRO (\w+)(\(.*\)) AS TABLE")


def sql_reference(published: Published) -> str:
    """Return docs/sql.md: every view with its columns, every macro with its parameters, every saved question."""
    return "".join((_OPENING, *_views(published), _MACROS, *_macros(published), _QUESTIONS, *_questions()))


def _views(published: Published) -> Iterator[str]:
    views = published.ask("SELECT view_name, comment FROM duckdb_views() WHERE NOT internal ORDER BY view_name").rows
    yield "\n## Views\n\n" + _table(("view", "holds"), ((f"[{name}](#{name})", comment) for name, comment in views))
    for name, comment in views:
        columns = published.ask(
            "SELECT column_name, data_type, comment FROM duckdb_columns() WHERE table_name = $view"
            " AND schema_name = 'main' ORDER BY column_index",
            view=name,
        ).rows
        described = ((f"`{column}`", kind, meaning) for column, kind, meaning in columns)
        yield f"\n### {name}\n\n{comment}.\n\n" + _table(("column", "type", "meaning"), described)


def _macros(published: Published) -> Iterator[str]:
    signatures = _signatures()
    macros = published.ask(
        "SELECT function_name, parameters, comment FROM duckdb_functions()"
        " WHERE function_type = 'table_macro' AND NOT internal ORDER BY function_name"
    ).rows
    for name, parameters, comment in macros:
        nothing = ", ".join("NULL" for _ in parameters)
        columns = published.ask(f"SELECT column_name FROM (DESCRIBE FROM {name}({nothing}))").rows  # noqa: S608 - names are ours
        named = ", ".join(f"`{column}`" for (column,) in columns)
        yield f"\n### {name}\n\n`{name}{signatures[name]}`\n\n{comment}.\n\nColumns: {named}.\n"


def _signatures() -> dict[str, str]:
    """Return each macro's parameters as sql/api writes them: the catalogue knows their names and not their defaults."""
    written = "\n".join(path.read_text(encoding="utf-8") for path in sorted(resources.SQL.glob("api/*.sql")))
    return {name: parameters.replace('"', "") for name, parameters in _SIGNATURE.findall(written)}


def _questions() -> Iterator[str]:
    for group, questions in groupby(saved_questions(), lambda saved: saved.group):
        rows = ((f"[{one.name}](../{one.path})", one.question, _may_set(one)) for one in questions)
        yield f"\n### {group.capitalize()}\n\n" + _table(("name", "question", "may be set"), rows)


def _may_set(saved: Saved) -> str:
    return "; ".join(f"`{name}`: {meaning}" for name, meaning in saved.may_set.items())


def _table(heading: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = (heading, tuple("---" for _ in heading), *rows)
    return "".join(f"| {' | '.join(map(_cell, line))} |\n" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", r"\|")


def main() -> None:
    """Write the reference of an empty database of this version to standard output."""
    with TemporaryDirectory() as folder:
        database = Database(Path(folder))
        with database.writing():
            pass
        publish(database)
        sys.stdout.write(sql_reference(Published(database.published)))


if __name__ == "__main__":
    main()
