"""
The records that stages pass on, one type for each step of an article's way.

    Feed -> Entry -> Page -> Article -> Relevance -> Comparison -> Placement -> Statement -> Link

Records are frozen: a stage returns new ones. `Article.text` is never edited, so every span in a later record is a pair
of character offsets into it: `article.text[start:end]` is the evidence, always.

Identifiers are 64-bit content hashes (`pipeline.text.content_id`): the same input has the same name in every database.
"""

from __future__ import annotations

from pipeline.models.alerts import Alert, Answer, Channel, Facts, Message, Outcome, Severity, alert_id
from pipeline.models.base import Polarity, PublishedPrecision, Record, Span
from pipeline.models.claims import Certainty, Mode, Receipt, SpeakerKind, Statement, TimeReference, denies_its_words
from pipeline.models.collect import (
    Entry,
    Feed,
    Fetch,
    HostRecord,
    KeptPage,
    KnownEntry,
    Page,
    ParsedFeed,
    Validators,
    VisitedPage,
)
from pipeline.models.compare import (
    COPIES,
    Comparison,
    Decision,
    Direction,
    Marks,
    Overrule,
    Passage,
    Placement,
    Schemes,
    StoryChange,
)
from pipeline.models.ledger import (
    Address,
    Backfilled,
    Batch,
    Change,
    Decided,
    Drop,
    FeedState,
    Intake,
    Move,
    SeenEntry,
    Stage,
)
from pipeline.models.link import (
    NO_LONGER_SAID,
    TAKEN_BACK,
    Claim,
    Contradiction,
    Link,
    Mention,
    Novelty,
    Origin,
    OriginBasis,
    Status,
    Step,
)
from pipeline.models.news import Counts, Development, News, Source, Telling
from pipeline.models.read import Article, Quality
from pipeline.models.topic import Relevance
from pipeline.models.vigil import BurstSeen, FeedHealth, Finding, Incident, RunPast, TopicHealth, Undecided

__all__ = [
    "COPIES",
    "NO_LONGER_SAID",
    "TAKEN_BACK",
    "Address",
    "Alert",
    "Answer",
    "Article",
    "Backfilled",
    "Batch",
    "BurstSeen",
    "Certainty",
    "Change",
    "Channel",
    "Claim",
    "Comparison",
    "Contradiction",
    "Counts",
    "Decided",
    "Decision",
    "Development",
    "Direction",
    "Drop",
    "Entry",
    "Facts",
    "Feed",
    "FeedHealth",
    "FeedState",
    "Fetch",
    "Finding",
    "HostRecord",
    "Incident",
    "Intake",
    "KeptPage",
    "KnownEntry",
    "Link",
    "Marks",
    "Mention",
    "Message",
    "Mode",
    "Move",
    "News",
    "Novelty",
    "Origin",
    "OriginBasis",
    "Outcome",
    "Overrule",
    "Page",
    "ParsedFeed",
    "Passage",
    "Placement",
    "Polarity",
    "PublishedPrecision",
    "Quality",
    "Receipt",
    "Record",
    "Relevance",
    "RunPast",
    "Schemes",
    "SeenEntry",
    "Severity",
    "Source",
    "Span",
    "SpeakerKind",
    "Stage",
    "Statement",
    "Status",
    "Step",
    "StoryChange",
    "Telling",
    "TimeReference",
    "TopicHealth",
    "Undecided",
    "Validators",
    "VisitedPage",
    "alert_id",
    "denies_its_words",
]
