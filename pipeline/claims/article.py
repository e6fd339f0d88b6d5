"""Reading one article from beginning to end: who has been named so far, and the statements of each paragraph."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import TYPE_CHECKING

from pipeline.claims.attribution.interruptions import as_if_nobody_broke_in
from pipeline.claims.attribution.nested import only_tells_that
from pipeline.claims.attribution.tallies import tally_of
from pipeline.claims.certainty.denials import denies_barely
from pipeline.claims.clauses.portions import portions
from pipeline.claims.content import Claimed, claimed
from pipeline.claims.drafts import Draft, finished
from pipeline.claims.events.event_type import own_triggers
from pipeline.claims.outlines import outlines
from pipeline.claims.reading.cues import Attribution
from pipeline.claims.told_before import ToldBefore
from pipeline.claims.who.common_subjects import common_subject
from pipeline.claims.who.entities import Cast, Subject
from pipeline.claims.who.origins import outlets_of
from pipeline.claims.who.tellers import Teller
from pipeline.claims.who.voices import Sentence, Speaker, Voices
from pipeline.models import SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from pipeline.claims.clauses.predicates import Portion
    from pipeline.claims.outlines import Outline, Own, Word
    from pipeline.claims.reading.phrases import Range
    from pipeline.claims.reading.sentences import Passage
    from pipeline.claims.who.origins import NamedOutlet
    from pipeline.models import Statement
    from pipeline.topic import Vocabulary

__all__ = ["Reading"]

_SHORTEST_CLAIM = 3
_QUOTED_ON = 2
"""Sentences after which a quotation by itself is no longer the last speaker's."""
_DRAFTS = 300
"""Drafts finished together; in a hostile text each could hold a copy of all of it, put together around a speaker."""
_PARTIES = frozenset({SpeakerKind.ORGANISATION, SpeakerKind.GOVERNMENT})
_BODIES = frozenset({SpeakerKind.ORGANISATION, SpeakerKind.GOVERNMENT, SpeakerKind.OUTLET})
_HUMAN = frozenset({SpeakerKind.PERSON, SpeakerKind.SPOKESPERSON, SpeakerKind.ANONYMOUS})
_NOMINAL = frozenset({"NN", "NNS", "NNP", "NNPS", "DT", "JJ", "CD", "PRP$", "POS"})
_NOBODY_IN_PARTICULAR = frozenset(
    "all nobody somebody anybody everybody none neither some many most it they we i you he she this that these those "
    "there what one both nothing something everything who".split()
)
"""Subjects that no later pronoun stands for."""
_ACCUSED = ("accus", "alleg")
"""How what an accused denies begins."""
_PRONOUN_SPEAKERS = frozenset({"who", "which", "it", "they", "he", "she"})


