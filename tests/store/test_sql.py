from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from pipeline import resources
from pipeline.errors import NotFoundError, QueryError, UsageError
from pipeline.store.migrate import failed_checks
from pipeline.store.publish import publish
from pipeline.store.published import Published
from pipeline.store.questions import saved_questions

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.store.ledger import Ledger
    from pipeline.store.questions import Saved

# DESIGN: the contract analysts rely on; columns may be added, never renamed.
VIEWS = {
    "articles": "article_id url outlet title authors published_at published_precision seen_at language is_seed"
    " relevance decision copy_of story_id quality published_raw dated_at dated_by nearest direction own_share"
    " other_share compared_by placed_by compared_at story_nearest placed_at",
    "stories": "story_id title first_seen last_seen articles outlets claims origins",
    "claims": "claim_id claim subject event_type object polarity story_id first_seen first_outlet first_url articles"
    " outlets origins certainty status denied",
    "mentions": "mention_id claim_id article_id outlet seen_at evidence start end speaker speaker_kind cue mode"
    " certainty origin via origin_basis hedge_dropped novelty",
    "mention_facts": "mention_id claim_id article_id outlet said_at seen_at entered_at subject speaker_entity"
    " speaker_kind event_type mode polarity certainty factuality tier is_seed novelty hedge_dropped origin_basis"
    " origin_id via voice_id",
    "origins": "origin via kind claims mentions outlets first_seen",
    "passages": "article_id other_id start end other_start other_end words quoted other_revision passage other_passage",
    "overrules": "overrule_id kind article_id other_id story_id note made_at undone_at",
    "story_changes": "change_id kind story_id other_id reason made_by valid_from valid_to",
    "story_members": "story_id article_id valid_from valid_to score reason rule",
    "story_names": "old_id story_id",
    "drops": "url stage reason detail seen_at",
    "topics": "topic article_id relevance reason",
    "feeds": "url topic label title added_at checked_at last_ok_at last_new_at failures problem next_at not_before"
    " interval_s every_s entries_a_day unchanged whole_at address moved_to moved_since gap_at dated flaw",
    "fetches": "run_id url kind started_at elapsed_ms status size error final_url moved_to retry_at fresh_for lasting",
    "kept": "run_id url final_url kind digest size content_type fetched_at gone_at",
    "addresses": "article_id url how seen_at",
    "changes": "article_id revision added removed decided_at",
    "moves": "url from_url to_url since polls decided_at",
    "hosts": "host robots_status robots_at pause_until",
    "alerts": "alert_id",
    "deliveries": "delivery_id alert_id channel attempt state error attempted_at ended_at message_id",
    "messages": "message_id channel kind topic thread place subject state attempts created_at due_at sent_at"
    " last_error",
    "outbox": "alert_id channel state reason message_id decided_at",
    "silences": "silence_id what until author reason made_at ended_at",
    "acks": "ack_id alert_id topic thread rules author made_at",
    "runs": "run_id",
}
MACROS = (
    "trend_claims()",
    "trend_claims('2018-03-01', grain := 'week')",
    "bursts('2018-03-01')",
    "new_claims('2018-03-01')",
    "support_as_of('2018-03-22')",
    "said_by('2018-03-22', since := '2018-03-01')",
    "quote_variants()",
    "echo_lag()",
    "outlet_record()",
    "contradictions()",
    "claim_history(1)",
)
SQL_FILES = sorted(resources.SQL.rglob("*.sql"))


@pytest.fixture(scope="module")
def published(shared: Ledger) -> Published:
    """An empty published database."""
    with shared.database.writing():
        pass
    publish(shared.database)
    return Published(shared.database.published)


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_has_the_columns_promised(published: Published, view: str) -> None:
    """Analysts' queries name these columns; losing one breaks them."""
    columns = published.ask(f"FROM {view}").columns
    assert set(VIEWS[view].split()) <= set(columns)


@pytest.mark.parametrize("call", MACROS)
def test_every_macro_answers(published: Published, call: str) -> None:
    """Dates may be written as strings, and defaults do."""
    assert published.ask(f"FROM {call}").rows == []


def test_every_view_column_and_macro_tells_what_it_means(published: Published) -> None:
    """The documentation is in the database: COMMENT ON everything an analyst sees."""
    silent = published.ask(
        "SELECT table_name, column_name FROM duckdb_columns() WHERE schema_name = 'main' AND NOT internal"
        " AND comment IS NULL"
    )
    views = published.ask("SELECT view_name FROM duckdb_views() WHERE NOT internal AND comment IS NULL")
    macros = published.ask(
        "SELECT function_name FROM duckdb_functions() WHERE function_type = 'table_macro' AND NOT internal"
        " AND comment IS NULL"
    )
    assert (silent.rows, views.rows, macros.rows) == ([], [], [])


@pytest.mark.parametrize("saved", saved_questions(), ids=lambda saved: saved.name)
def test_every_saved_question_runs_and_is_one(published: Published, saved: Saved) -> None:
    """A saved question opens with the question it answers, and answers on an empty database too."""
    assert "?" in saved.question
    needed = {name: "1" for name, meaning in saved.may_set.items() if "has to be set" in meaning}
    assert published.saved(saved.name, needed).rows == []


