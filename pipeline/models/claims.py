"""What an article says."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Literal

from pipeline.models.base import Polarity, Record, Span

__all__ = ["Certainty", "Mode", "Receipt", "SpeakerKind", "Statement", "TimeReference", "denies_its_words"]

# The same words as where the claims of the ledger are told to be denials (sql/standing/1_support.sql).
_NEGATED = re.compile(
    r"\b(?:no|not|never|nobody|nothing|none|neither|nor|cannot)\b|n['’]t\b|\bden(?:y|ies|ied)\W*$", re.IGNORECASE
)


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
    speaker_entity: str | None = None
    """The one name under which this speaker is filed: "Ann Lee" for "Lee", "she" and "the minister"."""
    speaker_span: Span | None = None
    speaker_kind: SpeakerKind = SpeakerKind.AUTHOR
    cue: str | None = None
    cue_span: Span | None = None
    content_span: Span | None = None
    mode: Mode = Mode.ASSERTED
    polarity: Polarity = "+"
    certainty: Certainty = Certainty.CERTAIN
    factuality: float = 3.0
    """
    How far whoever says it commits to it: 3 it is so or will be, 2 probably, 1 possibly, 0 open, -3 it is not so.

    The scale of Saurí and Pustejovsky's FactBank, as numbers (doi:10.1007/s10579-009-9089-9).
    """
    subject: str | None = None
    event_type: str = "other"
    plover: str | None = None
    """The PLOVER class of the event type (openeventdata/PLOVER); None: PLOVER has no class for it."""
    object: str | None = None
    time: TimeReference | None = None
    origin: str | None = None
    origin_span: Span | None = None
    via: str | None = None
    chain: tuple[str, ...] = ()
    """Everyone the text names on the way of the word, who stands nearest to the reader first; the last began it."""
    tier: Literal[1, 2] = 1
    """1 is worth an alert, 2 is context."""
    extractor: str = "hand"
    """What found it, with its version: "rules-2"."""


class Receipt(Record):
    """What it took to find the statements of one text, where that is worth knowing: rules cost nothing."""

    extractor: str
    seconds: float = 0.0
    requests: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float | None = None
    """In the currency of the prices in the settings; None where they name none."""
    cached: bool = False
    """The answer was at hand already; what it once took is not counted again."""
    stood_in: bool = False
    """The rules had to stand in for it."""
    problem: str | None = None
    """Why they had to, or what of the answer was refused."""


def denies_its_words(claim: str, mode: str | None) -> bool:
    """
    Tell whether a claim says the contrary of its words: a denial is kept in the words that are denied.

    Who denies that "Renn will resign" claims that he will not; "Renn will not resign" says so itself.
    """
    return mode == Mode.DENIED and not _NEGATED.search(claim)
