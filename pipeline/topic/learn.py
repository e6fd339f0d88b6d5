"""From seed articles to a topic.toml that works as it is and invites editing."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING

from pipeline.common_words import STOP_WORDS, rarity
from pipeline.text import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.models import Article

__all__ = ["learned_names", "learned_terms", "topic_toml"]

_NAME = re.compile(r"(?:[A-Z]\.){2,}|[A-Z][\w&’'-]*[\w&](?: (?:of (?=[A-Z]))?[A-Z&\d][\w&’'-]*)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:”\"\n]\s*[“\"‘(]?\s*)$")
# Peoples and languages are everywhere in news and no party to anything: Chinese, American, Swedish, Russians.
_PEOPLE = re.compile(r"(?:ese|ish|ans?)$")
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december i ceo".split()
)
_NAMES_KEPT = 15
_TERMS_SHOWN = 12
_COMMON_NAME = 0.75


def learned_names(seeds: Sequence[Article]) -> list[tuple[str, int]]:
    """Return the names in the seeds with how many seeds use each, the most shared first."""
    counts: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    for seed in seeds:
        found = list(_names(seed.text))
        counts.update(found)
        spread.update(set(found))
    worth = [name for name in counts if spread[name] > 1 or counts[name] > 1]
    return [(name, spread[name]) for name in sorted(worth, key=lambda name: (-spread[name], -counts[name], name))]


def learned_terms(seeds: Sequence[Article]) -> list[str]:
    """Return the words that tell the topic best: in many seeds, rare elsewhere."""
    spread = Counter(word for seed in seeds for word in {word.text for word in words(seed.text)})
    weight = {
        word: count * rarity(word)
        for word, count in spread.items()
        if len(word) > 2 and not (word.endswith("s") and word[:-1] in spread)
    }
    return sorted(weight, key=lambda word: (-weight[word], word))[:_TERMS_SHOWN]


def _names(text: str) -> Iterator[str]:
    """Yield the capitalised runs of a text; one that only ever opens sentences is a word, not a name."""
    opening: list[str] = []
    inside: list[str] = []
    for match in _NAME.finditer(text):
        parts = re.sub(r"[’']s?$", "", match.group()).split()
        first = _SENTENCE_START.search(text[max(0, match.start() - 4) : match.start()]) is not None
        while parts and parts[0].lower() in STOP_WORDS | _CALENDAR:
            parts, first = parts[1:], False
        name = " ".join(parts)
        if len(name) > 1 and not (len(parts) == 1 and _PEOPLE.search(name)):
            (opening if first and len(parts) == 1 else inside).append(name)
    known = set(inside)
    yield from inside
    yield from (name for name in opening if name in known)


def topic_toml(name: str, seeds: Sequence[Article]) -> str:
    """Return the text of a topic.toml for these seeds: names, a gate of words, defaults, each section explained."""
    names = learned_names(seeds)
    kept = [found for found, _ in names[:_NAMES_KEPT]]
    everywhere = [found for found, spread in names if spread >= _COMMON_NAME * len(seeds)]
    gate = [found.lower() for found in everywhere[:3]] if len(seeds) > 1 else []
    watched = everywhere[:2] or kept[:2]
    terms = learned_terms(seeds)
    query = " ".join([*map(_toml, everywhere[:3] or kept[:3]), *terms[:4]])
    entities = "\n".join(
        f'[[entities]]\nname = {_toml(found)}\naliases = []\nkind = "organisation"\nroles = []\n' for found in kept
    )
    return f"""\
# What this topic is about, learned from its seed articles ({len(seeds)}). It works as it is; edit what you know better.
# Words that tell it best: {", ".join(terms)}.
# A query for a search engine: {query}
name = {_toml(name)}
languages = ["en"]

# Who and what it is about. aliases: other names. kind: person, organisation, government, outlet, product, place.
# roles: nouns that stand for it later in an article, like "the retailer".
{entities}
# A gate before anything is scored: words or phrases an article needs one of, needs all of, must not have.
[terms]
any = {_toml(gate)}
all = []
none = []

# Event types and the phrases that show them, beside the built-in ones: "supply.stop" = ["stop selling"]
[events]

# A new claim about, or on the word of, one of these is worth a message; so is one of these types, or in one of these
# outlets.
[watch]
entities = {_toml(watched)}
speakers = []
event_types = []
outlets = []

# What else is worth a message works as it is. To switch a rule off, or say how much it matters (info, notable, urgent):
#   [alerts.new_story]       # on = false
#   [alerts.watched_claim]   # severity = "notable"
#   [alerts.corroborated]    # at = [2, 3, 5]: numbers of independent origins
#   [alerts.on_record]       # the party itself says so
#   [alerts.denied]          # severity = "urgent"
#   [alerts.changed]         # hedge_dropped = "info": an outlet states as fact what its origin did not
#   [alerts.corrected]       # severity = "urgent"; silent = "notable": a sentence is gone without a word

# An article scoring below this is dropped as off topic: 0 keeps everything, 1 next to nothing.
[thresholds]
relevance = 0.3
"""


def _toml(value: str | list[str]) -> str:
    """JSON's strings and lists of strings are TOML's too; DEL is the one character TOML wants escaped besides."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
