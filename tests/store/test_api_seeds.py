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
