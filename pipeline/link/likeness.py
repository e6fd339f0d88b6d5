"""Do two claims say the same, speak against each other, or tell of one event?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.link.figures import DIFFER, TOLLS, Fit, counts, fit
from pipeline.link.opposites import another_figure, opposite, other_way
from pipeline.link.sides import (
    BARS,
    LEAST,
    UNTYPED,
    Likeness,
    Relation,
    between,
    events_apart,
    events_of,
    guesses,
    how_alike,
    on_one_word,
    one_happening,
)
from pipeline.link.standing import SURE
from pipeline.link.wording import RUN_WORDS, Wording, event_family, likeness, name_one, runs_shared
from pipeline.models import Mode

if TYPE_CHECKING:
    from pipeline.link.sides import Bars, Between, Side

__all__ = ["LEAST_APART", "LEAST_IN_STORY", "compare", "compared", "event_in_common", "same_event"]

# A delivery stopped, a deal ended and a deal refused are one kind of event.
_STOPS = frozenset({"supply.stop", "deal.end", "deal.reject"})
# What lasts: two who speak of the market, or of a risk, may tell of anything.
_STATES = frozenset({"market", "risk", "relation"})
_QUOTED, _RUN = 0.9, 0.89
# Each of story, subject, type of event, and a name with two concepts, that two claims have in common, beyond the first,
# speaks as much for their being one as this much likeness of words.
_BESIDES = 0.15
_UNSURE = 0.45
# Below this nothing is one claim. On the invented month it costs no pair worth having, and what it leaves out of the
# example feeds were other claims.
_LIKELY = 0.36
# A figure of four digits is met twice by chance too seldom to ask for words as well.
_DISTINCT = 1_000
# Two claims of one sentence share all its words: what they say must be nearly the same to be one, whoever repeats it.
_SAME_SENTENCE = 0.8
# "The order will come in the end" is not "has ended its orders": two words are nothing between two stories that do not
# so much as name one thing in common.
_ALONE = 3
# So many things said before what both say, and it is said in passing.
_IN_PASSING = 2
_NEARLY = 0.55
_NEVER = 1.01
# The lowest bar for two claims about two subjects, where nothing but words speaks for them: in one story, and in two.
LEAST_IN_STORY = min(BARS.story_type, BARS.story, BARS.event_type, BARS.event, BARS.run, BARS.denial, BARS.none)
LEAST_APART = min(BARS.run, BARS.type, BARS.far)


def compare(mine: Side, other: Side, bars: Bars = BARS) -> Likeness | None:
    """
    Return what a claim is to one that is known: the same, its denial or what contradicts it; None: another claim.

    Opposite polarity is a hard gate: likeness of words never merges a claim with its denial. Figures that differ are
    one too, but for another figure on the same word.
    """
    return compared(mine, other, between(mine, other), bars)


def compared(mine: Side, other: Side, common: Between, bars: Bars = BARS) -> Likeness | None:
    """Return the same for two claims of which it is known already what else they have in `common`."""
    alike = how_alike(mine.words, other.words)
    if mine.said.polarity != other.said.polarity:
        return opposite(mine, other, common, alike, bars)
    words, theirs = mine.words, other.words
    if _declines_alone(mine, other) or (alike < _SAME_SENTENCE and mine.said.evidence == other.said.evidence):
        return None
    if (alike >= bars.quote or not common.two_types) and not words.quotes.isdisjoint(theirs.quotes):
        return Likeness(Relation.SAME, _QUOTED + alike / 10, "the same words quoted")
    if common.together and other_way(words, theirs):
        return Likeness(Relation.CONTRADICTS, max(alike, LEAST), f"cannot be while “{other.said.claim}”")
    figures = fit(words.figures, theirs.figures)
    if figures in DIFFER:
        rivals = figures is Fit.RIVAL and common.one_story and not common.strangers
        return another_figure(mine, other, alike, apart=events_apart(words, theirs)) if rivals else None
    if alike >= bars.run and not common.two_types and (runs := runs_shared(words, theirs)):
        return Likeness(Relation.SAME, _RUN, f"a run of {runs + RUN_WORDS - 1} words in common")
    if figures is not Fit.SILENT and (found := _one_figure(mine, other, figures, alike, common, bars)):
        return found
    told_of_one = one_happening(mine, other, common)
    nearly = not told_of_one and _nearly_the_same(alike, words, theirs, common)
    if alike >= _bar(mine, other, common, bars) and (told_of_one or nearly) and _of_one_toll(words, theirs):
        score = min(_sureness(alike, mine, other, common), _UNSURE if nearly else 1.0)
        if score >= _LIKELY:
            return Likeness(Relation.SAME, score, f"says the same (alike by {alike:.2f})")
    return None


def _declines_alone(mine: Side, other: Side) -> bool:
    """Tell whether one of two only will not say: "Dr Oakes, 58, did not return calls" is nothing said of her."""
    return (mine.said.mode is Mode.DECLINED) is not (other.said.mode is Mode.DECLINED)


def same_event(mine: Side, other: Side, bars: Bars = BARS) -> float:
    """
    Return how surely two claims tell of one event, whatever they say of it: 0 (they do not) to 1.

    Claims that are the same or speak against each other do. Of others, those of one story whose figures, kind of event
    or words agree, and those of any story that tell the same kind of event of the same subject.
    """
    common = between(mine, other)
    return event_in_common(mine, other, common, compared(mine, other, common, bars), bars)


def event_in_common(mine: Side, other: Side, common: Between, found: Likeness | None, bars: Bars = BARS) -> float:
    """Return the same for two claims of which it is `found` already what one is to the other."""
    if found is not None:
        return found.score
    if common.strangers:
        return 0.0
    if common.one_story and fit(mine.words.figures, other.words.figures) is Fit.TELLING:
        return SURE
    bar = _event_bar(mine, other, common, bars)
    if bar == _NEVER:
        return 0.0
    alike = likeness(mine.words, other.words)
    return max(alike, LEAST) if alike >= bar else 0.0


def _bar(mine: Side, other: Side, common: Between, bars: Bars) -> float:
    """Return how alike two claims must be to be one, by the best that speaks for it."""
    if common.strangers:
        return _NEVER
    if common.two_types:
        bar = bars.two_types if common.together or common.about_one else _NEVER
    elif common.together and common.one_type:
        bar = bars.story_subject_type if common.about_one else bars.story_type
    elif common.together:
        bar = bars.story
    elif common.about_one:
        bar = bars.subject_type if common.one_type else bars.subject
    elif name_one(mine.words, other.words) or len(mine.words.telling & other.words.telling) >= _ALONE:
        bar = bars.type if common.one_type else bars.far
    else:
        bar = _NEVER
    # A guess about an event is no report of it, however near the words.
    return max(bar, bars.guess) if guesses(mine, other) else bar


def _of_two_events(words: Wording, other: Wording) -> bool:
    """
    Tell whether two claims tell of two events, as far as concepts tell.

    Both have some and none in common, or one says two things before what both say. On the invented month no voice is
    lost by it.
    """
    mine, theirs = events_of(words), events_of(other)
    shared = set(mine) & set(theirs)
    if not shared:
        return bool(mine and theirs)
    return any(min(map(events.index, shared)) >= _IN_PASSING for events in (mine, theirs))


def _nearly_the_same(alike: float, words: Wording, other: Wording, common: Between) -> bool:
    """
    Tell whether two claims of one story have nearly the same words, and not two things happen in them.

    "Bacteria were found in a batch of the vaccine", "a batch of the vaccine has bacteria in it".
    """
    return common.together and alike >= _NEARLY and not events_apart(words, other)


def _of_one_toll(words: Wording, other: Wording) -> bool:
    """Tell whether two claims count the same of dead, hurt or held, or neither counts any."""
    mine, theirs = ({term for figure in side.figures for term in figure.of & TOLLS} for side in (words, other))
    return (not mine and not theirs) or bool(mine & theirs)


def _sureness(alike: float, mine: Side, other: Side, common: Between) -> float:
    """
    Return how surely two claims are one: below a quotation's or a run's, however alike they are.

    Where nothing but words speaks for it, and no party is named in both, it is never sure: "we are still talking" may
    be anybody's talks. Nor is it by one word that is no concept: "made this decision" and "makes decisions"; nor by
    one concept where only one of them gives a figure: "lost 21 million" and "is to lose it". Nor where they tell of two
    events: "have voted to strike over the closure" and "will close".
    """
    shared = mine.words.telling & other.words.telling
    named = name_one(mine.words, other.words)
    besides = common.together + common.about_one + common.one_type + (named and sum(map(str.isupper, shared)) > 1)
    one_figure = counts(mine.words.figures) != counts(other.words.figures)
    by_one_word = len(shared) == 1 and (one_figure or not any(map(str.isupper, shared)))
    doubted = by_one_word or _of_two_events(mine.words, other.words)
    most = _RUN if (besides or named) and not doubted else _UNSURE
    return min(max(alike + _BESIDES * (besides - 1), LEAST), most)


def _event_bar(mine: Side, other: Side, common: Between, bars: Bars) -> float:
    """Return how alike two claims must be to tell of one event."""
    kind, other_kind = mine.said.event_type, other.said.event_type
    one_kind = kind != UNTYPED and (kind == other_kind or (kind in _STOPS and other_kind in _STOPS))
    if not common.together:
        return bars.event_far if one_kind and common.about_one else _NEVER
    if one_kind and event_family(mine.said.event_type) in _STATES:
        return bars.event
    if one_kind:
        return 0.0 if common.about_one else bars.event_type
    if common.two_types:
        return bars.event_types
    return bars.event_subject if common.about_one else bars.event


def _one_figure(mine: Side, other: Side, figures: Fit, alike: float, common: Between, bars: Bars) -> Likeness | None:
    """
    Return that a figure makes two claims one: in one story nearly always, else where their words are near too.

    The same figure on the same word needs no likeness of words: "about 210,000 have been sold", "210,000 units were
    supplied to retailers".
    """
    words, theirs, telling = mine.words, other.words, figures is Fit.TELLING
    if telling and on_one_word(mine, other) and (common.one_story or _is_distinct(words, theirs)):
        return Likeness(Relation.SAME, max(alike, SURE), "gives the same figure, on the same word")
    doubtful = common.strangers or events_apart(words, theirs)
    if telling and common.one_story and not doubtful and _is_distinct(words, theirs):
        return Likeness(Relation.SAME, max(alike, SURE), "gives the same large figure")
    day = _day_in_common(words, theirs)
    near = alike >= (bars.figure if common.one_story else bars.far_figure)
    if common.strangers or not near or not (telling or day or common.one_story) or not _of_one_thing(words, theirs):
        return None
    if telling or day:
        return Likeness(Relation.SAME, max(alike, SURE), "gives the same figure")
    # "Its three ferries" stand in much that is said of them: that tells only with what happens to them.
    likely = alike >= _LIKELY and one_happening(mine, other, common)
    return Likeness(Relation.SAME, alike, "gives the same figure") if likely else None


def _day_in_common(words: Wording, other: Wording) -> bool:
    mine, theirs = ({one.value % 100 for one in side.figures if one.kind == "date"} for side in (words, other))
    return not mine.isdisjoint(theirs)


def _of_one_thing(words: Wording, other: Wording) -> bool:
    """Tell whether a figure in both is of one thing, as far as a telling word, or the size of the figure, tells."""
    return _is_distinct(words, other) or not words.telling.isdisjoint(other.telling)


def _is_distinct(words: Wording, other: Wording) -> bool:
    """Tell whether two claims share a figure that is hardly met twice by chance."""
    values = {figure.value for figure in words.figures} & {figure.value for figure in other.figures}
    return max(values, default=0) >= _DISTINCT
