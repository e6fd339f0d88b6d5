"""Where do two readings of one text differ: what does only one of them find, and what do both put otherwise?"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal, NamedTuple

from pipeline.text import normal_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pipeline.models import Statement, TimeReference

__all__ = ["FIELDS", "Agreement", "Pair", "Sameness", "agreement", "compared"]

Sameness = Literal["agreed", "differ", "only_one", "only_other"]

_ENOUGH = 0.5
"""Token F1 of two claims from which on they are one; the seeds' gold is scored with the same."""
_A_STEP = 1.0
"""Factualities that lie further apart are told: between "probably" and "possibly" readers differ too."""
_LITTLE = frozenset(
    "a an the of to in on at for and or by with from that this its it has have had will is are was were be been"
    " as".split()
)
"""Words by which no claim is told from another, nor a name from another."""

_TELLING = {
    "polarity": 8, "origin": 5, "speaker": 5, "mode": 4, "factuality": 3, "subject": 3, "certainty": 2, "event_type": 2,
    "time": 2, "speaker_kind": 1,
}  # fmt: skip
"""How much a difference would change of what a reader is told: whether it is so, on whose word, how sure, of what."""
_FOUND_BY_ONE = {1: 6, 2: 2}
"""The same for a statement that only one of them has, by tier."""


class Pair(NamedTuple):
    """What two readings make of one statement; None where a reading has none such."""

    one: Statement | None
    other: Statement | None
    fields: tuple[str, ...] = ()
    """Those of FIELDS in which the two differ."""

    @property
    def sameness(self) -> Sameness:
        """Whether both have it, and in the same way."""
        if self.one is None:
            return "only_other"
        if self.other is None:
            return "only_one"
        return "differ" if self.fields else "agreed"

    @property
    def to_the_letter(self) -> bool:
        """Whether both have the very same row, spans included, whoever found it."""
        if self.one is None or self.other is None:
            return False
        return self.one.model_copy(update={"extractor": self.other.extractor}) == self.other

    @property
    def telling(self) -> int:
        """How much hangs on the difference; 0 where there is none."""
        found = self.one or self.other
        if found is None or (self.one and self.other):
            return sum(_TELLING[field] for field in self.fields)
        return _FOUND_BY_ONE[found.tier]


class Agreement(NamedTuple):
    """How many of the pairs that say something about a field say the same."""

    field: str
    same: int
    of: int


def compared(one: Sequence[Statement], other: Sequence[Statement]) -> tuple[Pair, ...]:
    """
    Return each statement of two readings of one text, those that are the same statement together, in text order.

    Two are the same when their evidence overlaps and their claims share enough words (token F1 of .5). The most alike
    find each other first, each at most once. Time goes with the product of the two lengths.
    """
    partner = dict(_partners(one, other))
    taken = set(partner.values())
    pairs = [_pair(said, other[partner[i]] if i in partner else None) for i, said in enumerate(one)]
    pairs += [Pair(None, said) for j, said in enumerate(other) if j not in taken]
    return tuple(sorted(pairs, key=_place))


def agreement(pairs: Iterable[Pair]) -> tuple[Agreement, ...]:
    """Return for each of FIELDS how often both have the same; pairs in which neither says anything do not count."""
    same, of = Counter[str](), Counter[str]()
    for pair in pairs:
        if pair.one is None or pair.other is None:
            continue
        for field in FIELDS:
            if getattr(pair.one, field) is not None or getattr(pair.other, field) is not None:
                of[field] += 1
                same[field] += field not in pair.fields
    return tuple(Agreement(field, same[field], of[field]) for field in FIELDS)


def _partners(one: Sequence[Statement], other: Sequence[Statement]) -> list[tuple[int, int]]:
    ours, theirs = ([_words(said.claim) for said in reading] for reading in (one, other))
    alike = sorted(
        (-score, i, j)
        for i, said in enumerate(one)
        for j, told in enumerate(other)
        if _overlap(said, told) and (score := _token_f1(ours[i], theirs[j])) >= _ENOUGH
    )
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in alike:
        if i not in found and j not in taken:
            found[i] = j
            taken.add(j)
    return list(found.items())


def _pair(one: Statement, other: Statement | None) -> Pair:
    if other is None:
        return Pair(one, None)
    return Pair(one, other, tuple(field for field, same in _SAME.items() if not same(one, other)))


def _place(pair: Pair) -> tuple[int, int, int]:
    found = pair.one or pair.other
    start, end = found.evidence_span if found else (0, 0)
    return start, end, pair.one is None


def _overlap(one: Statement, other: Statement) -> bool:
    (start, end), (other_start, other_end) = one.evidence_span, other.evidence_span
    return min(end, other_end) > max(start, other_start)


def _token_f1(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _words(text: str) -> frozenset[str]:
    return frozenset(normal_words(text)) - _LITTLE


def _same_name(one: str | None, other: str | None) -> bool:
    """A name and a part of it are one: "Ann Lee" and "Lee", "the device maker" and "device maker"."""
    if one is None or other is None:
        return one is other
    ours, theirs = _words(one), _words(other)
    return one == other or (bool(ours and theirs) and (ours <= theirs or theirs <= ours))


def _same_time(one: TimeReference | None, other: TimeReference | None) -> bool:
    """By what they mean; by their words where neither has a date."""
    if one is None or other is None:
        return one is other
    ours, theirs = (one.earliest, one.latest), (other.earliest, other.latest)
    return ours == theirs and (ours != (None, None) or _same_name(one.text, other.text))


_SAME: Mapping[str, Callable[[Statement, Statement], bool]] = {
    "mode": lambda one, other: one.mode == other.mode,
    "polarity": lambda one, other: one.polarity == other.polarity,
    "certainty": lambda one, other: one.certainty == other.certainty,
    "factuality": lambda one, other: abs(one.factuality - other.factuality) <= _A_STEP,
    "speaker": lambda one, other: _same_name(one.speaker, other.speaker),
    "speaker_kind": lambda one, other: one.speaker_kind == other.speaker_kind,
    "subject": lambda one, other: _same_name(one.subject, other.subject),
    "event_type": lambda one, other: one.event_type == other.event_type,
    "time": lambda one, other: _same_time(one.time, other.time),
    "origin": lambda one, other: _same_name(one.origin, other.origin),
}
FIELDS = tuple(_SAME)
"""What is compared of two statements that are the same one, in the order in which it is told."""
