"""A run as a whole: real HTTP on loopback, real reading processes, a real DuckDB file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from pipeline.claims.rules import statements
from pipeline.config import Settings
from pipeline.doors import clock, open_doors, topics_and_feeds
from pipeline.run import run
from pipeline.store.database import Database
from pipeline.store.published import Published

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest
    from conftest import Site

    from pipeline.models import Statement
    from pipeline.report import Report

CLAIMWATCH = [sys.executable, "-m", "pipeline"]
RETELLING = """\
CNET says that Best Buy has ceased ordering new smartphones from Huawei, citing an unnamed source.

The retailer declined to comment on Thursday. AT&T and Verizon had walked away from Huawei before, number {number}.

A Huawei spokeswoman told reporters that shop number {number} in district {number} would stay open for all customers.
"""


def _run(db: Path, *folders: Path, alert_to: str | None = None) -> Report:
    settings = Settings(db=db, topics=folders, allow_private=frozenset({"127.0.0.1"}), alert_to=alert_to)
    topics, feeds = topics_and_feeds(settings, clock())
    with open_doors(settings) as doors:
        return run(topics, feeds, doors)


def _ask(db: Path, sql: str, **parameters: object) -> list[tuple[Any, ...]]:
    return Published(Database(db).published).ask(sql, **parameters).rows


def _rows(db: Path) -> dict[str, int]:
    tables = (
        "revisions",
        "mentions",
        "claims",
        "origins",
        "passages",
        "placements",
        "drops",
        "entries",
        "steps",
        "relinks",
    )
    return {table: _ask(db, f"SELECT count(*) FROM ledger.{table}")[0][0] for table in tables}  # noqa: S608 - our names


def test_the_seeds_alone_give_one_story_with_one_origin(tmp_path: Path, topic_folder: Callable[..., Path]) -> None:
    """Four articles report that Best Buy drops Huawei; it is one story on the word of one unnamed source, via CNET."""
    seeds = Path(__file__).parent.parent / "seeds" / "huawei-us-market"
    folder = topic_folder(toml=(seeds / "topic.toml").read_text(encoding="utf-8"))
    _run(tmp_path / "var", folder)
    articles = _ask(
        tmp_path / "var", "SELECT left(url, 8), decision, copy_of, story_id, related_to FROM articles ORDER BY 1"
    )
    stories = {url[5:]: story for url, _, _, story, _ in articles}
    assert {decision for _, decision, *_ in articles} == {"independent"}
    assert len({stories[name] for name in ("000", "001", "002", "003")}) == 1
    assert stories["004"] != stories["000"]
    assert [related for url, *_, related in articles if url == "seed:004"] == [stories["000"]]
    (best_buy,) = _ask(
        tmp_path / "var",
        "SELECT claim_id, articles, origins, status, hedge_dropped FROM claims"
        " WHERE subject = 'Best Buy' AND contains(claim, 'ceased ordering')",
    )
    assert best_buy[1:] == (4, 1, "single_unnamed", True)
    rests_on = _ask(tmp_path / "var", "SELECT DISTINCT origin, via FROM mentions WHERE claim_id = $id", id=best_buy[0])
    assert rests_on == [("unnamed source", "CNET")]
    dropped = _ask(
        tmp_path / "var", "SELECT left(url, 8) FROM mentions JOIN articles USING (article_id) WHERE hedge_dropped"
    )
    assert ("seed:000",) in dropped
    assert {url for (url,) in dropped} <= {"seed:000", "seed:003"}


def test_the_quote_of_22_words_is_found_as_one_quote_in_three_articles(
    tmp_path: Path, topic_folder: Callable[..., Path]
) -> None:
    """000, 001 and 003 quote Best Buy's spokesperson letter for letter: a shared quote, and no copy."""
    _run(tmp_path / "var", topic_folder())
    pairs = _ask(
        tmp_path / "var",
        "SELECT left(a.url, 8), left(b.url, 8), p.words, p.quoted FROM passages AS p"
        " JOIN articles AS a ON a.article_id = p.article_id JOIN articles AS b ON b.article_id = p.other_id"
        " WHERE p.words >= 20 ORDER BY 1, 2",
    )
    assert [(later, earlier, words) for later, earlier, words, _ in pairs] == [
        ("seed:001", "seed:000", 22),
        ("seed:003", "seed:000", 22),
        ("seed:003", "seed:001", 22),
    ]
    assert all(quoted == 1 for *_, quoted in pairs)


