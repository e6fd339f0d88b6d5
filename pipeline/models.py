"""
The records that stages pass on, one type for each step of an article's way.

    Feed -> Entry -> Page -> Article -> Relevance -> Comparison -> Placement -> Statement -> Link

Records are frozen: a stage returns new ones. `Article.text` is never edited, so every span in a later record is a pair
of character offsets into it: `article.text[start:end]` is the evidence, always.

Identifiers are 64-bit content hashes (`pipeline.text.content_id`): the same input has the same name in every database.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Span = tuple[int, int]
"""Start and end character offsets, end excluded."""

Polarity = Literal["+", "-"]
PublishedPrecision = Literal["instant", "minute", "day", "month", "year"]


class Record(BaseModel):
    """A frozen record; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


# --- collect ---------------------------------------------------------------------------------------------------------


class Feed(Record):
    """A polled address. `label` is what the list of feeds calls it, not necessarily the publisher's own name."""

    url: str
    topic: str
    label: str | None = None


class Validators(Record):
    """What a server gave us to ask "has it changed?" with, and the hash of the body it belonged to."""

    etag: str | None = None
    last_modified: str | None = None
    body_hash: int | None = None


class Fetch(Record):
    """One request and what came of it; a failure is a row too (`error` says which)."""

    url: str
    kind: Literal["feed", "page"]
    started_at: datetime
    elapsed_ms: int
    status: int | None = None
    size: int = 0
    error: str | None = None


class Page(Record):
    """Bytes as they came, after redirects and content decoding."""

    url: str
    """The address that was asked for."""
    final_url: str
    """The address that answered."""
    body: bytes = Field(repr=False)
    content_type: str | None = None
    """The whole header, charset included."""
    headers: dict[str, str] = Field(default_factory=dict, repr=False)
    validators: Validators = Validators()
    fetched_at: datetime


class Entry(Record):
    """One item of a feed, as the feed describes it; `published_at` is None where the raw date cannot be trusted."""

    feed_url: str
    url: str
    guid: str | None = None
    title: str | None = None
    summary: str | None = None
    outlet: str | None = None
    published_raw: str | None = None
    published_at: datetime | None = None


class ParsedFeed(Record):
    """A feed's own name and its entries in feed order; `flaw` tells what was wrong with one that was still readable."""

    url: str
    title: str | None = None
    entries: tuple[Entry, ...] = ()
    flaw: str | None = None


# --- read ------------------------------------------------------------------------------------------------------------


class Quality(StrEnum):
    """How much of an article the page gave us."""

    FULL = "full"
    PARTIAL = "partial"
    """A paywall stub or teaser: kept, never called new."""
    NOT_AN_ARTICLE = "not_an_article"
    """A soft 404, consent wall, captive page or list page: dropped, never makes a claim."""


class Article(Record):
    """
    Clean text of a page with what the page says about itself. What it does not say is None, never guessed.

    A changed text at the same address is a new revision: same `article_id`, another `revision`.
    """

    article_id: int
    revision: int
    url: str
    text: str = Field(repr=False)
    outlet: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None
    """UTC."""
    published_precision: PublishedPrecision | None = None
    published_raw: str | None = None
    seen_at: datetime
    """Fixed at fetch (UTC), for seeds at the moment they were first planted."""
    language: str | None = None
    quality: Quality = Quality.FULL
    quality_reason: str | None = None
    links: tuple[str, ...] = Field(default=(), repr=False)
    """Addresses the body links to: evidence of where a story came from."""
    is_seed: bool = False


# --- topic -----------------------------------------------------------------------------------------------------------


class Relevance(Record):
    """Whether an article is on a topic: `score` from 0 to 1 and a reason a person understands."""

    topic: str
    kept: bool
    score: float
    reason: str


# --- compare ---------------------------------------------------------------------------------------------------------


