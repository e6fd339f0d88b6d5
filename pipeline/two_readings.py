"""
Read stored articles twice, by two extractors or as the ledger has them, and see where the two readings differ.

Nothing is stored. Articles are read as a run would read them: the same part of the text, with the words that their
topics lend.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from pipeline.claims.comparing import compared
from pipeline.claims.extractor import Extraction, Piece
from pipeline.config import EXTRACTORS
from pipeline.desk import READ, STATEMENTS
from pipeline.doors import extractor_of
from pipeline.errors import NotFoundError, UsageError
from pipeline.store.claims_near import statement_of
from pipeline.topic import joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from pipeline.claims.comparing import Pair
    from pipeline.claims.extractor import Extractor
    from pipeline.config import Settings
    from pipeline.models import Receipt, Span, Statement
    from pipeline.progress import Progress
    from pipeline.store.published import Published
    from pipeline.topic import Topic, Vocabulary

__all__ = [
    "STORED",
    "Choice",
    "Compared",
    "LeftOut",
    "ReadTwice",
    "Reader",
    "Side",
    "StoredText",
    "read_twice",
    "reader_of",
    "texts",
    "with_their_words",
]

STORED = "stored"
"""The name of what the ledger holds, by whatever version it was found."""

_AT_ONCE = 20
_Row = dict[str, Any]


class Choice(NamedTuple):
    """Which articles are read."""

    names: tuple[str, ...] = ()
    """Addresses or numbers; none: all."""
    topics: tuple[str, ...] = ()
    """Kept for one of these; none: for any."""
    since: datetime | None = None
    """Seen since then; None: ever."""
    most: int | None = None
    """The newest so many; None: all."""


class StoredText(NamedTuple):
    """The newest text of an article."""

    article_id: int
    revision: int
    url: str
    title: str | None
    outlet: str | None
    published_at: datetime | None
    dated_at: datetime
    text: str
    topics: tuple[str, ...]


class Reader(Protocol):
    """Whoever says what texts say."""

    @property
    def name(self) -> str:
        """What a user calls it."""

    @property
    def stamp(self) -> str | None:
        """The version that reads; None where several may have."""

    def read(self, texts: Sequence[StoredText]) -> list[Extraction]:
        """Return a reading of each text."""


class ReadTwice(NamedTuple):
    """One article and what two readings make of it."""

    text: StoredText
    pairs: tuple[Pair, ...]


class LeftOut(NamedTuple):
    """An article that was not compared, and why."""

    text: StoredText
    reason: str


class Side(NamedTuple):
    """One of two readers, over all articles."""

    name: str
    stamp: str | None
    """The version that was asked; None where it may have been several."""
    found_by: Counter[str]
    """Statements by the version that found them."""
    receipts: tuple[Receipt, ...] = ()


class Compared(NamedTuple):
    """Two readings of articles."""

    one: Side
    other: Side
    articles: tuple[ReadTwice, ...]
    left_out: tuple[LeftOut, ...] = ()
    """
    Articles of which a reading would not be the reader's own: its topic's words were missing, or somebody else had to
    read in its place.
    """


def reader_of(name: str, settings: Settings, published: Published, topics: Sequence[Topic]) -> Reader:
    """
    Return the reader of that name: an extractor, or `stored`.

    Raises UsageError that lists the names when there is none, SettingsError when an extractor lacks what it needs.
    """
    if name == STORED:
        return _AsStored(published)
    if name not in EXTRACTORS:
        names = ", ".join(EXTRACTORS)
        raise UsageError(f"“{name}” is no extractor; there are {names}, and {STORED}: what the database holds")
    return _ByExtractor(name, extractor_of(settings, name), topics)


def texts(published: Published, choice: Choice, *, heard_out: bool) -> list[StoredText]:
    """
    Return the newest texts of the articles chosen, the newest article first.

    With `heard_out` copies and teasers are left out: of them only what was known before is on record. Raises
    NotFoundError when an article named is not there, or none is.
    """
    ids = [article for name in choice.names for article in _articles(published, name)]
    rows = published.screen(
        "compare_texts",
        articles=ids,
        kept_for=list(choice.topics),
        since=choice.since.astimezone(UTC).replace(tzinfo=None) if choice.since else None,
        heard_out=heard_out,
        most=choice.most,
    )
    if not rows:
        rest = f"; copies and teasers are not compared with “{STORED}”" if heard_out else ""
        raise NotFoundError(f"no such article is stored{rest}; claimwatch doctor says what there is")
    return [_text(row) for row in rows]


def with_their_words(
    found: Sequence[StoredText], topics: Sequence[Topic]
) -> tuple[list[StoredText], tuple[LeftOut, ...]]:
    """
    Return the texts whose topics are all at hand, and the others: read without their topic's words they say less.

    Raises UsageError with the way out when none is left.
    """
    known = {topic.topic for topic in topics}
    missing = [sorted(set(text.topics) - known) for text in found]
    left_out = tuple(
        LeftOut(text, f"the words of {_quoted(names)} are not at hand; name the folder with --topic as well")
        for text, names in zip(found, missing, strict=True)
        if names
    )
    if len(left_out) == len(found):
        names = sorted({name for one in missing for name in one})
        folders = " ".join(f"--topic DIR/{name}" for name in names)
        raise UsageError(f"nothing to compare without the words of {_quoted(names)}; say where they are: {folders}")
    return [text for text, names in zip(found, missing, strict=True) if not names], left_out


def read_twice(
    found: Sequence[StoredText], one: Reader, other: Reader, progress: Progress, left_out: Sequence[LeftOut] = ()
) -> Compared:
    """Return what the two make of each text, in the order given; `left_out` are those that they are not to read."""
    progress.begin("articles", len(found))
    read: list[_Read] = []
    for at in range(0, len(found), _AT_ONCE):
        handful = found[at : at + _AT_ONCE]
        read += map(_Read._make, zip(handful, one.read(handful), other.read(handful), strict=True))
        progress.done(len(handful))
    sound = [each for each in read if each.why_not is None]
    return Compared(
        one=_side(one, [each.one for each in read], [each.one for each in sound]),
        other=_side(other, [each.other for each in read], [each.other for each in sound]),
        articles=tuple(ReadTwice(each.text, compared(each.one.statements, each.other.statements)) for each in sound),
        left_out=(*left_out, *(LeftOut(each.text, each.why_not) for each in read if each.why_not is not None)),
    )


class _Read(NamedTuple):
    text: StoredText
    one: Extraction
    other: Extraction

    @property
    def why_not(self) -> str | None:
        """Why the two are not to be compared; None: they are."""
        return _stood_in(self.one) or _stood_in(self.other)


def _side(reader: Reader, all_read: Sequence[Extraction], sound: Sequence[Extraction]) -> Side:
    """Return one reader: what it found where it was not stood in for, and what it took everywhere."""
    found_by = Counter(said.extractor for reading in sound for said in reading.statements)
    return Side(reader.name, reader.stamp, found_by, tuple(reading.receipt for reading in all_read if reading.receipt))


class _ByExtractor:
    """Reads texts anew."""

    def __init__(self, name: str, extractor: Extractor, topics: Sequence[Topic]) -> None:
        self.name, self.stamp = name, extractor.stamp
        self._extractor, self._topics = extractor, topics
        self._lent: dict[tuple[str, ...], Vocabulary] = {}

    def read(self, texts: Sequence[StoredText]) -> list[Extraction]:
        pieces = [Piece(text.text[:READ], text.title, text.published_at, self._vocabulary(text)) for text in texts]
        self._extractor.foresee(pieces)
        return [_as_kept(self._extractor(piece)) for piece in pieces]

    def _vocabulary(self, text: StoredText) -> Vocabulary:
        if text.topics not in self._lent:
            self._lent[text.topics] = joined(t.vocabulary for t in self._topics if t.topic in text.topics)
        return self._lent[text.topics]


class _AsStored:
    """Reads nothing: what the ledger holds of each text."""

    name = STORED
    stamp = None

    def __init__(self, published: Published) -> None:
        self._published = published

    def read(self, texts: Sequence[StoredText]) -> list[Extraction]:
        said: defaultdict[tuple[int, int], list[Statement]] = defaultdict(list)
        articles, revisions = [text.article_id for text in texts], [text.revision for text in texts]
        for row in self._published.screen("compare_stored", articles=articles, revisions=revisions):
            said[row["article_id"], row["revision"]].append(statement_of(row))
        return [Extraction(tuple(said[text.article_id, text.revision])) for text in texts]


def _as_kept(reading: Extraction) -> Extraction:
    """Return what the desk would keep of a reading: so many, and of the same words with the same evidence one."""
    first: dict[tuple[Span, str], Statement] = {}
    for said in reading.statements[:STATEMENTS]:
        first.setdefault((said.evidence_span, said.claim), said)
    return reading._replace(statements=tuple(first.values()))


def _stood_in(reading: Extraction) -> str | None:
    """Return why somebody else read a text in place of the extractor that was asked; None: nobody did."""
    receipt = reading.receipt
    return f"the rules stood in: {receipt.problem}" if receipt is not None and receipt.stood_in else None


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def _articles(published: Published, name: str) -> Iterator[int]:
    number = int(name) if name.isascii() and name.isdigit() and len(name) < 20 else None
    found = published.screen("why_article", id=number, url=name)
    if not found:
        raise NotFoundError(f"no article “{name}”; give its address or number, as claimwatch why shows them")
    yield from (row["article_id"] for row in found)


def _text(row: _Row) -> StoredText:
    dates = {name: row[name] and row[name].replace(tzinfo=UTC) for name in ("published_at", "dated_at")}
    return StoredText(**row | dates | {"topics": tuple(row["topics"])})
