from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.models import (
    Article,
    Batch,
    Claim,
    Comparison,
    Decision,
    Entry,
    Feed,
    FeedState,
    Fetch,
    Intake,
    Link,
    Mention,
    Novelty,
    Origin,
    OriginBasis,
    Placement,
    Relevance,
    SeenEntry,
    SpeakerKind,
    Statement,
)
from pipeline.store.ledger import Ledger
from pipeline.text import content_id
from pipeline.topic import Topic
from pipeline.vigil import Vigil, vigil

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

BEGAN = datetime(2018, 1, 1, tzinfo=UTC)
FEED = Feed(url="https://news.example/feed", topic="phones", label="The Example")


class History:
    """A ledger that collected for a while: polls and runs at given moments, stored by the ledger itself."""

    began, feed = BEGAN, FEED

    def __init__(self, folder: Path) -> None:
        self.ledger = Ledger(folder)
        self.topics = [Topic(topic="phones", name="Phones")]
        self.states: dict[str, FeedState] = {}
        self._fetches: list[Fetch] = []
        self._entries: list[SeenEntry] = []
        self._intakes: list[Intake] = []

    def add(self, feed: Feed = FEED, at: datetime = BEGAN) -> None:
        """List a feed."""
        self.ledger.add_feed(feed, at)
        self.states[feed.url] = FeedState(feed=feed, interval=3600)

    def polled(self, at: datetime, feed: Feed = FEED, *, new: int = 0, error: str | None = None) -> None:
        """Ask a feed; it answers with so many new entries, or fails."""
        state = self.states[feed.url]
        status = 500 if error else 200
        self._fetches.append(Fetch(url=feed.url, kind="feed", started_at=at, elapsed_ms=1, status=status, error=error))
        for number in range(new):
            url = f"{feed.url}/{at:%Y%m%d%H%M}/{number}"
            self._entries.append(
                SeenEntry(
                    entry=Entry(feed_url=feed.url, url=url),
                    page_id=content_id("page", url),
                    fingerprint=1,
                    article_id=None,
                    seen_at=at,
                )
            )
        if error:
            changed = {"checked_at": at, "failures": state.failures + 1, "problem": error}
        else:
            changed = {"checked_at": at, "last_ok_at": at, "failures": 0, "problem": None}
            changed |= {"last_new_at": at} if new else {}
        self.states[feed.url] = state.model_copy(update=changed)

    def store(self) -> None:
        """Store what was polled since the last time."""
        batch = Batch(
            decided_at=BEGAN,
            feeds=tuple(self.states.values()),
            fetches=tuple(self._fetches),
            entries=tuple(self._entries),
            intakes=tuple(self._intakes),
        )
        self.ledger.commit(batch, 1)
        self._fetches, self._entries, self._intakes = [], [], []

    def ran(self, at: datetime, outcome: str = "ok", minutes: float = 1) -> None:
        """Make a run that begins at this moment."""
        run_id, _ = self.ledger.begin(["phones"], [], at)
        self.ledger.finish(run_id, outcome, at + timedelta(minutes=minutes))

    def wrote(self, at: datetime, *voices: str, subject: str = "Huawei", **said: str) -> None:
        """Let an article come in by the feed, in which each of these voices makes the same claim about a subject."""
        url = f"{FEED.url}/{at:%Y%m%d%H%M%S}/{voices[0]}"
        article_id = content_id("article", url)
        text = f"{' and '.join(voices)} says that {subject} stops."
        article = Article(
            article_id=article_id,
            revision=1,
            url=url,
            text=text,
            seen_at=at,
            published_at=at,
            outlet=f"{voices[0]} News",
        )
        told = [_told(article, voice, subject, said) for voice in voices]
        self._intakes.append(
            Intake(
                article=article,
                relevance=(Relevance(topic="phones", kept=True, score=1.0, reason="about phones"),),
                comparison=Comparison(article_id=article_id, decision=Decision.INDEPENDENT, rule="r", reason="alone"),
                placement=Placement(article_id=article_id, story_id=1, score=0.0, reason="by hand"),
                mentions=tuple(mention for mention, _, _, _ in told),
                links=tuple(link for _, link, _, _ in told),
                claims=tuple(claim for _, _, claim, _ in told),
                origins=tuple(origin for _, _, _, origin in told),
                decided_at=at,
            )
        )
        entry = Entry(feed_url=FEED.url, url=url)
        self._entries.append(
            SeenEntry(entry=entry, page_id=article_id, fingerprint=1, article_id=article_id, seen_at=at)
        )

    def look(self, at: datetime, **asked: object) -> Vigil:
        """Look at the whole."""
        return vigil(self.topics, self.ledger, at, **asked)  # type: ignore[arg-type]  # as the caller says

    def asked(self, since: datetime, hours: int, feed: Feed = FEED) -> datetime:
        """Ask a feed every hour, which answers and has nothing new; return the last moment."""
        for hour in range(1, hours + 1):
            self.polled(since + timedelta(hours=hour), feed)
        self.store()
        return since + timedelta(hours=hours)

    def failed(self, since: datetime, hours: int, feed: Feed = FEED) -> datetime:
        """Ask a feed every hour, which fails; return the last moment."""
        for hour in range(1, hours + 1):
            self.polled(since + timedelta(hours=hour), feed, error="HTTP 500")
        self.store()
        return since + timedelta(hours=hours)

    def told(self, *moments: datetime) -> list[tuple[str, str]]:
        """Return rule and title of what is told at these looks."""
        return [(alert.rule, alert.title) for at in moments for alert in self.look(at).alerts]

    def alerts(self) -> list[tuple[str, str, str | None]]:
        """Return rule, title and reason for quiet of every alert stored."""
        with self.ledger.database.writing() as connection:
            return connection.execute("SELECT rule, title, quiet FROM ledger.alerts ORDER BY created_at").fetchall()


