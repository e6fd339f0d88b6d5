"""Reading one article from beginning to end: who has been named so far, and the statements of each paragraph."""

from __future__ import annotations

import re
from bisect import bisect_right
from sys import maxsize
from typing import TYPE_CHECKING, NamedTuple

from pipeline.claims.attribution.attributions import attributions
from pipeline.claims.attribution.disowned import voiced
from pipeline.claims.attribution.interruptions import as_if_nobody_broke_in
from pipeline.claims.attribution.nested import only_tells_that, under_outer_word
from pipeline.claims.attribution.printed import announced
from pipeline.claims.certainty.weight import weigh_attributed, weigh_disowned, weigh_own_voice
from pipeline.claims.clauses.asides import asides
from pipeline.claims.clauses.extents import deeds_besides
from pipeline.claims.clauses.portions import left_over, portions, standing_clauses
from pipeline.claims.clauses.predicates import Portion
from pipeline.claims.clauses.standing import is_question
from pipeline.claims.content import Claimed, claimed
from pipeline.claims.events.event_type import OTHER, event_of_clause, own_triggers, plover_of
from pipeline.claims.reading.boilerplate import is_boilerplate
from pipeline.claims.reading.cues import Attribution
from pipeline.claims.reading.phrases import first_finite, noun_phrase_after
from pipeline.claims.times.intervals import time_of_clause
from pipeline.claims.voice import Worth, asserts_something, tier_of
from pipeline.claims.who.common_subjects import common_subject
from pipeline.claims.who.entities import Cast, Subject
from pipeline.claims.who.origins import NamedOutlet, outlets_of
from pipeline.claims.who.speechless import may_be_a_word
from pipeline.claims.who.tellers import Teller
from pipeline.claims.who.unnamed import people_without_name
from pipeline.claims.who.voices import Sentence, Speaker, Voices
from pipeline.models import Mode, SpeakerKind, Statement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from pipeline.claims.certainty.weight import Weight
    from pipeline.claims.reading.phrases import Range
    from pipeline.claims.reading.sentences import Passage
    from pipeline.topic import Vocabulary

__all__ = ["STAMP", "Reading"]

STAMP = "rules-2"
"""The rules' name and version."""

_SHORTEST_CLAIM = 3
_QUOTED_ON = 2
"""Sentences after which a quotation by itself is no longer the last speaker's."""
_AUTHOR = frozenset({"i", "we"})
_NO_COMMENT = "statement.no_comment"
_PARTIES = frozenset({SpeakerKind.ORGANISATION, SpeakerKind.GOVERNMENT})
_BODIES = frozenset({SpeakerKind.ORGANISATION, SpeakerKind.GOVERNMENT, SpeakerKind.OUTLET})
_HUMAN = frozenset({SpeakerKind.PERSON, SpeakerKind.SPOKESPERSON, SpeakerKind.ANONYMOUS})
_SPEECH = {"word from": "statement.source", "no comment": _NO_COMMENT}
_NOMINAL = frozenset({"NN", "NNS", "NNP", "NNPS", "DT", "JJ", "CD", "PRP$", "POS"})
_NOBODY_IN_PARTICULAR = frozenset(
    "all nobody somebody anybody everybody none neither some many most it they we i you he she this that these those "
    "there what one both nothing something everything who".split()
)
"""Subjects that no later pronoun stands for."""
_OWN_REPORT = re.compile(r"\b(?:reports?|articles?|story|interview|account|coverage)\W*$")
"""Ends the phrase that stands for an outlet itself: "according to a Reuters report"."""
_NOT = frozenset({"not", "n't", "never"})
_ENDING = "supply.stop"
_PRONOUN_SPEAKERS = frozenset({"who", "which", "it", "they", "he", "she"})


class _Voice(NamedTuple):
    """Somebody who speaks, and what each of their statements carries."""

    speaker: Speaker
    fields: dict[str, object]