@dataclass(slots=True, eq=False)
class _Voice:
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
        self._sentence = self._heard = 0
        self._voice: tuple[int, _Voice] | None = None
        self._before = ToldBefore()
        self._told: tuple[int, str, str] | None = None
        """Where somebody last told something, who, and whom or what it was about."""

    def hear(self, several: Iterable[Passage]) -> None:
        """Take in the names of paragraphs, all before any makes statements."""
        told = [(p, sentence) for p in several for sentence in p.sentences]
        self._cast.note([(p, number, place) for number, (p, place) in enumerate(told, self._heard + 1)])
        self._heard += len(told)

    def hear_title(self, p: Passage) -> None:
        """Take in the names of the title, which makes no statements."""
        self._cast.note([(p, 0, place) for place in p.sentences])

    def paragraphs(self, several: Sequence[Passage]) -> Iterator[Statement]:
        """
        Yield the statements of paragraphs, all of which have been heard.

        What needs nobody's name is asked of all sentences, one question after the other: a processor that
        has the rules for one at hand answers a third quicker than one that changes between all of them at every
        sentence.
        """
        drafts = chain.from_iterable(map(self._drafts, outlines(several, self._outlets)))
        while some := [*islice(drafts, _DRAFTS)]:
            yield from finished(some, self._text, self._triggers, self._anchor)

    def _drafts(self, one: Outline) -> Iterator[Draft]:
        self._sentence += 1
        yield from _said_once(self._of_sentence(one))
        self._cast.unnamed |= one.unnamed
        if one.printed is not None:
            a = Attribution(one.printed.issuer, one.printed.paper, None, "say", "say")
            speaker = self._voices.speaker(one.p, a, self._sentence)
            self._voice = (self._sentence, _Voice(speaker, self._voices.fields(one.p, a, speaker, None)))

    def _of_sentence(self, one: Outline) -> Iterator[Draft]:
        for word in one.words:
            yield from self._remembered(self._attributed(one.p, one.sentence, word, one.trailing))
        if one.quotation:
            yield from self._remembered(self._quoted_on(one.p, one.sentence))
        for own in one.own:
            draft = self._authors(one.p, one.sentence, own)
            if draft is not None:
                yield from self._remembered([draft])

    def _remembered(self, drafts: Iterable[Draft]) -> Iterator[Draft]:
        for draft in drafts:
            self._before.take(self._sentence, draft)
            yield draft

    # --- somebody's word ---------------------------------------------------------------------------------------------

    def _attributed(self, p: Passage, sentence: Range, word: Word, trailing: NamedOutlet | None) -> Iterator[Draft]:
        a = word.said
        speaker = self._voices.speaker(p, a, self._sentence)
        origin = self._voices.origin(p, Sentence(self._sentence, sentence), a, speaker) or trailing
        voice = _Voice(speaker, self._voices.fields(p, a, speaker, origin))
        if a.source is not None and a.lemma != "word from":
            self._voice = (self._sentence, voice)
        if word.interruption is None:
            yield from self._in_words_of(voice, p, sentence, a, word.portions)
        else:
            whole = as_if_nobody_broke_in(p, sentence, word.interruption)
            for one in whole.sentences:
                alone = a._replace(source=None, cue=(0, 0), content=one)
                yield from self._in_words_of(voice, whole, one, alone, portions(whole, alone))
        if speaker.kind in _PARTIES and a.source is not None and a.source[0] == sentence[0]:
            self._cast.told_of = self._cast.last_subject
            self._cast.last_subject = Subject(self._sentence, speaker.name)

    def _quoted_on(self, p: Passage, sentence: Range) -> Iterator[Draft]:
        """A paragraph that is all quotation belongs to whoever spoke right before it; to nobody, if nobody did."""
        if self._voice is not None and self._sentence - self._voice[0] <= _QUOTED_ON:
            content = (sentence[0], sentence[1])
            going_on = Attribution(None, (sentence[0], sentence[0]), content, "say", "say")
            yield from self._in_words_of(self._voice[1], p, sentence, going_on, portions(p, going_on))
            self._voice = (self._sentence, self._voice[1])

    def _in_words_of(
        self, voice: _Voice, p: Passage, sentence: Range, a: Attribution, parts: Sequence[Portion]
    ) -> Iterator[Draft]:
        """Each portion of what somebody says as a statement; the first one's content is all of it."""
        for number, part in enumerate(parts):
            who = voice.speaker
            said_by = who.name if a.cue[0] == a.cue[1] or a.source is not None else None
            before = a.content is None or a.content[0] > a.cue[0]
            teller = Teller(said_by, who.party, who.kind, before=before, apart=_apart(p, a), about=self._about(who))
            claim = claimed(p, part, self._cast, self._sentence, teller)
            if claim is None or only_tells_that(p, a, claim.clause):
                continue
            whole = a.source is not None and part.said[0] <= a.source[0] < part.said[1]
            if whole:
                claim = replace(claim, subject=who.entity or who.name)
            self._remember(p, claim)
            if who.entity is not None and claim.subject is not None:
                self._told = (self._sentence, who.entity, claim.subject)
            about_itself = _same(claim.subject, who.party or who.name)
            content = part.said if number > 0 and _has_quotation(p, a.content) else a.content
            draft = Draft(
                p,
                sentence,
                claim,
                self._full_subject(claim),
                a,
                p.span(*content) if content is not None else None,
                voice.fields,
                about_itself=about_itself,
                whole=whole,
            )
            yield self._in_full(draft, who)

    def _in_full(self, draft: Draft, who: Speaker) -> Draft:
        """The draft with what it leaves out put into it: what it denies, or what it counts."""
        if draft.word is None:
            return draft
        tally = tally_of(draft.p, draft.word)
        if tally is not None:
            counted = self._before.counted(self._sentence, draft.p.cut(*tally.number), tally)
            if counted is None:
                return _as_it_stands(draft) if tally.counter else draft
            meant, said, about = counted
            claim = replace(draft.claim, sentence=said, subject=about)
            return replace(draft, claim=claim, subject=about, whole=False, meant=meant, denies=tally.wrong)
        if not denies_barely(draft.p, draft.word):
            return draft
        accused = any(low.startswith(_ACCUSED) for low in draft.p.lows[draft.word.cue[1] : draft.word.cue[1] + 3])
        denied = self._before.denied_by(self._sentence, who.entity or who.name, accused=accused)
        if denied is None:
            return draft
        claim = replace(draft.claim, sentence=denied.claim.sentence, subject=denied.claim.subject)
        return replace(draft, claim=claim, subject=denied.subject, whole=False, meant=denied, denies=True)

    def _about(self, who: Speaker) -> str | None:
        """What somebody's "it" stands for in a quotation: what has a name and they spoke of in the sentence before."""
        if self._told is None or self._told[0] != self._sentence - 1 or self._told[1] != who.entity:
            return None
        member = self._cast.member(self._told[2])
        return None if member is None or member.person or member.several or member.common else member.name

    # --- the author's own --------------------------------------------------------------------------------------------

    def _authors(self, p: Passage, sentence: Range, own: Own) -> Draft | None:
        claim = claimed(p, own.portion, self._cast, self._sentence)
        if claim is None or not (own.by_the_way or _is_long_enough(p, claim)):
            return None
        if not own.by_the_way:
            self._remember(p, claim)
        subject = self._full_subject(claim)
        return Draft(p, sentence, claim, subject, disowned=own.disowned, by_the_way=own.by_the_way)

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

    def _full_subject(self, claim: Claimed) -> str | None:
        return self._cast.full_name(claim.subject) or claim.subject if claim.subject else None


def _as_it_stands(draft: Draft) -> Draft:
    """The draft of a figure that was set against none, with whose it is: "Korrin's own figure is 740,000"."""
    a = draft.word
    if a is None or a.source is None or a.content is None:
        return draft
    return replace(draft, claim=replace(draft.claim, sentence=draft.p.cut(a.source[0], a.content[1])))


def _said_once(made: Iterable[Draft]) -> list[Draft]:
    """One draft for each claim of a sentence: on the word of whoever says most of it."""
    said: dict[str, Draft] = {}
    for one in made:
        other = said.get(one.claim.sentence)
        if other is None or one.said > other.said:
            said[one.claim.sentence] = one
    return list(said.values())


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


def _has_quotation(p: Passage, content: Range | None) -> bool:
    """Whether words of it are verbatim somebody's, so that each claim should hold its own."""
    return content is not None and any(p.quoted[i] >= 0 for i in range(*content))


def _same(subject: str | None, voice: str | None) -> bool:
    return subject is not None and voice is not None and (subject in voice or voice in subject)
