"""
Which company or authority "the company" and an "it" that speaks stand for: the one spoken of, never one in passing.

Not a supplier ("Apple uses AMD chips"), nor either of two that are about equally near.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pipeline.claims.reading.nouns import CLASSES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.claims.who.entities import Cast
    from pipeline.claims.who.members import Member

__all__ = ["ANY_BODY", "ANY_COMPANY", "body_meant", "company_described", "is_most_named"]

ANY_COMPANY = frozenset({"company", "firm", "corporation"})
"""Nouns for whatever company is spoken of."""
ANY_BODY = frozenset({"organisation", "organization", "agency", "body", "institution", "authority"})
"""Nouns for whatever authority or other body is."""
_OFFICIAL = frozenset({"agency", "authority"})
_RECENT = 6
"""Sentences that "the company" looks back over, if they name any body."""
_EVER = 10_000
_TWICE = 2


def body_meant(cast: Cast, sentence: int, before: Iterable[str] = (), *, at: int, noun: str = "") -> Member | None:
    """
    Return the company or authority that a noun or a speaking "it" stands for; None where two could be meant.

    One that the topic knows as such comes before a name of which nothing is known; `before` names those that stand
    earlier in the same paragraph, the nearest first.
    """
    recent = _bodies(cast, at, sentence, _RECENT)
    if not any(m.body and not m.common for m in recent):
        recent = _bodies(cast, at, sentence, _EVER)
    near = [member for name in before if (member := cast.member(name)) is not None and member not in recent]
    known = [m for m in [*near, *recent] if cast.topic.kinds.get(m.name) in {"organisation", "government"}]
    company = noun in ANY_COMPANY
    fitting = [m for m in known or recent if not m.common and _may_speak(cast, m, company=company)]
    if noun in _OFFICIAL:
        fitting = [m for m in fitting if _is_no_company(m)]
    if (about := _last_subject_of(cast, fitting, at, sentence)) is not None:
        return about
    certain = [m for m in fitting if m.body]
    return certain[0] if len(certain) == 1 else _led_and_named_most(cast, certain, at, sentence)


def _bodies(cast: Cast, at: int, sentence: int, within: int) -> list[Member]:
    """Whoever was named before the place and is no person, place or nationality, nor only tells more of a noun."""
    named = [m.member for m in cast.before(at, sentence, within) if not m.modifies]
    return [m for m in dict.fromkeys(named) if not (m.person or m.thing or m.several)]


def _last_subject_of(cast: Cast, members: list[Member], at: int, sentence: int) -> Member | None:
    """Whoever of them the latest claim was about, where none of the others was named since, or none ever led."""
    subject = cast.last_subject
    about = cast.member(subject.name) if subject is not None and sentence - subject.sentence <= _RECENT else None
    if subject is None or about is None or about not in members:
        return None
    since = cast.before(at, sentence, sentence - subject.sentence)
    others = {m.member for m in since if m.member in members and not m.modifies} - {about}
    led = Counter(m.member for m in cast.before(at, sentence, _EVER) if m.leads)
    return about if not others or (led[about] >= _TWICE and not any(led[m] for m in others)) else None


def _led_and_named_most(cast: Cast, members: list[Member], at: int, sentence: int) -> Member | None:
    led = {m.member for m in cast.before(at, sentence, _RECENT) if m.leads}
    named = _times_named(cast, at, sentence)
    best = max((m for m in members if m in led), key=lambda m: named[m], default=None)
    return best if is_most_named(cast, best, members, at=at, sentence=sentence) else None


def is_most_named(cast: Cast, member: Member | None, others: Iterable[Member], *, at: int, sentence: int) -> bool:
    """Whether the article has named it at least twice as often as each of the others, and not just once."""
    named = _times_named(cast, at, sentence)
    often = member is not None and named[member] >= _TWICE
    return often and all(named[member] >= _TWICE * named[m] for m in others if m is not member)


def _times_named(cast: Cast, at: int, sentence: int) -> Counter[Member | None]:
    return Counter(mention.member for mention in cast.before(at, sentence, sentence))


def company_described(cast: Cast, at: int, sentence: int, *, superlative: bool) -> Member | None:
    """
    Return the company that "the retailer" stands for: whose deed the next sentence says it was, or the only one named.

    "The country's largest retailer" is nobody named beside it: "A blow to Huawei: the country's largest retailer …".
    """
    beside = {m.member for m in cast.before(at + 1, sentence, 0)}
    doer = cast.doer_after(sentence)
    if doer is not None and doer.body and doer not in beside and not doer.common and not _is_no_company(doer):
        return doer
    named = cast.distinct(at, sentence, _EVER)
    bodies = [m for m in named if m.body and not m.common and _may_speak(cast, m, company=True)]
    return bodies[0] if len(bodies) == 1 and not (superlative and bodies[0] in beside) else None


def _may_speak(cast: Cast, member: Member, *, company: bool) -> bool:
    return member.name.lower() not in cast.outlets and not (company and _is_no_company(member))


def _is_no_company(member: Member) -> bool:
    """Whether what it is called says that it is an authority, a club, a university."""
    called = {CLASSES.get(role) for role in member.roles}
    return member.kind == "government" or ("company" not in called and bool(called & {"government", "organisation"}))
