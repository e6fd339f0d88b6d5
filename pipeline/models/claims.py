"""What an article says."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Literal

from pipeline.models.base import Polarity, Record, Span

__all__ = ["Certainty", "Mode", "SpeakerKind", "Statement", "TimeReference"]


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