def _told(article: Article, voice: str, subject: str, said: dict[str, Any]) -> tuple[Mention, Link, Claim, Origin]:
    """What an article adds where it tells a claim on the word of a voice."""
    claim_id, voice_id = content_id("claim", subject), content_id("voice", voice)
    mention_id = content_id("mention", article.article_id, voice)
    statement = Statement(
        claim=f"{subject} stops",
        evidence=article.text,
        evidence_span=(0, len(article.text)),
        speaker=voice,
        speaker_kind=SpeakerKind.PERSON,
        subject=subject,
        **said,
    )
    mention = Mention(
        mention_id=mention_id,
        article_id=article.article_id,
        revision=1,
        outlet=article.outlet,
        seen_at=article.seen_at,
        said_at=article.seen_at,
        statement=statement,
    )
    link = Link(
        mention_id=mention_id,
        claim_id=claim_id,
        origin_id=voice_id,
        via=None,
        basis=OriginBasis.STATED,
        novelty=Novelty.NEW_ORIGIN,
        score=1.0,
        reason="by hand",
    )
    claim = Claim(
        claim_id=claim_id,
        claim=statement.claim,
        subject=subject,
        event_type=statement.event_type,
        object=None,
        polarity="+",
        story_id=1,
        first_seen=article.seen_at,
        first_mention=mention_id,
        event_id=claim_id,
    )
    return mention, link, claim, Origin(origin_id=voice_id, origin=voice, kind=SpeakerKind.PERSON, voice_id=voice_id)


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a ledger without a past, to be copied: making one takes as long as some of the tests."""
    ledger = Ledger(tmp_path_factory.mktemp("empty") / "var")
    with ledger.database.writing():
        return ledger.database.directory


@pytest.fixture
def closed(tmp_path: Path, empty: Path) -> History:
    """A ledger without a past, open only while it is written: what is published is a copy of a closed file."""
    return History(shutil.copytree(empty, tmp_path / "var"))


@pytest.fixture
def history(closed: History) -> Iterator[History]:
    """The same, kept open for as long as the test goes on."""
    with closed.ledger.database.held_open():
        yield closed


@pytest.fixture
def lively(history: History) -> Callable[..., datetime]:
    """Let a feed bring one new entry in each of four polls a day, for four weeks; return the moment of the last."""

    def lived(feed: Feed = FEED, days: int = 28) -> datetime:
        history.add(feed)
        moments = [BEGAN + timedelta(hours=6 * turn) for turn in range(4 * days)]
        for at in moments:
            history.polled(at, feed, new=1)
        return moments[-1]

    return lived
