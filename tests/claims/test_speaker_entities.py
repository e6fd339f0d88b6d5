from __future__ import annotations

import pytest

from pipeline.claims.reading.nouns import CLASSES, SINGULAR, gender_of
from pipeline.claims.reading.sentences import passage
from pipeline.claims.rules import statements
from pipeline.claims.who.names import names_in
from pipeline.models import SpeakerKind


@pytest.mark.parametrize(
    ("speaker", "entity"),
    [
        ("Lopez", "Maria Lopez"),
        ("Ms Lopez", "Maria Lopez"),
        ("Dr Maria Lopez", "Maria Lopez"),
        ("The director", "Maria Lopez"),
        ("She", "Maria Lopez"),
        ("The EMA", "European Medicines Agency"),
        ("The agency", "European Medicines Agency"),
        ("An EMA spokesman", "European Medicines Agency"),
        ("A person close to Lopez", None),
    ],
)
def test_a_speaker_is_filed_under_the_fullest_name(speaker: str, entity: str | None) -> None:
    """Last names, titles, roles, pronouns, acronyms; spokespeople under whom they speak for."""
    text = (
        "The European Medicines Agency (EMA) approved the vaccine. Maria Lopez, its director, praised the trial. "
        f"{speaker} said the vaccine works well."
    )
    found = next(s for s in statements(text) if s.cue == "said")
    assert found.speaker_entity == entity


def test_a_headlines_short_name_is_the_full_one_of_the_text() -> None:
    """The whole article is heard before anybody is filed."""
    found = statements(
        "Corvane may sell plant, Holt says\n\nCorvane Motors will sell its plant, Ann Holt said on Monday."
    )
    assert found[-1].speaker_entity == "Ann Holt"
    assert found[-1].subject == "Corvane Motors"


def test_the_topics_name_comes_before_the_articles(phones: object) -> None:
    """A role of the topic is filed under the entity's name."""
    found = statements("The retailer said the shop closed. Best Buy declined to say more.", vocabulary=phones)  # type: ignore[arg-type]  # the fixture is a Vocabulary
    assert found[0].speaker_entity == "Best Buy"


@pytest.mark.parametrize(
    ("speaker", "kind"),
    [
        ("Detective Inspector Samuel Orr", SpeakerKind.PERSON),
        ("Her neighbour", SpeakerKind.PERSON),
        ("The coroner", SpeakerKind.PERSON),
        ("Boffins", SpeakerKind.ANONYMOUS),
        ("One passenger", SpeakerKind.ANONYMOUS),
        ("Analysts at Brandvik Bank", SpeakerKind.ORGANISATION),
        ("Her agent", SpeakerKind.SPOKESPERSON),
        ("The fire service", SpeakerKind.GOVERNMENT),
        ("Britain", SpeakerKind.GOVERNMENT),
        ("The Health Ministry", SpeakerKind.GOVERNMENT),
        ("Prosecutors", SpeakerKind.GOVERNMENT),
        ("The minutes", SpeakerKind.DOCUMENT),
        ("An annual audit", SpeakerKind.DOCUMENT),
        ("The toy maker", SpeakerKind.ORGANISATION),
        ("Delta Handelsbank", SpeakerKind.ORGANISATION),
    ],
)
def test_the_noun_tells_what_kind_of_speaker_it_is(speaker: str, kind: SpeakerKind) -> None:
    """Offices and kin are persons, people of whom there are many are not."""
    (found,) = statements(f"{speaker} said that the shop closed.")
    assert found.speaker_kind is kind


def test_what_stands_beside_a_name_tells_who_bears_it() -> None:
    """Title, age, role with its house, place."""
    text = (
        "Judge Mirjam Voss and Teale, 61, met Lyngvik chief executive Ann Holt and Dee Park, head of Norvik, in Bergen."
    )
    p = passage(text, 0, len(text))
    found = {p.cut(n.begin, n.end): n for n in names_in(p, 0, len(p.words))}
    assert found["Mirjam Voss"].person
    assert found["Mirjam Voss"].gender == "f"
    assert found["Teale"].age == "61"
    assert found["Ann Holt"].house == "Lyngvik"
    assert found["Dee Park"].house == "Norvik"
    assert found["Bergen"].place


def test_every_noun_stands_in_one_class() -> None:
    """A plural is what its singular is, save where it means a body: "prosecutors"."""
    assert CLASSES["ministry"] == CLASSES["ministries"] == "government"
    assert (CLASSES["prosecutor"], CLASSES["prosecutors"]) == ("known", "government")
    assert SINGULAR["spokeswomen"] == "spokeswoman"


def test_a_first_name_given_to_both_tells_nothing() -> None:
    """Only names that tell are listed."""
    assert (gender_of("Maria"), gender_of("Peter"), gender_of("Dana")) == ("f", "m", "")


def test_he_tells_that_a_bare_name_is_a_persons() -> None:
    """Nothing else is known of Barden, whom no shooting's name before him displaces."""
    found = statements(
        "Since the Sandy Hook shootings, Barden says, too many have died. He says that the law must change."
    )
    assert [(s.speaker_entity, s.speaker_kind) for s in found][-1] == ("Barden", SpeakerKind.PERSON)
    (found_alone,) = statements("Sanders said he will go to Iowa.")
    assert found_alone.speaker_kind is SpeakerKind.PERSON


def test_a_title_in_the_middle_parts_a_name_from_a_house() -> None:
    """Neither "Maryland" nor "Huawei" is part of who speaks."""
    found = statements("Former Maryland Gov. Martin Odell said that the plan was dead.")
    assert found[0].speaker_entity == "Martin Odell"
    found = statements("Corvane CEO Ann Holt said that the plan was dead.")
    assert found[0].speaker_entity == "Ann Holt"
