from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pipeline.store.published import Published

README = Path(__file__).parent.parent.parent / "README.md"
EXAMPLES = re.findall(r"```sql\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("sql", EXAMPLES, ids=lambda sql: sql.splitlines()[0])
def test_the_examples_of_the_readme_have_an_answer(demo: Published, sql: str) -> None:
    """Whoever pastes them after the demo sees rows, not an error."""
    assert demo.ask(sql).rows


def test_the_two_commands_come_first() -> None:
    """What it is, what it shows, and how to see it, before anything else."""
    text = README.read_text(encoding="utf-8")
    assert text.index("make demo") < text.index("make test") < text.index("## Five minutes further")


def test_the_picture_is_what_the_demo_shows(demo: Published) -> None:
    """The output at the top is real: its claim, its evidence, its counts and who dropped the attribution."""
    claim = demo.screen("repeated", topic="huawei-us-market")[0]
    picture = " ".join(
        re.findall(r"```\n(Said most often.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)[0].split()
    )
    assert claim["claim"] in picture
    assert claim["evidence"] in picture
    assert f"{claim['articles']} articles, {claim['origins']} origin: {claim['words_of'][0]}" in picture
    assert ", ".join(claim["dropped_by"]) in picture
    assert str(claim["claim_id"]) in picture
    assert (claim["articles"], claim["outlets"]) == (11, 5), "the sentence below the picture says eleven and five"
