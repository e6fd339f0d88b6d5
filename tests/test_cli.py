"""The command line: what it prints, where, and with which exit code it ends."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.config import Settings
from pipeline.store.database import Database

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Outcome, Site

SEEDS = Path(__file__).parent.parent / "seeds" / "huawei-us-market" / "articles"


def test_init_then_run_then_new_works_without_editing_anything(claimwatch: Callable[..., Outcome]) -> None:
    """From article files to claims with evidence in three commands."""
    made = claimwatch("init", "seeds/phones", "--seeds", *map(str, sorted(SEEDS.glob("*.txt"))))
    assert made.code == 0
    assert "5 seeds" in made.out
    done = claimwatch("run")
    assert (done.code, "5 new articles" in done.out) == (0, True)
    assert "add some with: claimwatch feeds add URL" in done.err
    new = claimwatch("new", "--all", "--json")
    claims = [json.loads(line) for line in new.out.splitlines()]
    assert any("ceased ordering" in claim["evidence"] for claim in claims)
    assert any(claim["via"] == "CNET" for claim in claims)


def test_screens_show_a_story_a_claim_and_the_reasons(ran: Callable[..., Outcome]) -> None:
    """story, claim and why read from the published file, by the numbers that new prints."""
    claims = [json.loads(line) for line in ran("new", "--all", "--json").out.splitlines()]
    best_buy = max(claims, key=lambda claim: ("ceased ordering" in claim["claim"], claim["articles"]))
    claim = ran("claim", str(best_buy["claim_id"]))
    assert "4 articles" in claim.out
    assert "unnamed source, via CNET" in claim.out
    story = ran("story", str(best_buy["story_id"]))
    assert "On whose word" in story.out
    why = ran("why", "seed:004_1941c3592bbffc92.txt")
    assert "a seed of this topic" in why.out
    assert "related, and not the same" in why.out


def test_query_prints_a_table_or_json_lines(ran: Callable[..., Outcome]) -> None:
    """Data on standard output, nothing else there."""
    assert json.loads(ran("query", "--json", "SELECT count(*) AS n FROM articles").out) == {"n": 5}
    assert "articles" in ran("query", "SELECT count(*) AS articles FROM articles").out
    assert "one_origin_many_outlets" in ran("query", "--saved").out
    assert json.loads(ran("query", "--saved", "one-origin-many-outlets", "--json").out.splitlines()[0])["articles"] > 1


@pytest.mark.parametrize(
    ("arguments", "code", "complaint"),
    [
        (("run",), 4, "no topic folder: neither --topic DIR nor a folder in ./seeds"),
        (("run", "--topic", "nowhere"), 4, "nowhere: no such topic folder; make one with: claimwatch init"),
        (("init", "new", "--seeds", "missing.txt"), 4, "missing.txt: cannot be read"),
        (("new",), 1, "nothing published there yet; start with: claimwatch run"),
        (("new", "--since", "yesterdayish"), 2, "“yesterdayish” is no moment; write 90m, 12h, 1d"),
        (("query",), 2, "give SQL, or --saved NAME"),
        (("frobnicate",), 2, "No such command"),
        (("feeds", "add", "not an address"), 2, "no address of a feed"),
        (("feeds", "add", "http://[::1"), 2, "no address of a feed"),
        (("feeds", "add", "http://h:99999/"), 2, "no address of a feed"),
        (("new", "--since", "0001-01-01T00:00+14:00"), 2, "is no moment"),
        (("new", "--topic", "nowhere"), 4, "nowhere: no such topic folder; make one with: claimwatch init"),
        (("claims",), 2, "--jsonl"),
    ],
)
def test_a_mistake_is_one_clear_line_and_the_right_exit_code(
    claimwatch: Callable[..., Outcome], arguments: tuple[str, ...], code: int, complaint: str
) -> None:
    """What is wrong and the way out, on standard error; nothing on standard output."""
    outcome = claimwatch(*arguments)
    assert (outcome.code, outcome.out) == (code, "")
    assert complaint in outcome.err
    assert "Traceback" not in outcome.err


def test_sql_with_a_typo_and_an_unknown_number(ran: Callable[..., Outcome]) -> None:
    """DuckDB's own words for the one, the command that lists numbers for the other."""
    typo = ran("query", "SELEC 1")
    assert (typo.code, "syntax error" in typo.err) == (2, True)
    unknown = ran("claim", "12345")
    assert (unknown.code, "claimwatch new lists claims" in unknown.err) == (1, True)