def test_the_same_input_again_adds_no_row(tmp_path: Path, site: Site, topic_folder: Callable[..., Path]) -> None:
    """A second run asks the feed and stores nothing anew, not even the drops."""
    site.article("/one", "Huawei again", RETELLING.format(number=1))
    site.article("/off", "Kettles", "Kettles are cheap in March. " * 20)
    folder = topic_folder(site.feed("/feed.xml", "/one", "/off", "/gone"))
    _run(tmp_path / "var", folder)
    before = _rows(tmp_path / "var")
    report = _run(tmp_path / "var", folder)
    assert (report.articles, report.claims) == (0, 0)
    assert _rows(tmp_path / "var") == before
    assert before["revisions"] == 6


def test_a_killed_run_is_completed_by_the_next(tmp_path: Path, site: Site, topic_folder: Callable[..., Path]) -> None:
    """Kill -9 in the middle: whole batches stand, and the next run takes up the rest; nothing is lost or doubled."""
    paths = [f"/article/{number}" for number in range(100)]
    for number, path in enumerate(paths):
        site.article(path, f"Report {number}", RETELLING.format(number=number))
    folder = topic_folder(site.feed("/feed.xml", *paths))
    site.delay = 0.05
    arguments = [*CLAIMWATCH, "run", "--topic", str(folder), "--db", str(tmp_path / "var")]
    environment = os.environ | {"CLAIMWATCH_ALLOW_PRIVATE": "127.0.0.1"}
    with subprocess.Popen(arguments, env=environment, stderr=subprocess.PIPE) as killed:  # noqa: S603 - our own command
        while len(site.asked) < 70 and killed.poll() is None:
            time.sleep(0.01)
        killed.send_signal(signal.SIGKILL)
    site.delay = 0.0
    report = _run(tmp_path / "var", folder)
    stored = _ask(tmp_path / "var", "SELECT count(*), count(DISTINCT url) FROM articles WHERE NOT is_seed")
    assert stored == [(100, 100)]
    assert 0 < report.articles <= 100
    assert Published(Database(tmp_path / "var").published).failed_checks() == {}
    assert _ask(tmp_path / "var", "SELECT count(*) FROM runs WHERE finished_at IS NULL") == [(1,)]


def test_a_failing_feed_is_a_row_and_the_others_go_on(
    tmp_path: Path, site: Site, topic_folder: Callable[..., Path]
) -> None:
    """One feed answers 500, one is a web page, one is well: partly, with reasons."""
    site.article("/one", "Huawei again", RETELLING.format(number=1))
    site.answers["/broken.xml"], site.statuses["/broken.xml"] = b"no", 500
    site.article("/page.xml", "Not a feed", "This is a page.")
    feeds = [site.feed("/feed.xml", "/one"), f"{site.root}/broken.xml", f"{site.root}/page.xml"]
    report = _run(tmp_path / "var", topic_folder(*feeds))
    assert (report.outcome, report.failed_feeds, report.articles) == ("partly", 2, 6)
    reasons = dict(_ask(tmp_path / "var", "SELECT url, detail FROM drops WHERE reason = 'feed failed'"))
    assert "500" in reasons[feeds[1]]
    assert "HTML page" in reasons[feeds[2]]


def test_a_page_of_50_mb_is_a_row_and_never_read(tmp_path: Path, site: Site, topic_folder: Callable[..., Path]) -> None:
    """Over the limit is over the limit; the page beside it is stored."""
    site.article("/one", "Huawei again", RETELLING.format(number=1))
    site.answers["/huge"] = b"<html>" + b"Huawei " * 7_500_000
    _run(tmp_path / "var", topic_folder(site.feed("/feed.xml", "/huge", "/one")))
    ((detail,),) = _ask(tmp_path / "var", "SELECT detail FROM drops WHERE reason = 'page not fetched'")
    assert "10" in detail
    assert _ask(tmp_path / "var", "SELECT count(*) FROM articles WHERE NOT is_seed") == [(1,)]


def test_without_leave_no_private_address_is_asked(
    tmp_path: Path, site: Site, topic_folder: Callable[..., Path]
) -> None:
    """Loopback is private; only CLAIMWATCH_ALLOW_PRIVATE opens it."""
    folder = topic_folder(site.feed("/feed.xml"))
    settings = Settings(db=tmp_path / "var", topics=(folder,))
    topics, feeds = topics_and_feeds(settings, clock())
    with open_doors(settings) as doors:
        report = run(topics, feeds, doors)
    assert report.outcome == "failed"
    assert site.asked == []