@pytest.mark.parametrize("path", SQL_FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_sql_file_opens_with_what_it_is_for(path: Path) -> None:
    """A reader of sql/ learns from the first line what a file answers."""
    assert re.match(r"-- \S.{10,}", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", SQL_FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_clock_is_asked_for_utc(path: Path) -> None:
    """The ledger's moments are UTC and carry no zone; now() as a TIMESTAMP is the time on the reader's wall."""
    assert "now()" not in path.read_text(encoding="utf-8").replace("now() AT TIME ZONE 'UTC'", "")


def test_every_check_holds_on_an_empty_ledger(ledger: Ledger) -> None:
    """No rows, no complaints."""
    with ledger.database.writing() as connection:
        assert failed_checks(connection) == {}


def test_sql_with_a_typo_is_answered_in_duckdbs_own_words(published: Published) -> None:
    """The user's SQL is the user's: the parser's message is the best there is, with exit code 2."""
    with pytest.raises(QueryError, match="syntax error") as caught:
        published.ask("SELEC 1")
    assert caught.value.exit_code == 2


def test_the_published_file_cannot_be_written(published: Published) -> None:
    """A query is a question: it changes nothing."""
    with pytest.raises(QueryError, match="read-only"):
        published.ask("CREATE TABLE mine AS SELECT 1")


def test_a_query_makes_duckdb_fetch_nothing(published: Published) -> None:
    """Extensions are neither installed nor loaded because a query could use them."""
    settings = published.ask(
        "SELECT current_setting('autoinstall_known_extensions'), current_setting('autoload_known_extensions')"
    )
    assert settings.rows == [(False, False)]


def test_a_pivot_is_one_statement(published: Published) -> None:
    """DuckDB takes it apart inside."""
    assert published.ask("PIVOT (SELECT 1 AS a, 2 AS b) ON a USING sum(b)").rows == [(2,)]


def test_an_unknown_saved_question_lists_those_there_are(published: Published) -> None:
    """A mistyped name is answered with the right ones."""
    with pytest.raises(NotFoundError, match="who_said_it_first"):
        published.saved("who-said-it")


@pytest.mark.parametrize("saved", saved_questions(), ids=lambda saved: saved.name)
def test_what_may_be_set_is_told_and_read(saved: Saved) -> None:
    """Each line that tells of a setting has its variable in the SQL, and each variable its line."""
    assert set(re.findall(r"getvariable\('(\w+)'\)", saved.sql)) == saved.may_set.keys()


def test_setting_what_a_question_does_not_know_lists_what_it_does(published: Published) -> None:
    """A mistyped setting would else be a question answered as if it had not been asked."""
    with pytest.raises(UsageError, match="person: "):
        published.saved("quotes_by_person", {"persn": "Kim"})
    with pytest.raises(UsageError, match="nothing to set"):
        published.saved("runs", {"person": "Kim"})


@pytest.mark.parametrize("saved", saved_questions(), ids=lambda saved: saved.name)
def test_moments_and_numbers_are_set_under_the_names_that_say_so(saved: Saved) -> None:
    """So that what is no moment is told in a sentence, and not by the database in its own."""
    casts = dict(re.findall(r"getvariable\('(\w+)'\)(?:, '[^']*'\))?::(\w+)", saved.sql))
    assert casts == {
        name: "BIGINT" if name == "claim" else "TIMESTAMP"
        for name in saved.may_set
        if name in {"claim", "since", "day"}
    }


def test_a_moment_is_set_as_people_write_it(published: Published) -> None:
    """As `new --since` takes it."""
    for since in ("1d", "12h", "2018-03-22", "2018-03-22T14:00+02:00", " 2w "):
        assert published.saved("denials", {"since": since}).rows == []


@pytest.mark.parametrize(
    ("name", "given", "told"),
    [
        ("denials", {"since": "nonsense"}, "--set since: “nonsense” is no moment; write 90m"),
        ("known_on_a_day", {"day": ""}, "--set day: “” is no moment"),
        ("one_claim", {"claim": "abc"}, "--set claim: “abc” is no number that a claim has"),
        ("one_claim", {"claim": "99999999999999999999"}, "is no number that a claim has"),
        ("one_claim", {}, "“one_claim” asks for “claim”, its number, which has to be set: --set claim=…"),
    ],
)
def test_what_cannot_be_set_is_told_in_a_sentence(
    published: Published, name: str, given: dict[str, str], told: str
) -> None:
    """Which setting it is, what was written, and what can be."""
    with pytest.raises(UsageError, match=re.escape(told)):
        published.saved(name, given)


@pytest.mark.parametrize("grain", ["century", "quarter", ""])
def test_a_grain_that_is_none_is_told_with_those_there_are(published: Published, grain: str) -> None:
    """Instead of an answer that looks like one."""
    with pytest.raises(QueryError, match="is no grain; there are hour, day, week and month"):
        published.ask("FROM trend_claims(grain := $grain)", grain=grain)


def test_before_the_first_run_there_is_a_way_out(tmp_path: Path) -> None:
    """Asking too early says what to do."""
    with pytest.raises(NotFoundError, match="start with: claimwatch run"):
        Published(tmp_path / "news.duckdb").ask("SELECT 1")
