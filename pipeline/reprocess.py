"""
Decide again on what is stored, without the network: after an update of claimwatch, of a topic, of its seeds.

    kept bytes -> read -> topic -> compare -> claims -> link, from whichever of them on

What the stages before decided stands. Everything keeps the run and the order it came with; nobody is alerted. What was
collected is not on the list: it can only be collected again by asking the web.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from pipeline.bookkeeping import DECIDED_AGAIN, Books
from pipeline.comparing import STAGE_FAILED
from pipeline.errors import ConfigurationError, StoreError
from pipeline.models import Article, Decided, Drop, Intake
from pipeline.naming import name_stories
from pipeline.report import Report
from pipeline.store.redo import Text, redoing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.models import KeptPage, Page, Stage
    from pipeline.run import Doors
    from pipeline.store.redo import Redo
    from pipeline.topic import Topic

__all__ = ["decide_again", "reprocess"]

_BATCH = 40
_TOGETHER = timedelta(milliseconds=1)
"""What one batch decides is a microsecond apart (pipeline/store/ledger.py); two batches are not so near."""
_EVER = datetime.min.replace(tzinfo=UTC)


def reprocess(topics: Sequence[Topic], doors: Doors, stage: Stage, since: datetime | None = None) -> Report:
    """
    Do `stage` and all later ones again for what was taken in since then (None: ever), and publish.

    The ledger is as before until all is done, and after any error; a stage that fails on one text is one. Kept bytes
    that are missing or damaged are a problem in the report, and their text stands as it was read.

    Raises ConfigurationError when the ledger has articles of a topic that is not among `topics`: without it they would
    be off topic. Raises LockedError when a run holds the database, StoreError that names the text where a stage failed,
    and other StoreErrors.
    """
    with doors.ledger.run_lock():
        return decide_again(topics, doors, stage, since)


def decide_again(topics: Sequence[Topic], doors: Doors, stage: Stage, since: datetime | None = None) -> Report:
    """Do the same for whoever holds the run lock already."""
    ledger, report = doors.ledger, Report(started_at=doors.now())
    with redoing(ledger, stage, since) as redo:
        if missing := redo.topics - {topic.topic for topic in topics}:
            raise ConfigurationError(
                f"the database has articles of the topic “{min(missing)}” too; name its folder with --topic as well"
            )
        books = Books(topics, redo.ledger, redo.ledger.recall(), report, quiet=DECIDED_AGAIN, extractor=doors.extractor)
        books.forget(redo.traits)
        portions = list(_in_order(redo, doors, report))
        doors.progress.begin("texts", sum(len(portion.texts) for portion in portions))
        for portion in portions:
            books.enter([*portion.drops, *_decided(portion, books)], portion.run_id, portion.at)
            doors.progress.done(len(portion.texts))
        for run_id, texts in groupby(redo.texts, key=lambda text: text.run_id):
            let_go = tuple((text.article, text.at) for text in texts if not books.took(text.article))
            books.enter([], run_id, doors.now(), let_go=let_go)
    name_stories(ledger, since or _EVER, doors.now())
    ledger.publish()
    report.finished_at = doors.now()
    return report


_Waiting = tuple[datetime, int, Text | Drop]
"""When a text was decided on, or left out, and in which run."""


class _Portion(NamedTuple):
    run_id: int
    at: datetime
    texts: list[Text]
    drops: list[Drop]


def _decided(portion: _Portion, books: Books) -> Iterator[Intake | Drop]:
    """Yield what the desk says of the texts of a portion now, as of when each was first decided on."""
    names = {(text.article.article_id, text.article.revision): text for text in reversed(portion.texts)}
    decided = {name: text.decided for name, text in names.items()}
    for outcome in books.judged((text.article for text in portion.texts), decided):
        if isinstance(outcome, Intake):
            at = names[outcome.article.article_id, outcome.article.revision].at
            yield outcome.model_copy(update={"decided_at": at})
        elif outcome.reason == STAGE_FAILED:
            raise StoreError(f"{outcome.url}: {outcome.detail}; nothing was changed")
        else:
            yield outcome


def _in_order(redo: Redo, doors: Doors, report: Report) -> Iterator[_Portion]:
    """Yield texts and drops in the batches, and in the order, in which they were first decided on."""
    again = _read_again(redo, doors, report)
    first_at = {(text.article.article_id, text.article.seen_at): text.at for text in redo.texts}
    superseded = {name for name, _, _ in again}
    waiting: list[_Waiting] = [
        (text.at, text.run_id, text)
        for text in redo.texts
        if (text.article.article_id, text.article.seen_at) not in superseded
    ]
    for name, run_id, outcome in again:
        at = first_at.get(name, outcome.seen_at)
        waiting.append((at, run_id, outcome if isinstance(outcome, Drop) else Text(outcome, Decided(), run_id, at)))
    waiting.sort(key=lambda one: one[0])
    for portion in _as_they_came(waiting):
        (at, run_id, _), texts = portion[0], [one for _, _, one in portion if isinstance(one, Text)]
        yield _Portion(run_id, at, texts, [one for _, _, one in portion if isinstance(one, Drop)])


def _as_they_came(waiting: Iterable[_Waiting]) -> Iterator[list[_Waiting]]:
    """Part what waits into the batches it came in: what was a step then is one now."""
    portion: list[_Waiting] = []
    for one in waiting:
        if portion:
            at, run_id, _ = portion[-1]
            if one[1] != run_id or one[0] - at > _TOGETHER or len(portion) == _BATCH:
                yield portion
                portion = []
        portion.append(one)
    if portion:
        yield portion


def _read_again(redo: Redo, doors: Doors, report: Report) -> list[tuple[tuple[int, datetime], int, Article | Drop]]:
    """Return what the kept pages read as now, each with the name of the text it replaces and the run it came with."""
    runs: list[tuple[KeptPage, int]] = []
    doors.progress.begin("pages", len(redo.pages))

    def pages() -> Iterator[tuple[Page, object]]:
        for kept, run_id in redo.pages:
            try:
                page = doors.ledger.shelf.page(kept)
            except StoreError as error:
                report.problems.append(f"{kept.url}: {error}; its text stands as it was read")
                continue
            runs.append((kept, run_id))
            yield page, kept.entry

    found = []
    for place, (page, outcome) in enumerate(doors.reader.read(pages())):  # type: ignore[arg-type]  # entries, see above
        doors.progress.done()
        kept, run_id = runs[place]
        known_as = redo.known_as.get(kept.url)
        read = (
            outcome.model_copy(update={"article_id": known_as})
            if known_as and isinstance(outcome, Article)
            else outcome
        )
        article_id = read.article_id if isinstance(read, Article) else known_as or 0
        found.append(((article_id, page.fetched_at), run_id, read))
    return found
