from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.claims.reading.sentences import passage
from pipeline.claims.rules import statements
from pipeline.topic import Entity, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.claims.reading.sentences import Passage
    from pipeline.models import Statement

PHONES = Vocabulary(
    entities=(
        Entity(
            name="Huawei",
            roles=("company", "device maker", "manufacturer", "Chinese giant", "Chinese company", "telecom giant"),
        ),
        Entity(name="Best Buy", roles=("retailer",)),
        Entity(name="AT&T", roles=("carrier", "company")),
        Entity(name="Verizon", roles=("carrier",)),
        Entity(name="CNET", aliases=("Cnet",), kind="outlet"),
        Entity(name="Reuters", kind="outlet"),
        Entity(name="TechCrunch", aliases=("Techcrunch",), kind="outlet"),
        Entity(name="US government", aliases=("U.S. government",), kind="government"),
    ),
)


@pytest.fixture(scope="session")
def phones() -> Vocabulary:
    """The names and roles a topic about Huawei in the US lends."""
    return PHONES


@pytest.fixture(scope="session")
def said() -> Callable[[str], Statement]:
    """The one statement that a text makes, read without any topic."""

    def one(text: str) -> Statement:
        found = statements(text)
        assert len(found) == 1, [s.claim for s in found]
        return found[0]

    return one


@pytest.fixture(scope="session")
def cut() -> Callable[[str], Passage]:
    """A text as one paragraph."""

    def whole(text: str) -> Passage:
        return passage(text, 0, len(text))

    return whole


@pytest.fixture(scope="session")
def claims() -> Callable[[str], list[str]]:
    """What a text claims, in order, read without any topic."""
    return lambda text: [said.claim for said in statements(text)]
