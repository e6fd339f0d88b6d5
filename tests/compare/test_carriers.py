from __future__ import annotations

import pytest

from pipeline.compare.carriers import Carriers, Totals, Writer, boilerplate_from


def carriers(*writers: Writer) -> Carriers:
    """Texts that all carry the shingle 1."""
    made = Carriers()
    for writer in writers:
        made.add(writer, [1])
    return made


def leads_somewhere(known: Carriers, outlet: str | None = None) -> bool:
    """Whether the shingle 1 leads to any text."""
    return bool(known.shared({1}, outlet))


@pytest.mark.parametrize(("texts", "writers"), [(0, 10), (999, 10), (1_000, 10), (2_000, 20), (3_200, 32), (10**7, 32)])
def test_boilerplate_is_what_ten_wrote_or_one_in_a_hundred_or_thirty_two(texts: int, writers: int) -> None:
    """Among ten million texts, thirty-two are enough."""
    assert boilerplate_from(texts) == writers


def test_the_tenth_independent_writer_makes_boilerplate() -> None:
    """Nine have a phrase in common."""
    writers = [Writer(number, None, independent=True) for number in range(10)]
    assert leads_somewhere(carriers(*writers[:9]))
    assert not leads_somewhere(carriers(*writers))


def test_copies_and_revisions_make_no_boilerplate() -> None:
    """Twenty copies of a text, and twenty revisions of a page, are one writer each."""
    assert leads_somewhere(carriers(*[Writer(number, None, independent=False) for number in range(20)]))
    assert leads_somewhere(carriers(*[Writer(7, "a", independent=True)] * 20))


def test_an_outlets_own_footer_is_boilerplate_for_its_own_articles_only() -> None:
    """Ten in two thousand are few, but all of them are by one outlet that has fifteen."""
    known = carriers(*[Writer(number, "Gazette", independent=True) for number in range(10)])
    known.count(Totals(2_000, 2_000, {"Gazette": 15, "Herald": 400}))
    assert not leads_somewhere(known, "Gazette")
    assert leads_somewhere(known, "Herald")
    assert leads_somewhere(known)


def test_sixty_four_carriers_are_remembered() -> None:
    """The first ones; a later copy is found by them."""
    known = carriers(*[Writer(number, None, independent=False) for number in range(100)])
    assert set(known.shared({1}, None)) == set(range(64))
