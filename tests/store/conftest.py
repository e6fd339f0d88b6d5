from __future__ import annotations

import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from pipeline.models import (
    Article,
    Batch,
    Change,
    Claim,
    Comparison,
    Contradiction,
    Decision,
    Feed,
    FeedState,
    Fetch,
    Intake,
    Link,
    Mention,
    Mode,
    Novelty,
    Origin,
    OriginBasis,
    Page,
    Placement,
    Relevance,
    SpeakerKind,
    Statement,
    Status,
    Step,
)
from pipeline.store.ledger import Ledger
from pipeline.text import content_id

if TYPE_CHECKING:
    from collections.abc import Callable

SEEN = datetime(2018, 3, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """An empty ledger on a real DuckDB file."""
    return Ledger(tmp_path / "var")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """A ledger that the tests of one file share, because none of them minds what the others left there."""
    return Ledger(tmp_path_factory.mktemp("shared"))


@pytest.fixture(scope="session")
def page() -> Callable[..., Page]:
    """Make a page as the network door hands it over."""

    def make(body: bytes, url: str = "http://news.example/one", fetched_at: datetime = SEEN, **fields: object) -> Page:
        return Page(url=url, final_url=url, body=body, fetched_at=fetched_at, **fields)  # type: ignore[arg-type]  # any field

    return make


@pytest.fixture(scope="session")
def intake() -> Callable[..., Intake]:
    """Make what an article without claims adds to the ledger; the address names the article, the text its revision."""

    def make(
        url: str,
        text: str = "Best Buy stops.",
        *,
        seen_at: datetime = SEEN,
        change: Change | None = None,
        **page: object,
    ) -> Intake:
        article_id = content_id("article", url)
        article = Article(
            article_id=article_id,
            revision=content_id("revision", text),
            url=url,
            text=text,
            seen_at=seen_at,
            **page,  # type: ignore[arg-type]  # any field
        )
        return Intake(
            article=article,
            relevance=(Relevance(topic="phones", kept=True, score=1.0, reason="about phones"),),
            comparison=Comparison(article_id=article_id, decision=Decision.INDEPENDENT, rule="test", reason="alone"),
            placement=Placement(article_id=article_id, story_id=article_id, score=0.0, reason="opens a story"),
            change=change,
        )

    return make


NAMED = {
    "Korrin": SpeakerKind.ORGANISATION,
    "the union": SpeakerKind.ORGANISATION,
    "the agency": SpeakerKind.GOVERNMENT,
}
CLAIMS = {
    "PLANT": ("Korrin will close its plant", "Korrin"),
    "SILENCE": ("Korrin does not comment", "Korrin"),
    "ELEVEN": ("Eleven heaters burned", "Halo"),
    "NINETEEN": ("Nineteen heaters burned", "Halo"),
    "YET": ("The agency has yet to speak", "the agency"),
}


class Said(NamedTuple):
    """One thing an article of the month says, and what linking made of it."""

    claim: str
    words: str
    origin: str | None = None
    basis: str = "stated"
    novelty: str = "new"
    mode: str = "asserted"
    status: str | None = None
    dropped: bool = False
    against: str | None = None
    via: str | None = None


def at(day: int, hour: int = 12) -> datetime:
    """A moment of March 2018."""
    return datetime(2018, 3, day, hour, tzinfo=UTC)


def _id(kind: str, name: str) -> int:
    return content_id(kind, name)


def _adds(intake: Intake, outlet: str, moment: datetime, told: list[Said]) -> Intake:
    """Return an article with what it says, as linking would hand it over."""
    found: dict[str, list[Any]] = {
        name: [] for name in ("mentions", "links", "claims", "origins", "steps", "contradictions")
    }
    for said in told:
        claim_id, claim = _id("claim", said.claim), CLAIMS[said.claim]
        start = intake.article.text.index(said.words)
        named = NAMED.get(said.origin or "")
        speaker = None if said.mode == "asserted" else said.origin or outlet
        statement = Statement(
            claim=claim[0],
            evidence=said.words,
            evidence_span=(start, start + len(said.words)),
            speaker=speaker,
            speaker_entity=speaker,
            speaker_kind=(named or SpeakerKind.ANONYMOUS) if speaker else SpeakerKind.AUTHOR,
            mode=Mode(said.mode),
            polarity="-" if said.mode == "denied" else "+",
            subject=claim[1],
        )
        mention_id = content_id("mention", intake.article.article_id, said.claim)
        origin_id = _id("origin", f"{said.origin} {said.via}") if said.origin else None
        found["mentions"].append(
            Mention(
                mention_id=mention_id,
                article_id=intake.article.article_id,
                revision=intake.article.revision,
                outlet=outlet,
                seen_at=moment,
                said_at=moment,
                statement=statement,
            )
        )
        found["links"].append(
            Link(
                mention_id=mention_id,
                claim_id=claim_id,
                origin_id=origin_id,
                via=said.via,
                basis=OriginBasis(said.basis),
                novelty=Novelty(said.novelty),
                hedge_dropped=said.dropped,
                score=1.0,
                reason="by hand",
            )
        )
        found["claims"].append(
            Claim(
                claim_id=claim_id,
                claim=claim[0],
                subject=claim[1],
                event_type="business",
                object=None,
                polarity="+",
                story_id=1,
                first_seen=moment,
                first_mention=mention_id,
                event_id=claim_id,
            )
        )
        if said.origin and origin_id is not None:
            kind = named or SpeakerKind.ANONYMOUS
            found["origins"].append(
                Origin(origin_id=origin_id, origin=said.origin, via=said.via, kind=kind, voice_id=origin_id)
            )
        if said.status:
            found["steps"].append(Step(claim_id=claim_id, status=Status(said.status), origins=1, mention_id=mention_id))
        if said.against:
            pair = Contradiction(claim_id=claim_id, other_id=_id("claim", said.against), reason="another figure")
            found["contradictions"].append(pair)
    return intake.model_copy(update={name: tuple(rows) for name, rows in found.items()})


def _withdrawn(intake: Intake) -> Intake:
    """The Ledger drops "eleven" from its article, and the Basket's word is traced to the same agency."""
    (origin,) = (_id("origin", "the agency None"),)
    eleven = _id("claim", "ELEVEN")

    def link(url: str, basis: str, novelty: str) -> Link:
        mention_id = content_id("mention", content_id("article", url), "ELEVEN")
        return Link(
            mention_id=mention_id,
            claim_id=eleven,
            origin_id=origin,
            via=None,
            basis=OriginBasis(basis),
            novelty=Novelty(novelty),
            score=1.0,
            reason="a later look",
        )

    links = (
        link("http://ledger.example/6", "stated", "corrected"),
        link("http://basket.example/7", "inferred", "echo"),
    )
    step = Step(claim_id=eleven, status=Status.CORRECTED, origins=1, mention_id=links[0].mention_id)
    return intake.model_copy(update={"links": links, "steps": (step,)})


COUNTS = (
    "SELECT claim_id, articles, outlets, origins, mentions, first_said, last_said, certainty, status, tier,"
    " hedge_dropped FROM {} ORDER BY claim_id"
)


class Month(NamedTuple):
    """A ledger after a small month, and what was counted of its claims at each moment."""

    ledger: Ledger
    counted: dict[datetime, list[tuple[Any, ...]]]
    counts: str = COUNTS
    """How: SQL with a place for what to count from."""


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory, intake: Callable[..., Intake]) -> Month:
    """A small month, a batch an article, and what the claims counted after each batch."""
    ledger = Ledger(tmp_path_factory.mktemp("month"))
    feed = Feed(url="http://wire.example/feed", topic="plants")
    run_id, _ = ledger.begin(["plants"], [feed], at(1))
    counted = {}
    batches = []
    month = tomllib.loads((Path(__file__).parent / "month.toml").read_text(encoding="utf-8"))
    for place, article in enumerate(month["articles"]):
        moment, outlet, told = article["at"], article["outlet"], [Said(**said) for said in article["said"]]
        text = " ".join(said.words for said in told)
        bare = intake(
            f"http://{outlet.lower()}.example/{place}", text, seen_at=moment, outlet=outlet, published_at=moment
        )
        batches.append(Batch(decided_at=moment, intakes=[_adds(bare, outlet, moment, told)]))
    seen = at(9)
    batches.append(
        Batch(
            decided_at=seen,
            intakes=[
                _withdrawn(
                    intake(
                        "http://ledger.example/6",
                        "The agency spoke.",
                        seen_at=seen,
                        outlet="Ledger",
                        published_at=at(5),
                    )
                )
            ],
            fetches=[Fetch(url=feed.url, kind="feed", started_at=seen, elapsed_ms=1, status=500, error="HTTP 500")],
            feeds=[FeedState(feed=feed)],
        )
    )
    for batch in batches:
        ledger.commit(batch, run_id)
        with ledger.database.writing() as connection:
            counted[batch.decided_at + timedelta(hours=0.5)] = connection.execute(COUNTS.format("claims")).fetchall()
    ledger.finish(run_id, "ok", at(10))
    ledger.publish()
    return Month(ledger, counted)
