from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

import pipeline.link.concepts
from pipeline.link.concepts import IDLE, STAGES, concepts
from pipeline.link.inflection import inflections
from pipeline.text import normal_words

FILE = tomllib.loads(Path(pipeline.link.concepts.__file__).with_suffix(".toml").read_text(encoding="utf-8"))
LINES = [line.split() for line in (*FILE["words"], *FILE["things"])]
IRREGULAR = {plain: forms for plain, *forms in map(str.split, FILE["irregular"].split(","))}


def _meant(text: str) -> set[str]:
    return {term for term, word in concepts(normal_words(text)) if word not in IDLE}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The kettle comes off the line", "Production of the kettle ceased"),
        ("Twelve people were killed in a shooting", "A gunman opened fire, leaving 12 dead"),
        ("Three firefighters were hurt", "Injuries to three firemen"),
        ("Acme went bust", "Acme files for bankruptcy"),
        ("Acme goes into administration", "The insolvency of Acme"),
        ("Profits soared", "Profits are up: they rose by half"),
        ("The bank slashed its rate", "A rate cut by the bank"),
        ("The finance minister has been sacked", "Premier ousts finance minister"),
        ("The mayor is standing down", "The mayor's resignation"),
        ("The bank is mulling a bid", "The bank is considering an offer"),
        ("The judge threw out the case", "A case was dismissed: the court rejected it"),
        ("Two men were apprehended", "Police nabbed two men"),
        ("He was found not guilty", "His acquittal"),
        ("He was found guilty of theft", "He was convicted"),
        ("Rovers beat United", "Victory for Rovers"),
        ("Homes were evacuated", "The residents fled their homes"),
        ("Thousands are without power", "A blackout hit the north"),
        ("The troops have pulled back", "A retreat of soldiers"),
        ("The flu vaccine works", "Flu jabs protect"),
        ("She will give evidence", "She testified"),
        ("They tied the knot in May", "Their wedding"),
        ("The painting went under the hammer", "An artwork was auctioned"),
        ("The firm organises a recall", "Heaters were called back"),
        ("Hackers copied the data", "An intruder stole the files"),
    ],
)
def test_two_newsrooms_tell_one_event_in_words_that_meet(one: str, other: str) -> None:
    """Nouns, verbs, idioms and phrases, each in whatever form."""
    assert {term for term in _meant(one) & _meant(other) if term.isupper()}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It rose", "It fell"),
        ("The plant opens", "The plant closes"),
        ("He was found guilty", "He was found not guilty"),
        ("She was convicted", "She was acquitted"),
        ("Rovers won", "Rovers lost"),
        ("It was approved", "It was rejected"),
        ("They are talking", "They have agreed"),
        ("They agreed", "They signed"),
        ("It is considering a sale", "It has decided on it"),
        ("They were eased", "They were tightened"),
        ("It hired thirty", "It sacked thirty"),
        ("He was charged", "He was convicted"),
        ("He was arrested", "He was freed"),
        ("A strike was called", "An air strike was flown"),
        ("Acme posted its results", "Acme filled a post"),
        ("The two leaders met", "The two lorries collided"),
        ("She died", "She was injured"),
        ("Merging the two", "Splitting off a part"),
        ("It is a danger", "It is safe"),
        ("Shares were bought", "Shares were sold"),
    ],
)
def test_opposites_stages_and_what_only_sounds_alike_stay_apart(one: str, other: str) -> None:
    """No concept is in both."""
    assert not {term for term in _meant(one) & _meant(other) if term.isupper()}


def test_a_form_is_of_one_line_only() -> None:
    """Else it would depend on their order what a word means; and a line of one word says nothing."""
    entries = [entry for line in LINES for entry in {entry.replace("-", "+") for entry in line}]
    assert [entry for entry, times in Counter(entries).items() if times > 1] == []
    assert [line for line in LINES if len(line) == 1] == []
    written, apart = {entry for line in LINES for entry in line}, set(FILE["apart"].split())
    made = Counter(
        form
        for line in LINES
        for form in frozenset[str]().union(*(inflections(entry, IRREGULAR) for entry in line if entry.isalpha()))
        if form not in written | apart
    )
    assert [form for form, lines in made.items() if lines > 1] == []


def test_what_is_listed_beside_the_lines_stands_in_one() -> None:
    """A stage is a concept; and what is listed as irregular or apart is of a word that a line has."""
    entries = {entry for line in LINES for entry in line}
    assert {stage.lower() for stage in STAGES} <= entries
    parts = {part for entry in entries for part in entry.replace("-", "+").split("+")}
    assert set(IRREGULAR) <= parts
    forms = frozenset[str]().union(*(inflections(entry, IRREGULAR) for entry in entries))
    assert set(FILE["apart"].split()) <= forms - entries


@pytest.mark.parametrize("text", ["the works at Hobb", "a plant", "two factories", "mills"])
def test_words_for_one_thing_are_its_first_word(text: str) -> None:
    """Weighed as that word is, not as an event."""
    assert ("factory", "factory") in set(concepts(normal_words(text)))


def test_the_longest_phrase_is_meant() -> None:
    """To be found not guilty is not to be found guilty; and a phrase that a text ends in is none."""
    assert list(concepts(["found", "not", "guilty"])) == [("ACQUIT", "")]
    assert list(concepts(["found"])) == [("found", "found")]
    assert list(concepts([])) == []


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("stop", "stop stops stopped stopping"),
        ("scrap", "scrap scraps scrapped scrapping"),
        ("close", "close closes closed closing"),
        ("deny", "deny denies denied denying"),
        ("crash", "crash crashes crashed crashing"),
        ("veto", "veto vetoes vetoed vetoing"),
        ("agree", "agree agrees agreed agreeing"),
        ("die", "die dies died dying"),
        ("vow", "vow vows vowed vowing"),
        ("cancel", "cancel cancels cancelled canceled cancelling canceling"),
        ("criticise", "criticise criticises criticised criticising criticize criticizes criticized criticizing"),
        ("come", "come comes came coming"),
        ("quit", "quit quits quitting"),
    ],
)
def test_a_word_is_inflected_as_english_does(word: str, forms: str) -> None:
    """Doubled letters, y, silent e, both spellings; irregular ones by the list."""
    assert inflections(word, IRREGULAR) == set(forms.split())
