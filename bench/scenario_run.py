"""
The invented month through claimwatch itself: each article judged and stored at its own moment, then the views asked.

The way is that of a run behind its network (pipeline/bookkeeping.py): real ledger, real DuckDB, in a folder of its own.
"""

from __future__ import annotations

from bisect import bisect_right
from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, Self

from bench.scenario_gold import KnownClaim, Predictions, Told
from bench.scenario_linked import linked_by_gold
from bench.scenario_match import alike, overlap
from pipeline.bookkeeping import FIRST_RUN, Books
from pipeline.claims.extractor import Extraction
from pipeline.claims.rules import RULES
from pipeline.models import Article, Drop, Intake, Mode, SpeakerKind, Statement
from pipeline.moments import read_moment
from pipeline.report import Report
from pipeline.same_page import same_page_key
from pipeline.store.ledger import Ledger
from pipeline.store.published import Published
from pipeline.text import content_id
from pipeline.topic import Thresholds, Topic
from pipeline.topic.folder import read_topic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from bench.scenario_gold import GoldMention, NewsItem, Scenario
    from pipeline.claims.extractor import Piece
    from pipeline.topic import Watch

__all__ = ["GoldMentions", "arrival_days", "month"]

_BEFORE = datetime(2025, 3, 1, tzinfo=UTC)
_A_BIT_LATER = timedelta(minutes=1)
# What an outlet knows by itself: its unnamed people, its own report, papers it has seen.
_ITS_OWN = {SpeakerKind.ANONYMOUS, SpeakerKind.OUTLET, SpeakerKind.DOCUMENT}


def month(
    scenario: Scenario,
    topic_toml: Path,
    folder: Path,
    *,
    linking: bool = False,
    linked: bool = False,
    one_by_one: bool = False,
    after_each: Callable[[Ledger, datetime], None] = lambda _, __: None,
    watch: Watch | None = None,
) -> Predictions:
    """
    Return what claimwatch makes of the month, its ledger in `folder`; with `linking` of the gold's mentions.

    With `linked` those come with the gold's links: which claim each makes, and what speaks against what.

    What came in on one day is one batch: a batch judges its articles one after another, and a month of them takes a
    third of the time that it takes `one_by_one`. `after_each` is told of each batch: the ledger, and
    when it was decided on. With `watch` the topic has this watch list, and alerts are told; else the month is a first
    run.

    Raises RuntimeError when an article went no further than some stage.
    """
    arrivals = list(_arrivals(scenario.articles))
    ledger = Ledger(folder / "db")
    topic = _topic(topic_toml, folder / "topic", arrivals)
    topic = topic.model_copy(update={"watch": watch}) if watch else topic
    gold_mentions = GoldMentions(scenario)
    extractor = gold_mentions if linking or linked else RULES
    texts = {(article.article_id, article.revision): article.text for _, article in arrivals}
    links = linked_by_gold(scenario, gold_mentions, texts) if linked else nullcontext()
    batches = groupby(arrivals, key=lambda came: came[0].id if one_by_one else came[1].seen_at.date())
    with ledger.run_lock(), links:
        with ledger.database.held_open():
            if watch:
                before = _BEFORE - timedelta(days=1)
                ledger.finish(ledger.begin((topic.topic,), (), before)[0], "ok", before)
            run_id, first_run = ledger.begin((topic.topic,), (), _BEFORE)
            _lend_families(ledger, scenario)
            quiet = FIRST_RUN if first_run else None
            books = Books([topic], ledger, ledger.recall(), Report(), quiet=quiet, extractor=extractor)
            calendar: list[tuple[datetime, str]] = []
            for _, batch in batches:
                calendar += _take_in(books, list(batch), run_id)
                after_each(ledger, calendar[-1][0])
            ledger.finish(run_id, "ok", arrivals[-1][1].seen_at)
        ledger.publish()
    return _read(Published(ledger.database.published), arrivals, _Calendar.of(calendar))


def arrival_days(scenario: Scenario) -> dict[str, date]:
    """Return of each article the day on which it comes in."""
    return {item.id: article.seen_at.date() for item, article in _arrivals(scenario.articles)}


