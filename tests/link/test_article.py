from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.link.article import correct, link
from pipeline.models import Article, Certainty, Mode, Novelty, OriginBasis, SpeakerKind, Status

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from pipeline.link.article import Linked
    from pipeline.link.known import KnownClaims
    from pipeline.models import Link, Mention

STORY = 7
CEASED = "Best Buy has ceased ordering new smartphones from Huawei"
VIA_CNET = {
    "speaker": "an unnamed source familiar with the matter",
    "speaker_kind": SpeakerKind.ANONYMOUS,
    "mode": Mode.REPORTED,
    "origin": "CNET",
    "via": "CNET",
}
SUPPLY = {"subject": "Best Buy", "event_type": "supply.stop"}


@pytest.fixture
def tell(known: KnownClaims) -> Callable[..., Linked]:
    """Link the mentions of one article."""

    def call(*mentions: Mention, opens_claims: bool = True) -> Linked:
        return link(mentions, STORY, known, opens_claims=opens_claims)

    return call


def _links(known: KnownClaims) -> list[Link]:
    """Every link as it stands now, in order of arrival."""
    return [told.link for claim_id in known.claims for told in known.of_claim(claim_id)]


def test_an_article_that_names_the_origin_explains_the_one_that_did_not(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims
) -> None:
    """000 states it as fact and comes first; once 002 names CNET's source, 000 rests on it by its wording."""
    tell(mention(CEASED, is_seed=True, **SUPPLY))
    assert _links(known)[0].basis is OriginBasis.NONE
    later = tell(mention(f"{CEASED}, a source says", is_seed=True, **SUPPLY, **VIA_CNET))
    first, second = _links(known)
    assert (first.basis, second.basis) == (OriginBasis.WORDING, OriginBasis.STATED)
    assert first.origin_id == second.origin_id
    assert first.hedge_dropped
    assert not second.hedge_dropped
    assert [changed.mention_id for changed in later.links] == [second.mention_id, first.mention_id] or len(
        later.links
    ) == 2


def test_a_description_is_held_to_what_the_named_party_is_reported_with(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims
) -> None:
    """A topic that does not know who "the country's largest retailer" is still sees that it dropped the hearsay."""
    described = "The country's largest electronics seller has ceased ordering new smartphones from Huawei"
    subject = "the country's largest electronics seller"
    tell(mention(described, is_seed=True, subject=subject, event_type="supply.stop"))
    tell(mention(f"{CEASED}, a source says", is_seed=True, **SUPPLY, **VIA_CNET))
    assert [made.hedge_dropped for made in _links(known)] == [True, False]


def test_forty_echoes_have_one_origin(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims
) -> None:
    """What counts is on whose word, not how often."""
    for number in range(40):
        tell(mention(CEASED, outlet=f"Outlet {number}", hours=number / 10, **SUPPLY, **VIA_CNET))
    assert len(known.claims) == 1
    assert len({made.origin_id for made in _links(known)}) == 1
    assert known.status[next(iter(known.claims))] is Status.SINGLE_UNNAMED


def test_two_unnamed_sources_of_nobody_in_particular_may_be_one(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims
) -> None:
    """Independence fails closed: an unknown origin corroborates nobody."""
    for _ in range(2):
        tell(mention(CEASED, **SUPPLY, speaker="a source close to the matter", speaker_kind=SpeakerKind.ANONYMOUS))
    assert {made.basis for made in _links(known)} == {OriginBasis.NONE}
    assert known.status[next(iter(known.claims))] is Status.SINGLE_UNNAMED


def test_a_second_outlets_own_source_corroborates(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims
) -> None:
    """CNET's unnamed source and Reuters' are two origins, and the second is told as new."""
    tell(mention(CEASED, hours=1, **SUPPLY, **VIA_CNET))
    linked = tell(mention(CEASED, hours=2, **SUPPLY, **(VIA_CNET | {"origin": "Reuters", "via": "Reuters"})))
    assert linked.links[0].novelty is Novelty.NEW_ORIGIN
    assert [step.status for step in linked.steps] == [Status.CORROBORATED]


def test_an_outlets_report_and_its_unnamed_source_are_one_origin(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims
) -> None:
    """What CNET says and what a source told CNET is one word, named by what is known of the source."""
    outlet = {"speaker": "Cnet", "speaker_kind": SpeakerKind.OUTLET, "mode": Mode.REPORTED}
    tell(mention(CEASED, **SUPPLY, **outlet))
    tell(mention(CEASED, **SUPPLY, **VIA_CNET))
    assert len({made.origin_id for made in _links(known)}) == 1
    (origin,) = known.origins.values()
    assert (origin.origin, origin.via) == ("unnamed source", "CNET")


