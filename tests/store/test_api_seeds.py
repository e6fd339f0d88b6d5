from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.store.published import Published


def test_the_seeds_vary_one_quotation_and_shorten_one(demo: Published) -> None:
    """
    One article reports what three quote of Best Buy's spokesperson; one leaves out how Huawei's began.

    Claims with two pieces of evidence that carry the same quotation, or none, are no variants.
    """
    told = demo.ask(
        "SELECT substring(url, 6, 3) AS seed, words_kept, quotation_words, mode, quoted_by, v.evidence"
        " FROM quote_variants() AS v JOIN articles USING (article_id) WHERE articles.is_seed ORDER BY seed, words_kept"
    ).rows
    assert [row[:4] for row in told] == [("001", 10, 13, "declined"), ("002", 5, 22, "reported")]
    assert told[1][4] >= 3
    assert "changing its product portfolio for a variety of reasons" in told[1][5]


def test_the_agencies_warning_and_the_carriers_retreat_are_found_across_the_seeds(demo: Published) -> None:
    """Articles of two stories tell them in words of their own."""
    told = demo.ask(
        "SELECT c.claim"
        " FROM mentions AS m JOIN claims AS c USING (claim_id) JOIN articles AS a USING (article_id)"
        " WHERE a.is_seed GROUP BY c.claim_id, c.claim HAVING count(DISTINCT a.article_id) > 1"
    ).rows
    linked = [claim for (claim,) in told]
    assert any("warned" in claim and "FBI" in claim for claim in linked)
    assert any("backed out of a deal" in claim for claim in linked)