class Reading:
    """One pass over an article. Paragraphs have to come in text order: pronouns look back."""

    def __init__(self, text: str, vocabulary: Vocabulary, anchor: date | None) -> None:
        self._text = text
        self._outlets = outlets_of(text, vocabulary.entities)
        self._cast = Cast(vocabulary, outlets=self._outlets.lowered)
        self._voices = Voices(self._cast, self._outlets)
        self._triggers = own_triggers(vocabulary.events)
        self._anchor = anchor
        self._year = anchor.year if anchor is not None else None
        self._sentence = self._heard = 0
        self._voice: tuple[int, _Voice] | None = None
        self._told: tuple[int, str, str] | None = None
        """Where somebody last told something, who, and whom or what it was about."""

    def hear(self, p: Passage, *, title: bool = False) -> None:
        """Take in the names of a paragraph, all before any makes statements; or those of a title, which makes none."""
        for first, last in p.sentences:
            self._heard += not title
            self._cast.note(p, self._heard, first, last)

    def paragraph(self, p: Passage) -> Iterator[Statement]:
        """Yield the statements of one paragraph."""
        found: dict[int, list[Attribution]] = {}
        for a in attributions(p):
            if may_be_a_word(p, a):
                found.setdefault(bisect_right(p.sentences, ((a.content or a.cue)[0], maxsize)) - 1, []).append(a)
        for number, sentence in enumerate(p.sentences):
            self._sentence += 1
            # Of a paragraph of one sentence that was asked already.
            if len(p.sentences) == 1 or not is_boilerplate(p.cut(*sentence)):
                yield from _said_once(self._sentence_statements(p, sentence, found.get(number, [])))
            self._cast.unnamed |= people_without_name(p, *sentence)
        if not found and (printed := announced(p)) is not None:
            a = Attribution(printed.issuer, printed.paper, None, "say", "say")
            speaker = self._voices.speaker(p, a, self._sentence)
            self._voice = (self._sentence, _Voice(speaker, self._voices.fields(p, a, speaker, None)))

    def _sentence_statements(self, p: Passage, sentence: Range, found: list[Attribution]) -> Iterator[Statement]:
        found, disowned = voiced(p, sentence, found)
        trailing = self._voices.trailing_outlet(p, found)
        asks = bool(found) and is_question(p, sentence)
        for a in self._on_whose_word(p, found, trailing):
            if asks and a.content is not None and p.quoted[a.content[0]] < 0:
                continue  # "Is it fair to say that the fair was dull?"
            by_the_way = a.content is None and a.lemma != "no comment" and len(found) > 1
            if not by_the_way and not _is_own_opinion(p, a):
                yield from self._attributed(p, sentence, a, trailing)
        if not found and not disowned and _is_quotation(p, sentence):
            yield from self._quoted_on(p, sentence)
            return
        nobodys = [a.content for a in disowned if a.content is not None]
        for clause in sorted([*nobodys, *left_over(p, sentence, [*found, *disowned])]):
            if clause in nobodys:
                yield from self._authors(p, sentence, Portion(clause), weigh_disowned)
            else:
                yield from self._own_voice(p, sentence, clause)
        for deed in deeds_besides(p, sentence, found):
            yield from self._authors(p, sentence, deed)
        if not is_question(p, sentence):
            for aside in asides(p, sentence, [*found, *disowned]):
                yield from self._by_the_way(p, sentence, aside)

    def _on_whose_word(self, p: Passage, found: list[Attribution], trailing: NamedOutlet | None) -> list[Attribution]:
        """Without the outlet that only passes on what others said, or without those whom a letter tells of."""
        for a in found:
            if trailing is not None and len(found) > 1 and a.lemma == "according to" and a.source is not None:
                start, end = p.span(*a.source)
                named_alone = (start, end) == trailing.span
                if named_alone or _OWN_REPORT.search(self._text, start, end) is not None:
                    return [a for a in found if a.lemma != "according to"]
        return under_outer_word(p, found)

    # --- somebody's word ---------------------------------------------------------------------------------------------

    def _attributed(
        self, p: Passage, sentence: Range, a: Attribution, trailing: NamedOutlet | None
    ) -> Iterator[Statement]:
        speaker = self._voices.speaker(p, a, self._sentence)
        origin = self._voices.origin(p, Sentence(self._sentence, sentence), a, speaker) or trailing
        voice = _Voice(speaker, self._voices.fields(p, a, speaker, origin))
        if a.source is not None and a.lemma != "word from":
            self._voice = (self._sentence, voice)
        whole = as_if_nobody_broke_in(p, sentence, a)
        if whole is None:
            yield from self._in_words_of(voice, p, sentence, a)
        else:
            for one in whole.sentences:
                yield from self._in_words_of(voice, whole, one, a._replace(source=None, cue=(0, 0), content=one))
        if speaker.kind in _PARTIES and a.source is not None and a.source[0] == sentence[0]:
            self._cast.told_of = self._cast.last_subject
            self._cast.last_subject = Subject(self._sentence, speaker.name)

    def _quoted_on(self, p: Passage, sentence: Range) -> Iterator[Statement]:
        """A paragraph that is all quotation belongs to whoever spoke right before it; to nobody, if nobody did."""
        if self._voice is not None and self._sentence - self._voice[0] <= _QUOTED_ON:
            content = (sentence[0], sentence[1])
            going_on = Attribution(None, (sentence[0], sentence[0]), content, "say", "say")
            yield from self._in_words_of(self._voice[1], p, sentence, going_on)
            self._voice = (self._sentence, self._voice[1])

    def _in_words_of(self, voice: _Voice, p: Passage, sentence: Range, a: Attribution) -> Iterator[Statement]:
        """Each portion of what somebody says as a statement; the first one's content is all of it."""
        for number, part in enumerate(portions(p, a)):
            who = voice.speaker
            said_by = who.name if a.cue[0] == a.cue[1] or a.source is not None else None
            before = a.content is None or a.content[0] > a.cue[0]
            teller = Teller(said_by, who.party, who.kind, before=before, apart=_apart(p, a), about=self._about(who))
            claim = claimed(p, part, self._cast, self._sentence, teller)
            if claim is None or only_tells_that(p, a, claim.clause):
                continue
            whole = a.source is not None and part.said[0] <= a.source[0] < part.said[1]
            if whole:
                claim = claim._replace(subject=who.entity or who.name)
            self._remember(p, claim)
            if who.entity is not None and claim.subject is not None:
                self._told = (self._sentence, who.entity, claim.subject)
            about_itself = _same(claim.subject, who.party or who.name)
            weight = weigh_attributed(p, claim.clause, a, about_itself=about_itself and not whole)
            content = part.said if number > 0 and _has_quotation(p, a.content) else a.content
            yield self._statement(
                p,
                sentence,
                claim,
                weight,
                event=_SPEECH.get(a.lemma, OTHER),
                content_span=p.span(*content) if content is not None else None,
                **voice.fields,
            )

    def _about(self, who: Speaker) -> str | None:
        """What somebody's "it" stands for in a quotation: what has a name and they spoke of in the sentence before."""
        if self._told is None or self._told[0] != self._sentence - 1 or self._told[1] != who.entity:
            return None
        member = self._cast.member(self._told[2])
        return None if member is None or member.person or member.several or member.common else member.name

    # --- the author's own --------------------------------------------------------------------------------------------

    def _own_voice(self, p: Passage, sentence: Range, clause: Range) -> Iterator[Statement]:
        if not asserts_something(p, clause):
            return
        for part in standing_clauses(p, clause):
            yield from self._authors(p, sentence, part)

    def _authors(
        self, p: Passage, sentence: Range, part: Portion, weigh: Callable[[Passage, Range], Weight] = weigh_own_voice
    ) -> Iterator[Statement]:
        claim = claimed(p, part, self._cast, self._sentence)
        if claim is not None and _is_long_enough(p, claim):
            self._remember(p, claim)
            yield self._statement(p, sentence, claim, weigh(p, claim.clause))

    def _by_the_way(self, p: Passage, sentence: Range, aside: Portion) -> Iterator[Statement]:
        claim = claimed(p, aside, self._cast, self._sentence)
        if claim is not None:
            yield self._statement(p, sentence, claim, weigh_own_voice(p, claim.clause)).model_copy(update={"tier": 2})

    # --- both --------------------------------------------------------------------------------------------------------

    def _remember(self, p: Passage, claim: Claimed) -> None:
        """Keep whom the claim is about for the pronouns after it; nobody in particular is nobody's antecedent."""
        subject, latest = claim.subject, self._cast.last_subject
        if subject is None or subject.lower() in _NOBODY_IN_PARTICULAR:
            return
        spoken = self._cast.spoken(subject)
        if spoken is not None:
            self._cast.last_subject = Subject(self._sentence, spoken)
        elif latest is None or latest.sentence < self._sentence:
            common = common_subject(p, claim.clause)
            self._cast.last_subject = Subject(self._sentence, *common) if common is not None else latest

    def _statement(
        self, p: Passage, sentence: Range, claim: Claimed, weight: Weight, *, event: str = OTHER, **attribution: object
    ) -> Statement:
        """Put a statement together; `event` is its type where its words show none."""
        verb = first_finite(p, *claim.clause)
        shown = event_of_clause(p, claim.clause, self._triggers)
        event = _NO_COMMENT if weight.mode is Mode.DECLINED else (event if shown == OTHER else shown)
        if event == _ENDING and weight.polarity == "-" and _no_longer(p, claim.clause):
            weight = weight._replace(polarity="+", factuality=abs(weight.factuality))
        start, end = p.span(*sentence)
        return Statement(
            extractor=STAMP,
            claim=claim.sentence,
            evidence=self._text[start:end],
            evidence_span=(start, end),
            mode=weight.mode,
            polarity=weight.polarity,
            certainty=weight.certainty,
            factuality=weight.factuality,
            subject=self._cast.full_name(claim.subject) or claim.subject if claim.subject else None,
            event_type=event,
            plover=plover_of(event),
            object=_object(p, claim.clause, verb),
            time=time_of_clause(p, sentence, claim.clause, verb, self._anchor),
            tier=tier_of(p, claim.clause, verb, Worth(event, weight.mode, bool(attribution), self._year)),
            **attribution,
        )


