"""
From a row of a model's answer to a statement: what does not hold on the text is refused, with the reason.

Whose word it is, what is claimed and whether it is so must hold, or the row is refused; what a row can do without
(content, object, time) is left out where it does not. Who sounds surer than the evidence is made less sure.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pipeline.claims.events.event_type import event_type, own_triggers, plover_of
from pipeline.claims.llm.carried import Carrier, negates
from pipeline.claims.llm.english import is_english
from pipeline.claims.llm.instructions import event_types
from pipeline.claims.llm.parties import turns_round
from pipeline.claims.llm.places import Places
from pipeline.claims.llm.refusing import Refused, RefusedError
from pipeline.claims.llm.voices import Namer, attributes
from pipeline.claims.llm.weighed import Weigher, clause_of, hold_together, weaker
from pipeline.claims.llm.whole_sentences import WholeSentences
from pipeline.claims.reading.sentences import passage
from pipeline.claims.times.intervals import time_reference
from pipeline.models import Certainty, Mode, SpeakerKind, Statement
from pipeline.text import printable, squeeze

if TYPE_CHECKING:
    from pipeline.claims.extractor import Piece
    from pipeline.claims.llm.answer import Row
    from pipeline.claims.llm.weighed import Clause
    from pipeline.models import Span, TimeReference
    from pipeline.models.base import Polarity

__all__ = ["Checker"]

_LONGEST_CLAIM = 600
_LONGEST_EVIDENCE = 2_000
_LONGEST_NAME = 200
_FEWEST_WORDS = 3
_MOST_SENTENCES = 3
_OWN_VOICE = frozenset({Mode.ASSERTED, Mode.SPECULATED})
_SIGNED_BY_MODE = frozenset({Mode.DENIED, Mode.DECLINED})
_QUOTED = re.compile(r"[\"“”„«»‘]|(?<!\w)'")
_REFUSING = re.compile(
    r"\b(?:comments?|commented|commenting|declin\w+|refus\w+|confirm\w*|discuss\w*|respon\w+|repl(?:y|ies|ied)|answer\w*"
    r"|elaborat\w+|silent|return\w*)\b",
    re.IGNORECASE,
)
_FUTURE = re.compile(r"\b(?:will|plans?|is to|are to)\b|['’]ll\b")
_COMMITMENT = {Certainty.CERTAIN: 3.0, Certainty.PROBABLE: 2.0, Certainty.POSSIBLE: 1.0, Certainty.UNKNOWN: 0.0}


class _Voice(NamedTuple):
    """Whose word it is: None everywhere in the author's own voice."""

    speaker: str | None = None
    speaker_span: Span | None = None
    cue: str | None = None
    cue_span: Span | None = None


class _Put(NamedTuple):
    """How a claim is put."""

    mode: Mode
    polarity: Polarity
    certainty: Certainty


