from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.claims.rules import statements
from pipeline.text import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.models import Statement
    from pipeline.topic import Vocabulary


def test_the_unnamed_retailer_of_seed_000_is_best_buy(seed_texts: dict[str, str], phones: Vocabulary) -> None:
    """The article names it in its second sentence, the topic knows that it is a retailer."""
    first = statements(seed_texts["000"], vocabulary=phones)[0]
    assert first.claim == "Best Buy has ceased ordering new smartphones from Huawei"
    assert (first.subject, first.event_type, first.speaker) == ("Best Buy", "supply.stop", None)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Meanwhile, in May, the shop closed.", "The shop closed"),
        ("Despite the rain, Lee won the race.", "Lee won the race"),
        ("The largest retailer in the country, Best Buy, has closed.", "Best Buy has closed"),
        ("Lee won the race, where it rained.", "Lee won the race"),
        ("The spokesman said that “we closed the shop.”", "We closed the shop"),
        ("A Solara spokesman said, “We have closed our plant.”", "Solara has closed its plant"),
        ("“Our forces hold the town,” an army spokesman said.", "The army’s forces hold the town"),
        ("AT&T reportedly canceled the deal.", "AT&T canceled the deal"),
        ("Solara announced that it will close its plant.", "Solara will close its plant"),
        ("It is getting harder for Solara to sell cars.", "It is getting harder for Solara to sell cars"),
        ("Lee criticised the plan.", "Lee criticised the plan"),
        ("Solara, already grappling with a recall, is in talks.", "Solara is in talks"),
        ("Solara, facing a recall, has sold ships.", "Solara has sold ships"),
        ("Solara, Lee Motors, Volta and Zap have closed.", "Solara, Lee Motors, Volta and Zap have closed"),
        ("If it rains, the river will flood.", "If it rains, the river will flood"),
    ],
)
def test_a_claim_stands_alone(said: Callable[[str], Statement], text: str, claim: str) -> None:
    """Attribution, introduction and asides go; the subject is named; a condition stays."""
    assert said(text).claim == claim


def test_clauses_with_their_own_subject_are_claims_of_their_own() -> None:
    """Outside and inside a quotation."""
    found = statements("The shop closed, but the owner kept the house.")
    assert [s.claim for s in found] == ["The shop closed", "The owner kept the house"]
    found = statements("“We don’t comment on contracts, and we make decisions every day,” a Norvik spokesman said.")
    assert [(s.claim, s.mode) for s in found] == [
        ("Norvik doesn’t comment on contracts", "declined"),
        ("Norvik makes decisions every day", "quoted"),
    ]


def test_a_word_joined_inside_a_clause_does_not_split_it() -> None:
    """Two objects, two verbs of one object, two names."""
    for text in ("Lee sold the shop and the house.", "Lee sold and let the shop.", "Lee and Wu sold the shop."):
        assert len(statements(text)) == 1


def test_no_claim_brings_in_a_word_that_the_text_does_not_have(seed_texts: dict[str, str], phones: Vocabulary) -> None:
    """All words of a claim are the article's or an entity's name, but for the verb endings after "we"."""
    names = {word.text for entity in phones.entities for word in words(f"{entity.name} {entity.name}’s")}
    endings = {"is", "was", "has", "does", "doesnt", "its", "it", "makes", "sells"}
    for text in seed_texts.values():
        known = {word.text for word in words(text)} | names | endings
        for statement in statements(text, vocabulary=phones):
            assert {word.text for word in words(statement.claim)} <= known, statement.claim
