"""
Whom "he" or "she" stands for: one person, or nobody where two could be meant.

A name put for a pronoun is either right or worse than the pronoun. So the latest sentence that has anybody who fits is
looked at: whose turn it was there, as subject or speaker, who else is named, and who goes without a name.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from pipeline.claims.who.members import Member

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.claims.who.entities import Cast
    from pipeline.claims.who.members import Mention
    from pipeline.claims.who.strangers import Stranger

__all__ = ["Meant", "person_meant"]

_REACH = 3
"""Sentences that "he" looks back over."""
_SPEAKING_REACH = 6
"""Sentences that the "he" of "he said" looks back over for whoever spoke."""
_OFTEN = 3
"""Whom an article is about is named so often, and so many times as often as anybody else who could be meant."""
_ALL = 10_000
_FEMALE = frozenset({"she", "her"})


class Meant(NamedTuple):
    """Who is meant, if that is certain, and whether anybody could be."""

    member: Member | None
    anybody: bool

    @property
    def name(self) -> str | None:
        """The name to put."""
        return self.member.name if self.member is not None else None


class _Turn(NamedTuple):
    """Who was the subject or spoke last of those that fit, and in which sentence."""

    sentence: int
    member: Member
    spoke: bool


_NOBODY = Meant(None, anybody=False)
_UNCERTAIN = Meant(None, anybody=True)


def person_meant(
    cast: Cast, low: str, at: int, sentence: int, *, speaks: bool = False, speaker_after: bool = False
) -> Meant:
    """
    Return whom the "he" or "she" at a place of the text stands for; `speaks` tells that the pronoun is who speaks.

    `speaker_after` tells that the sentence's own speaker is named after the pronoun.
    The last speaker goes on speaking; anybody else has to be the only one who fits, or whom it is all about.
    """
    turn = _turn(cast, low, sentence, _SPEAKING_REACH if speaks else _REACH, speaker_after=speaker_after)
    named = [m for m in cast.before(at, sentence, _REACH) if m.member.may_be(low) and _is_somebody(m.member)]
    named = [m for m in named if not (speaks and m.quoted)]  # whom somebody speaks of is not who says so
    gender = "f" if low in _FEMALE else "m"
    without_name = [(when, s) for when, s in cast.strangers_before(at, sentence, _REACH) if s.gender in {"", gender}]
    without_name = [(when, s) for when, s in without_name if not (speaks and s.quoted)]
    if speaks and turn is not None and _goes_on(cast, turn, named, without_name, at, sentence):
        return Meant(turn.member, anybody=True)
    latest = max(
        turn.sentence if turn is not None else -1,
        max((m.sentence for m in named if m.sentence), default=-1),
        max((when for when, _ in without_name), default=-1),
    )
    if latest < 0:
        return _NOBODY
    when, where = cast.left_open.get(low in _FEMALE, (-1, at))
    if when >= latest and where < at:
        return _UNCERTAIN  # whoever that was, it goes on about them
    here = list(dict.fromkeys(m.member for m in named if m.sentence == latest))
    certain = any(member.gender == "f" for member in here) and low in _FEMALE
    strangers = {s.noun for when, s in without_name if when == latest and (s.gender or not certain)}
    if turn is not None and turn.sentence == latest:
        return _in_turn(cast, turn, here, strangers, (at, sentence), speaks=speaks)
    known = [member for member in here if member.gender] or here
    led = {m.member for m in named if m.sentence == latest and m.leads}
    if speaks and len(led) == 1:
        known = list(led)  # the subject is who speaks, "Ann Lee, a friend of May Roe, was there"
    if len(known) != 1 or _unknown(strangers, known[0]):
        return _UNCERTAIN
    if turn is None or turn.member is known[0]:
        return Meant(known[0], anybody=True)
    near = not speaks or turn.sentence < sentence - 1
    return Meant(known[0], anybody=True) if known[0] in led and near else _UNCERTAIN


def _goes_on(
    cast: Cast, turn: _Turn, named: list[Mention], strangers: list[tuple[int, Stranger]], at: int, sentence: int
) -> bool:
    """Whether whoever spoke last, or was spoken of in the sentence before, is who speaks: nobody else led since."""
    if not cast.has_met(turn.member) or (not turn.spoke and turn.sentence < sentence - 1):
        return False
    since = turn.sentence + turn.spoke
    if any(m.leads and m.sentence >= since and m.member is not turn.member for m in named):
        return False
    if _unknown({s.noun for when, s in strangers if s.leads and when >= since}, turn.member):
        return False
    others = {m.member for m in named if m.sentence > turn.sentence} - {turn.member}
    return not others or _is_topic(cast, turn.member, others, (at, sentence))


def _turn(cast: Cast, low: str, sentence: int, within: int, *, speaker_after: bool) -> _Turn | None:
    subject = cast.last_subject
    found = [
        (when, True, member)
        for when, member in filter(None, (cast.last_speaker, cast.spoke_before))
        if _may_have_spoken(member, low) and not (speaker_after and when == sentence)
    ]
    about = cast.member(subject.name) if subject is not None else None
    if subject is not None and about is not None and about.may_be(low):
        found.append((subject.sentence, False, about))
    if not found:
        return None
    when, spoke, member = max(found, key=lambda turn: turn[:2])
    return _Turn(when, member, spoke) if sentence - when <= within else None


def _may_have_spoken(member: Member, low: str) -> bool:
    """Whether "he" can be somebody who spoke, of whom it need not be known that they are a person."""
    wrong = "m" if low in _FEMALE else "f"
    return member.may_be(low) or not (member.body or member.thing or member.several or member.gender == wrong)


def _is_somebody(member: Member) -> bool:
    """Whether it is more than one word with a capital of which nothing is known."""
    return member.human or " " in member.name or member.kind is not None


def _in_turn(
    cast: Cast, turn: _Turn, here: Iterable[Member], strangers: set[str], place: tuple[int, int], *, speaks: bool
) -> Meant:
    others = [member for member in here if member is not turn.member]
    named = cast.has_met(turn.member)
    if not named and (strangers or not speaks):
        return _UNCERTAIN
    alone = not others and not _unknown(strangers, turn.member)
    sure = alone or (not _unknown(strangers, turn.member) and _is_topic(cast, turn.member, others, place))
    return Meant(turn.member, anybody=True) if sure else _UNCERTAIN


def _unknown(strangers: set[str], member: Member) -> bool:
    """Whether anybody without a name is somebody else than this one, whom the article calls so too."""
    return any(noun not in member.roles for noun in strangers)


def _is_topic(cast: Cast, member: Member, others: Iterable[Member], place: tuple[int, int]) -> bool:
    """Whether the article has been about this one: named often, and many times as often as each of the others."""
    named = Counter(mention.member for mention in cast.before(*place, _ALL))
    return named[member] >= _OFTEN and all(named[member] >= _OFTEN * named[other] for other in others)
