from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.link.party import is_party
from pipeline.models import Mode, Origin, SpeakerKind, Statement
from pipeline.text import content_id
from pipeline.topic import Entity

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.link.article import Linked
    from pipeline.link.known import KnownClaims
    from pipeline.models import Mention

SOLD = "Norfell Line will sell the ferry Aster to a Danish yard"
SALE = {"subject": "Norfell Line", "event_type": "deal.make"}
UNNAMED = {"speaker": "a person close to the board", "speaker_kind": SpeakerKind.ANONYMOUS, "mode": Mode.REPORTED}
GAZETTE = UNNAMED | {"origin": "Ardle Gazette", "via": "Ardle Gazette"}
POST = UNNAMED | {"origin": "Harbour Post", "via": "Harbour Post"}
LINE = {"speaker": "Norfell Line", "speaker_kind": SpeakerKind.ORGANISATION, "mode": Mode.REPORTED}
MAYOR = {"speaker": "Mayor Ida Crane", "speaker_kind": SpeakerKind.PERSON, "mode": Mode.REPORTED}
DENIES = {"mode": Mode.DENIED, "polarity": "-"}


@pytest.fixture
def entities() -> tuple[Entity, ...]:
    """Who is who in a harbour town."""
    return (
        Entity(name="Norfell Line", kind="organisation", roles=("operator", "chain")),
        Entity(name="Port Authority", kind="government"),
        Entity(name="Seamen's Union", kind="organisation"),
        Entity(name="Aster", kind="product"),
        Entity(name="Ardle Gazette", kind="outlet"),
        Entity(name="Harbour Post", kind="outlet"),
    )


def _first(known: KnownClaims) -> str:
    return known.status[next(iter(known.claims))]


def test_two_voices_corroborate_and_one_twice_does_not(
    tell: Callable[..., Linked], mention: Callable[..., Mention]
) -> None:
    """The rung is climbed by the mention that brought the second voice."""
    second = mention(SOLD, outlet="Harbour Post", hours=2, **SALE, **POST)
    steps = [
        tell(mention(SOLD, outlet="Ardle Gazette", **SALE, **GAZETTE)).steps,
        tell(mention(SOLD, outlet="Quay FM", hours=1, **SALE, **GAZETTE)).steps,
        tell(second).steps,
    ]
    assert [[step.status for step in taken] for taken in steps] == [["single_unnamed"], [], ["corroborated"]]
    assert [(step.origins, step.mention_id) for step in steps[2]] == [(2, second.mention_id)]


def test_somebody_named_is_a_rung_above_somebody_unnamed(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims
) -> None:
    """A mayor is no party to the sale of somebody else's ship."""
    tell(mention(SOLD, **SALE, **MAYOR))
    assert _first(known) == "single_named"


def test_a_denial_disputes_and_the_partys_word_settles(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims
) -> None:
    """What is retold afterwards, the old rumour or the old denial, reopens nothing; a new denier does."""
    tell(mention(SOLD, outlet="Ardle Gazette", **SALE, **GAZETTE))
    denial = mention(SOLD, outlet="Quay FM", hours=1, **SALE, **(MAYOR | DENIES))
    disputed = tell(denial)
    assert (disputed.steps[0].mention_id, _first(known)) == (denial.mention_id, "disputed")
    tell(mention(SOLD, outlet="Harbour Post", hours=2, **SALE, **POST))
    assert _first(known) == "disputed"
    settles = mention(SOLD, outlet="Tide Times", hours=3, **SALE, **LINE)
    settled = tell(settles)
    assert ("on_record", settles.mention_id) in {(step.status, step.mention_id) for step in settled.steps}
    tell(mention(SOLD, outlet="Tide Times", hours=4, **SALE, **(MAYOR | DENIES)))
    tell(mention(SOLD, outlet="News Mill", hours=5, **SALE, **GAZETTE))
    assert _first(known) == "on_record"
    port = {"speaker": "the Port Authority", "speaker_kind": SpeakerKind.GOVERNMENT}
    tell(mention(SOLD, outlet="News Mill", hours=6, **SALE, **(port | DENIES)))
    assert _first(known) == "disputed"


def test_a_denial_counts_as_no_origin(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims
) -> None:
    """It is a claim of its own, which contradicts the one it denies."""
    tell(mention(SOLD, **SALE, **GAZETTE))
    linked = tell(mention(SOLD, hours=1, **SALE, **(MAYOR | DENIES)))
    assert len(linked.contradictions) == 1
    assert {step.origins for step in linked.steps} == {1}


def test_who_denies_what_they_said_takes_it_back(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims
) -> None:
    """The claim of which they were the only origin is corrected, whoever goes on echoing it."""
    tell(mention(SOLD, outlet="Quay FM", **SALE, **MAYOR))
    tell(mention(SOLD, outlet="News Mill", hours=1, **SALE))
    linked = tell(mention(SOLD, outlet="Tide Times", hours=2, **SALE, **(MAYOR | DENIES)))
    assert linked.links[0].novelty == "corrected"
    assert _first(known) == "corrected"


