"""
Who tells a claim, and when a pronoun in it is themselves.

"Ann Lee said she would go" is about Lee. "Critics of Acme said it had lied" is about Acme, and "He died at the scene,
police said" about whoever was named before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.claims.reading.nouns import BODIES, CLASSES, PEOPLE
from pipeline.claims.who.first_person import can_be_put_right
from pipeline.claims.who.groups import is_several_people, own_part
from pipeline.models import SpeakerKind

if TYPE_CHECKING:
    from pipeline.claims.reading.phrases import Range
    from pipeline.claims.reading.sentences import Passage
    from pipeline.claims.who.entities import Cast

__all__ = ["AUTHOR", "Teller", "behind_first_person", "behind_reported_pronoun", "party_in"]

_SINGLE = frozenset({"he", "she"})
_UNRESOLVED = frozenset({"it", "they"})
_RELATIVE = frozenset({"who", "which"})
_HUMAN = frozenset({SpeakerKind.PERSON, SpeakerKind.SPOKESPERSON, SpeakerKind.ANONYMOUS})
_BODIES = frozenset({SpeakerKind.ORGANISATION, SpeakerKind.GOVERNMENT, SpeakerKind.OUTLET})
_ACTING = BODIES | {"facility", "outlet"}


@dataclass(slots=True, eq=False)
class Teller:
    """
    Who says it: `speaker` is whom "I" stands for and `party` whom "we" does.

    `before` tells that they are named before what they say.
    """

    speaker: str | None
    party: str | None
    kind: SpeakerKind
    before: bool
    apart: bool = False
    """Whether other nouns stand between them and the verb: "Acme published the report, saying it was wrong"."""

    about: str | None = None
    """What they spoke of right before: "Lee said the pier would stay. “It is not closing,” she said."."""

    @property
    def hearsay(self) -> bool:
        """Whether it is nobody's word: "is said to"."""
        return self.kind is SpeakerKind.ANONYMOUS and self.speaker is None


AUTHOR = Teller(None, None, SpeakerKind.AUTHOR, before=True)


def behind_reported_pronoun(p: Passage, i: int, cast: Cast, sentence: int, teller: Teller) -> str | None:
    """Return whom the third-person pronoun at token `i` of a reported claim stands for; None where that is open."""
    low, at = p.lows[i], p.starts[i]
    if low in _UNRESOLVED and teller.speaker is not None and teller.speaker.lower() == low:
        return None  # whoever "it" is that says "it will"
    own = _themselves(low, teller, cast)
    if low in _RELATIVE:
        return own
    if low not in _SINGLE:
        other = cast.stands_for(p, i, i + 1, sentence)
        mentioned = cast.mentioned_in(teller.speaker or "", low)
        return (own or mentioned or other) if teller.before else (other or own)
    if own is not None and teller.before and not teller.apart:
        shortened = p.words[i + 1 : i + 2] != () and p.words[i + 1][0] in "'’"  # "the governor'll" is no English
        if cast.is_surely_human(own) or (_is_the_one(own) and not shortened):
            return own
    meant = cast.he_or_she(low, sentence, at, speaker_after=not teller.before)
    if own is None:
        mentioned = cast.mentioned_in(teller.speaker or "", low)
        return mentioned if mentioned is not None and meant.name in {None, mentioned} else meant.name
    member = cast.member(own)
    if not meant.anybody or (member is not None and meant.member is member):
        return own
    return None if teller.before else meant.name


def _themselves(low: str, teller: Teller, cast: Cast) -> str | None:
    """The speaker where the pronoun can be theirs in number and kind."""
    phrase = teller.speaker
    if phrase is None:
        return None
    several = is_several_people(phrase)
    if low in _RELATIVE:
        return phrase
    if low in _SINGLE:
        fits = teller.kind in _HUMAN or (teller.kind is not SpeakerKind.GOVERNMENT and cast.member(phrase) is not None)
        return _short(phrase.lstrip("("), cast) if fits and not several and cast.may_be(low, phrase) else None
    if teller.apart:
        return None
    if low == "they":
        return phrase if teller.before and (several or _is_a_team(phrase, teller)) else None
    is_outlet_after = teller.kind is SpeakerKind.OUTLET and not teller.before
    if several or is_outlet_after or (teller.kind not in _BODIES and teller.kind is not SpeakerKind.SPOKESPERSON):
        return None
    own, member = own_part(phrase), cast.member(phrase)
    if member is not None and member.person:
        return teller.party if teller.kind is SpeakerKind.SPOKESPERSON else None
    named = any(word[:1].isupper() for word in own.split()[1:]) or own[:1].isupper()
    noun = CLASSES.get(own.rpartition(" ")[2].lower())
    return teller.party if noun in _ACTING or (noun is None and named) or teller.party != phrase else None


def _is_the_one(phrase: str) -> bool:
    """Whether the phrase is one human being without a name: "the governor said he" speaks of the governor."""
    words = phrase.lower().split()
    return len(words) > 1 and words[0] == "the" and words[-1] in PEOPLE


def _is_a_team(phrase: str, teller: Teller) -> bool:
    """Whether a body has a name in the plural, and so is "they": "Dunholm Rovers confirmed they have signed Roe"."""
    *_, last = own_part(phrase).split() or [""]
    named = phrase[:1].isupper() and last[:1].isupper()
    return named and last.endswith("s") and not last.endswith("ss") and teller.kind is SpeakerKind.ORGANISATION


def _short(phrase: str, cast: Cast) -> str:
    """The phrase without what follows the name in it: "Trump" of "Trump over the weekend"."""
    own = own_part(phrase)
    member = cast.member(phrase)
    return (
        own if member is not None and cast.member(own) is member and "'" not in phrase and "’" not in phrase else phrase
    )


def behind_first_person(p: Passage, clause: Range, cast: Cast, teller: Teller) -> str | None:
    """Return who said the "I" or "we" that the clause begins with; None where not all of it can be said by name."""
    of_body = p.lows[clause[0]] == "we"
    if teller.speaker is None or not can_be_put_right(p, clause, body=of_body):
        return None
    return _body(cast, teller) if of_body else cast.name_to_put(teller.speaker)


def party_in(p: Passage, clause: Range, cast: Cast, teller: Teller) -> str | None:
    """Return the body whose "we" and "our" can be put right all through the clause."""
    party = _body(cast, teller)
    return party if party is not None and can_be_put_right(p, clause, body=True) else None


def _body(cast: Cast, teller: Teller) -> str | None:
    if teller.party is None:
        return None
    surely = teller.kind is SpeakerKind.SPOKESPERSON or teller.party != teller.speaker
    return teller.party if cast.is_body(teller.party, unless_known_otherwise=surely) else None
