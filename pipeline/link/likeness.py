"""Do two claims say the same, speak against each other, or tell of one event?"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from pipeline.link.figures import Fit, fit
from pipeline.link.wording import RUN_WORDS, Wording, event_family, likeness, name_one, shares_what_happened
from pipeline.models import Mode

if TYPE_CHECKING:
    from pipeline.models import Statement

__all__ = ["BARS", "Bars", "Likeness", "Relation", "Side", "compare", "same_event"]

_UNTYPED = "other"
# A plan to close a factory is of the type of the closing as often as not.
_VAGUE = frozenset({_UNTYPED, "plan"})
# A delivery stopped, a deal ended and a deal refused are one kind of event.
_STOPS = frozenset({"supply.stop", "deal.end", "deal.reject"})
# What lasts: two who speak of the market, or of a risk, may tell of anything.
_STATES = frozenset({"market", "risk", "relation"})
# "Declined to comment" and "said it was sorry" do not contradict each other, whatever their polarity.
_STATEMENT = "statement"
# Concepts of which one thing cannot have both.
_ENDS, _GOES_ON = frozenset({"COLLAPSE", "CANCEL"}), frozenset({"CONTINUE"})
# That two are in talks is less than half way to that they have agreed: what the likeness of two claims is worth when
# one is a stage further.
_OTHER_STAGE = 0.6
_QUOTED, _RUN, _FIGURE = 0.9, 0.89, 0.5
# Each of story, subject and type of event that two claims have in common, beyond the first, speaks as much for their
# being one as this much likeness of words.
_BESIDES = 0.15
_UNSURE = 0.45
# Below this nothing is one claim. On the invented month it costs no pair worth having (F1 .64 with and without,
# precision .97 and .93), and what it leaves out of the example feeds were other claims.
_LIKELY = 0.36
# A figure of four digits is met twice by chance too seldom to ask for words as well.
_DISTINCT = 1_000
_LEAST = 0.01
# Two claims of one sentence share all its words: what they say must be nearly the same to be one, whoever repeats it.
_SAME_SENTENCE = 0.8
_NEVER = 1.01


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
    denial: float = 0.25
    """Of one story, and one denies."""
    opposite: float = 0.45
    """About one subject, with one type of event, and of opposite polarity."""
    event_type: float = 0.12
    """Of one story, with one kind of event: tells of one event, not of one claim. The others below likewise."""
    event_subject: float = 0.10
    """Of one story, about one subject."""
    event: float = 0.30
    """Of one story."""
    event_types: float = 0.65
    """Of one story, with two types of event."""
    event_far: float = 0.12
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
    """The stories that are near its own."""


class Likeness(NamedTuple):
    """What one claim is to another, how surely (0 to 1), and why."""

    relation: Relation
    score: float
    reason: str


class _Between(NamedTuple):
    """What two claims have in common besides their words."""

    one_story: bool
    about_one: bool
    strangers: bool
    one_type: bool
    two_types: bool


def compare(mine: Side, other: Side, bars: Bars = BARS) -> Likeness | None:
    """
    Return what a claim is to one that is known: the same, its denial or what contradicts it; None: another claim.

    Opposite polarity is a hard gate: likeness of words never merges a claim with its denial. Figures that differ are
    one too, but for another figure on the same word.
    """
    between = _between(mine, other)
    alike = _alike(mine.words, other.words)
    if mine.said.polarity != other.said.polarity:
        return _opposite(mine, other, between, alike, bars)
    words, theirs = mine.words, other.words
    if mine.said.evidence == other.said.evidence and alike < _SAME_SENTENCE:
        return None
    if words.quotes & theirs.quotes and (alike >= bars.quote or not between.two_types):
        return Likeness(Relation.SAME, _QUOTED + alike / 10, "the same words quoted")
    if between.one_story and _other_way(words, theirs):
        return Likeness(Relation.CONTRADICTS, max(alike, _LEAST), f"cannot be while “{other.said.claim}”")
    bar = _bar(mine, other, between, bars)
    figures = fit(words.figures, theirs.figures)
    if figures in {Fit.APART, Fit.RIVAL}:
        rivals = figures is Fit.RIVAL and between.one_story and not between.strangers
        return _another_figure(mine, other, alike) if rivals else None
    runs = len(words.runs & theirs.runs)
    if runs and alike >= bars.run and not between.two_types:
        return Likeness(Relation.SAME, _RUN, f"a run of {runs + RUN_WORDS - 1} words in common")
    if figures is Fit.TELLING and _on_one_word(mine, other) and (between.one_story or _is_distinct(words, theirs)):
        return Likeness(Relation.SAME, max(alike, _FIGURE), "gives the same figure, on the same word")
    if not between.strangers and _figure_in_common(figures, alike, between, bars, _day_in_common(words, theirs)) and _of_one_thing(words, theirs):
        # "Its three ferries" stand in much that is said of them: that is no sure sign.
        sure = figures is Fit.TELLING or _day_in_common(words, theirs)
        return Likeness(Relation.SAME, max(alike, _FIGURE) if sure else alike, "gives the same figure")
    if alike >= bar and _one_happening(mine, other, between):
        score = _sureness(alike, mine, other, between)
        if score >= _LIKELY:
            return Likeness(Relation.SAME, score, f"says the same (alike by {alike:.2f})")
    return None


def same_event(mine: Side, other: Side, bars: Bars = BARS) -> float:
    """
    Return how surely two claims tell of one event, whatever they say of it: 0 (they do not) to 1.

    Claims that are the same or speak against each other do. Of others, those of one story whose figures, kind of event
    or words agree, and those of any story that tell the same kind of event of the same subject.
    """
    found = compare(mine, other, bars)
    if found is not None:
        return found.score
    between = _between(mine, other)
    if between.strangers:
        return 0.0
    if between.one_story and fit(mine.words.figures, other.words.figures) is Fit.TELLING:
        return _FIGURE
    alike = likeness(mine.words, other.words)
    return max(alike, _LEAST) if alike >= _event_bar(mine, other, between, bars) else 0.0


def _between(mine: Side, other: Side) -> _Between:
    types = {mine.said.event_type, other.said.event_type}
    return _Between(
        one_story=other.story_id == mine.story_id or other.story_id in mine.kin,
        about_one=_overlap(mine.words.subject, other.words.subject),
        strangers=_strangers(mine.words, other.words),
        one_type=len(types) == 1 and _UNTYPED not in types,
        two_types=len(types) == 2 and _VAGUE.isdisjoint(types),
    )


def _alike(words: Wording, other: Wording) -> float:
    """Return how alike two claims are: less where one is a stage further, not at all where it is another model."""
    if any(words.models[name] != other.models[name] for name in words.models.keys() & other.models.keys()):
        return 0.0
    return likeness(words, other) * (1.0 if words.stages == other.stages else _OTHER_STAGE)


def _bar(mine: Side, other: Side, between: _Between, bars: Bars) -> float:
    """Return how alike two claims must be to be one, by the best that speaks for it."""
    if between.strangers:
        return _NEVER
    if between.two_types:
        bar = bars.two_types if between.one_story or between.about_one else _NEVER
    elif between.one_story and between.one_type:
        bar = bars.story_subject_type if between.about_one else bars.story_type
    elif between.one_story:
        bar = bars.story
    elif between.about_one:
        bar = bars.subject_type if between.one_type else bars.subject
    else:
        bar = bars.type if between.one_type else bars.far
    # A guess about an event is no report of it, however near the words.
    return max(bar, bars.guess) if _guesses(mine, other) else bar


def _one_happening(mine: Side, other: Side, between: _Between) -> bool:
    return shares_what_happened(mine.words, other.words, one_story=between.one_story, about_one=between.about_one)


def _sureness(alike: float, mine: Side, other: Side, between: _Between) -> float:
    """
    Return how surely two claims are one: below a quotation's or a run's, however alike they are.

    Where nothing but words speaks for it, and no party is named in both, it is never sure: "we are still talking" may
    be anybody's talks. Nor is it by one word that is no concept: "made this decision" and "makes decisions"; nor by
    one concept where only one of them gives a figure: "lost 21 million" and "is to lose it".
    """
    besides = between.one_story + between.about_one + between.one_type
    shared = mine.words.telling & other.words.telling
    one_figure = bool(mine.words.figures) != bool(other.words.figures)
    by_one_word = len(shared) == 1 and (one_figure or not any(map(str.isupper, shared)))
    most = _RUN if (besides or name_one(mine.words, other.words)) and not by_one_word else _UNSURE
    return min(max(alike + _BESIDES * (besides - 1), _LEAST), most)


def _event_bar(mine: Side, other: Side, between: _Between, bars: Bars) -> float:
    """Return how alike two claims must be to tell of one event."""
    kinds = {"stop" if side.said.event_type in _STOPS else side.said.event_type for side in (mine, other)}
    one_kind = len(kinds) == 1 and _UNTYPED not in kinds
    if not between.one_story:
        return bars.event_far if one_kind and between.about_one else _NEVER
    if one_kind and event_family(mine.said.event_type) in _STATES:
        return bars.event
    if one_kind:
        return 0.0 if between.about_one else bars.event_type
    if between.two_types:
        return bars.event_types
    return bars.event_subject if between.about_one else bars.event


def _figure_in_common(figures: Fit, alike: float, between: _Between, bars: Bars, day: bool) -> bool:
    """Tell whether a figure makes two claims one: in one story nearly always, else where their words are near too."""
    if figures is Fit.TELLING:
        return alike >= (bars.figure if between.one_story else bars.far_figure)
    return figures is Fit.SHARED and (between.one_story or day) and alike >= (bars.figure if between.one_story else bars.far_figure)


def _day_in_common(words: Wording, other: Wording) -> bool:
    mine, theirs = ({one.value % 100 for one in side.figures if one.kind == "date"} for side in (words, other))
    return not mine.isdisjoint(theirs)


def _other_way(words: Wording, other: Wording) -> bool:
    """Tell whether one says that something goes on of which the other says that it is over."""
    shared = words.telling & other.telling
    return bool(shared) and any(
        not (here & words.telling).issubset(shared) and not (there & other.telling).issubset(shared)
        for here, there in ((_ENDS, _GOES_ON), (_GOES_ON, _ENDS))
    )


def _of_one_thing(words: Wording, other: Wording) -> bool:
    """Tell whether a figure in both is of one thing, as far as a telling word, or the size of the figure, tells."""
    return _is_distinct(words, other) or not words.telling.isdisjoint(other.telling)


def _is_distinct(words: Wording, other: Wording) -> bool:
    values = {figure.value for figure in words.figures} & {figure.value for figure in other.figures}
    return max(values, default=0) >= _DISTINCT


def _on_one_word(mine: Side, other: Side) -> bool:
    return mine.voice is not None and mine.voice == other.voice


def _another_figure(mine: Side, other: Side, alike: float) -> Likeness | None:
    """Who corrects a figure of his own still makes the same claim; who sets another against it contradicts."""
    if mine.voice is None or other.voice is None:
        return None
    if mine.voice == other.voice:
        return Likeness(Relation.SAME, max(alike, _FIGURE), "another figure for the same, on the same word")
    return Likeness(Relation.CONTRADICTS, max(alike, _LEAST), f"another figure than “{other.said.claim}”")


def _opposite(mine: Side, other: Side, between: _Between, alike: float, bars: Bars) -> Likeness | None:
    """
    Return a denial or a contradiction, of two claims of opposite polarity.

    Who denies answers to somebody, mostly in the same story. Two that only happen to say yes and no ("no agreement has
    been signed", "they have agreed") are often both right, each in its time, and must be nearer.
    """
    if _guesses(mine, other) or between.strangers or _STATEMENT in {mine.words.family, other.words.family}:
        return None
    denies = Mode.DENIED in {mine.said.mode, other.said.mode}
    less = mine if mine.said.polarity == "-" else other
    more = other if less is mine else mine
    import re
    such = re.search(r"\bno such (\w+)", less.said.claim, re.I)
    if such and between.one_story:
        from pipeline.link.concepts import concepts
        if any(t in more.words.telling for t, _ in concepts([such[1].lower()])):
            return Likeness(Relation.DENIES, 0.5, f"says the opposite of “{other.said.claim}”")
    if re.match(r"(nobody|no one|none|nothing|there (is|was|were|are|has been|have been) no)\b", less.said.claim, re.I) and between.one_story:
        if alike >= 0.2 and _one_happening(mine, other, between):
            return Likeness(Relation.DENIES, alike, f"says the opposite of “{other.said.claim}”")
    if denies and between.one_story:
        bar = max(bars.denial, bars.opposite if between.two_types else 0.0)
    elif between.about_one and between.one_type:
        bar = bars.opposite
    else:
        return None
    if alike < bar or not _one_happening(mine, other, between):
        return None
    relation = Relation.DENIES if denies else Relation.CONTRADICTS
    return Likeness(relation, alike, f"says the opposite of “{other.said.claim}”")


def _guesses(mine: Side, other: Side) -> bool:
    return Mode.SPECULATED in {mine.said.mode, other.said.mode}


def _strangers(words: Wording, other: Wording) -> bool:
    """
    Tell whether two claims are about two parties of whom neither claim names the other's.

    That Verizon ended a plan is not that Best Buy did. "The Quarrenby works will shut" may be "Korrin will close its
    plant at Quarrenby", which names it.
    """
    if not words.named or not other.named:
        return False
    return words.named.isdisjoint(other.terms.keys()) and other.named.isdisjoint(words.terms.keys())


def _overlap(left: frozenset[str], right: frozenset[str]) -> bool:
    """Tell whether the shorter name is in the longer: Huawei in Huawei and ZTE is not, Best Buy in Best Buy Inc. is."""
    return bool(left and right) and len(left & right) > max(len(left), len(right)) / 2
