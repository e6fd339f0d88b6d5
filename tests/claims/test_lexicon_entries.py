"""No entry of the bundled word lists may be there only because one seed article says it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

import pipeline.claims.who
import pipeline.demo
from pipeline.claims.events.words import ENTRIES, Places, Shown
from pipeline.claims.reading.lexicon import CUES, PARTICLES, UNLIKE
from pipeline.claims.reading.sentences import paragraphs, passage

if TYPE_CHECKING:
    from collections.abc import Iterator

LISTED = tomllib.loads(Path(__file__).with_name("entries_in_one_seed.toml").read_text(encoding="utf-8"))
TEXTS = Path(__file__).parents[1] / "data" / "claims"
DEMO = Path(pipeline.demo.__file__).parent / "topics" / "ellery-sound-ferries"
OUTLETS = Path(pipeline.claims.who.__file__).with_name("outlets.txt")

Tokens = tuple[str, ...]


class Written(NamedTuple):
    """An entry as its file has it, and the words that show it in a text."""

    name: str
    places: Places

    def stands_in(self, text: Tokens) -> bool:
        """Whether a text has it."""
        first, rest = self.places[0] or frozenset(), Shown(self.places[1:], "", ENTRIES[0].kind)
        return any(low in first and rest.end(text, i) for i, low in enumerate(text))


def tokens(text: str) -> Tokens:
    """The words of a text, small letters."""
    return tuple(low for start, end in paragraphs(text) for low in passage(text, start, end).lows)


def words(phrase: str) -> Places:
    """The places of a phrase without any forms."""
    return tuple(frozenset({low}) for low in tokens(phrase))


def entries() -> Iterator[Written]:
    """Every entry of events.toml, lexicon.toml and outlets.txt."""
    for entry in ENTRIES:
        yield Written(f"{entry.event}: {entry.written}", entry.places)
    forms: dict[str, set[str]] = {}
    for form, cue in CUES.items():
        forms.setdefault(cue.lemma, set()).add(form)
    for lemma, of_verb in forms.items():
        yield Written(f"cue: {lemma}", (frozenset(of_verb),))
    for table in (PARTICLES, UNLIKE):
        for lemma, particles in table.items():
            for particle in particles:
                yield Written(f"cue: {lemma} {particle}", (frozenset(forms.get(lemma, {lemma})), frozenset({particle})))
    for line in OUTLETS.read_text(encoding="utf-8").splitlines():
        name = line.partition("=")[0].strip()
        if name and not name.startswith("#"):
            yield Written(f"outlet: {name}", words(name))


@pytest.fixture(scope="module")
def in_one_seed(seed_texts: dict[str, str]) -> dict[str, Written]:
    """The entries that exactly one of the five seeds has."""
    seeds = [tokens(text) for text in seed_texts.values()]
    return {entry.name: entry for entry in entries() if sum(entry.stands_in(seed) for seed in seeds) == 1}


@pytest.fixture(scope="module")
def elsewhere() -> list[Tokens]:
    """The words of every other text of ours: those with gold claims, and the demo's invented news."""
    tables = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(TEXTS.glob("*.toml"))]
    gold = [text["text"] for table in tables for text in table["texts"]]
    demo = [path.read_text(encoding="utf-8") for path in sorted(DEMO.rglob("*.txt"))]
    assert len(gold) > 60
    assert demo
    return [tokens(text) for text in gold + demo]


def test_an_entry_that_one_seed_has_is_english_beyond_it(
    in_one_seed: dict[str, Written], elsewhere: list[Tokens]
) -> None:
    """It stands in another text of ours, or entries_in_one_seed.toml says why any newsroom may write it."""
    alone = {name for name, entry in in_one_seed.items() if not any(entry.stands_in(text) for text in elsewhere)}
    assert sorted(alone - LISTED.keys()) == []


def test_the_list_is_of_entries_that_there_are() -> None:
    """What leaves the lexicon leaves the list, and every line gives its reason."""
    there = {entry.name for entry in entries()}
    assert sorted(LISTED.keys() - there) == []
    assert all(reason.strip() for reason in LISTED.values())


def test_what_the_lists_hold_is_seldom_one_seeds_alone(in_one_seed: dict[str, Written]) -> None:
    """Of all entries those that one seed has are a small part, and those listed a smaller."""
    known = sum(1 for _ in entries())
    assert len(in_one_seed) < 0.15 * known
    assert len(LISTED) < 0.04 * known


def test_an_entry_made_for_one_seed_is_noticed(seed_texts: dict[str, str], elsewhere: list[Tokens]) -> None:
    """A phrase that the seed 000 alone has, and no other text, would be found alone."""
    made_up = Written("made up", words("aspirations of Chinese giant"))
    assert sum(made_up.stands_in(tokens(text)) for text in seed_texts.values()) == 1
    assert not any(made_up.stands_in(text) for text in elsewhere)