def test_a_silence_that_the_next_sentence_breaks_is_in_dispute_and_the_statement_is_not(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims
) -> None:
    """An article contradicts itself."""
    silent = mention(
        "Norfell Line has yet to issue a statement",
        article=5,
        subject="Norfell Line",
        event_type="statement.no_comment",
        polarity="-",
    )
    said = mention("Norfell Line has always valued the island's trust", article=5, subject="Norfell Line", **LINE)
    linked = tell(silent, said)
    assert len(linked.contradictions) == 1
    assert list(known.status.values()) == ["disputed", "on_record"]


def test_what_was_on_sale_is_overtaken_when_a_shop_of_that_kind_stops_selling_it(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims
) -> None:
    """Only the older state of things is in dispute."""
    goods = {"subject": "tickets", "event_type": "supply.available"}
    tell(mention("Tickets for the Aster are available from every ferry chain", **goods))
    stop = {"subject": "Norfell Line", "event_type": "supply.stop"}
    linked = tell(mention("Norfell Line will no longer sell passage on the Aster", hours=1, **stop))
    assert [pair.reason.split(" “")[0] for pair in linked.contradictions] == ["no longer so according to"]
    assert list(known.status.values()) == ["disputed", "single_unnamed"]


def test_what_is_on_sale_elsewhere_is_not_overtaken(
    tell: Callable[..., Linked], mention: Callable[..., Mention]
) -> None:
    """Who speaks of the other shops has counted out the one that stopped."""
    goods = {"subject": "tickets", "event_type": "supply.available"}
    tell(mention("Tickets for the Aster are in stock at other ferry chains", **goods))
    stop = {"subject": "Norfell Line", "event_type": "supply.stop"}
    assert tell(mention("Norfell Line will no longer sell passage on the Aster", **stop)).contradictions == ()


@pytest.mark.parametrize(
    ("claim", "subject", "speaker", "kind", "party"),
    [
        (SOLD, "Norfell Line", "Norfell Line", "organisation", True),
        ("Sailings will end in May", "Sailings", "Norfell Line", "organisation", True),
        ("The Seamen's Union was not told", "Seamen's Union", "Norfell Line", "organisation", False),
        ("We were not told", "We", "Ida Crane", "person", True),
        ("Forty deckhands voted to strike", "Forty deckhands", "Seamen's Union", "organisation", True),
        ("Forty deckhands will lose their work", "Forty deckhands", "Seamen's Union", "organisation", False),
        ("The ferry struck the quay", "The ferry", "Ardle police", "government", False),
        ("They had arrested the mate of the Aster", "they", "Ardle police", "government", True),
        ("The line must refund every ticket", "The line", "Court of Appeal", "government", True),
        ("The fire brigade puts the injured at nine", "The fire brigade", "fire brigade", "government", False),
        ("Black Tern has stolen the passenger lists", "Black Tern", "Black Tern", "organisation", False),
        ("The passenger lists were copied", "The passenger lists", "Norfell Line", "organisation", True),
        ("Ida Crane blames a broken shaft for the wreck", "Ida Crane", "Ida Crane", "person", False),
        ("Ida Crane has spoken of 61 drowned", "Ida Crane", "Ida Crane", "person", False),
        ("Ida Crane blamed the Harbour Board of the Ida Crane", "Ida Crane", "Harbour Board", "organisation", True),
        ("They have signed the mate of the Aster", "they", "Dunmouth Rovers", "organisation", True),
        ("The airline paid nine million a year", "The airline", "Ivo Sand", "spokesperson", True),
        ("The mate of the Aster has tested positive", "The mate", "Clean Sport Office", "organisation", True),
        ("The mate of the Aster has been ill", "The mate", "Clean Sport Office", "organisation", False),
    ],
)
def test_only_a_party_puts_a_claim_on_record(
    known: KnownClaims, claim: str, subject: str, speaker: str, kind: str, *, party: bool
) -> None:
    """Whom it is about, or whose own act it tells; no watcher, and no boaster."""
    said = Statement(claim=claim, evidence=claim, evidence_span=(0, len(claim)), subject=subject, speaker=speaker)
    number = content_id("origin", speaker.lower())
    origin = Origin(origin_id=number, origin=speaker, kind=SpeakerKind(kind), voice_id=number)
    assert is_party(said, origin, known.canon) is party


@pytest.mark.parametrize(
    ("evidence", "cue", "party"),
    [
        ("The pier has admitted that letters lay open", "has admitted", True),
        ("“The name will stay,” Ivo Sand told reporters, promising to keep the brand", "told", True),
        ("Ivo Sand said that letters lay open", "said", False),
        ("Ivo Sand said “promising letters” lay open", "said", False),
    ],
)
def test_who_admits_or_promises_is_party(known: KnownClaims, evidence: str, cue: str, *, party: bool) -> None:
    """However the claim itself puts it."""
    said = Statement(claim="Letters lay open", evidence=evidence, evidence_span=(0, len(evidence)), cue=cue)
    origin = Origin(origin_id=1, origin="Ivo Sand", kind=SpeakerKind.PERSON, voice_id=1)
    assert is_party(said, origin, known.canon) is party
