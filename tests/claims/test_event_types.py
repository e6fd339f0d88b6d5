from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.claims.events.event_type import event_type, own_triggers, plover_of
from pipeline.claims.events.words import ENTRIES, EVENT_TYPES, PLOVER, Kind
from pipeline.claims.rules import statements
from pipeline.topic import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.models import Statement

PLOVER_CLASSES = set(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE "
    "COERCE ASSAULT".split()
)


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("Best Buy has ceased ordering new smartphones from Huawei", "supply.stop"),
        ("AT&T backed out of the deal", "deal.end"),
        ("Huawei will invest £3 billion in the UK", "invest"),
        ("Huawei is the third largest smartphone manufacturer", "market.rank"),
        ("The phones pose a national security risk", "risk.security"),
        ("The court sentenced the minister", "legal"),
        ("The vaccine caused no injuries", "harm"),
        ("The regulator approved the vaccine on Tuesday", "policy.rule"),
        ("Cholera has infected 300 people in the camp", "harm"),
        ("Rebels shelled the town overnight", "assault"),
        ("The two armies agreed to a ceasefire", "deal.make"),
        ("Nurses voted to strike over pay", "protest"),
        ("The carmaker will cut 400 jobs in Leeds", "personnel"),
        ("The club sacked its manager after nine games", "personnel"),
        ("Quarterly profit fell to 3 million euros", "finance"),
        ("Ministers plan to tax flights", "plan"),
        ("Two investors have made a bid for the brewery", "deal.talks"),
        ("The choir received an offer from a label in Oslo", "deal.talks"),
        ("The choir wants to take over the hall", "deal.talks"),
        ("The pilots want to see the report", "plan"),
        ("The villagers want the mayor to resign", "demand"),
        ("The pilots' strike is off", "deal.end"),
        ("A judge ordered the landlord to repay the deposits", "legal"),
        ("The levy has been illegal since May", "legal"),
        ("The bakery chain has gone into administration", "finance"),
        ("All 90 jobs at the dairy are at risk", "personnel"),
        ("The treasurer handed in her notice", "personnel"),
        ("The notary forged the signatures", "misconduct"),
        ("The roof gave way during a concert", "harm"),
        ("The swimmer was suspended pending a hearing", "sanction"),
        ("The diver was alerted to the leak", "threat.warn"),
        ("The striker scored twice", "other"),
        ("Astronomers found a ring around the dwarf planet", "other"),
        ("Pollution is considerable", "other"),
    ],
)
def test_what_a_claim_says_happens_has_a_type(claim: str, expected: str) -> None:
    """Business, health, courts, war, sport and science; what is nothing of the kind is "other"."""
    assert event_type(claim) == expected


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("The vaccine maker's shares fell", "finance"),
        ("The court reporter resigned", "personnel"),
        ("The attack dog was sold", "other"),
        ("Shares in the strike-hit airline rose", "finance"),
        ("The police chief apologised to the victims of the bombing", "concede"),
        ("The fraud investigator was arrested", "crime"),
    ],
)
def test_the_verb_and_the_head_of_a_phrase_decide_before_what_describes_it(claim: str, expected: str) -> None:
    """A word that only tells which dog, reporter or maker is meant says nothing of what happened."""
    assert event_type(claim) == expected


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("The firm launched a foldable phone", "product"),
        ("Rebels launched an attack on the town", "assault"),
        ("The regulator launched an inquiry into the merger", "investigate"),
        ("The family launched an appeal", "legal"),
        ("The bank came under investigation", "investigate"),
        ("The two sides held negotiations", "deal.talks"),
        ("The minister issued an apology", "concede"),
    ],
)
def test_a_verb_that_says_little_leaves_it_to_its_object(claim: str, expected: str) -> None:
    """What is launched, made, taken or come under tells what happened."""
    assert event_type(claim) == expected


@pytest.mark.parametrize(
    "claim",
    [
        "He learned it by forced labour",
        "The courtesy of the staff was noted",
        "She said aiding nobody was an option",
        "The pollen count rose",
        "The polluted river smells",
        "A courtyard was painted",
        "The planet has two moons",
        "Banking is dull work",
        "The suitcase was blue",
        "Its rulers were kings",
        "The attacking midfielder scored",
        "The team's fine form continued",
    ],
)
def test_words_that_only_begin_like_a_trigger_show_nothing(claim: str) -> None:
    """Entries are whole words in all their forms, never beginnings of words."""
    assert event_type(claim) == "other"