def _take_in(books: Books, batch: Sequence[tuple[NewsItem, Article]], run_id: int) -> Iterator[tuple[datetime, str]]:
    """Enter articles, and yield the moment at which each was decided on: a microsecond apart."""
    now = batch[-1][1].seen_at
    names = {(article.article_id, article.revision): item.id for item, article in batch}
    outcomes = books.judged([article for _, article in batch])
    if dropped := [f"{one.url}: {one.reason}: {one.detail}" for one in outcomes if isinstance(one, Drop)]:
        raise RuntimeError(dropped[0])
    books.enter(outcomes, run_id, now)
    taken = [outcome.article for outcome in outcomes if isinstance(outcome, Intake)]
    for place, article in enumerate(taken):
        yield now + timedelta(microseconds=place), names[article.article_id, article.revision]


class GoldMentions:
    """
    An extractor that finds what the gold finds, and nothing else.

    The place, mode and polarity are the gold's. Who is said to say it, and about whom it is, is what the rules read
    there; where they read nothing, it is the bare sentence in the author's voice.
    """

    stamp = "gold-1"
    languages = None

    def __init__(self, scenario: Scenario) -> None:
        rows: dict[str, list[GoldMention]] = {}
        for row in scenario.mentions:
            rows.setdefault(row.article, []).append(row)
        self._rows = {article.text: rows.get(article.id, []) for article in scenario.articles}
        self._made: dict[tuple[object, ...], list[GoldMention]] = {}
        self._said = {key: claim.claim for key, claim in scenario.claims.items()}

    def foresee(self, pieces: Iterable[Piece]) -> None:
        """Nothing to do."""

    def __call__(self, piece: Piece) -> Extraction:
        """Return a statement for each of the gold's mentions in this text."""
        found = RULES(piece).statements
        left, made = list(found), []
        for row in self._rows[piece.text]:
            near = max(left, key=lambda said: self._fit(row, said), default=None)
            if near is not None and self._fit(row, near) > 0:
                left.remove(near)
                said = _as_gold(near, row)
            else:
                beside = max(found, key=lambda said: self._fit(row, said), default=None)
                said = _bare(beside if beside is not None and self._fit(row, beside) > 0 else None, row)
            made.append(said)
            self._made.setdefault(_named(piece.text, said), []).append(row)
        return Extraction(tuple(sorted(made, key=lambda said: said.evidence_span)))

    def row_of(self, text: str, said: Statement) -> GoldMention:
        """Return of which row of the gold a statement was made; of several that read alike, the next in order."""
        rows = self._made[_named(text, said)]
        return rows.pop(0) if len(rows) > 1 else rows[0]

    def _fit(self, row: GoldMention, said: Statement) -> float:
        place = max(overlap(said.evidence_span, span) for span in row.spans)
        return place and place + alike(said.claim, self._said[row.claim]) + (said.polarity == row.polarity) / 2


def _named(text: str, said: Statement) -> tuple[object, ...]:
    return text, said.evidence_span, said.claim, said.polarity, said.mode


def _as_gold(said: Statement, row: GoldMention) -> Statement:
    return said.model_copy(update={"mode": Mode(row.mode), "polarity": row.polarity})


def _bare(beside: Statement | None, row: GoldMention) -> Statement:
    """Return the sentence itself as a statement, attributed as what the rules read in the same place."""
    said = beside or Statement(claim=row.evidence, evidence=row.evidence, evidence_span=row.spans[0])
    whole = {"claim": row.evidence, "evidence": row.evidence, "evidence_span": row.spans[0], "content_span": None}
    return _as_gold(said.model_copy(update=whole), row)


def _topic(path: Path, folder: Path, arrivals: Sequence[tuple[NewsItem, Article]]) -> Topic:
    """
    Return the topic as its folder tells it, the scenario's seeds being its seeds.

    Nothing is off topic: the month has nine stories, and what is measured comes after that question.
    """
    (folder / "articles").mkdir(parents=True)
    (folder / "topic.toml").write_bytes(path.read_bytes())
    seeds = tuple(article for _, article in arrivals if article.is_seed)
    for seed in seeds:
        (folder / "articles" / f"{seed.article_id}.txt").write_text(seed.text, encoding="utf-8")
    return read_topic(folder, _BEFORE).model_copy(update={"seeds": seeds, "thresholds": Thresholds(relevance=0)})


def _lend_families(ledger: Ledger, scenario: Scenario) -> None:
    """Tell the ledger which outlets have one owner, where it has a table for that."""
    with ledger.database.writing() as connection:
        has = "SELECT 1 FROM information_schema.tables WHERE table_schema = 'ledger' AND table_name = 'families'"
        if connection.execute(has).fetchall():
            for outlet, family in scenario.families.items():
                connection.execute(
                    "INSERT INTO ledger.families (outlet, family, decided_at) VALUES (?, ?, ?)",
                    [outlet, family, _BEFORE.replace(tzinfo=None)],
                )


