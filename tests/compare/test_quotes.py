from __future__ import annotations

from itertools import pairwise

import pytest

from pipeline.compare.quotes import quoted_spans


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said “we will sell no more of them” today.", ["we will sell no more of them"]),
        ('He said "we will sell no more" and "that is all".', ["we will sell no more", "that is all"]),
        ("Er sagte: „Wir hören damit auf“, und ging.", ["Wir hören damit auf"]),
        ("Il a dit « nous arrêtons la vente ».", [" nous arrêtons la vente "]),
        ("Han sagde »vi holder op« i går.", ["vi holder op"]),
        ("The minister’s answer was ‘it isn’t our phone’, she said.", ["it isn’t our phone"]),
        ("彼は「販売を中止する」と述べた。", ["販売を中止する"]),
        ("He said ``we stop'' and left.", ["we stop"]),
        ('A tokenised text : " we stop selling " , he said .', [" we stop selling "]),
        ("Huawei’s phones and the users’ choice", []),
        ("", []),
    ],
)
def test_marks_of_every_style_are_read(text: str, quoted: list[str]) -> None:
    """Typewriter, book, German, French, Danish, British and Japanese marks; apostrophes are none."""
    assert [text[start:end] for start, end in quoted_spans(text)] == quoted


def test_a_lost_closing_mark_does_not_quote_the_rest() -> None:
    """The next opening mark starts afresh."""
    text = 'The firm said: "We stop. Then came the news. The firm said: "We go on."'
    assert [text[start:end] for start, end in quoted_spans(text)] == ["We go on."]


def test_a_mark_that_is_never_closed_is_no_quotation() -> None:
    """A thousand characters is longer than anybody is quoted in one go."""
    assert quoted_spans('"' + "word " * 400 + '"') == []
    assert quoted_spans("“" + "word " * 400 + "”") == []


def test_a_measure_in_inches_opens_nothing() -> None:
    """A mark that follows a figure and precedes a space closes nothing and opens nothing."""
    assert quoted_spans('The 6" screen and the 7" screen are alike.') == []


@pytest.mark.parametrize("mark", ['"', "“", "‟", "«", "»", "‘", "„", "「", "``", "“a", "‘a’a", '"a'])
def test_marks_without_end_are_read_in_one_go(mark: str) -> None:
    """A hundred thousand of them cost no more than as many words; quotations never overlap."""
    spans = quoted_spans(mark * 100_000)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


def test_a_quotation_inside_another_counts_once() -> None:
    """The outer one holds all of it."""
    text = "She said: “He told me ‘we stop selling them’ and left.”"
    assert [text[start:end] for start, end in quoted_spans(text)] == ["He told me ‘we stop selling them’ and left."]


def test_guillemets_do_not_quote_what_stands_between_two_quotations() -> None:
    """Whichever way they point."""
    text = "Il dit « nous arrêtons » et puis « c'est tout »."
    assert [text[start:end] for start, end in quoted_spans(text)] == [" nous arrêtons ", " c'est tout "]