@pytest.mark.parametrize(
    ("sql", "complaint"),
    [
        ("", "no statement"),
        (" -- nothing", "no statement"),
        ("SELECT 1; SELECT 2", "more than one statement"),
        ("SELECT '\udcff'", "not UTF-8"),
    ],
)
def test_a_query_is_one_statement(ran: Callable[..., Outcome], sql: str, complaint: str) -> None:
    """Neither nothing, which has no answer, nor several, of which all answers but the last would be lost."""
    outcome = ran("query", "--", sql)
    assert (outcome.code, outcome.out) == (2, "")
    assert complaint in outcome.err


def test_json_keeps_every_column_and_is_json(ran: Callable[..., Outcome]) -> None:
    """Two columns of one name are two; what JSON has no number for is null, also inside lists."""
    rows = ran("query", "--json", "SELECT 1 a, 2 a, 'nan'::DOUBLE x, ['inf'::DOUBLE, 2] y, 3 a_1").out
    assert json.loads(rows, parse_constant=pytest.fail) == {"a": 1, "a_2": 2, "x": None, "y": [None, 2.0], "a_1": 3}


@pytest.mark.parametrize("verb", ["story", "claim"])
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_an_unknown_number_is_not_found_in_either_form(
    ran: Callable[..., Outcome], verb: str, form: tuple[str, ...]
) -> None:
    """A program reads the exit code."""
    outcome = ran(verb, "12345", *form)
    assert (outcome.code, outcome.out) == (1, "")
    assert f"no {verb} 12345" in outcome.err


@pytest.mark.parametrize("encoding", ["latin-1", "ascii"])
def test_a_stream_that_lacks_letters_gets_the_rest(ran: Callable[..., Outcome], encoding: str) -> None:
    """Tables with a replacement, JSON with escapes; no command fails for it."""
    environment = {**os.environ, "PYTHONIOENCODING": encoding}

    def call(*arguments: str, stdin: bytes = b"") -> str:
        command = [sys.executable, "-m", "pipeline", *arguments]
        done = subprocess.run(command, env=environment, input=stdin, capture_output=True, check=True)  # noqa: S603 - our own command
        return done.stdout.decode("utf-8" if encoding == "ascii" else encoding)

    assert "x" in call("query", "SELECT '“x”' AS quoted")
    assert json.loads(call("query", "--json", "SELECT '“x”' AS quoted")) == {"quoted": "“x”"}
    line = json.dumps({"id": "“”", "text": "“We will stay,” said Ada Brown, a spokeswoman for Best Buy."})
    answer = json.loads(call("claims", "--jsonl", stdin=line.encode()))
    assert (answer["id"], answer["claims"][0]["evidence"][:1]) == ("“”", "“")


