"""A topic as its folder tells it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from pipeline.models import Article, Record
from pipeline.text import printable
from pipeline.topic.alert_rules import AlertRules

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "AlertRules",
    "Entity",
    "EntityKind",
    "EventType",
    "Terms",
    "Text",
    "Thresholds",
    "Topic",
    "Trigger",
    "Vocabulary",
    "Watch",
    "joined",
]

EntityKind = Literal["person", "organisation", "government", "outlet", "product", "place"]


def _on_one_line(text: str) -> str:
    """An empty word would be found in every article, and one with a line break in none."""
    if printable(text) != text or len(text.splitlines()) > 1 or "\t" in text:
        raise ValueError("must be one line without control characters")
    return text


_EVENT_TYPE = re.compile(r"[\w-]+(?:\.[\w-]+)?")


def _family_and_type(text: str) -> str:
    if _EVENT_TYPE.fullmatch(text) is None:
        raise ValueError("must be a family, or family.type, without spaces: harm, or supply.stop")
    return text


_STAR_INSIDE = re.compile(r"[^\s*]\*+[^\s*]|\*\*")
_PATTERN = re.compile(r"[][{}^|\\?]|\.[*+]")


def _phrase(text: str) -> str:
    """A phrase that is nothing but stars would be found in every claim, and one that is meant as a pattern in none."""
    if not any(letter.isalnum() for letter in text):
        raise ValueError("must have a letter or digit besides any “*”")
    if (mark := _PATTERN.search(text)) is not None:
        raise ValueError(f"“{text}” has “{mark[0]}”, which means nothing here; of all marks only “*” does")
    if _STAR_INSIDE.search(text) is not None:
        raise ValueError(f"“{text}”: a “*” stands at the end of a word, at its front, or by itself for one word")
    return text


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_on_one_line)]
"""What a topic.toml calls somebody or looks for: something that can be read, on one line."""
EventType = Annotated[Text, AfterValidator(_family_and_type)]
Trigger = Annotated[Text, AfterValidator(_phrase)]
"""A phrase that shows an event type: plain words, and "*" for an ending, a beginning or a word."""


class Entity(Record):
    """Somebody or something the topic is about, with every name it goes by."""

    name: Text
    aliases: tuple[Text, ...] = ()
    kind: EntityKind = "organisation"
    roles: tuple[Text, ...] = ()
    """Nouns that stand for it: "the retailer", "the device maker"."""


class Vocabulary(Record):
    """The words that a topic lends to claim extraction: names, and triggers by event type."""

    entities: tuple[Entity, ...] = ()
    events: dict[EventType, tuple[Trigger, ...]] = Field(default_factory=dict)


class Terms(Record):
    """Words or phrases an article needs one of, needs all of, must not have."""

    any: tuple[Text, ...] = ()
    all: tuple[Text, ...] = ()
    none: tuple[Text, ...] = ()


class Watch(Record):
    """Whose and which new claims are worth a message."""

    entities: tuple[Text, ...] = ()
    speakers: tuple[Text, ...] = ()
    event_types: tuple[Text, ...] = ()
    outlets: tuple[Text, ...] = ()


class Thresholds(Record):
    """Where the lines are drawn."""

    relevance: float = Field(default=0.3, ge=0, le=1)
    """An article scoring below it is dropped as off topic; 0 keeps everything, 1 keeps next to nothing."""


class Topic(Record):
    """What a folder of seeds/ says."""

    topic: str
    """The folder's name."""
    name: str
    languages: tuple[str, ...] = ("en",)
    vocabulary: Vocabulary = Vocabulary()
    terms: Terms = Terms()
    watch: Watch = Watch()
    alerts: AlertRules = AlertRules()
    thresholds: Thresholds = Thresholds()
    seeds: tuple[Article, ...] = ()


def joined(vocabularies: Iterable[Vocabulary]) -> Vocabulary:
    """Return the words of several topics together."""
    lent = tuple(vocabularies)
    events: dict[str, tuple[str, ...]] = {}
    for vocabulary in lent:
        for event_type, phrases in vocabulary.events.items():
            events[event_type] = events.get(event_type, ()) + phrases
    return Vocabulary(entities=tuple(entity for one in lent for entity in one.entities), events=events)
