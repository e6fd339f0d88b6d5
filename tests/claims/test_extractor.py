from __future__ import annotations

import gc
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.claims.extractor import Extractor, Piece
from pipeline.claims.rules import RULES, statements
from pipeline.models import Mode, SpeakerKind

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline.models import Statement
    from pipeline.topic import Vocabulary

_WORDS = st.sampled_from(
    [
        *("Huawei said that according to Reuters reports citing a source the company it which who denied".split()),
        *("on Monday, CNET quotes a spokesman saying As claim was made by from asked told we our".split()),
        *("declined to comment “ ” \" ' ‘ ’ '' , . ; ? ! — : and but if might not reportedly last week".split()),
        *("\n", "\u00a0", "\u200b", "\u202e", "İ", "ß", "\U0001f600", "\ud800", "«", "…", "18", "U.S."),
    ]
)
NEWSLIKE = st.lists(_WORDS, max_size=60).map(" ".join)


def check(text: str, found: tuple[Statement, ...]) -> None:
    """Assert what every statement promises."""
    for s in found:
        assert s.evidence == text[slice(*s.evidence_span)]
        for span in (s.speaker_span, s.cue_span, s.content_span, s.origin_span):
            assert span is None or 0 <= span[0] < span[1] <= len(text)
        assert s.cue_span is None or s.cue == text[slice(*s.cue_span)]
        assert (s.speaker is None) == (s.cue is None) == (s.speaker_kind is SpeakerKind.AUTHOR)
        assert s.claim.strip()
    assert [s.evidence_span for s in found] == sorted(s.evidence_span for s in found)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(st.characters(), max_size=300), NEWSLIKE))
def test_any_text_gives_statements_whose_spans_hold(text: str) -> None:
    """No input raises; evidence is verbatim; a second run gives the same."""
    found = statements(text)
    check(text, found)
    assert statements(text) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "Adrian Velde, 41, of Bern, who was a nurse, had not worked since May, when he last met Ann Lee.",
        "“We had no plans,” Solara’s lawyer, Tom Roe, told the BBC last year, denying that it would not pay.",
        "Nor did Acme say on July 25 that, if rain fell, at no point over the next two weeks would it help.",
        "Roe lied when she said, without approval, that Acme had falsely claimed to be the largest since 2019.",
        "The bank, which lost its suit this month, however, and meanwhile, did note its fall, and did say so, in",
        "As long as Acme, which has neither confirmed nor denied it, pays, hardly anyone will stop short of it.",
        "It might be one of the best, but should it fail, the union would, according to Reuters, sue in case of",
    ],
)
def test_a_sentence_may_break_off_anywhere(sentence: str) -> None:
    """Feeds cut their texts at any word, before the full stop and in the middle of a phrase."""
    words = sentence.rstrip(".").split()
    for i in range(1, len(words)):
        for piece in (" ".join(words[:i]), " ".join(words[i:])):
            check(piece, statements(piece))


@pytest.mark.parametrize(
    "text",
    [
        "the speculates total",
        "the swears number",
        "mice, United called, had",
        "Corbyn, him called, is",
        "Gateway. denied Evidence and drew",
        "33-year-old is the Grants units to little the presidential three work the Utilities 91, say no",
        'York Davis, "Massive testimony updated the debut of Coca, authorities say," and',
        "passenger Because manufacturers who flanked",
    ],
)
def test_words_that_extraction_has_mixed_up_are_read(text: str) -> None:
    """Each is what was left of a paragraph of half a million, shuffled, that once cost its article all claims."""
    check(text, statements(text))


def test_the_spans_of_the_seeds_hold(seed_texts: dict[str, str], phones: Vocabulary) -> None:
    """No-break spaces and curly marks among them."""
    for text in seed_texts.values():
        found = statements(text, vocabulary=phones)
        assert len(found) >= 15
        check(text, found)


