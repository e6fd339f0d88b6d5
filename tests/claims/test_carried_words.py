from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bench.claim_scores import GoldText, gold_texts
from pipeline.claims.rules import statements

if TYPE_CHECKING:
    from pipeline.topic import Vocabulary

TEXTS = gold_texts(Path(__file__).resolve().parents[1] / "data" / "claims")
GRAMMAR = frozenset({"is", "was", "has", "does", "doesn't", "isn't", "hasn't", "its", "it"})
"""What turning "we don't" into "the bank doesn't" may add."""


def written(text: str) -> set[str]:
    """The words of a text, small, with plain apostrophes; "Lee'd" is "Lee" and "'d"."""
    return {word.lower() for word in re.findall(r"[^\W_]+(?:'[^\W_]+)?", text.replace("’", "'"))}


def foreign(claim: str, carried: set[str]) -> set[str]:
    """The words of a claim that stand nowhere in what may carry it, endings aside."""
    stems = {word[: max(3, len(word) - 3)] for word in carried}
    return {
        word
        for word in written(claim) - carried - GRAMMAR
        if word.partition("'")[0] not in carried and word[: max(3, len(word) - 3)] not in stems
    }


@pytest.mark.parametrize("gold", TEXTS, ids=lambda gold: gold.name)
def test_a_claim_has_no_word_that_its_article_does_not_carry(gold: GoldText) -> None:
    """Pronouns become names that stand in the article; nothing else is put in."""
    for said in statements(gold.text, published_at=gold.published_at):
        assert not foreign(said.claim, written(gold.text)), said.claim


def test_beside_its_article_a_claim_takes_names_from_the_topic_only(
    seed_texts: dict[str, str], phones: Vocabulary
) -> None:
    """The retailer may become Best Buy because the topic says who the retailer is."""
    named = written(" ".join(name for entity in phones.entities for name in (entity.name, *entity.aliases)))
    for text in seed_texts.values():
        for said in statements(text, vocabulary=phones):
            assert not foreign(said.claim, written(text) | named), said.claim