def _said_once(made: Iterable[Statement]) -> list[Statement]:
    """One statement for each claim of a sentence: on the word of whoever says most of it."""
    said: dict[str, Statement] = {}
    for one in made:
        other = said.get(one.claim)
        if other is None or _length(one) > _length(other):
            said[one.claim] = one
    return list(said.values())


def _length(statement: Statement) -> int:
    start, end = statement.content_span or (0, 0)
    return end - start


def _is_long_enough(p: Passage, claim: Claimed) -> bool:
    """Whether a claim of the author's says enough: three words, or two that end it: "Shares rose", "…, but it fell"."""
    begin, end = claim.clause
    named = claim.subject is not None and claim.subject.lower() not in _NOBODY_IN_PARTICULAR
    against = p.lows[begin - 1] == "but"
    finished = (named or against) and "." in p.words[end - 1 : end + 1]
    return len(claim.sentence.split()) >= _SHORTEST_CLAIM - finished


def _apart(p: Passage, a: Attribution) -> bool:
    """Whether other nouns stand between speaker and verb: "Acme published the report, saying it was wrong"."""
    if a.source is None or not p.lows[a.cue[1] - 1].endswith("ing"):
        return False
    return any(tag.startswith("NN") for tag in p.tags[a.source[1] : a.cue[0]])