def test_a_reader_is_answered_while_a_run_writes(tmp_path: Path, site: Site, topic_folder: Callable[..., Path]) -> None:
    """The published file of the last run answers in the middle of the next one, and an open reader does not stop it."""
    folder = topic_folder(site.feed("/feed.xml", "/one"))
    site.article("/one", "Huawei again", RETELLING.format(number=1))
    _run(tmp_path / "var", folder)
    site.article("/two", "Huawei once more", RETELLING.format(number=2))
    site.feed("/feed.xml", "/one", "/two")
    with duckdb.connect(str(tmp_path / "var" / "news.duckdb"), read_only=True) as reader:
        report = _run(tmp_path / "var", folder)
        assert reader.execute("SELECT count(*) FROM articles").fetchall() == [(6,)]
    assert report.articles == 1
    assert _ask(tmp_path / "var", "SELECT count(*) FROM articles") == [(7,)]


def test_two_topics_keep_what_is_theirs(tmp_path: Path, site: Site, topic_folder: Callable[..., Path]) -> None:
    """Topics stand side by side: each article has a row for every topic it was kept for."""
    site.article("/one", "Huawei again", RETELLING.format(number=1))
    phones = topic_folder(site.feed("/feed.xml", "/one"))
    kettles = topic_folder(
        name="kettles", toml='name = "Kettles"\n[terms]\nany = ["kettle"]\n[thresholds]\nrelevance = 0\n'
    )
    _run(tmp_path / "var", phones, kettles)
    kept = _ask(tmp_path / "var", "SELECT topic FROM topics JOIN articles USING (article_id) WHERE NOT is_seed")
    assert kept == [("phones",)]


