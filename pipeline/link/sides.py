"""Two claims side by side: what is said, in which words and stories, and what both have in common besides words."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from pipeline.link.concepts import STAGES
from pipeline.link.wording import Wording, likeness, shares_what_happened
from pipeline.models import Mode

if TYPE_CHECKING:
    from pipeline.models import Origin, Statement

__all__ = [
    "BARS",
    "LEAST",
    "UNTYPED",
    "Bars",
    "Between",
    "Likeness",
    "Relation",
    "Side",
    "about_one",
    "between",
    "events_apart",
    "events_of",
    "guesses",
    "how_alike",
    "in_one_story",
    "on_one_word",
    "one_happening",
    "voice_behind",
]

UNTYPED = "other"
LEAST = 0.01
"""What likeness counts at least where something else than words makes two claims one, or rivals."""
# A plan to close a factory is of the type of the closing as often as not.
_VAGUE = frozenset({UNTYPED, "plan", "threat.warn"})
# That two are in talks is less than half way to that they have agreed: what the likeness of two claims is worth when
# one is a stage further.
_OTHER_STAGE = 0.6


_STAGES = STAGES | {"AGREE"}


class Relation(StrEnum):
    """What one claim is to another."""

    SAME = "same"
    """The same claim, from the same side."""
    DENIES = "denies"
    """One says that it is so, the other denies it."""
    CONTRADICTS = "contradicts"
    """They cannot both hold: the opposite, or another figure on another's word."""


class Bars(NamedTuple):
    """
    How alike two claims must be (cosine of their terms, 0 to 1), by what else speaks for their being one.

    Chosen on the gold claims of three seeds and on the invented month together; `python -m bench.linking` chooses them
    again for each article, or story, from the others alone, and says what that costs.
    """

    story_subject_type: float = 0.12
    """Of one story, about one subject, with one type of event."""
    story_type: float = 0.22
    """Of one story, with one type of event."""
    story: float = 0.18
    """Of one story, where one has no type of event."""
    two_types: float = 0.65
    """Of one story or about one subject, with two types of event."""
    subject_type: float = 0.25
    """About one subject, with one type of event."""
    subject: float = 0.40
    """About one subject, where one has no type of event."""
    type: float = 0.40
    """With one type of event."""
    far: float = 0.45
    """With nothing else in common, where one has no type of event."""
    far_figure: float = 0.15
    """With a figure in common that is no small number and no day."""
    figure: float = 0.10
    """Of one story, with a small number or a day in common."""
    quote: float = 0.05
    """The same words are quoted, for two types of event: one quotation may hold two claims."""
    run: float = 0.30
    """Six words in a row are the same."""
    guess: float = 0.45
    """One of the two is a guess."""
    denial: float = 0.30
    """Of one story, and one denies."""
    none: float = 0.20
    """Of one story, and one says that nobody did it, or that there is none."""
    opposite: float = 0.45
    """About one subject, with one type of event, and of opposite polarity."""
    event_type: float = 0.11
    """Of one story, with one kind of event: tells of one event, not of one claim. The others below likewise."""
    event_subject: float = 0.09
    """Of one story, about one subject."""
    event: float = 0.27
    """Of one story."""
    event_types: float = 0.58
    """Of one story, with two types of event."""
    event_far: float = 0.11
    """Of two stories, about one subject, with one kind of event."""


BARS = Bars()


class Side(NamedTuple):
    """A claim as it is compared: what is said, in which words, in which story, and whose word it is, where known."""

    said: Statement
    words: Wording
    story_id: int
    voice: int | None = None
    """Two claims with one voice are on one party's word."""
    kin: frozenset[int] = frozenset()
    """The stories that are akin to its own."""


class Likeness(NamedTuple):
    """What one claim is to another, how surely (0 to 1), and why."""

    relation: Relation
    score: float
    reason: str


class Between(NamedTuple):
    """What two claims have in common besides their words."""

    one_story: bool
    together: bool
    """Of one story or on one voice's word: what one party says is as much one matter as what one story tells."""
    about_one: bool
    strangers: bool
    one_type: bool
    two_types: bool


def between(mine: Side, other: Side) -> Between:
    """Return what two claims have in common besides their words."""
    # Asked a hundred times a mention: no sets are made for it.
    one, two = mine.said.event_type, other.said.event_type
    one_story = in_one_story(mine, other)
    return Between(
        one_story=one_story,
        together=one_story or on_one_word(mine, other),
        about_one=about_one(mine.words, other.words),
        strangers=_strangers(mine.words, other.words),
        one_type=one == two != UNTYPED,
        two_types=one != two and one not in _VAGUE and two not in _VAGUE,
    )


def in_one_story(mine: Side, other: Side) -> bool:
    """Tell whether another claim is of the story of mine, or of one that is akin to it."""
    return other.story_id == mine.story_id or other.story_id in mine.kin


def on_one_word(mine: Side, other: Side) -> bool:
    """Tell whether both are one party's word."""
    return mine.voice is not None and mine.voice == other.voice


def about_one(words: Wording, other: Wording) -> bool:
    """
    Tell whether two claims are about one subject: whether the shorter name is in the longer.

    Huawei in Huawei and ZTE is not, Best Buy in Best Buy Inc. is.
    """
    mine, theirs = words.subject, other.subject
    return not mine.isdisjoint(theirs) and len(mine & theirs) > max(len(mine), len(theirs)) / 2


def how_alike(words: Wording, other: Wording) -> float:
    """Return how alike two claims are: less where one is a stage further, not at all where it is another model."""
    if words.models and other.models and _of_two_models(words, other):
        return 0.0
    return likeness(words, other) * (1.0 if words.stages == other.stages else _OTHER_STAGE)


def _of_two_models(words: Wording, other: Wording) -> bool:
    return any(words.models[name] != other.models[name] for name in words.models.keys() & other.models.keys())


def one_happening(mine: Side, other: Side, common: Between) -> bool:
    """
    Tell whether two claims share words for what happened, beside those for whom or what both are about.

    That a party has agreed, or is in talks, is no matter by itself: it may be about anything in another story.
    """
    shared = mine.words.telling & other.words.telling
    together = common.one_story or (common.together and not shared <= _STAGES)
    return shares_what_happened(mine.words, other.words, together=together, about_one=common.about_one)


def events_apart(words: Wording, other: Wording) -> bool:
    """Tell whether each of two claims says what happens, and nothing that the other says."""
    mine, theirs = events_of(words), events_of(other)
    return bool(mine and theirs) and set(mine).isdisjoint(theirs)


def events_of(words: Wording) -> list[str]:
    """Return the concepts of what happens, in the order in which the claim has them."""
    return [term for term in words.terms if term.isupper() and term in words.telling and term not in words.about]


def guesses(mine: Side, other: Side) -> bool:
    """Tell whether one of two claims is a guess."""
    return mine.said.mode is Mode.SPECULATED or other.said.mode is Mode.SPECULATED


def voice_behind(origin: Origin | None) -> int | None:
    """Return whose word an origin's is, None where nobody is known."""
    return origin.voice_id if origin else None


def _strangers(words: Wording, other: Wording) -> bool:
    """
    Tell whether two claims are about two parties of whom neither claim names the other's.

    That Verizon ended a plan is not that Best Buy did. "The Quarrenby works will shut" may be "Korrin will close its
    plant at Quarrenby", which names it.
    """
    if not words.named or not other.named:
        return False
    return words.named.isdisjoint(other.terms.keys()) and other.named.isdisjoint(words.terms.keys())