def _arrivals(items: Iterable[NewsItem]) -> Iterable[tuple[NewsItem, Article]]:
    """Yield the articles, each seen when it was published, or a bit later than the one before where that is later."""
    now = _BEFORE
    for item in items:
        published = read_moment(item.published_at) if item.published_at else None
        now = max(now + _A_BIT_LATER, published.at if published else now)
        yield (
            item,
            Article(
                article_id=content_id("article", same_page_key(item.url)),
                revision=content_id("revision", item.text),
                url=item.url,
                text=item.text,
                outlet=item.outlet or None,
                title=item.title,
                published_at=published.at if published else None,
                published_precision=published.precision if published else None,
                published_raw=item.published_at,
                seen_at=now,
                language="en",
                is_seed=item.seed,
            ),
        )


class _Calendar(NamedTuple):
    """Which article was decided on at what moment."""

    moments: list[datetime]
    articles: list[str]

    @classmethod
    def of(cls, steps: Iterable[tuple[datetime, str]]) -> Self:
        """Return the calendar of these moments, in their order."""
        moments, articles = zip(*steps, strict=True)
        return cls(list(moments), list(articles))

    def article(self, moment: datetime) -> str:
        """Return the article that was decided on at a moment."""
        return self.articles[bisect_right(self.moments, moment.replace(tzinfo=UTC)) - 1]


def _corrections(published: Published, calendar: _Calendar) -> dict[int, tuple[str, str]]:
    """Return of each mention that was corrected later by which article it was, and what the mention had been before."""
    before: dict[int, str] = {}
    found: dict[int, tuple[str, str]] = {}
    for row in published.ask("SELECT * FROM ledger.relinks ORDER BY decided_at").dicts():
        mention_id, novelty = row["mention_id"], row["novelty"]
        if novelty == "corrected" and mention_id in before:
            found.setdefault(mention_id, (calendar.article(row["decided_at"]), before[mention_id]))
        before[mention_id] = novelty
    return found


def _read(published: Published, arrivals: Sequence[tuple[NewsItem, Article]], calendar: _Calendar) -> Predictions:
    names = {(article.article_id, article.revision): item.id for item, article in arrivals}
    corrected = _corrections(published, calendar)
    kinds = {(row["origin_id"], row["via"]): row["kind"] for row in published.ask("SELECT * FROM origins").dicts()}
    mentions = []
    for row in published.ask("SELECT * FROM mentions ORDER BY seen_at, start, mention_id").dicts():
        kind = kinds.get((row["origin_id"], row["via"])) or next(
            (found for (origin_id, _), found in kinds.items() if origin_id == row["origin_id"]), None
        )
        own = kind in _ITS_OWN and row["via"] is not None
        corrected_by, novelty = corrected.get(row["mention_id"], (None, row["novelty"]))
        mentions.append(
            Told(
                article=names[row["article_id"], row["revision"]],
                span=(row["start"], row["end"]),
                claim=str(row["claim_id"]),
                text=row["claim"],
                origin=None if own else row["origin"],
                via=row["via"],
                basis=row["origin_basis"],
                novelty=novelty,
                hedge_dropped=row["hedge_dropped"],
                corrected_by=corrected_by,
                polarity=row["polarity"],
            )
        )
    return Predictions(tuple(mentions), _claims(published, calendar))


def _claims(published: Published, calendar: _Calendar) -> dict[str, KnownClaim]:
    steps: dict[str, list[tuple[str, str]]] = {}
    for row in published.ask("SELECT * FROM steps ORDER BY decided_at").dicts():
        taken = steps.setdefault(str(row["claim_id"]), [])
        article = calendar.article(row["decided_at"])
        if taken and taken[-1][0] == article:
            taken.pop()
        if not taken or taken[-1][1] != row["status"]:
            taken.append((article, row["status"]))
    against: dict[str, set[str]] = {}
    for row in published.ask("SELECT * FROM contradicting").dicts():
        one, other = str(row["claim_id"]), str(row["other_id"])
        against.setdefault(one, set()).add(other)
        against.setdefault(other, set()).add(one)
    found = {}
    for row in published.ask("SELECT * FROM claims").dicts():
        name = str(row["claim_id"])
        event = row.get("event_id")
        found[name] = KnownClaim(
            claim=name,
            origins=row["origins"],
            status=row["status"],
            steps=tuple(steps.get(name, ())),
            contradicts=frozenset(against.get(name, ())),
            event=None if event is None else str(event),
        )
    return found