class Checker:
    """Holds the rows found in one piece against its text."""

    def __init__(self, piece: Piece, stamp: str) -> None:
        self._piece, self._stamp = piece, stamp
        self._places = Places(piece.text)
        self._sentences = WholeSentences(piece.text)
        self._english = is_english(piece.text)
        self._carrier = Carrier(piece.text, piece.title, piece.vocabulary, english=self._english)
        self._weigher, self._namer = Weigher(piece), Namer(piece)
        self._event_types = event_types(piece)
        self._triggers = own_triggers(piece.vocabulary.events)
        self._anchor = piece.published_at.date() if piece.published_at is not None else None

    def check(self, row: Row, portion: Span) -> Statement | Refused:
        """Return the statement that a row about a portion of the text makes, or why it makes none."""
        try:
            return self._statement(row, portion)
        except RefusedError as error:
            return error.refused

    def _statement(self, row: Row, portion: Span) -> Statement:
        evidence = self._evidence(row, portion)
        claim = self._claim(row, evidence)
        mode, kind = _mode(row), _kind(row)
        voice = self._voice(row, kind, evidence, portion)
        self._in_its_words(mode, voice, evidence)
        put = self._put(row, claim, mode, evidence)
        origin = self._origin(row, evidence, portion)
        content = self._places.first(row.content, evidence) if voice.speaker else None
        event = row.event_type if row.event_type in self._event_types else event_type(claim, self._triggers)
        sign = 1 if put.polarity == "+" else -1
        return Statement(
            claim=claim,
            evidence=self._cut(evidence),
            evidence_span=evidence,
            **voice._asdict(),
            speaker_kind=kind,
            content_span=content,
            mode=put.mode,
            polarity=put.polarity,
            certainty=put.certainty,
            factuality=sign * _COMMITMENT[put.certainty] or 0.0,
            subject=self._named(row.subject, "subject", evidence),
            event_type=event,
            plover=plover_of(event),
            object=self._object(row, evidence),
            time=self._time(row, claim, evidence),
            origin=self._cut(origin) if origin is not None else None,
            origin_span=origin,
            via=self._cut(origin) if origin is not None else None,
            tier=1 if row.tier <= 1 else 2,
            extractor=self._stamp,
        )

    def _evidence(self, row: Row, portion: Span) -> Span:
        found = self._places.first(row.evidence, portion)
        if found is None:
            raise RefusedError("evidence not in the text", "the evidence is not in the article word for word")
        if found[1] - found[0] > _LONGEST_EVIDENCE or len(self._cut(found).split()) < _FEWEST_WORDS:
            raise RefusedError("evidence no sentence", "the evidence is to be one or a few whole sentences")
        whole, sentences = self._sentences.around(found)
        if sentences > _MOST_SENTENCES or whole[1] - whole[0] > _LONGEST_EVIDENCE:
            raise RefusedError(
                "too much evidence",
                f"the evidence is {sentences} sentences; give the one, or at most three, that say it",
            )
        return whole

    def _claim(self, row: Row, evidence: Span) -> str:
        claim = squeeze(printable(row.claim))
        if not claim or len(claim) > _LONGEST_CLAIM:
            raise RefusedError("claim no sentence", "the claim is to be one sentence")
        lacking = self._carrier.lacks(claim, evidence, self._places.paragraph(evidence))
        if lacking:
            listed = ", ".join(f"“{word}”" for word in lacking[:8])
            raise RefusedError(
                "words not in the text", f"the evidence does not say {listed}, nor does it mean such a name"
            )
        if self._english and turns_round(clause_of(claim), passage(self._piece.text, *evidence)):
            raise RefusedError(
                "parties turned round", "who does it and to whom stand the other way round in the evidence"
            )
        return claim

    def _put(self, row: Row, claim: str, mode: Mode, evidence: Span) -> _Put:
        """Return how a claim is put; raises RefusedError where it is not put so in the evidence."""
        polarity, certainty = _polarity(row), _certainty(row)
        if mode is Mode.DENIED and polarity == "+":
            raise RefusedError("polarity against the words", "polarity of what is denied is -")
        if self._english:
            mode, certainty = self._weighed(_Put(mode, polarity, certainty), clause_of(claim), evidence)
        return _Put(mode, "+", Certainty.UNKNOWN) if mode is Mode.DECLINED else _Put(mode, polarity, certainty)

    def _weighed(self, put: _Put, claim: Clause, evidence: Span) -> tuple[Mode, Certainty]:
        """Return mode and certainty, no surer than the evidence is; raises where the claim turns it, or mode lies."""
        told, there = self._cut(evidence), self._weigher.counterpart(claim, evidence)
        if there is not None and (put.mode is not Mode.DENIED or there.said is not None):
            hold_together(claim, there)
        if put.mode is Mode.DECLINED and _REFUSING.search(told) is None:
            raise RefusedError(
                "declined without a refusal", "mode declined, and nobody in the evidence refuses to speak"
            )
        if put.mode is Mode.DENIED and not negates(told):
            raise RefusedError("denied without a denial", "mode denied, and nothing in the evidence denies")
        if put.mode not in _SIGNED_BY_MODE:
            read = there.said.polarity if there is not None and there.said is not None else None
            if put.polarity not in {claim.weight.polarity, read}:
                says = "not so" if put.polarity == "+" else "so"
                raise RefusedError(
                    "polarity against the words", f"polarity is {put.polarity}, and the claim says that it is {says}"
                )
        if there is None or weaker(put.certainty, there.certainty) is put.certainty:
            return put.mode, put.certainty
        return (Mode.SPECULATED if put.mode is Mode.ASSERTED else put.mode), there.certainty

    def _voice(self, row: Row, kind: SpeakerKind, evidence: Span, portion: Span) -> _Voice:
        given = [bool(part and part.strip()) for part in (row.speaker, row.cue)]
        if kind is SpeakerKind.AUTHOR:
            if any(given):
                raise RefusedError("author with a speaker", "speaker_kind author goes with no speaker and no cue")
            return _Voice()
        if not all(given):
            raise RefusedError("speaker without a cue", f"speaker_kind {kind} needs both a speaker and a cue")
        cue = self._near(row.cue, "cue", evidence, portion)
        words = self._near(row.speaker_words or row.speaker, "speaker_words", evidence, portion)
        speaker = self._named(row.speaker, "speaker", evidence)
        if self._english:
            self._go_together(speaker or "", words, cue)
        return _Voice(
            speaker=speaker,
            speaker_span=words,
            cue=self._cut(cue) if cue is not None else None,
            cue_span=cue,
        )

    def _go_together(self, speaker: str, words: Span | None, cue: Span | None) -> None:
        """Refuse a speaker who is nobody, words that stand for somebody else, and a cue that attributes nothing."""
        written = self._cut(words) if words is not None else ""
        if not (self._namer.is_somebody(speaker) and self._namer.is_somebody(written)):
            raise RefusedError("speaker is nobody", f"“{speaker[:80]}” and “{written[:80]}” are to name somebody")
        if not self._namer.stands_for(written, speaker):
            raise RefusedError("speaker is somebody else", f"“{written[:80]}” does not stand for “{speaker[:80]}”")
        if cue is not None and not attributes(self._cut(cue)):
            raise RefusedError(
                "cue attributes nothing", f"the cue “{self._cut(cue)[:80]}” has no verb like said or told"
            )

    def _origin(self, row: Row, evidence: Span, portion: Span) -> Span | None:
        found = self._near(row.origin, "origin", evidence, portion)
        if found is not None and not self._namer.may_be_origin(self._cut(found)):
            raise RefusedError("origin is no outlet", f"origin “{self._cut(found)[:80]}” is no outlet and no document")
        return found

    def _in_its_words(self, mode: Mode, voice: _Voice, evidence: Span) -> None:
        """Refuse a mode that does not go with who speaks, and a quotation without quotation marks."""
        if voice.speaker is None and mode not in _OWN_VOICE:
            raise RefusedError("mode without a speaker", f"mode {mode} needs a speaker; the author’s own is asserted")
        if voice.speaker is not None and mode is Mode.ASSERTED:
            raise RefusedError("asserted by a speaker", "mode asserted is the author’s own voice; reported or quoted?")
        if mode is Mode.QUOTED and _QUOTED.search(self._cut(self._places.paragraph(evidence))) is None:
            raise RefusedError("quoted without marks", "mode quoted, and no quotation marks around")

    def _near(self, words: str | None, what: str, evidence: Span, portion: Span) -> Span | None:
        """Return where the words stand that a row says it copied; None where it copied none."""
        if not words or not words.strip():
            return None
        found = self._places.near(words, evidence, portion)
        if found is None or len(words) > _LONGEST_NAME:
            raise RefusedError(f"{what} not in the text", f"{what} “{words[:80]}” is not in the article word for word")
        return found

    def _named(self, name: str | None, what: str, evidence: Span) -> str | None:
        """Return a name made of words that the text has used by then; None where the row gives none."""
        written = squeeze(printable(name or ""))
        if not written:
            return None
        if len(written) > _LONGEST_NAME or not self._carrier.knows(written, self._places.paragraph(evidence)[1]):
            raise RefusedError(
                f"{what} not in the text", f"{what} “{written[:80]}” is nobody the article names by then"
            )
        return written

    def _object(self, row: Row, evidence: Span) -> str | None:
        try:
            return self._named(row.object, "object", evidence)
        except RefusedError:
            return None

    def _time(self, row: Row, claim: str, evidence: Span) -> TimeReference | None:
        """Return the interval of the words copied: counted by the grammar of the rules, not by the model."""
        found = self._places.first(row.time, evidence)
        if found is None:
            return None
        return time_reference(self._cut(found), self._anchor, future=_FUTURE.search(claim) is not None)

    def _cut(self, span: Span) -> str:
        return self._piece.text[slice(*span)]


def _mode(row: Row) -> Mode:
    try:
        return Mode(row.mode)
    except ValueError:
        raise RefusedError("no such mode", f"mode is one of {', '.join(Mode)}") from None


def _certainty(row: Row) -> Certainty:
    try:
        return Certainty(row.certainty)
    except ValueError:
        raise RefusedError("no such certainty", f"certainty is one of {', '.join(Certainty)}") from None


def _kind(row: Row) -> SpeakerKind:
    try:
        return SpeakerKind(row.speaker_kind)
    except ValueError:
        raise RefusedError("no such speaker kind", f"speaker_kind is one of {', '.join(SpeakerKind)}") from None


def _polarity(row: Row) -> Polarity:
    if row.polarity == "+":
        return "+"
    if row.polarity == "-":
        return "-"
    raise RefusedError("no such polarity", "polarity is + or -")