class Decision(StrEnum):
    """What a text is, next to the texts known before it."""

    EXACT = "exact"
    NEAR_DUPLICATE = "near_duplicate"
    EDITED_COPY = "edited_copy"
    PARTIAL_REUSE = "partial_reuse"
    INDEPENDENT = "independent"


COPIES = frozenset({Decision.EXACT, Decision.NEAR_DUPLICATE, Decision.EDITED_COPY})


class Passage(Record):
    """A run of words that two texts share, with its place in both; `quoted` is the share of it in quotation marks."""

    other_id: int
    start: int
    end: int
    other_start: int
    other_end: int
    words: int
    quoted: float


class Comparison(Record):
    """How a text relates to the nearest text known before it."""

    article_id: int
    decision: Decision
    copy_of: int | None = None
    """The article it was taken from; None when independent."""
    copied: float = 0.0
    """Share of unquoted words that stand in the other text too, of whichever text has more of them there; 0 to 1."""
    passages: tuple[Passage, ...] = ()
    """With `copy_of` and with every other article that shares a run of words."""
    rule: str
    reason: str


class Placement(Record):
    """The story an article belongs to, and the nearest story it does not belong to though it is related."""

    article_id: int
    story_id: int
    related_to: int | None = None
    score: float
    reason: str


# --- claims ----------------------------------------------------------------------------------------------------------


class SpeakerKind(StrEnum):
    """Who gives their word."""

    PERSON = "person"
    SPOKESPERSON = "spokesperson"
    ORGANISATION = "organisation"
    GOVERNMENT = "government"
    ANONYMOUS = "anonymous"
    DOCUMENT = "document"
    OUTLET = "outlet"
    AUTHOR = "author"


class Mode(StrEnum):
    """How a claim is put."""

    ASSERTED = "asserted"
    QUOTED = "quoted"
    REPORTED = "reported"
    DENIED = "denied"
    DECLINED = "declined"
    SPECULATED = "speculated"


class Certainty(StrEnum):
    """How sure the text makes the claim sound."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNKNOWN = "unknown"


class TimeReference(Record):
    """A time expression and the interval it names; both ends are None where nothing anchors it."""

    text: str
    earliest: date | None = None
    latest: date | None = None


class Statement(Record):
    """
    One thing an article says, before it is known whether anybody said it earlier.

    `evidence == article.text[evidence_span[0]:evidence_span[1]]`, and the same for the other spans. An author's own
    voice has neither speaker nor cue. `origin` is whom the text itself names as the place the word came from, `via` the
    outlet it passed through; both are None where the text names nobody.
    """

    claim: str
    """The claim as a sentence that stands alone."""
    evidence: str
    evidence_span: Span
    speaker: str | None = None
    """As the text names them, pronouns resolved."""
    speaker_span: Span | None = None
    speaker_kind: SpeakerKind = SpeakerKind.AUTHOR
    cue: str | None = None
    cue_span: Span | None = None
    content_span: Span | None = None
    mode: Mode = Mode.ASSERTED
    polarity: Polarity = "+"
    certainty: Certainty = Certainty.CERTAIN
    subject: str | None = None
    event_type: str = "other"
    object: str | None = None
    time: TimeReference | None = None
    origin: str | None = None
    origin_span: Span | None = None
    via: str | None = None
    tier: Literal[1, 2] = 1
    """1 is worth an alert, 2 is context."""
    extractor: str = "rules-1"


# --- link ------------------------------------------------------------------------------------------------------------


class OriginBasis(StrEnum):
    """Why a mention is said to rest on an origin, strongest first."""

    STATED = "stated"
    QUOTE = "quote"
    WORDING = "wording"
    INFERRED = "inferred"
    NONE = "none"


class Novelty(StrEnum):
    """What a mention adds to what was known."""

    NEW = "new"
    ECHO = "echo"
    NEW_ORIGIN = "new_origin"
    ON_RECORD = "on_record"
    DENIED = "denied"
    CHANGED = "changed"
    CORRECTED = "corrected"
    REPEATED = "repeated"
    """The same article or outlet says it again."""


class Status(StrEnum):
    """The ladder a claim climbs or falls."""

    SINGLE_UNNAMED = "single_unnamed"
    SINGLE_NAMED = "single_named"
    CORROBORATED = "corroborated"
    ON_RECORD = "on_record"
    DISPUTED = "disputed"
    CORRECTED = "corrected"


class Origin(Record):
    """Where a word first came from. Two origins are the same when their ids are; an unknown origin has no record."""

    origin_id: int
    origin: str
    via: str | None = None
    kind: SpeakerKind


class Mention(Record):
    """One article making a statement: the evidence row. `mention_id` hashes article, revision, span and claim."""

    mention_id: int
    article_id: int
    revision: int
    outlet: str | None
    """The publisher's name, None where unknown."""
    seen_at: datetime
    said_at: datetime
    """When it was published where that is known, else when it was seen."""
    is_seed: bool = False
    statement: Statement


