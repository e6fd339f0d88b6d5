"""Whose word is it? On what each mention rests, and by what right we say so."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.common_words import stem
from pipeline.link.party import NAMED, OWN_FINDINGS
from pipeline.link.times import surely_before
from pipeline.link.voices import is_description, is_short_for
from pipeline.link.wording import RUN_WORDS, runs_shared
from pipeline.models import Mode, Origin, OriginBasis, SpeakerKind
from pipeline.text import normal_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.link.told import Told
    from pipeline.models import Statement

__all__ = ["Resting", "resolve"]

_PEOPLE = frozenset({SpeakerKind.PERSON, SpeakerKind.SPOKESPERSON})
_BODIES = frozenset({SpeakerKind.ORGANISATION, SpeakerKind.GOVERNMENT})


class Resting(NamedTuple):
    """What a mention rests on; `origin` is None where nothing tells."""

    origin: Origin | None
    basis: OriginBasis
    reason: str


def resolve(told: Told, of_claim: Sequence[Told], of_event: Sequence[Told], linked: Origin | None = None) -> Resting:
    """
    Return what a mention rests on.

    In this order: what it states, the same quote, the same wording, what the article as a whole says, the article it
    links to, the claim's earliest origin. `of_claim` are mentions of its claim, `of_event` those of its story with the
    same subject and family of events, `linked` is whose word the same claim is in an article that its article links to.
    Never does silence become an origin of its own, and who surely spoke first has it from nobody who spoke later.
    """
    earlier = [other for other in of_claim if other.states and not surely_before(told.mention, other.mention)]
    if told.states and (quoted := _quoted_by_name(told, earlier)):
        return quoted
    if told.states:
        reason = told.heard.reason if told.heard else "the sentence names it"
        together = told.heard.together if told.heard else ()
        others = [other for other in of_claim if other.mention.mention_id != told.mention.mention_id]
        return Resting(_of_several(told.states, together, others), OriginBasis.STATED, reason)
    traced = _traced(told, earlier)
    if traced:
        return traced
    if told.heard:
        return _credited(told, earlier)
    if _guesses(told.mention.statement):
        return Resting(None, OriginBasis.NONE, "the author's own guess")
    if linked:
        return Resting(linked, OriginBasis.INFERRED, "links to an article that says so")
    if first := _first(told, earlier):
        return Resting(first, OriginBasis.INFERRED, "the claim's earliest named origin")
    around = {
        other.states.origin_id: other.states
        for other in of_event
        if other.states and not surely_before(told.mention, other.mention) and _same_polarity(told, other)
    }
    if len(around) == 1 and (only := next(iter(around.values()))).via:
        return Resting(only, OriginBasis.INFERRED, "the only origin the story names for what its subject did")
    return Resting(None, OriginBasis.NONE, "nothing tells where it came from")


def _quoted_by_name(told: Told, earlier: Sequence[Told]) -> Resting | None:
    """Return whose words an outlet quotes and puts in nobody's mouth by name: "an official: “There is no loan”"."""
    if told.states is None or told.states.kind not in OWN_FINDINGS:
        return None
    for other in earlier:
        another = other.mention.article_id != told.mention.article_id
        if another and other.states and other.states.kind in NAMED and told.words.quotes & other.words.quotes:
            return Resting(other.states, OriginBasis.QUOTE, "quotes the same words as an article that names it")
    return None


def _traced(told: Told, earlier: Sequence[Told]) -> Resting | None:
    """Return whose the words are, where they are the same as in another article that says whose."""
    others = [other for other in earlier if other.mention.article_id != told.mention.article_id]
    for other in others:
        if told.words.quotes & other.words.quotes:
            return Resting(other.states, OriginBasis.QUOTE, "quotes the same words as an article that names it")
    for other in others:
        if _same_side(told, other) and (runs := runs_shared(told.words, other.words)):
            words = runs + RUN_WORDS - 1
            reason = f"shares {words} words in a row with an article that names it"
            return Resting(other.states, OriginBasis.WORDING, reason)
    return None


