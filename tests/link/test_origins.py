from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.link.article import link
from pipeline.link.families import Families
from pipeline.models import Mode, OriginBasis, SpeakerKind, Status
from pipeline.same_page import same_page_key
from pipeline.text import content_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.link.article import Linked
    from pipeline.link.known import KnownClaims
    from pipeline.models import Link, Mention

STORY = 7
SOLD = "Harbour Freight will sell its ferry terminal at Dunmouth to a Dutch fund in June"
OTHERWISE = "The Dunmouth ferry terminal is to be sold by Harbour Freight"
SALE = {"subject": "Harbour Freight", "event_type": "deal.sale"}
SOMEBODY = {
    "speaker": "a person with knowledge of the plans",
    "speaker_kind": SpeakerKind.ANONYMOUS,
    "mode": Mode.REPORTED,
}
LEE = {"speaker": "Ann Lee", "speaker_entity": "Ann Lee", "speaker_kind": SpeakerKind.PERSON, "mode": Mode.REPORTED}


@pytest.fixture
def tell(known: KnownClaims) -> Callable[..., Linked]:
    """Link the mentions of one article."""
    return lambda *mentions: link(mentions, STORY, known)


def _links(known: KnownClaims) -> list[Link]:
    return [told.link for claim_id in known.claims for told in known.of_claim(claim_id)]


def _voices(known: KnownClaims) -> int:
    """How many voices the first claim has."""
    return len(known.standing(next(iter(known.claims))).voices)


def test_an_outlets_unnamed_person_is_one_origin_whoever_tells_of_it(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims
) -> None:
    """The Tribune's own article does not name the Tribune; who cites it does."""
    tell(
        mention(
            SOLD,
            outlet="The Tribune",
            evidence=f"{SOLD}, a person with knowledge of the plans told us",
            **SALE,
            **SOMEBODY,
        )
    )
    cited = {"speaker": "an unnamed person", "origin": "the Tribune", "via": "the Tribune"}
    tell(mention(SOLD, outlet="Herald", hours=2, **SALE, **(SOMEBODY | cited)))
    first, second = _links(known)
    assert first.origin_id == second.origin_id is not None
    assert {first.basis, second.basis} == {OriginBasis.STATED}
    assert (_voices(known), known.status[first.claim_id]) == (1, Status.SINGLE_UNNAMED)


def test_two_outlets_of_one_owner_do_not_corroborate(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims
) -> None:
    """Their own people are two origins and one voice."""
    known.families = Families([("Tribune", "Bay Titles"), ("the herald", "Bay Titles")])
    for hours, outlet in enumerate(("The Tribune", "Herald")):
        tell(
            mention(
                SOLD, outlet=outlet, hours=hours, evidence=f"{SOLD}, somebody told the {outlet}", **SALE, **SOMEBODY
            )
        )
    assert len({made.origin_id for made in _links(known)}) == 2
    assert _voices(known) == 1
    assert set(known.status.values()) == {Status.SINGLE_UNNAMED}


def test_of_a_chain_of_outlets_the_last_began_it(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims
) -> None:
    """The Herald had it from Reuters, and both are outlets that are known."""
    chained = f"{SOLD}, the Herald wrote on the strength of a report by Reuters."
    herald = {"speaker": "the Herald", "speaker_kind": SpeakerKind.OUTLET, "mode": Mode.REPORTED}
    tell(mention(SOLD, outlet="Basket", evidence=chained, **SALE, **herald))
    assert [made.via for made in _links(known)] == ["Reuters"]


def test_what_an_outlet_has_seen_is_its_own_voice(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims
) -> None:
    """A paper that the Tribune holds and a person who talked to it corroborate nothing."""
    paper = {"speaker": "a memo seen by the Tribune", "speaker_kind": SpeakerKind.DOCUMENT, "via": "the Tribune"}
    tell(mention(SOLD, outlet="Tribune", **SALE, **SOMEBODY))
    tell(mention(SOLD, outlet="Herald", hours=1, **SALE, **paper))
    assert {made.basis for made in _links(known)} == {OriginBasis.STATED}
    assert _voices(known) == 1


