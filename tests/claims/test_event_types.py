from __future__ import annotations

import pytest

from pipeline.claims.events import EVENT_TYPES, event_type, own_triggers


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
        ("The striker scored twice", "other"),
        ("Pollution is considerable", "other"),
    ],
)
def test_the_first_trigger_phrase_gives_the_type(claim: str, expected: str) -> None:
    """Generic types; a word that only begins like a trigger is none."""
    assert event_type(claim) == expected


def test_a_topics_own_triggers_come_first() -> None:
    """Its types may be new ones."""
    own = own_triggers({"sport.transfer": ("sign* striker", "loan*")})
    assert event_type("Rovers signed striker Bianchi", own) == "sport.transfer"
    assert event_type("AT&T backed out of the deal", own) == "deal.end"


def test_types_are_families_with_at_most_one_dot() -> None:
    """Linking blocks on the family before the dot."""
    assert all(1 <= len(event.split(".")) <= 2 for event in EVENT_TYPES)
    assert {"supply.stop", "deal.end", "statement.no_comment", "other"} <= EVENT_TYPES