class Claim(Record):
    """One statement that something is or will be so, whoever makes it."""

    claim_id: int
    claim: str
    subject: str | None
    event_type: str
    object: str | None
    polarity: Polarity
    story_id: int
    first_seen: datetime
    first_mention: int


class Link(Record):
    """What linking decided about one mention; a later link of the same mention supersedes it, the earlier one stays."""

    mention_id: int
    claim_id: int
    origin_id: int | None
    via: str | None
    basis: OriginBasis
    novelty: Novelty
    hedge_dropped: bool = False
    score: float
    reason: str


class Contradiction(Record):
    """Two claims that cannot both hold; never merged."""

    claim_id: int
    other_id: int
    reason: str


class Step(Record):
    """A claim reached a status; `mention_id` is the mention that moved it."""

    claim_id: int
    status: Status
    origins: int
    mention_id: int


# --- what was left out, and whom to tell -----------------------------------------------------------------------------


class Drop(Record):
    """Something that went no further, at which stage and why. Nothing vanishes without one."""

    url: str
    stage: Literal["collect", "read", "topic", "compare", "claims", "link"]
    reason: str
    detail: str | None = None
    seen_at: datetime


class Alert(Record):
    """A step worth telling somebody about. `alert_id` hashes rule and subject, so it is made once."""

    alert_id: int
    rule: str
    topic: str
    claim_id: int
    story_id: int
    title: str
    body: str
    created_at: datetime


# --- what a run hands to the store -----------------------------------------------------------------------------------


class FeedState(Record):
    """What is known of a feed between runs. `failures` counts failures in a row."""

    feed: Feed
    validators: Validators = Validators()
    title: str | None = None
    checked_at: datetime | None = None
    last_ok_at: datetime | None = None
    last_new_at: datetime | None = None
    failures: int = 0
    problem: str | None = None


class SeenEntry(Record):
    """An entry that was dealt with; while its fingerprint stays the same its page is not fetched again."""

    entry: Entry
    fingerprint: int
    article_id: int | None = None
    seen_at: datetime


class Intake(Record):
    """Everything one article adds to the ledger; it is stored whole or not at all."""

    article: Article
    relevance: tuple[Relevance, ...]
    comparison: Comparison
    placement: Placement
    mentions: tuple[Mention, ...] = ()
    links: tuple[Link, ...] = ()
    """Of its own mentions, and of earlier ones that it shows in another light."""
    claims: tuple[Claim, ...] = ()
    origins: tuple[Origin, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    steps: tuple[Step, ...] = ()


class Batch(Record):
    """What one transaction stores."""

    decided_at: datetime
    intakes: tuple[Intake, ...] = ()
    entries: tuple[SeenEntry, ...] = ()
    fetches: tuple[Fetch, ...] = ()
    drops: tuple[Drop, ...] = ()
    feeds: tuple[FeedState, ...] = ()
    alerts: tuple[Alert, ...] = ()
