"""What "may", "could", "would" and the like say where they stand: possible, permitted, able, firm or conditional."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.claims.certainty.weighing import words

if TYPE_CHECKING:
    from pipeline.claims.reading.sentences import Passage

__all__ = ["MODALS", "Modal", "modal"]

MODALS = frozenset("will 'll shall wo can ca may might could should ought must would 'd".split())
_HEARING = words("perception", "verbs")
_HEARD = words("perception", "participles")
_SETTLED = words("settled", "words")
_NOT = frozenset({"not", "n't", "never", "no", "hardly", "scarcely", "barely", "only"})


class Modal(NamedTuple):
    """What a modal verb does to its clause; see `Commitment` for the fields."""

    strength: float = 3.0
    reach: float = 3.0
    conditional: bool = False


_FIRM = Modal()
_POSSIBLE = Modal(strength=1.0)
_RATHER_POSSIBLE = Modal(strength=1.5)
_PROBABLE = Modal(strength=2.0)
_WANTED = Modal(reach=0.0)
_CONDITIONAL = Modal(strength=1.0, conditional=True)


def modal(p: Passage, i: int, last: int, *, told_in_past: bool) -> Modal:
    """Return what the modal at token `i` says; `told_in_past` says that its clause stands after a "said"."""
    low = p.lows[i]
    after = tuple(p.lows[i + 1 : min(last, i + 4)])
    if low in {"may", "might"}:
        return _may(after)
    if low == "could":
        return _could(after)
    if low in {"should", "ought"}:
        return _should(after)
    if low in {"would", "'d"}:
        return _would(p, i, after, told_in_past=told_in_past)
    if low == "must" and "have" in after[:2]:
        return _PROBABLE  # "must have entered": a conclusion, no duty
    return _FIRM


def _in_vain(p: Passage, i: int) -> bool:
    """Whether "have" and a participle follow: "would have closed" did not close."""
    have = i + 1 if p.lows[i + 1 : i + 2] == ("have",) else i + 2
    return p.lows[have : have + 1] == ("have",) and any(tag == "VBN" for tag in p.tags[have + 1 : have + 3])


def _may(after: tuple[str, ...]) -> Modal:
    """Possible; "may only" and "may no longer" permit."""
    if after[:2] == ("no", "longer") or after[:1] == ("only",):
        return _FIRM
    return _RATHER_POSSIBLE if after[:1] == ("well",) else _POSSIBLE


def _could(after: tuple[str, ...]) -> Modal:
    """Possible; what could be heard or could not be done was so."""
    if not after or after[0] in _NOT:
        return _FIRM
    if after[0] in _HEARING or (after[0] == "be" and len(after) > 1 and after[1] in _HEARD | {"seen"}):
        return _FIRM
    return _RATHER_POSSIBLE if after[0] == "well" else _POSSIBLE


def _should(after: tuple[str, ...]) -> Modal:
    """Wanted; "should be ready by noon" foretells."""
    verb = [low for low in after if low not in {"to", "also", "now", "soon"}]
    foretells = verb[:1] == ["be"] and len(verb) > 1 and verb[1] in _SETTLED
    return _PROBABLE if foretells else _WANTED


def _would(p: Passage, i: int, after: tuple[str, ...], *, told_in_past: bool) -> Modal:
    """A will seen from the past where it is told or negated, else what would be so in another case."""
    had = p.lows[i] == "'d" and i + 1 < len(p.tags) and p.tags[i + 1] == "VBN"
    if had:
        return _FIRM
    if _in_vain(p, i):
        return _CONDITIONAL
    if after[:1] == ("still",):
        return _FIRM  # whatever else happens
    if told_in_past and p.quoted[i] < 0:
        return _FIRM
    if after[:1] in {("not",), ("n't",), ("never",), ("no",)}:
        return _FIRM
    return _WANTED if after[:1] in {("like",), ("prefer",), ("rather",)} else _CONDITIONAL
