"""Records in, decisions out, one at a time: what `group --jsonl` is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from pipeline.compare.copies import compare_text
from pipeline.compare.features import traits
from pipeline.compare.known import KnownText, KnownTexts
from pipeline.compare.known_stories import KnownArticle, KnownStories, keys
from pipeline.compare.stories import MIXED, Setting, place_text
from pipeline.compare.wording import wording
from pipeline.models import COPIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.models import Comparison, Passage

__all__ = ["Grouped", "Grouper", "SharedPassage", "TextRecord", "group"]

Name = str | int
"""What the caller calls a text."""


class TextRecord(TypedDict):
    """One text, in order of arrival."""

    id: Name
    text: str


class SharedPassage(TypedDict):
    """A run of words shared with another text, as character offsets into both."""

    start: int
    end: int
    other: Name
    other_start: int
    other_end: int
    words: int
    quoted: float


class Grouped(TypedDict):
    """What one text is: a copy of which, in which story (called by its first text's id)."""

    id: Name
    decision: str
    of: Name | None
    story: Name
    passages: list[SharedPassage]


class Grouper:
    """Texts known so far; each new one is compared, placed, and known from then on. State is in memory only."""

    def __init__(self, setting: Setting = MIXED) -> None:
        self._setting = setting
        self._texts = KnownTexts()
        self._stories = KnownStories()
        self._names: list[Name] = []
        self._story_names: dict[int, Name] = {}

    def add(self, record: TextRecord) -> Grouped:
        """Return what the text is next to those before it."""
        number, name, text = len(self._names), record["id"], record["text"]
        self._names.append(name)
        comparison = compare_text(number, text, self._texts)
        placement = place_text(number, text, comparison, self._stories, self._setting)
        known = KnownText(number, 0, str(name), text, at=None)
        self._texts.add(known, wording(text).fingerprint(), independent=comparison.decision not in COPIES)
        article = traits(text)
        self._stories.add(
            KnownArticle(number, placement.story_id, str(name), None, article, text),
            keys(article, self._stories.rarity),
        )
        self._stories.rarity.add(article)
        return Grouped(
            id=name,
            decision=comparison.decision.value,
            of=self._name(comparison),
            story=self._story_names.setdefault(placement.story_id, name),
            passages=[self._shown(passage) for passage in comparison.passages],
        )

    def _name(self, comparison: Comparison) -> Name | None:
        return None if comparison.copy_of is None else self._names[comparison.copy_of]

    def _shown(self, passage: Passage) -> SharedPassage:
        return SharedPassage(
            start=passage.start,
            end=passage.end,
            other=self._names[passage.other_id],
            other_start=passage.other_start,
            other_end=passage.other_end,
            words=passage.words,
            quoted=passage.quoted,
        )


def group(records: Iterable[TextRecord], setting: Setting = MIXED) -> Iterator[Grouped]:
    """Yield what each text is, as soon as it has come, in the same order."""
    grouper = Grouper(setting)
    for record in records:
        yield grouper.add(record)