def _is_own_opinion(p: Passage, a: Attribution) -> bool:
    """Whether the author says "I think that …" or what "you" think, which is nobody's claim."""
    if a.source is None or p.quoted[a.source[0]] >= 0:
        return False
    return p.lows[a.source[0]] == "you" or (a.family == "think" and p.lows[a.source[0]] in _AUTHOR)


def _no_longer(p: Passage, clause: Range) -> bool:
    """Whether the only "not" is that of "no longer": who no longer sells has stopped selling, and that is so."""
    lows = p.lows[slice(*clause)]
    return "no longer" in " ".join(lows) and _NOT.isdisjoint(lows)


def _is_quotation(p: Passage, sentence: Range) -> bool:
    """Whether the sentence is one quotation and nothing else."""
    first, last = sentence
    return p.quoted[first] >= 0 and p.quotes[p.quoted[first]] == (first, last) and last - first > _SHORTEST_CLAIM


def _has_quotation(p: Passage, content: Range | None) -> bool:
    """Whether words of it are verbatim somebody's, so that each claim should hold its own."""
    return content is not None and any(p.quoted[i] >= 0 for i in range(*content))


def _same(subject: str | None, voice: str | None) -> bool:
    return subject is not None and voice is not None and (subject in voice or voice in subject)


def _object(p: Passage, clause: Range, verb: int | None) -> str | None:
    """The noun phrase after the verb group."""
    if verb is None:
        return None
    last = clause[1]
    i = verb + 1
    while i < last and (p.tags[i].startswith(("VB", "RB", "TO", "MD")) or p.tags[i] == "IN"):
        i += 1
    found = noun_phrase_after(p, i, last)
    return p.cut(*found).strip(" ,") if found is not None else None
