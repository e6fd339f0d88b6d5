"""What speaks against a claim: its denial, the opposite, or another figure on somebody else's word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.link.concepts import concepts
from pipeline.link.figures import DIFFER, fit
from pipeline.link.sides import LEAST, Likeness, Relation, guesses, one_happening
from pipeline.link.signs import ENDS, GOES_ON, NO_SUCH
from pipeline.link.standing import SURE
from pipeline.models import Mode
from pipeline.text import normal_words

if TYPE_CHECKING:
    from pipeline.link.sides import Bars, Between, Side
    from pipeline.link.wording import Wording

__all__ = ["another_figure", "opposite", "other_way"]

# "Declined to comment" and "said it was sorry" do not contradict each other, whatever their polarity.
_STATEMENT = "statement"
# Who says that nobody did it, or that there is none, answers whoever says that somebody did, and that there is one.
_NONE_YET = re.compile(r"(?:nobody|no one|none|nothing|there (?:is|are|(?:has|have) been) no)\b", re.IGNORECASE)
_NONE = re.compile(rf"{_NONE_YET.pattern}|there (?:was|were) no\b", re.IGNORECASE)

_NO = re.compile(r"no (?!longer|matter|doubt|wonder|sooner)\b", re.IGNORECASE)


def opposite(mine: Side, other: Side, common: Between, alike: float, bars: Bars) -> Likeness | None:
    """
    Return a denial or a contradiction, of two claims of opposite polarity that are `alike` by their words.

    Who denies answers to somebody, mostly in the same story. Two that only happen to say yes and no ("no agreement has
    been signed", "they have agreed") are often both right, each in its time, and must be nearer.
    """
    if guesses(mine, other) or common.strangers or _STATEMENT in {mine.words.family, other.words.family}:
        return None
    against, for_it = (mine, other) if mine.said.polarity == "-" else (other, mine)
    reason = f"says the opposite of “{other.said.claim}”"
    if common.together and _no_such(against.said.claim, for_it.words):
        return Likeness(Relation.DENIES, max(alike, SURE), reason)
    if not one_happening(mine, other, common) or fit(mine.words.figures, other.words.figures) in DIFFER:
        return None
    if (common.together or common.one_type) and _NONE.match(against.said.claim) and not _was_so_then(against, mine):
        bar = bars.none if common.together else bars.opposite
        return Likeness(Relation.DENIES, alike, reason) if alike >= bar else None
    none_of_it = _NO.match(against.said.claim) and _about_what_is_not(against.words, for_it.words)
    if common.together and none_of_it and not _was_so_then(against, mine):
        return Likeness(Relation.DENIES, alike, reason) if alike >= bars.denial else None
    if _of_another(mine, other):
        return None
    denies = Mode.DENIED in {mine.said.mode, other.said.mode}
    if denies and common.together:
        bar = max(bars.denial, bars.opposite if common.two_types else 0.0)
    elif common.about_one and common.one_type:
        bar = bars.opposite
    else:
        return None
    return Likeness(Relation.DENIES if denies else Relation.CONTRADICTS, alike, reason) if alike >= bar else None


def _about_what_is_not(denial: Wording, words: Wording) -> bool:
    """Tell whether another claim tells of all that there is none of: "no card data were taken"."""
    return bool(denial.about) and denial.about <= words.terms.keys()


def _of_another(mine: Side, other: Side) -> bool:
    """Tell whether one of two claims counts what it is about, and the other tells it of something else."""
    counted = [any(figure.of & side.words.about for figure in side.words.figures) for side in (mine, other)]
    return any(counted) and mine.words.about.isdisjoint(other.words.about)


def _was_so_then(against: Side, mine: Side) -> bool:
    """Who said before that nobody was arrested does not speak against an arrest now, but for who denied it."""
    earlier = against is not mine and against.said.mode is not Mode.DENIED
    return earlier and bool(_NONE_YET.match(against.said.claim) or _NO.match(against.said.claim))


def _no_such(denial: str, words: Wording) -> bool:
    """Tell whether a denial says that there is no such thing as another claim speaks of."""
    found = NO_SUCH.search(denial)
    return found is not None and any(term in words.telling for term, _ in concepts(normal_words(found["thing"])))


def another_figure(mine: Side, other: Side, alike: float, *, apart: bool) -> Likeness | None:
    """
    Who corrects a figure of his own still makes the same claim; who sets another against it contradicts.

    Not where other things happen to what is counted (`apart`): "letters about 61,000 patients were left open" and "nine
    patients are being treated".
    """
    if mine.voice is None or other.voice is None:
        return None
    if mine.voice == other.voice:
        return Likeness(Relation.SAME, max(alike, SURE), "another figure for the same, on the same word")
    if apart:
        return None
    return Likeness(Relation.CONTRADICTS, max(alike, LEAST), f"another figure than “{other.said.claim}”")


def other_way(words: Wording, other: Wording) -> bool:
    """
    Tell whether one says that something goes on of which the other says that it is over.

    At least half of what goes on must be in both: that losing a shop "would still deal a blow" is no going on of the
    deal that somebody else called off.
    """
    return _goes_on(words, other) or _goes_on(other, words)


def _goes_on(words: Wording, other: Wording) -> bool:
    if GOES_ON.isdisjoint(words.telling) or ENDS.isdisjoint(other.telling):
        return False
    still, over = words.telling & GOES_ON, other.telling & ENDS
    shared = words.telling & other.telling
    if not shared or still <= shared or over <= shared:
        return False
    return 2 * len(shared) >= len(words.telling - GOES_ON)
