"""What a speaker is by the words for it."""

from __future__ import annotations

import pytest

from pipeline.link.speakers import described_as
from pipeline.models import SpeakerKind, Statement
from pipeline.topic import Entity

PARTIES = (
    Entity(name="Ann Lee", kind="person", roles=("chief executive",)),
    Entity(name="Harbour Freight", kind="organisation", roles=("boiler maker",)),
)


def _said(speaker: str) -> Statement:
    evidence = f"{speaker} said so."
    return Statement(
        claim="It is so", evidence=evidence, evidence_span=(0, len(evidence)), speaker=speaker,
        speaker_kind=SpeakerKind.PERSON,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("speaker", "party"),
    [
        ("the chief executive", "Ann Lee"),
        ("the Dunmouth boiler maker", "Harbour Freight"),
        ("Harbour Freight’s chief executive", "Harbour Freight"),
        ("Acme’s chief executive", None),
        ("the Acme Works' chief executive", None),
    ],
)
def test_a_role_is_whose_it_is_said_to_be(speaker: str, party: str | None) -> None:
    """Another company's chief executive is not the one that the topic knows."""
    assert described_as(_said(speaker), speaker, PARTIES) == party