def test_new_claims_on_the_watch_list_are_told_once_and_not_on_the_first_run(
    tmp_path: Path, site: Site, topic_folder: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """The first run learns what is known; what comes later is told in one message, with the evidence."""
    toml = 'name = "Phones"\n[[entities]]\nname = "Huawei"\n[watch]\nspeakers = ["Huawei"]\n'
    folder = topic_folder(site.feed("/feed.xml"), toml=toml)
    _run(tmp_path / "var", folder, alert_to="stdout")
    assert capsys.readouterr().out == ""
    site.article("/one", "Huawei again", RETELLING.format(number=1))
    site.feed("/feed.xml", "/one")
    report = _run(tmp_path / "var", folder, alert_to="stdout")
    told = capsys.readouterr().out
    assert report.alerts >= 1
    assert "on the word of Huawei" in told
    assert "would stay open for all customers" in told
    _run(tmp_path / "var", folder, alert_to="stdout")
    assert capsys.readouterr().out == ""
    assert _ask(tmp_path / "var", "SELECT DISTINCT state, channel FROM deliveries") == [("sent", "stdout")]


def test_a_channel_that_refuses_is_a_row_and_not_the_end(
    tmp_path: Path, site: Site, topic_folder: Callable[..., Path]
) -> None:
    """A webhook that answers 404 leaves the alerts in the database, and the run is done all the same."""
    toml = 'name = "Phones"\n[[entities]]\nname = "Huawei"\n[watch]\nspeakers = ["Huawei"]\n'
    folder = topic_folder(site.feed("/feed.xml"), toml=toml)
    _run(tmp_path / "var", folder)
    site.article("/one", "Huawei again", RETELLING.format(number=1))
    site.feed("/feed.xml", "/one")
    report = _run(tmp_path / "var", folder, alert_to=f"{site.root}/hook?token=secret")
    assert any("501" in problem or "404" in problem for problem in report.problems)
    ((state, channel, error),) = set(_ask(tmp_path / "var", "SELECT state, channel, error FROM deliveries"))
    assert state == "failed"
    assert "secret" not in channel + error


def test_a_page_that_failed_is_asked_for_again_though_its_feed_has_not_changed(
    tmp_path: Path, site: Site, topic_folder: Callable[..., Path]
) -> None:
    """A server's bad minute costs a run, not an article."""
    site.article("/one", "Huawei again", RETELLING.format(number=1))
    site.statuses["/one"] = 503
    folder = topic_folder(site.feed("/feed.xml", "/one"))
    assert _run(tmp_path / "var", folder).articles == 5
    del site.statuses["/one"]
    assert _run(tmp_path / "var", folder).articles == 1


def test_a_page_that_is_gone_is_not_asked_for_again(
    tmp_path: Path, site: Site, topic_folder: Callable[..., Path]
) -> None:
    """A 404 is an answer; only a changed entry is a reason to try once more."""
    folder = topic_folder(site.feed("/feed.xml", "/gone"))
    _run(tmp_path / "var", folder)
    _run(tmp_path / "var", folder)
    assert site.asked.count("/gone") == 1


def test_a_stage_that_fails_on_an_article_costs_that_article(
    tmp_path: Path, site: Site, topic_folder: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reason is a row, the others are stored, and what is stored is sound."""

    def trip(text: str, **said: object) -> tuple[Statement, ...]:
        if "number 2" in text:
            raise ZeroDivisionError("a bug of ours")
        return statements(text, **said)

    monkeypatch.setattr("pipeline.claims.rules.statements", trip)
    for number in (1, 2, 3):
        site.article(f"/{number}", f"Huawei {number}", RETELLING.format(number=number))
    report = _run(tmp_path / "var", topic_folder(site.feed("/feed.xml", "/1", "/2", "/3")))
    assert report.articles == 7
    drops = _ask(tmp_path / "var", "SELECT stage, reason, detail FROM drops")
    assert drops == [("claims", "stage failed", "ZeroDivisionError: a bug of ours")]
    assert Published(Database(tmp_path / "var").published).failed_checks() == {}


def test_an_article_in_a_language_that_the_rules_do_not_read_is_kept_and_says_so(
    tmp_path: Path, site: Site, topic_folder: Callable[..., Path]
) -> None:
    """A topic may follow outlets in several languages; silence about their claims would look like no claims."""
    german = (
        "Der Händler nimmt keine Telefone von Huawei mehr ab. Das sagte eine Sprecherin des Unternehmens am Montag in "
        "Leipzig. Die Geräte sollen in den kommenden Wochen aus den Filialen verschwinden, neue wird es nicht geben. "
    )
    site.article("/de", "Huawei verliert seinen Händler", german * 3)
    toml = 'name = "Phones"\nlanguages = ["en", "de"]\n[thresholds]\nrelevance = 0\n'
    _run(tmp_path / "var", topic_folder(site.feed("/feed.xml", "/de"), toml=toml))
    drops = _ask(tmp_path / "var", "SELECT stage, reason, detail FROM drops")
    assert drops == [
        ("claims", "language", "written in de, which the extractor does not read; it is kept and compared all the same")
    ]
    assert _ask(tmp_path / "var", "SELECT language, decision FROM articles WHERE NOT is_seed") == [
        ("de", "independent")
    ]


def test_a_page_without_end_is_read_as_far_as_is_sensible(
    tmp_path: Path, site: Site, topic_folder: Callable[..., Path]
) -> None:
    """A trap of 200,000 characters of quotations is stored, its claims are cut, and a row says so."""
    lines = (f"“We will sell phone {i} at stall {i} of the market,” said Ada Brown of Huawei." for i in range(2500))
    site.article("/trap", "Huawei quoted", "\n".join(lines))
    toml = 'name = "Phones"\n[thresholds]\nrelevance = 0\n'
    _run(tmp_path / "var", topic_folder(site.feed("/feed.xml", "/trap"), toml=toml))
    reasons = _ask(tmp_path / "var", "SELECT reason, detail FROM drops ORDER BY detail")
    assert {reason for reason, _ in reasons} == {"too long"}
    assert _ask(tmp_path / "var", "SELECT count(*) <= 400 FROM mentions WHERE NOT is_seed") == [(True,)]


def test_a_lost_live_file_is_taken_from_the_published_one(
    tmp_path: Path, site: Site, topic_folder: Callable[..., Path]
) -> None:
    """Nothing already stored is lost because somebody tidied up."""
    site.article("/one", "Huawei again", RETELLING.format(number=1))
    folder = topic_folder(site.feed("/feed.xml", "/one"))
    _run(tmp_path / "var", folder)
    before = _rows(tmp_path / "var")
    (tmp_path / "var" / "live.duckdb").unlink()
    site.feed("/feed.xml")
    _run(tmp_path / "var", folder)
    assert _rows(tmp_path / "var") == before