def _credited(told: Told, earlier: Sequence[Told]) -> Resting:
    """
    Return what a mention rests on that only its article as a whole gives an origin: whose copy or release it is.

    What an agency has from somebody is that somebody's word in its copy too.
    """
    heard = told.heard
    if heard is None:
        return Resting(None, OriginBasis.NONE, "nothing tells where it came from")
    agency = heard.origin.via if heard.origin.kind is SpeakerKind.OUTLET else None
    for other in earlier if agency else ():
        if _same_side(told, other) and other.mention.outlet and is_short_for(agency or "", other.mention.outlet):
            return Resting(other.states, OriginBasis.INFERRED, f"it is what {agency} had, which names it")
    if agency and _guesses(told.mention.statement):
        return Resting(None, OriginBasis.NONE, "the author's own guess")
    return Resting(heard.origin, OriginBasis.STATED, heard.reason)


def _first(told: Told, earlier: Sequence[Told]) -> Origin | None:
    """Return the earliest origin: the first that came, unless another surely spoke before it."""
    first: Told | None = None
    for other in earlier:
        if _same_side(told, other) and (first is None or surely_before(other.mention, first.mention)):
            first = other
    return first.states if first else None


def _of_several(origin: Origin, together: Sequence[Origin], others: Sequence[Told]) -> Origin:
    """
    Return the one of those who say it together that stands behind the claim already, else the first of them.

    "Six died and 63 were hurt, according to police and the ambulance service": who counts what, the article of each
    tells.
    """
    voices = {other.states.voice_id for other in others if other.states}
    named = [_as_named_elsewhere(one, others) for one in together]
    return next((one for one in named if one.voice_id in voices), _as_named_elsewhere(origin, others))


def _as_named_elsewhere(origin: Origin, others: Sequence[Told]) -> Origin:
    """
    Return an origin with the voice it has under another name for it: "the fire service" and "Harbour Fire and Rescue".

    A body that is only described, and one with a name that has a telling word of the description, are one voice in the
    same claim; where several have that word, nothing tells which it is. The police of one claim are the same police,
    whatever stories its articles are of.
    """
    if origin.kind in _PEOPLE:
        return _office_holder(origin, others)
    if origin.kind not in _BODIES:
        return origin
    mine, described = _telling(origin), is_description(origin.origin)
    same = [
        other.states
        for other in others
        if other.states
        and other.states.kind in _BODIES
        and (is_description(other.states.origin) is not described or other.states.origin == origin.origin)
        and mine & _telling(other.states)
    ]
    names = {one.origin for one in same if not is_description(one.origin)}
    if not same or (described and len(names) > 1):
        return origin
    return origin.model_copy(update={"voice_id": same[0].voice_id})


def _office_holder(origin: Origin, others: Sequence[Told]) -> Origin:
    """Return somebody with the voice of their office: "the mayor" is whom else a claim has under a name, if one."""
    described = is_description(origin.origin)
    people = [other.states for other in others if other.states and other.states.kind in _PEOPLE]
    same_office = next((one for one in people if described and one.origin == origin.origin), None)
    if same_office:
        return origin.model_copy(update={"voice_id": same_office.voice_id})
    rest = [one for one in people if is_description(one.origin) is not described]
    if not rest or (not described and any(one.origin == origin.origin for one in people)):
        return origin
    return (
        origin.model_copy(update={"voice_id": rest[0].voice_id}) if len({one.origin for one in rest}) == 1 else origin
    )


def _telling(origin: Origin) -> frozenset[str]:
    return frozenset(stem(word) for word in normal_words(origin.origin) if len(word) > 3)


def _same_side(told: Told, other: Told) -> bool:
    """Tell whether both say it or both deny it: who denies a thing has it from nobody who says it."""
    one, two = told.mention.statement.mode, other.mention.statement.mode
    return (one is Mode.DENIED) is (two is Mode.DENIED)


def _same_polarity(told: Told, other: Told) -> bool:
    """Who says that it is not so has not got it from who says that it is."""
    return told.mention.statement.polarity == other.mention.statement.polarity


def _guesses(said: Statement) -> bool:
    """A speculation in the author's own voice is the author's, however near it stands to what somebody reported."""
    return said.speaker_kind is SpeakerKind.AUTHOR and said.mode is Mode.SPECULATED
