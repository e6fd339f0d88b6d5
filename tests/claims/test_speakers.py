from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.claims.rules import statements
from pipeline.models import SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.models import Statement
    from pipeline.topic import Vocabulary


@pytest.mark.parametrize(
    ("speaker", "kind"),
    [
        ("Ann Lee", SpeakerKind.PERSON),
        ("The company’s CEO", SpeakerKind.PERSON),
        ("Best Buy spokesperson", SpeakerKind.SPOKESPERSON),
        ("A spokeswoman for the airline", SpeakerKind.SPOKESPERSON),
        ("An official of Best Buy", SpeakerKind.SPOKESPERSON),
        ("A person close to the board", SpeakerKind.ANONYMOUS),
        ("Two people familiar with the matter", SpeakerKind.ANONYMOUS),
        ("A government official who asked not to be named", SpeakerKind.ANONYMOUS),
        ("US government officials", SpeakerKind.GOVERNMENT),
        ("The FBI", SpeakerKind.GOVERNMENT),
        ("A letter seen by Reuters", SpeakerKind.DOCUMENT),
        ("Reuters", SpeakerKind.OUTLET),
        ("Solara Motors", SpeakerKind.ORGANISATION),
    ],
)
def test_who_speaks_is_known_by_kind(said: Callable[[str], Statement], speaker: str, kind: SpeakerKind) -> None:
    """An unnamed official is anonymous first."""
    found = said(f"{speaker} confirmed that the shop closed.")
    assert (found.speaker, found.speaker_kind) == (speaker, kind)


def test_a_pronoun_speaker_is_whoever_spoke_last() -> None:
    """What "she added" is Ann Lee's, not the shop's."""
    first, second = statements("Ann Lee said the shop closed. It will open again in May, she added.")
    assert first.speaker == second.speaker == "Ann Lee"
    assert second.speaker_kind is SpeakerKind.PERSON


def test_a_role_stands_for_the_entity_that_bears_it(phones: Vocabulary) -> None:
    """Best Buy is "the retailer" and Huawei "the device maker"."""
    text = "Best Buy drops Huawei. The device maker stated that it can be trusted. The retailer said it has no comment."
    found = statements(text, vocabulary=phones)
    assert [s.speaker for s in found] == [None, "Huawei", "Best Buy"]


def test_a_role_goes_to_the_one_named_last_where_several_bear_it(phones: Vocabulary) -> None:
    """Huawei and AT&T are both companies."""
    text = "AT&T left. Despite the challenges for Huawei, the company says “We are still committed to this market.”"
    assert statements(text, vocabulary=phones)[-1].speaker == "Huawei"


def test_a_foreign_word_keeps_a_role_from_the_wrong_entity(phones: Vocabulary) -> None:
    """Huawei is no "Korean device maker"."""
    found = statements("The Korean device maker said it sold more phones.", vocabulary=phones)
    assert found[0].speaker == "The Korean device maker"


def test_without_a_topic_the_text_itself_ties_a_noun_to_a_name() -> None:
    """No list knows Norvik, which the text calls a retailer."""
    found = statements("The retailer Norvik closed ten shops. The retailer said it would close more.")
    assert found[-1].speaker == "Norvik"


def test_which_stands_for_what_is_right_before_it() -> None:
    """In "pressure from the U.S. government, which suspects" it is the government that does."""
    (found,) = (
        s
        for s in statements("They bow to pressure from the U.S. government, which suspects that China listens.")
        if s.cue == "suspects"
    )
    assert found.speaker == "the U.S. government"


def test_a_paragraph_of_quotation_goes_on_for_the_speaker_before_it() -> None:
    """Ann Lee's second paragraph names nobody; without anybody before it a quotation is nobody's claim."""
    first, second = statements("“We lost the plant,” said Ann Lee, a miner.\n\n“The town is empty now.”")
    assert first.speaker == second.speaker == "Ann Lee"
    assert second.claim == "The town is empty now"
    assert statements("“The town is empty now.”") == ()


def test_what_a_speaker_does_not_say_is_no_claim_of_theirs() -> None:
    """Not saying that the shop closed leaves open whether it did."""
    (found,) = statements("Lee did not say that the shop closed.")
    assert (found.claim, found.polarity) == ("Lee did not say that the shop closed", "-")


def test_an_it_that_speaks_is_the_body_that_says_so() -> None:
    """In "the ministry confirmed that it has asked" the ministry has; a name before counts, a day does not."""
    found = statements("The ministry confirmed that a pump failed and that it has asked for a report.")
    assert {s.speaker for s in found} == {"The ministry"}
    found = statements("Solara Motors met its bankers on Friday. The sale will take a year, it said.")
    assert found[-1].speaker == "Solara Motors"
