from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.claims.who.topic_names import topic_names

if TYPE_CHECKING:
    from pipeline.topic import Vocabulary


def test_the_longest_name_is_the_one_meant(phones: Vocabulary) -> None:
    """The whole "US government" is one name; letters inside a word are none; aliases give the name they stand for."""
    named = topic_names(phones.entities).named_in
    assert named("Cnet told the U.S. government, not AT&T.") == ["CNET", "US government", "AT&T"]
    assert named("Verizonesque reutersmen") == []


def test_a_role_stands_for_everybody_who_has_it(phones: Vocabulary) -> None:
    """A carrier may be either of two, a maker only the one that makes devices."""
    standing = topic_names(phones.entities).standing
    assert [role.name for role in standing("carrier")] == ["AT&T", "Verizon"]
    assert [(role.name, role.words) for role in standing("maker")] == [("Huawei", ("device", "maker"))]
    assert not list(standing("bridge"))


def test_without_a_topic_nobody_is_known() -> None:
    """No names, no kinds, no roles."""
    nobody = topic_names(())
    assert nobody.named_in("Huawei and Best Buy") == []
    assert (nobody.names, nobody.kinds, nobody.roles) == ({}, {}, {})