def test_nobody_of_an_outlet_without_a_name_is_an_origin(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims
) -> None:
    """Independence fails closed."""
    tell(mention(SOLD, **SALE, **SOMEBODY))
    assert [made.basis for made in _links(known)] == [OriginBasis.NONE]


def test_a_rewrite_of_an_unnamed_source_is_no_second_one(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims
) -> None:
    """Where the same words stand as in an earlier article, "a person" is that article's person."""
    tell(mention(SOLD, outlet="Tribune", evidence=f"{SOLD}, a person told us", **SALE, **SOMEBODY))
    tell(mention(SOLD, outlet="Herald", hours=2, evidence=f"{SOLD}, according to a person", **SALE, **SOMEBODY))
    first, second = _links(known)
    assert (second.basis, second.origin_id) == (OriginBasis.WORDING, first.origin_id)


def test_the_same_words_in_quotation_marks_are_the_same_persons(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims
) -> None:
    """One voice at the gate is Ann Lee, who is named elsewhere with the same words."""
    quote = "“We have been told nothing at all about any sale”"
    said = {"mode": Mode.QUOTED, "subject": "We"}
    tell(mention("We have been told nothing", outlet="Tribune", evidence=f"{quote}, Ann Lee said.", **(LEE | said)))
    voice = {"speaker": "One voice at the gate", "speaker_kind": SpeakerKind.ORGANISATION}
    tell(
        mention("We have been told nothing", outlet="Herald", hours=1, evidence=f"One voice: {quote}", **(voice | said))
    )
    first, second = _links(known)
    assert (second.basis, second.origin_id) == (OriginBasis.QUOTE, first.origin_id)


def test_the_earliest_origin_is_inferred_though_a_stronger_one_came_later(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims
) -> None:
    """A flat statement at noon rests on whoever said it first that day."""
    tell(mention(SOLD, outlet="Tribune", evidence="A person told us so.", **SALE, **SOMEBODY))
    tell(mention(SOLD, outlet="Herald", hours=1, evidence="Ann Lee said so.", **SALE, **LEE))
    tell(mention(SOLD, outlet="Basket", hours=6, evidence=OTHERWISE, **SALE))
    first, _, last = _links(known)
    assert (last.basis, last.origin_id) == (OriginBasis.INFERRED, first.origin_id)


def test_an_article_rests_on_the_one_it_links_to(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims
) -> None:
    """Not on whoever was first: on the later report that its link leads to, even where that names nobody."""
    address = "https://herald.example/ferries"
    there = content_id("article", same_page_key(address))
    tell(mention(SOLD, outlet="Tribune", evidence="A person told us so.", **SALE, **SOMEBODY))
    tell(mention(SOLD, outlet="Herald", hours=1, article=there, evidence="Ann Lee said so.", **SALE, **LEE))
    linking = mention(SOLD, outlet="Basket", hours=2, evidence=OTHERWISE, **SALE).model_copy(
        update={"links": (address,)}
    )
    tell(linking)
    _, second, last = _links(known)
    assert (last.basis, last.origin_id) == (OriginBasis.INFERRED, second.origin_id)
    assert "links to" in last.reason


def test_a_day_decides_nothing_about_the_same_day(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims
) -> None:
    """An article dated by its day only may have been later than the one at noon, and is explained by it."""
    dated = mention(OTHERWISE, outlet="Basket", hours=0, **SALE)
    tell(dated.model_copy(update={"said_precision": "day", "seen_at": dated.seen_at.replace(hour=23)}))
    tell(mention(OTHERWISE, outlet="Tribune", hours=6, evidence="Ann Lee said so.", **SALE, **LEE))
    assert [made.basis for made in _links(known)] == [OriginBasis.INFERRED, OriginBasis.STATED]