def test_a_topic_is_made_in_the_plainest_locale(tmp_path: Path) -> None:
    """There a folder's name is bytes that are no text; the topic is called by what they mean in UTF-8."""
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    one = next(SEEDS.glob("000*"))
    command = [sys.executable, "-m", "pipeline", "init", str(tmp_path / "Ünï"), "--seeds", str(one)]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)  # noqa: S603 - our own command
    assert (done.returncode, done.stderr) == (0, b"")
    assert 'name = "Ünï"' in (tmp_path / "Ünï" / "topic.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("what", ["²", "--5", "9" * 50])
def test_why_knows_nothing_of_what_is_neither_a_number_nor_an_address(ran: Callable[..., Outcome], what: str) -> None:
    """Whatever it is, the answer is one line."""
    outcome = ran("why", "--", what)
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith("claimwatch: ")
    assert outcome.err.count("\n") == 1


def test_nothing_new_advises_only_what_looks_further(ran: Callable[..., Outcome]) -> None:
    """A week is no advice to who asked for a hundred, nor is --all to who said it."""
    assert ran("new").err.endswith("UTC; try --since 1w or --all\n")
    assert ran("new", "--since", "100w").err.endswith("UTC; try --all\n")
    assert ran("new", "--since", "2100-01-01", "--all").err.endswith("UTC; try --since 1w\n")


def test_init_prints_commands_that_can_be_pasted(claimwatch: Callable[..., Outcome]) -> None:
    """A folder with a blank in its name stays one word."""
    made = claimwatch("init", "my phones", "--seeds", str(next(SEEDS.glob("000*"))))
    assert made.out.startswith("my phones: 1 seed, names: ")
    assert "then: claimwatch run --topic 'my phones'\n" in made.out


@pytest.mark.parametrize(("folder", "name"), [(".", None), ("new", ""), ("new", " "), ("file", None)])
def test_init_makes_no_topic_without_a_name_or_among_other_files(
    claimwatch: Callable[..., Outcome], tmp_path: Path, folder: str, name: str | None
) -> None:
    """Nothing is written."""
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    given = () if name is None else ("--name", name)
    outcome = claimwatch("init", folder, *given, "--seeds", str(next(SEEDS.glob("000*"))))
    assert (outcome.code, outcome.out) == (4, "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file"]


def test_a_locked_database_is_exit_code_5(
    claimwatch: Callable[..., Outcome], topic_folder: Callable[..., Path]
) -> None:
    """Another run holds it."""
    Path("var").mkdir()
    with Path("var/run.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        outcome = claimwatch("run", "--topic", str(topic_folder()))
    assert (outcome.code, "another run holds it" in outcome.err) == (5, True)


def test_a_database_from_a_newer_version_is_exit_code_4(
    ran: Callable[..., Outcome], topic_folder: Callable[..., Path], tmp_path: Path
) -> None:
    """It is not touched."""
    with Database(tmp_path / "var").writing() as connection:
        connection.execute("INSERT INTO ledger.schema_migrations VALUES (9999, 'later', 'x', now()::TIMESTAMP)")
    outcome = ran("run", "--topic", str(tmp_path / "phones"))
    assert (outcome.code, "upgrade claimwatch" in outcome.err) == (4, True)


def test_why_tells_of_a_changed_text_by_the_address_the_feed_gave(
    claimwatch: Callable[..., Outcome],
    topic_folder: Callable[..., Path],
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Which texts were kept, and what is no longer said; the article itself does not carry its own error."""
    monkeypatch.setenv("CLAIMWATCH_ALLOW_PRIVATE", "127.0.0.1")
    said = "Huawei will close its office in Plano, Texas, the company said on Monday."
    rest = "Huawei has sold phones in the United States for years. Best Buy has stopped ordering from Huawei."
    site.article("/one?from=feed", "Huawei in Texas", f"{said}\n{rest}")
    own = f"<link rel='canonical' href='{site.root}/one'></head>".encode()
    site.answers["/one?from=feed"] = site.answers["/one?from=feed"].replace(b"</head>", own)
    folder = str(topic_folder(site.feed("/feed.xml", "/one?from=feed")))
    assert claimwatch("run", "--topic", folder).code == 0
    site.answers["/one?from=feed"] = site.answers["/one?from=feed"].replace(b"will close its office", b"has an office")
    site.answers["/feed.xml"] = site.answers["/feed.xml"].replace(b"<title>/one", b"<title>Corrected: /one")
    assert claimwatch("run", "--topic", folder).code == 0
    why = claimwatch("why", f"{site.root}/one?from=feed")
    assert why.code == 0
    assert "2 texts kept" in why.out
    assert "no longer says: Huawei will close its office in Plano" in why.out
    asked = claimwatch("query", "--saved", "corrected", "--json")
    corrected = [json.loads(line) for line in asked.out.splitlines()]
    assert [(row["corrected_by"], row["still_says_so"]) for row in corrected] == [("The Loopback Times", None)]


def test_no_colour_and_no_bars_off_a_terminal(ran: Callable[..., Outcome]) -> None:
    """What is piped is text."""
    assert "\x1b" not in ran("new", "--all").out


def test_settings_come_from_options_then_environment_then_defaults() -> None:
    """--db before CLAIMWATCH_DB before var."""
    assert Settings.of(environment={}).db == Path("var")
    assert Settings.of(environment={"CLAIMWATCH_DB": "/data"}).db == Path("/data")
    assert Settings.of(db=Path("here"), environment={"CLAIMWATCH_DB": "/data"}).db == Path("here")
    allowed = Settings.of(environment={"CLAIMWATCH_ALLOW_PRIVATE": "127.0.0.1, News.Internal"}).allow_private
    assert allowed == {"127.0.0.1", "news.internal"}