def test_the_party_itself_puts_a_claim_on_record(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims
) -> None:
    """Best Buy's spokesperson confirms: the claim climbs to on record, by that mention."""
    tell(mention(CEASED, hours=1, **SUPPLY, **VIA_CNET))
    spoken = {"speaker": "a Best Buy spokesperson", "speaker_kind": SpeakerKind.SPOKESPERSON, "mode": Mode.REPORTED}
    confirmed = mention(CEASED, hours=3, **SUPPLY, **spoken)
    linked = tell(confirmed)
    assert linked.links[0].novelty is Novelty.ON_RECORD
    assert [(step.status, step.mention_id) for step in linked.steps] == [(Status.ON_RECORD, confirmed.mention_id)]


def test_a_denial_is_never_merged_with_what_it_denies(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims
) -> None:
    """However alike the words, opposite polarity is another claim, and both stand disputed."""
    ties = {"subject": "Huawei", "event_type": "relation.ties"}
    tell(mention("Huawei has very close ties to the Chinese government", **ties))
    denial = {"speaker": "Huawei", "speaker_kind": SpeakerKind.ORGANISATION, "mode": Mode.DENIED, "polarity": "-"}
    linked = tell(mention("Huawei has no ties to the Chinese government", **ties, **denial))
    assert len(known.claims) == 2
    assert linked.links[0].novelty is Novelty.DENIED
    assert set(known.status.values()) == {Status.DISPUTED}


def test_declining_to_comment_contradicts_nobody(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims
) -> None:
    """Whatever the polarity of a refusal."""
    refusal = {"subject": "Best Buy", "event_type": "statement.no_comment"}
    tell(mention("Best Buy comments on contracts with vendors in general", **refusal))
    linked = tell(mention("Best Buy does not comment on contracts with vendors", polarity="-", **refusal))
    assert linked.contradictions == ()


def test_a_guess_is_no_echo_of_a_report(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims
) -> None:
    """That Best Buy might have found it easier to stop is the author's own, and borrows no origin."""
    tell(mention(CEASED, **SUPPLY, **VIA_CNET))
    guess = {"mode": Mode.SPECULATED, "certainty": Certainty.POSSIBLE}
    tell(mention("Best Buy might simply stop ordering smartphones to please its shareholders", **SUPPLY, **guess))
    assert [made.basis for made in _links(known)] == [OriginBasis.STATED, OriginBasis.NONE]


def test_who_spoke_first_cannot_have_it_from_who_spoke_later(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims
) -> None:
    """An outlet that reported at six rests on nobody who was quoted at noon."""
    tell(mention(CEASED, hours=0, outlet="Early Bird", **SUPPLY))
    tell(mention(CEASED, hours=6, **SUPPLY, **VIA_CNET))
    assert _links(known)[0].basis is OriginBasis.NONE


def test_the_same_quote_is_the_same_claim_and_the_same_word(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims
) -> None:
    """Letter for letter, whatever the rest of the sentence is."""
    quote = "“We don’t comment on specific contracts with vendors”"
    said = {"speaker": "a Best Buy spokeswoman", "speaker_kind": SpeakerKind.SPOKESPERSON, "mode": Mode.QUOTED}
    tell(mention("Best Buy is silent on contracts", evidence=f"{quote}, said a Best Buy spokeswoman.", **said))
    other = mention("No comment", evidence=f"The chain would only say: {quote}.", mode=Mode.QUOTED)
    linked = tell(other)
    assert len(known.claims) == 1
    assert linked.links[0].basis is OriginBasis.QUOTE


def test_a_copy_or_a_stub_opens_no_claim(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims
) -> None:
    """Partial texts echo what is known and make nothing new."""
    tell(mention(CEASED, **SUPPLY, **VIA_CNET))
    new = mention("Walmart has painted its roof green", subject="Walmart")
    linked = tell(mention(CEASED, **SUPPLY), new, opens_claims=False)
    assert linked.claims == ()
    assert new.mention_id not in {made.mention_id for made in linked.links}
    assert len(linked.links) == 1


def test_the_same_outlet_saying_it_again_adds_nothing(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims
) -> None:
    """Repeated is not even an echo."""
    tell(mention(CEASED, outlet="The Daily Ledger", **SUPPLY))
    linked = tell(mention(CEASED, outlet="The Daily Ledger", hours=1, **SUPPLY))
    assert linked.links[0].novelty is Novelty.REPEATED


def test_a_letter_is_known_by_who_saw_it(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims
) -> None:
    """A letter seen by Reuters is a document, via Reuters; another outlet's letter is another letter."""
    letter = {"speaker": "A letter seen by Reuters", "speaker_kind": SpeakerKind.DOCUMENT, "via": "Reuters"}
    tell(mention("Politicians sank the deal", **letter))
    (origin,) = known.origins.values()
    assert (origin.origin, origin.via, origin.kind) == ("letter", "Reuters", SpeakerKind.DOCUMENT)