def test_a_topics_own_triggers_come_first() -> None:
    """Its types may be new ones, and its phrases decide over a generic verb."""
    own = own_triggers({"sport.transfer": ("sign* striker", "loan*"), "supply.stop": ("laid up",)})
    assert event_type("Rovers signed striker Bianchi", own) == "sport.transfer"
    assert event_type("Rovers resigned themselves to loaning Bianchi", own) == "sport.transfer"
    assert event_type("The ferry was laid up and its captain arrested", own) == "supply.stop"
    assert event_type("AT&T backed out of the deal", own) == "deal.end"


def test_of_a_topics_phrases_the_first_counts_and_of_two_there_the_longer() -> None:
    """Whatever their order in the file."""
    own = own_triggers({"a.short": ("laid",), "a.long": ("laid up",), "a.late": ("for good",)})
    assert event_type("The ferry was laid up for good", own) == "a.long"


@pytest.mark.parametrize(
    ("phrase", "claim"),
    [
        ("won't be ordering", "The chain won’t be ordering phones"),
        ("Won’t BE ordering", "The chain won't be ordering phones"),
        ("AT&T pull*", "AT&T pulled its order"),
        ("*berries", "Growers sold strawberries early"),
        ("cut* * jobs", "The yard cut 40 jobs"),
        ("£3 billion", "It costs £3 billion"),
        ("fully committed", "It is “fully committed” to them"),
    ],
)
def test_a_topics_phrases_are_found_as_texts_write_them(phrase: str, claim: str) -> None:
    """Capitals, curly marks and quotation marks between words do not matter; "*" stands for any ending or word."""
    assert event_type(claim, own_triggers({"own.type": (phrase,)})) == "own.type"


def test_types_are_families_with_at_most_one_dot() -> None:
    """Linking blocks on the family before the dot."""
    assert all(1 <= len(event.split(".")) <= 2 for event in EVENT_TYPES)
    assert {"supply.stop", "deal.end", "statement.no_comment", "other"} <= EVENT_TYPES


def test_there_are_forty_one_types() -> None:
    """They are part of the contract: what is stored and what topics watch names them."""
    assert len(EVENT_TYPES) == 41


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ("deal.talks", "CONSULT"),
        ("demand", "REQUEST"),
        ("investigate", "ACCUSE"),
        ("legal.appeal", "ACCUSE"),
        ("assault.air", "ASSAULT"),
        ("supply.stop", None),
        ("supply.recall", None),
        ("finance", None),
        ("statement.position", None),
        ("made.up", None),
        ("other", None),
    ],
)
def test_a_type_has_its_plover_class_or_its_familys(event: str, expected: str | None) -> None:
    """Commerce and statements have none; a topic's own type inherits."""
    assert plover_of(event) == expected


def test_only_classes_that_plover_has_are_named() -> None:
    """The sixteen of its manual 2.0."""
    assert set(PLOVER.values()) <= PLOVER_CLASSES


def test_no_entry_is_given_two_types() -> None:
    """Only their order in the file could tell which one counts."""
    types: dict[tuple[str, Kind], set[str]] = {}
    for entry in ENTRIES:
        types.setdefault((entry.written, entry.kind), set()).add(entry.event)
    assert not {written: events for written, events in types.items() if len(events) > 1}


def test_a_statement_carries_the_topics_type_and_the_class_of_its_family() -> None:
    """A type that a topic makes up counts as its family does; its phrases for a built-in type add to it."""
    own = Vocabulary(events={"legal.appeal": ("lodg* an appeal",), "supply.stop": ("laid up",)})
    text = (
        "The union lodged an appeal. The ferry was laid up. The yard stopped making hulls. The court fined the owner."
    )
    read = statements(text, vocabulary=own)
    assert [(s.event_type, s.plover) for s in read] == [
        ("legal.appeal", "ACCUSE"),
        ("supply.stop", None),
        ("supply.stop", None),
        ("legal", "ACCUSE"),
    ]


def test_curly_apostrophes_count_as_straight_ones() -> None:
    """As most outlets set them."""
    assert {event_type("He wouldn’t comment"), event_type("He wouldn't comment")} == {"statement.no_comment"}


def test_who_no_longer_sells_has_stopped_selling(said: Callable[[str], Statement]) -> None:
    """The same event, put in two ways: neither contradicts the other."""
    ended, stopped = said("Norvik no longer sells phones."), said("Norvik has stopped selling phones.")
    assert ended.event_type == stopped.event_type == "supply.stop"
    assert ended.polarity == stopped.polarity == "+"
    assert said("Norvik no longer employs Lee.").polarity == "-"