def test_who_denies_a_thing_does_not_have_it_from_who_says_it(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims
) -> None:
    """A denial of which nothing tells whose it is rests on nobody who affirmed it."""
    tell(mention(SOLD, outlet="Tribune", evidence="Ann Lee said so.", **SALE, **LEE))
    tell(
        mention(
            SOLD, outlet="Herald", hours=1, evidence="That is denied.", polarity="-", **(SALE | {"mode": Mode.DENIED})
        )
    )
    assert _links(known)[1].origin_id is None


def test_an_officer_speaks_for_the_body_in_later_articles_too(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims, article: Callable[..., object]
) -> None:
    """Who was called chief executive once is not a second voice beside the company."""
    text = "Ann Lee, chief executive of Harbour Freight, said so."
    link((mention(SOLD, outlet="Tribune", evidence=text, **SALE, **LEE),), STORY, known, article=article(text))
    tell(mention(SOLD, outlet="Herald", hours=1, evidence="Ann Lee said so again.", **SALE, **LEE))
    company = {
        "speaker": "Harbour Freight",
        "speaker_entity": "Harbour Freight",
        "speaker_kind": SpeakerKind.ORGANISATION,
    }
    tell(mention(SOLD, outlet="Basket", hours=2, evidence="Harbour Freight said so.", **SALE, **company))
    assert len({made.origin_id for made in _links(known)}) == 2
    assert _voices(known) == 1


def test_agency_copy_rests_on_whom_the_agency_has_it_from(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims, article: Callable[..., object]
) -> None:
    """Where the agency names Ann Lee and the copy does not, it is her word all the same; else it is the agency's."""
    tell(mention(SOLD, outlet="Northwire", evidence="Ann Lee said so.", **SALE, **LEE))
    text = f"DUNMOUTH (Northwire) - {OTHERWISE}."
    copies = (
        mention(SOLD, outlet="Herald", hours=1, article=5, evidence=OTHERWISE, **SALE),
        mention("Rain fell on the ferries", outlet="Herald", hours=1, article=5, subject="Rain"),
    )
    link(copies, STORY, known, article=article(text, "Herald"))
    first, copy, other = _links(known)
    assert (copy.basis, copy.origin_id) == (OriginBasis.INFERRED, first.origin_id)
    assert (other.basis, other.via) == (OriginBasis.STATED, "Northwire")


def test_a_paper_that_quotes_whom_another_names_is_that_persons_word(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims
) -> None:
    """An email sent to reporters, and the spokeswoman who is quoted with its words."""
    quote = "“We do not turn away from this town in its worst week”"
    said = {"mode": Mode.QUOTED, "subject": "We"}
    claim = "We do not turn away from this town in its worst week"
    tell(mention(claim, outlet="Tribune", evidence=f"{quote}, Ann Lee said.", **(LEE | said)))
    email = {"speaker": "an email seen by the Herald", "speaker_kind": SpeakerKind.DOCUMENT}
    tell(mention(claim, outlet="Herald", hours=1, evidence=f"{quote}, read an email.", **(email | said)))
    first, second = _links(known)
    assert (second.basis, second.origin_id) == (OriginBasis.QUOTE, first.origin_id)


def test_the_police_of_stories_that_are_akin_are_one_voice(mention: Callable[..., Mention], known: KnownClaims) -> None:
    """By their spokesman, their rank or as they are."""
    hurt = {"subject": "Six people", "event_type": "harm", "mode": Mode.REPORTED, "outlet": "Tribune"}
    spokesman = {"speaker": "a police spokesman", "speaker_kind": SpeakerKind.SPOKESPERSON}
    police = {"speaker": "Police", "speaker_kind": SpeakerKind.GOVERNMENT}
    link((mention("Six people were hurt on the Dunmouth quay", **hurt, **spokesman),), STORY, known)
    link((mention("Six people are hurt on the Dunmouth quay", **hurt, **police),), 8, known, related=STORY)
    assert _voices(known) == 1
    assert {origin.origin for origin in known.origins.values()} == {"police"}
