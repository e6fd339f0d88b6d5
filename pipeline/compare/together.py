"""
Articles that come together, placed together: who comes first in a handful decides no story, only its name.

An article that comes alone goes to the story that is nearest then, or opens one. Seen with those that come with it, it
can be told whether it is an odd report of one event or an early one of another that looks alike. Stories known before
keep their articles and never become one here: what was answered stands.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.compare.bonds import DAYS_APART, Bond, Context, bonds
from pipeline.compare.features import traits
from pipeline.compare.known_stories import CANDIDATES, KnownArticle, KnownStories, Story, day_of, keys, story_id_of
from pipeline.compare.linking import STRANGERS, Met, linked
from pipeline.compare.meetings import Meeting, meetings
from pipeline.compare.stories import MIXED, belongs, copied
from pipeline.compare.story_model import MODEL
from pipeline.compare.story_reasons import why_in, why_not_in
from pipeline.models import COPIES, Placement

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.models import Article, Comparison

__all__ = ["FEW", "met_back", "place_together", "with_whom"]

FEW = 8
"""Of fewer articles each joins a story only from the line on that holds for one: the better one may not have come."""

_LONG_RUN = 10
"""Words. Who prints so many of the same ones tells the same story, however much later."""


@dataclass(frozen=True, eq=False)
class _Arrival:
    article: KnownArticle
    keys: tuple[int, ...]


def place_together(
    handful: Sequence[tuple[Article, Comparison]], known: KnownStories, known_articles: int
) -> list[Placement]:
    """
    Return the story of each article of a handful, in a stream of mixed news, in their order.

    They are to be counted into the rarity already, and filed after. A copy belongs to the story of what it was taken
    from, another text of an article of the handful to that of the first. A story is named by its first article.
    `known_articles`: how many there are, for the reasons; `known` may hold a neighbourhood only.
    """
    own: dict[int, _Arrival] = {}
    originals: dict[int, int] = {}
    for article, comparison in handful:
        original = comparison.copy_of if comparison.decision in COPIES else None
        if article.article_id in own or article.article_id in originals:
            continue
        if original is not None and (original in own or original in originals or known.article(original)):
            originals[article.article_id] = original
        else:
            own[article.article_id] = _arrival(article, known)
    met = _met(own, known)
    story_of = _story_of(own, met, known)
    placed = {name: replace(one.article, story_id=story_of[name]) for name, one in own.items()}
    answers = _answers(placed, met, known, known_articles)
    for name, original in originals.items():
        before = placed.get(original) or known.article(original)
        if before is not None:
            answers[name] = copied(name, before)
            placed[name] = replace(before, article_id=name)
    return [answers[article.article_id] for article, _ in handful]


def _arrival(article: Article, known: KnownStories) -> _Arrival:
    told = traits(article.text, article.title)
    shown = KnownArticle(article.article_id, 0, article.url, article.published_at, told, article.text, day_of(article))
    return _Arrival(shown, keys(told, known.rarity))


def with_whom(
    arriving: Iterable[tuple[KnownArticle, tuple[int, ...]]], known: KnownStories
) -> dict[int, list[KnownArticle]]:
    """
    Return with which others each article of a handful is compared: those known, or beside it, that share most keys.

    Two of the handful are compared once, under the lesser id, if either is among the other's twenty. `arriving`: the
    articles with their `keys`; their order decides nothing.
    """
    in_turn = sorted(arriving, key=lambda one: one[0].article_id)
    beside = KnownStories(known.rarity)
    for article, found_by in in_turn:
        beside.add(article, found_by)
    compared: dict[int, dict[int, KnownArticle]] = {article.article_id: {} for article, _ in in_turn}
    for article, found_by in in_turn:
        name = article.article_id
        before = known.sharing(found_by, apart_from=name, day=article.day)
        sharing = [
            *beside.sharing(found_by, apart_from=name, day=article.day),
            *((shared, other) for shared, other in before if other.article_id not in compared),
        ]
        for _, other in sorted(sharing, key=lambda shared: -shared[0])[:CANDIDATES]:
            if other.article_id < name and other.article_id in compared:
                compared[other.article_id][name] = article
            else:
                compared[name][other.article_id] = other
    return {name: list(others.values()) for name, others in compared.items()}


def _met(own: dict[int, _Arrival], known: KnownStories) -> dict[int, list[Meeting]]:
    """Return what each of the articles met, most alike first."""
    met: defaultdict[int, list[Meeting]] = defaultdict(list)
    for name, others in with_whom(((one.article, one.keys) for one in own.values()), known).items():
        article = own[name].article
        for meeting in meetings(article.text, article.traits, others, known.rarity) if others else ():
            counted = _dated(article, meeting)
            met[name].append(counted)
            if meeting.other.article_id in own:
                met[meeting.other.article_id].append(met_back(article, counted))
    return {name: sorted(found, key=lambda meeting: -meeting.likeness) for name, found in met.items()}


def _dated(article: KnownArticle, meeting: Meeting) -> Meeting:
    """Two that were published far apart tell two events, unless they share a long run of words."""
    ours, theirs = article.published_at, meeting.other.published_at
    if ours is None or theirs is None or meeting.run_words >= _LONG_RUN or abs(ours - theirs) <= DAYS_APART:
        return meeting
    return meeting._replace(likeness=min(meeting.likeness, STRANGERS))


def met_back(article: KnownArticle, meeting: Meeting) -> Meeting:
    """Return the same meeting as the other article sees it."""
    run = meeting.longest
    return Meeting(article, meeting.likeness, run and run._replace(at=run.other_at, other_at=run.at))


def _story_of(own: dict[int, _Arrival], met: dict[int, list[Meeting]], known: KnownStories) -> dict[int, int]:
    """Return the story of each article, by its name."""
    if len(own) == 1:
        ((name, one),) = own.items()
        others = [meeting.other for meeting in met.get(name, ())]
        found = bonds(one.article.text, one.article.traits, known, one.article.published_at, others)
        return {name: found[0].story.story_id if found and belongs(found[0], MIXED) else story_id_of(name)}
    lines = MODEL.together if len(own) >= FEW else replace(MODEL.together, one=MODEL.line)
    numbers = {name: number for number, name in enumerate(sorted(own))}
    stories = sorted({m.other.story_id for found in met.values() for m in found if m.other.article_id not in own})
    story_numbers = {story_id: len(own) + number for number, story_id in enumerate(stories)}
    pairs = [
        Met(numbers[name], numbers.get(other.article_id, story_numbers.get(other.story_id, 0)), likeness)
        for name, found in met.items()
        for other, likeness, _ in found
        if other.article_id not in own or name < other.article_id
    ]
    sizes = {story_numbers[story_id]: len(known.story(story_id).articles) for story_id in stories}
    story_of: dict[int, int] = {}
    for group in linked(numbers.values(), sizes, pairs, lines):
        members = [name for name in own if numbers[name] in group]
        told = next((stories[number - len(own)] for number in group if number >= len(own)), None)
        for name in members:
            story_of[name] = story_id_of(members[0]) if told is None else told
    return story_of


def _answers(
    placed: dict[int, KnownArticle], met: dict[int, list[Meeting]], known: KnownStories, known_articles: int
) -> dict[int, Placement]:
    members: defaultdict[int, list[KnownArticle]] = defaultdict(list)
    for article in placed.values():
        members[article.story_id].append(article)
    return {
        name: _placement(article, _bonds(article, placed, members, met.get(name, ()), known), known_articles)
        for name, article in placed.items()
    }


def _bonds(
    article: KnownArticle,
    placed: dict[int, KnownArticle],
    members: dict[int, list[KnownArticle]],
    met: Iterable[Meeting],
    known: KnownStories,
) -> list[Bond]:
    """Return the bonds of an article to stories as they are now that all of the handful are placed."""
    by_story: defaultdict[int, list[Meeting]] = defaultdict(list)
    for meeting in met:
        other = placed.get(meeting.other.article_id, meeting.other)
        by_story[other.story_id].append(meeting._replace(other=other))
    stories = {
        story_id: Story(
            story_id,
            deque(
                [
                    *(known.story(story_id).articles if known.has(story_id) else ()),
                    *(one for one in members.get(story_id, ()) if one is not article),
                ]
            ),
        )
        for story_id in by_story
    }
    context = Context(tuple(stories.values()))
    found = [
        Bond(article.traits, article.text, stories[story_id], context, article.published_at, tuple(meetings_there))
        for story_id, meetings_there in by_story.items()
    ]
    return sorted(found, key=lambda bond: -bond.strength)


def _placement(article: KnownArticle, found: list[Bond], known_articles: int) -> Placement:
    joined = next((bond for bond in found if bond.story.story_id == article.story_id), None)
    related = next((bond for bond in found if bond is not joined and bond.strength >= MIXED.related), None)
    shown = joined or related
    return Placement(
        article_id=article.article_id,
        story_id=article.story_id,
        related_to=related.story.story_id if related else None,
        nearest=shown.nearest.article_id if shown else None,
        score=round(shown.probability, 4) if shown else 0.0,
        rule=MODEL.name,
        reason=_reason(article, joined, related, known_articles),
    )


def _reason(article: KnownArticle, joined: Bond | None, related: Bond | None, known_articles: int) -> str:
    if article.story_id == story_id_of(article.article_id):
        begins = f"the first article of its story; beside it, it {why_in(joined)}" if joined else "a story of its own"
        if joined is None and related is None:
            return f"{begins}: none of the {known_articles} articles known tells anything alike"
        return f"{begins}; {_nearest(related)}" if related else begins
    if joined is None:
        return "seen together with those that came with it, it tells the same as they do"
    return why_in(joined)


def _nearest(related: Bond) -> str:
    return f"nearest is {related.nearest.label}, {why_not_in(related, MIXED.same, discriminate=False)}"
