"""What stands behind one claim, tallied mention by mention: a long story costs no more a mention than a short one."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from typing import TYPE_CHECKING, NamedTuple

from pipeline.link.notices import same_outlet
from pipeline.link.party import NAMED, OWN_FINDINGS
from pipeline.models import TAKEN_BACK, Novelty, OriginBasis

if TYPE_CHECKING:
    from pipeline.link.told import Told
    from pipeline.models import Link, Origin

__all__ = ["SURE", "Backing", "Standing", "is_sure"]

SURE = 0.5
"""How surely a mention must make a claim (the score of its link, 0 to 1) for its voice to stand behind it. Below, it is
listed as an echo and counts for nothing more: a corroboration that is none costs more than one that is missed. The same
number stands where SQL counts origins (sql/standing, sql/checks, sql/api)."""

_STANCES = 12
"""How many mentions of one voice are kept for comparison: its latest."""
_BRINGS = frozenset({Novelty.NEW, Novelty.NEW_ORIGIN, Novelty.ON_RECORD, Novelty.DENIED, Novelty.CHANGED})


class Backing(NamedTuple):
    """A mention as it counts for its claim: when it came, on whose word it rests, and whether that is the party's."""

    told: Told
    origin: Origin | None
    order: int
    is_party: bool

    @property
    def voice(self) -> int | None:
        """The independent speaker whose word it is; None where nothing tells, or it may well be another claim."""
        known = self.origin is not None and self.told.link.basis is not OriginBasis.NONE and is_sure(self.told.link)
        return self.origin.voice_id if self.origin and known else None

    @property
    def stands(self) -> bool:
        """Whether it still says what it said."""
        return self.told.link.novelty is not Novelty.CORRECTED


def is_sure(link: Link) -> bool:
    """Tell whether a mention so surely makes its claim that whose word it is counts."""
    return link.score >= SURE


class Standing:
    """
    What the mentions of one claim amount to.

    A mention that is seen in another light is put back and taken again; nothing is ever counted anew from all mentions.
    """

    def __init__(self) -> None:
        self.mentions = 0
        self.upright = 0
        """Mentions that still say so."""
        self.voices: Counter[int] = Counter()
        """Standing mentions by whose word they rest on."""
        self.named = 0
        """Standing mentions on the word of somebody who has a name."""
        self.on_record: dict[int, int] = {}
        """Standing mentions on the word of the party itself, by id, and when each came."""
        self.outlets: Counter[str] = Counter()
        self.articles: Counter[int] = Counter()
        self.stances: defaultdict[int, deque[Told]] = defaultdict(lambda: deque(maxlen=_STANCES))
        """What each voice was said to say, where it is named."""
        self.backed: Counter[int] = Counter()
        """Mentions that name whose word it is, by that voice, whether they still stand or not."""
        self.brought: dict[int, tuple[int, Novelty]] = {}
        """Standing mentions that brought something, when each came and what."""
        self.settled = -1
        """When the party first spoke for it after others had made it; -1: it has not."""
        self._stated: Counter[int] = Counter()
        self._taken_back = 0
        self._withdrawn: Counter[int] = Counter()

    @property
    def withdrawn(self) -> bool:
        """
        Whether those whose word it was took it back, and nobody else who is named stands by it.

        Echoes that go on saying so hold no claim up; what a silent edit dropped may still be so. A claim that no
        article says any more is withdrawn however that came.
        """
        if not self.upright:
            return self.mentions > 0
        return self._taken_back > 0 and not self._stated.keys() - self._withdrawn.keys()

    def take(self, one: Backing) -> None:
        """Count a mention in."""
        self._count(one, 1)
        mention, novelty = one.told.mention, one.told.link.novelty
        if one.voice is not None and one.told.link.basis is OriginBasis.STATED and one.stands:
            self.stances[one.voice].append(one.told)
        if novelty is Novelty.ON_RECORD and (self.settled < 0 or one.order < self.settled):
            self.settled = one.order
        if one.stands:
            if one.is_party:
                self.on_record[mention.mention_id] = one.order
            if novelty in _BRINGS:
                self.brought[mention.mention_id] = one.order, novelty

    def put_back(self, one: Backing) -> None:
        """Count a mention out again, as it was counted in."""
        self._count(one, -1)
        self.on_record.pop(one.told.mention.mention_id, None)
        self.brought.pop(one.told.mention.mention_id, None)
        stances = self.stances.get(one.voice or 0)
        if stances and one.told in stances:
            stances.remove(one.told)

    def _count(self, one: Backing, by: int) -> None:
        mention, link = one.told.mention, one.told.link
        voice, states = one.voice, link.basis is OriginBasis.STATED
        self.mentions += by
        if mention.outlet is not None:
            self.outlets[mention.outlet] += by
        self.articles[mention.article_id] += by
        if voice is not None and states:
            self.backed[voice] += by
        if not one.stands:
            if link.reason.startswith(TAKEN_BACK):
                self._taken_back += by
                if one.origin and _its_own(one):
                    _add(self._withdrawn, one.origin.voice_id, by)
            return
        self.upright += by
        if voice is not None:
            _add(self.voices, voice, by)
            self.named += by * bool(one.origin and one.origin.kind in NAMED)
            if states and one.origin:
                _add(self._stated, one.origin.voice_id, by)


def _add(tally: Counter[int], key: int, by: int) -> None:
    tally[key] += by
    if not tally[key]:
        del tally[key]


def _its_own(one: Backing) -> bool:
    """Tell whether the origin goes too: it took its word back itself, or the outlet had found it for itself."""
    origin, mention = one.origin, one.told.mention
    if origin is None:
        return False
    if origin.kind in NAMED:
        return one.told.link.reason.startswith(f"{TAKEN_BACK} by whose word it was")
    return origin.kind in OWN_FINDINGS and (origin.via is None or same_outlet(origin.via, mention.outlet))
