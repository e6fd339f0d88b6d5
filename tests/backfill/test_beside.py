"""Comparing ahead: what is compared and not stored yet is known to what comes next, whatever happens to whom."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.backfill.beside import Beside, ComparingAhead
from pipeline.compare.collator import SCHEMES
from pipeline.compare.overrules import Overrules
from pipeline.comparing import Compared, Comparing
from pipeline.link.article import link
from pipeline.models import Article, Batch, Decided, Decision, Intake, Relevance
from pipeline.neighbours import Neighbours
from pipeline.store.ledger import Ledger
from pipeline.store.near import Near
from pipeline.text import content_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from conftest import Story

    from pipeline.backfill.report import Backfill
    from pipeline.comparing import Comparisons

ROOT = Path(__file__).parents[2]
MONTH = ROOT / "tests" / "data" / "scenario" / "articles.toml"
NOW = datetime(2025, 6, 2, 12, tzinfo=UTC)
KEPT = (Relevance(topic="korrin", score=1.0, kept=True, reason="it is of this test"),)


def article(name: str, text: str, title: str | None = None, place: int = 0) -> Article:
    """An article that came as the how-manieth."""
    url = f"https://{name}.example/"
    return Article(
        article_id=content_id("article", url),
        revision=content_id("revision", text),
        url=url,
        title=title,
        text=text,
        seen_at=NOW + timedelta(minutes=place),
    )


@pytest.fixture(scope="module")
def news() -> list[Article]:
    """The invented month."""
    listed = tomllib.loads(MONTH.read_text(encoding="utf-8"))["articles"]
    return [
        article(f"a{place}", one["text"].strip(), one["title"], place)
        for place, one in enumerate(listed)
        if "revises" not in one
    ]


def nothing_near() -> Neighbours:
    """The neighbours in an empty ledger."""
    return Neighbours(lambda *_: Near(), None, Overrules())


def told(came: Comparisons) -> list[tuple[Any, ...]]:
    """What articles are next to those before them."""
    compared = [one for one in came.outcomes if isinstance(one, Compared)]
    assert len(compared) == len(came.outcomes)
    return [(one.comparison.decision, one.comparison.copy_of, one.placement.story_id, one.marks) for one in compared]


def in_fives(articles: Sequence[Article]) -> Iterator[Sequence[Article]]:
    """Portions of five."""
    for start in range(0, len(articles), 5):
        yield articles[start : start + 5]


def decided(articles: Sequence[Article]) -> dict[tuple[int, int], Decided]:
    """That the topic keeps them."""
    return {(one.article_id, one.revision): Decided(relevance=KEPT) for one in articles}


def test_what_is_not_stored_yet_is_known_as_if_it_were(news: Sequence[Article]) -> None:
    """A month in portions of five, none of them stored, is compared as the month in one go."""
    whole = told(Comparing(lambda _: KEPT, nothing_near).compared(news))
    ahead = ComparingAhead(lambda _: KEPT, nothing_near)
    assert [one for portion in in_fives(news) for one in told(ahead.compared(portion))] == whole
    assert len({decision for decision, *_ in whole}) > 2
    assert len({story_id for _, _, story_id, _ in whole}) < len(whole)


def test_a_text_that_is_not_stored_yet_is_known(news: Sequence[Article]) -> None:
    """The same text again is nothing, another text of the article is a change."""
    ahead = ComparingAhead(lambda _: KEPT, nothing_near)
    first, more = news[3], f"{news[3].text}\n\nThe harbour master has resigned, the port said on Monday."
    ahead.compared([first])
    again, changed = ahead.compared([first, article("a3", more, first.title)]).outcomes
    assert again is None
    assert isinstance(changed, Compared)
    assert changed.known_before
    assert changed.change is not None


def test_what_is_stored_is_remembered_no_longer(news: Sequence[Article]) -> None:
    """The ledger knows it by then: what is held does not grow with the source."""
    ahead = ComparingAhead(lambda _: KEPT, nothing_near)
    original, copy = news[0], article("copy", f"{news[0].text} Read more.", news[0].title)
    ahead.compared([original])
    ahead.stored = 1
    (one,) = ahead.compared([copy]).outcomes
    assert isinstance(one, Compared)
    assert one.comparison.decision is Decision.INDEPENDENT


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """An empty ledger."""
    return Ledger(tmp_path / "var")


@pytest.fixture
def beside(ledger: Ledger) -> Iterator[Beside]:
    """Who compares beside the desk of that ledger."""
    alone = Comparing(lambda _: KEPT, lambda: Neighbours(ledger.near, ledger.rarity(SCHEMES.stories), Overrules()))
    with Beside((), (), ledger, alone, []) as beside:
        yield beside


def store(ledger: Ledger, came: Comparisons) -> Comparisons:
    """Store what was compared."""
    intakes = tuple(
        Intake(
            article=one.article,
            relevance=one.kept,
            comparison=one.comparison,
            placement=one.placement,
            marks=one.marks,
        )
        for one in came.outcomes
        if isinstance(one, Compared)
    )
    ledger.commit(Batch(decided_at=NOW, intakes=intakes, rarity=((SCHEMES.stories, came.rarity),)), 1)
    return came


def _process(beside: Beside) -> int:
    assert beside._running is not None
    assert beside._running.process.pid is not None
    return beside._running.process.pid


def test_portions_are_compared_in_the_order_in_which_they_were_sent(
    beside: Beside, ledger: Ledger, news: Sequence[Article]
) -> None:
    """All are sent before the first is asked for, and each knows those before it, stored by then or not."""
    whole = told(Comparing(lambda _: KEPT, nothing_near).compared(news))
    for portion in in_fives(news):
        beside.send(portion, decided(portion))
    assert beside.compared([]).outcomes == ()
    came = [store(ledger, beside.compared(portion, decided(portion))) for portion in in_fives(news)]
    assert [one for portion in came for one in told(portion)] == whole


def test_who_is_lost_costs_nothing_but_time(beside: Beside, ledger: Ledger, news: Sequence[Article]) -> None:
    """What comes next is compared here, or by a new process, with all that was stored in reach."""
    whole = told(Comparing(lambda _: KEPT, nothing_near).compared(news[:40]))
    came, lost = [], set()
    for portion in in_fives(news[:40]):
        beside.send(portion, decided(portion))
    for place, portion in enumerate(in_fives(news[:40])):
        came += told(store(ledger, beside.compared(portion, decided(portion))))
        if place in {1, 4}:
            lost.add(_process(beside))
            os.kill(_process(beside), signal.SIGKILL)
    assert came == whole
    assert len(lost) == 2
    assert _process(beside) not in lost
    assert [problem.split(";")[0] for problem in beside._problems] == [
        "the process that compares ahead was lost (exit code -9"
    ] * 2


def test_it_ends_with_the_desk(tmp_path: Path) -> None:
    """Also where the desk is killed and can tell nobody."""
    script = tmp_path / "desk.py"
    script.write_text(
        textwrap.dedent("""
        import sys, time
        from datetime import UTC, datetime
        from pathlib import Path

        if __name__ == "__main__":
            from pipeline.backfill.beside import Beside
            from pipeline.compare.overrules import Overrules
            from pipeline.comparing import Comparing
            from pipeline.models import Article
            from pipeline.neighbours import Neighbours
            from pipeline.store.ledger import Ledger
            from pipeline.store.near import Near

            one = Article(
                article_id=1, revision=1, url="https://a.example/", text="Nothing.", seen_at=datetime.now(UTC)
            )
            alone = Comparing(lambda _: (), lambda: Neighbours(lambda *_: Near(), None, Overrules()))
            beside = Beside((), (), Ledger(Path(sys.argv[1])), alone, [])
            beside.send([one], {})
            beside.compared([one])
            print(beside._running.process.pid, flush=True)
            time.sleep(600)
        """),
        encoding="utf-8",
    )
    command = [sys.executable, str(script), str(tmp_path / "var")]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, env=environment) as desk:  # noqa: S603 - our own script
        assert desk.stdout
        pid = int(desk.stdout.readline())
        desk.kill()
    until = time.monotonic() + 60
    while _lives(pid):
        assert time.monotonic() < until
        time.sleep(0.05)


def _lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(") ", 1)[1][0]
    except OSError:
        return False
    return state != "Z"


def test_an_article_that_linking_fails_on_is_known_to_nobody(
    tmp_path: Path,
    month: list[Story],
    archive: Callable[..., Path],
    fill: Callable[..., Backfill],
    ask: Callable[[Path, str], list[tuple[Any, ...]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It was compared ahead, and so were those after it: these are compared again, and no copy of it."""
    failing = next(story for story in month if "copy" not in story.url)
    crawl, db = archive("crawl.warc.gz", month[:12]), tmp_path / "var"
    plain = tmp_path / "plain"
    fill(plain, crawl, window="1d")

    def stumble(mentions: Any, *rest: Any, article: Article, **more: Any) -> Any:
        if article.url == failing.url:
            raise ZeroDivisionError("a bug of ours")
        return link(mentions, *rest, article=article, **more)

    monkeypatch.setattr("pipeline.desk.link", stumble)
    filled = fill(db, crawl, window="1d")
    assert filled.report.problems == [f"{failing.url}: ZeroDivisionError: a bug of ours"]
    assert ask(db, "SELECT stage, reason FROM drops") == [("link", "stage failed")]
    urls = "SELECT url FROM articles WHERE NOT is_seed ORDER BY ALL"
    assert ask(db, urls) == [row for row in ask(plain, urls) if row != (failing.url,)]
    copied = "SELECT copy_of FROM articles WHERE copy_of NOT IN (SELECT article_id FROM articles)"
    assert ask(db, copied) == []