def test_what_a_later_revision_no_longer_says_is_corrected(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims, now: datetime
) -> None:
    """A notice says so: the mention is marked, the claim falls though an echo stands, what was said stays on file."""
    wrong = "420 battery modules are to be opened"
    notice = {"speaker": "a notice", "speaker_kind": SpeakerKind.DOCUMENT, "via": "Reuters"}
    tell(mention(wrong, article=5, evidence=f"{wrong}.", **notice))
    tell(mention(wrong, article=6, evidence=f"{wrong}."))
    text = "42 battery modules are to be opened.\n\nAn earlier version of this article gave the number as 420."
    revised = Article(article_id=5, revision=2, url="http://x.example", text=text, seen_at=now)
    linked = correct(revised, known)
    assert [made.novelty for made in linked.links] == [Novelty.CORRECTED]
    assert [step.status for step in linked.steps] == [Status.CORRECTED]


def test_a_new_headline_corrects_nothing(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims, now: datetime
) -> None:
    """Sentences that still stand are not withdrawn, wherever they moved to."""
    tell(mention(CEASED, article=5, evidence=f"{CEASED}.", **SUPPLY))
    revised = Article(article_id=5, revision=2, url="http://x.example", text=f"News!\n\n{CEASED}.\n", seen_at=now)
    assert correct(revised, known).links == ()


def test_linking_the_same_mentions_again_changes_nothing(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims
) -> None:
    """A mention that is known is not linked twice."""
    first = mention(CEASED, **SUPPLY, **VIA_CNET)
    tell(first)
    again = tell(first)
    assert (again.links, again.claims, again.steps) == ((), (), ())


def test_a_spokesperson_of_nobody_named_speaks_for_whom_the_sentence_is_about(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims
) -> None:
    """A party and its unnamed spokesperson are one origin; a spokesperson of nobody known is none."""
    spokesperson = {"speaker": "a spokesperson", "speaker_kind": SpeakerKind.SPOKESPERSON}
    tell(mention("Best Buy does not discuss vendors", subject="Best Buy", **spokesperson))
    tell(mention("The retailer does not discuss vendors", subject="Best Buy", speaker="Best Buy"))
    tell(mention("The weather will be fine", subject="The weather", **spokesperson))
    origins = [made.origin_id for made in _links(known)]
    assert origins[0] == origins[1] is not None
    assert origins[2] is None


@pytest.mark.parametrize("speaker", ["two analysts", "She", "Officials", "the report", "Nobody"])
def test_who_cannot_be_known_again_is_no_origin(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims, speaker: str
) -> None:
    """What is unknown never raises a count."""
    tell(mention(CEASED, **SUPPLY, speaker=speaker))
    assert [made.basis for made in _links(known)] == [OriginBasis.NONE]


def test_an_article_that_names_the_origin_elsewhere_has_not_dropped_it(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims
) -> None:
    """One sentence states it as fact, the next says that CNET reports it: nothing was laundered."""
    tell(mention(CEASED, hours=1, **SUPPLY, **VIA_CNET))
    fact = mention(CEASED, article=9, hours=2, **SUPPLY)
    cited = mention("Shelves will be empty by May", article=9, hours=2, subject="Shelves", **VIA_CNET)
    tell(fact, cited)
    assert not any(made.hedge_dropped for made in _links(known))


def test_two_figures_are_two_claims(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims
) -> None:
    """Three hundred jobs are not thirty, and do not corroborate each other."""
    layoff = {"subject": "Best Buy", "event_type": "personnel"}
    tell(mention("Best Buy will lay off 300 people in Texas in April", **layoff))
    tell(mention("Best Buy will lay off 30 people in Texas in April", **layoff))
    assert len(known.claims) == 2


def test_a_claim_holds_while_somebody_elses_word_for_it_stands(
    tell: Callable[..., Linked], mention: Callable[..., Mention], known: KnownClaims, now: datetime
) -> None:
    """One article takes it back; another that never leaned on that one goes on saying so."""
    tell(mention(CEASED, article=5, evidence=f"{CEASED}.", **SUPPLY, **VIA_CNET))
    tell(mention(CEASED, article=6, **SUPPLY, speaker="Best Buy", speaker_kind=SpeakerKind.ORGANISATION))
    correct(Article(article_id=5, revision=2, url="http://x.example", text="Sorry.", seen_at=now), known)
    assert known.status[next(iter(known.claims))] is Status.ON_RECORD
