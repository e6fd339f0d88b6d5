"""What views say of stories that became one or two, and of the words two texts share."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from pipeline.store.database import Database
from pipeline.store.migrate import failed_checks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import duckdb

    from pipeline.store.published import Published

_CHANGE = "INSERT INTO ledger.story_changes VALUES "


@pytest.fixture(scope="module")
def rows(demo_folder, tmp_path_factory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The demo's ledger, to be changed and put back."""
    folder = shutil.copytree(demo_folder, tmp_path_factory.mktemp("views") / "var")
    with Database(folder).writing() as connection:
        yield connection


@pytest.fixture
def ask(rows: duckdb.DuckDBPyConnection) -> Iterator[Callable[..., list[tuple[object, ...]]]]:
    """Run a statement that is taken back after the test, and return its answer."""

    def run(statement: str, **parameters: object) -> list[tuple[object, ...]]:
        return rows.execute(statement, parameters).fetchall()

    rows.execute("BEGIN")
    yield run
    rows.execute("ROLLBACK")


def _merge(number: int, story: int, other: int, until: str = "NULL") -> str:
    return f"{_CHANGE}({number}, 'merge', {story}, {other}, 'alike', 'maintain', '2018-03-22', {until})"


def test_an_old_name_leads_to_the_story_of_today(ask) -> None:
    """Through as many merges as there were, and only those that hold."""
    for merge in (_merge(1, 2, 1), _merge(2, 3, 2), _merge(3, 9, 3, until="'2018-03-23'")):
        ask(merge)
    assert ask("FROM story_names ORDER BY old_id") == [(1, 3), (2, 3)]
    assert ask("FROM story_now(1)") == [(3,)]
    assert ask("FROM story_now(3)") == [(3,)]


def test_a_circle_of_merges_is_found_and_hangs_nothing(ask, rows) -> None:
    """It cannot be made; if it is there all the same, a check says so."""
    ask(_merge(1, 2, 1))
    ask(_merge(2, 1, 2))
    assert ask("FROM story_now(1)") == [(1,)]
    assert "stories_go_into_one_other" in failed_checks(rows)


def test_articles_and_claims_go_by_the_story_of_today(ask) -> None:
    """After a merge that moved no row, too."""
    (stays,), (goes,) = ask("SELECT story_id FROM stories WHERE claims > 1 ORDER BY articles DESC, story_id LIMIT 2")
    before = ask("SELECT sum(articles), sum(claims) FROM stories")
    in_both = ask("SELECT sum(articles) FROM stories WHERE story_id IN ($one, $two)", one=stays, two=goes)
    ask(_merge(1, stays, goes))
    assert ask("SELECT articles FROM stories WHERE story_id = $id", id=stays) == in_both
    assert ask("SELECT sum(articles), sum(claims) FROM stories") == before
    for count in ("count(*) FROM stories", "count(*) FROM claims", "count(*) FROM articles"):
        assert ask(f"SELECT {count} WHERE story_id = $id", id=goes) == [(0,)]


def test_a_story_goes_by_the_title_chosen_for_it_while_its_article_is_there(ask) -> None:
    """The newest choice stands; of an article that has left the story it does not."""
    (story, article), *_ = ask("SELECT story_id, article_id FROM articles ORDER BY article_id")
    title = "SELECT title FROM stories WHERE story_id = $id"
    for chosen, day in (("Old", "2100-01-01"), ("New", "2100-01-02")):
        ask(
            "INSERT INTO ledger.story_titles VALUES ($story, $title, $article, $at)",
            story=story,
            title=chosen,
            article=article,
            at=day,
        )
    assert ask(title, id=story) == [("New",)]
    ask("UPDATE ledger.story_titles SET article_id = 1 WHERE title = 'New'")
    assert ask(title, id=story) != [("New",)]


def test_the_newest_decision_stands_and_the_others_are_history(ask) -> None:
    """In articles one row, in story_members one for each."""
    ((article,), *_) = ask("SELECT article_id FROM articles WHERE decision = 'independent' ORDER BY 1")
    later = "'by hand' AS rule, decided_at + INTERVAL 1 DAY AS decided_at) FROM"
    for table, decided in (("comparisons", "'edited_copy' AS decision"), ("placements", "5 AS story_id")):
        ask(
            f"INSERT INTO ledger.{table} SELECT * REPLACE ({decided}, {later} ledger.{table} WHERE article_id = $id",
            id=article,
        )
    now = "SELECT decision, compared_by, story_id, placed_by FROM articles WHERE article_id = $id"
    assert ask(now, id=article) == [("edited_copy", "by hand", 5, "by hand")]
    members = "SELECT valid_to IS NULL, story_id = 5 FROM story_members WHERE article_id = $id ORDER BY valid_from"
    assert ask(members, id=article) == [(False, False), (True, True)]


def test_a_passage_reads_on_both_sides_as_its_text_has_it(demo: Published) -> None:
    """Letters for letters, the same words."""
    shared = demo.ask(
        "SELECT p.passage, p.other_passage, a.text, r.text AS other_text FROM passages AS p JOIN articles AS a USING"
        " (article_id) JOIN ledger.revisions AS r ON r.article_id = p.other_id AND r.revision = p.other_revision"
    ).dicts()
    assert shared
    for row in shared:
        assert row["passage"] in row["text"]
        assert row["other_passage"] in row["other_text"]
        assert abs(len(row["passage"].split()) - len(row["other_passage"].split())) <= 5


_OVERRULE = (
    "INSERT INTO ledger.overrules (overrule_id, kind, article_id, other_id, story_id, note, made_at, undone_at) VALUES "
)


@pytest.mark.parametrize(
    ("damage", "check"),
    [
        ("UPDATE ledger.passages SET other_end = other_end + 1000000", "passages_are_in_their_texts"),
        ('UPDATE ledger.passages SET "start" = -1', "passages_are_in_their_texts"),
        (f"{_OVERRULE}(1, 'independent', 1, NULL, NULL, NULL, now(), NULL)", "overrules_name_what_there_is"),
        (f"{_OVERRULE}(1, 'merge', NULL, 1, 2, NULL, now(), NULL)", "overrules_name_what_there_is"),
        (f"{_CHANGE}(1, 'split', 1, 2, 'by hand', 'hand', now(), NULL)", "overrules_name_what_there_is"),
        (f"{_merge(1, 2, 1)}, (2, 'merge', 3, 1, '', 'maintain', now(), NULL)", "stories_go_into_one_other"),
        ("INSERT INTO ledger.placements FROM ledger.placements", "one_row_an_id"),
    ],
)
def test_each_damage_is_found_by_its_check(ask, rows, damage: str, check: str) -> None:
    """A sound ledger passes all of them."""
    assert failed_checks(rows) == {}
    ask(damage)
    assert check in failed_checks(rows)