@pytest.mark.parametrize(
    "text",
    [
        '"' * 20_000,
        "“" * 20_000,
        "(" * 10_000 + ")" * 10_000,
        "A" * 100_000,
        "a." * 50_000,
        "A.A " * 20_000,
        " " * 100_000 + "x",
        "Huawei said that it will sell phones and " * 500,
        "According to " * 5_000,
        "\u202e" * 10_000,
    ],
    ids=["quotes", "curly", "nested", "letters", "dots", "initials", "space", "endless", "according", "bidi"],
)
def test_hostile_text_comes_to_an_end(text: str) -> None:
    """Nothing looks over all of the text for each of its words; the suite's own time limit is the judge."""
    check(text, statements(text))


def test_the_best_buy_quotation_is_the_same_in_three_seeds(seed_texts: dict[str, str], phones: Vocabulary) -> None:
    """Verbatim in 000, 001 and 003, each time through a spokesperson."""
    for name in ("000", "001", "003"):
        found = [s for s in statements(seed_texts[name], vocabulary=phones) if "specific contracts" in s.claim]
        assert [(s.mode, s.speaker_kind) for s in found] == [(Mode.DECLINED, SpeakerKind.SPOKESPERSON)]
        assert "for a variety of reasons" in found[0].evidence


def test_who_rests_on_cnet(seed_texts: dict[str, str], phones: Vocabulary) -> None:
    """001, 002 and 003 name CNET, 000 names nobody at all, 004 Reuters and TechCrunch."""
    named = {
        name: {s.origin for s in statements(text, vocabulary=phones)} - {None} for name, text in seed_texts.items()
    }
    assert named == {
        "000": set(),
        "001": {"CNET"},
        "002": {"CNET"},
        "003": {"CNET"},
        "004": {"Reuters", "TechCrunch"},
    }


def test_times_are_counted_from_publication(seed_texts: dict[str, str], phones: Vocabulary, now: datetime) -> None:
    """With a date an interval, without one only the words."""
    dated = statements(seed_texts["001"], vocabulary=phones, published_at=now)
    plain = statements(seed_texts["001"], vocabulary=phones)
    (year,) = (s.time for s in dated if s.claim.startswith("Verizon"))
    assert year is not None
    assert (year.text, str(year.earliest), str(year.latest)) == ("last year", "2017-01-01", "2017-12-31")
    assert all(s.time is None or s.time.earliest is None for s in plain)


def test_the_rules_are_an_extractor_and_sign_what_they_make() -> None:
    """The protocol that other extractors follow; every row says who made it."""
    assert isinstance(RULES, Extractor)
    (found,) = RULES(Piece("Solara closed its plant.")).statements
    assert found.extractor == RULES.stamp


def test_a_title_tells_who_is_meant_and_claims_nothing() -> None:
    """Whom the title calls a retailer is "the retailer"."""
    found = statements("The retailer said it would close.", title="Retailer Norvik in trouble")
    assert [s.speaker for s in found] == ["Norvik"]


def test_the_lexicon_is_read_only_when_there_is_something_to_tag() -> None:
    """And read where it lies: nobody waits for textblob and what it loads."""
    code = (
        "import sys, pipeline.claims.rules as rules; from pipeline.claims.reading import word_cards\n"
        "read = word_cards._lexicon.cache_info().currsize; rules.statements('Lee left.')\n"
        "sys.exit(read or 'textblob' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603 - our own interpreter


def test_reading_makes_no_circles(seed_texts: dict[str, str]) -> None:
    """So that nothing is left behind though no circles are collected meanwhile, and they are again afterwards."""
    for text in seed_texts.values():
        statements(text)
    gc.collect()
    gc.disable()
    try:
        for text in seed_texts.values():
            assert statements(text)
        assert gc.collect() == 0
        assert not gc.isenabled()
    finally:
        gc.enable()
    statements(seed_texts["000"])
    assert gc.isenabled()
