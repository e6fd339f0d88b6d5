from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.link.hearing import stated_alone
from pipeline.models import SpeakerKind, Statement

if TYPE_CHECKING:
    from pipeline.topic import Entity


def _said_by(speaker: str, entity: str | None = None, kind: SpeakerKind = SpeakerKind.PERSON) -> Statement:
    return Statement(
        claim="The plan is dead",
        evidence="The plan is dead",
        evidence_span=(0, 16),
        speaker=speaker,
        speaker_entity=entity,
        speaker_kind=kind,
    )


@pytest.mark.parametrize(
    "speaker",
    [
        "Critics of Best Buy",
        "The lawyer suing Best Buy",
        "Lawyers for Huawei",
        "Best Buy’s opponents",
        "Huawei's rival Corvane",
        "Police in Huawei City",
        "The head of a campaign against Huawei",
        "Analysts at a bank that owns Best Buy",
    ],
)
def test_who_only_mentions_a_party_is_not_that_party(speaker: str, entities: tuple[Entity, ...]) -> None:
    """What they say is not on record from whom they speak about."""
    found = stated_alone(_said_by(speaker), entities)
    assert found is None or found.origin not in {"Best Buy", "Huawei"}


@pytest.mark.parametrize(
    ("speaker", "entity", "kind", "origin"),
    [
        ("Best Buy", "Best Buy", SpeakerKind.ORGANISATION, "Best Buy"),
        ("Best Buy", None, SpeakerKind.ORGANISATION, "Best Buy"),
        ("A Best Buy spokesman", None, SpeakerKind.SPOKESPERSON, "Best Buy"),
        ("a spokesman for Best Buy", None, SpeakerKind.SPOKESPERSON, "Best Buy"),
        ("the retailer", "Best Buy", SpeakerKind.ORGANISATION, "Best Buy"),
        ("Ms Lee of Best Buy", "Ann Lee", SpeakerKind.PERSON, "Ann Lee"),
        ("the Huawei executive Ann Lee", "Ann Lee", SpeakerKind.PERSON, "Ann Lee"),
        ("officials at Best Buy", "Best Buy", SpeakerKind.SPOKESPERSON, "Best Buy"),
        ("Tom Hill", None, SpeakerKind.PERSON, "Tom Hill"),
    ],
)
def test_a_party_goes_by_the_name_its_words_are_filed_under(
    speaker: str, entity: str | None, kind: SpeakerKind, origin: str, entities: tuple[Entity, ...]
) -> None:
    """The speaker's entity where the sentence has one, the party that the phrase itself names where it has none."""
    found = stated_alone(_said_by(speaker, entity, kind), entities)
    assert found is not None
    assert found.origin == origin
