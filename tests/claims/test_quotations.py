from __future__ import annotations

import pytest

from pipeline.claims.reading.quotes import quotations


def quoted(text: str) -> list[str]:
    """The quotations as text."""
    return [text[q.start : q.end] for q in quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “we don’t know” and left.", ["“we don’t know”"]),
        ('She said, "We don\'t know," and left.', ['"We don\'t know,"']),
        ("''It is late,'' Mr. Jones said.", ["''It is late,''"]),
        ("“They told me ‘go home,’” she said.", ["“They told me ‘go home,’”"]),
        ("They called it 'a great leap' then.", ["'a great leap'"]),
        ("«Nous partons», dit-il.", ["«Nous partons»"]),
        ("It was “never“ said.", ["“never“"]),
        ('“Mixed marks," he said.', ['“Mixed marks,"']),
        ("The ’80s and rock 'n' roll weren't quiet.", []),
        ('A 6" screen.', []),
    ],
)
def test_quotation_marks_of_every_style_pair_up(text: str, expected: list[str]) -> None:
    """Apostrophes, inches and years open nothing; the outermost quotation counts."""
    assert quoted(text) == expected


def test_a_quotation_that_goes_on_in_the_next_paragraph_runs_to_the_end() -> None:
    """Newspapers close only the last paragraph of a long quotation."""
    text = "“We will stay. We will not move."
    assert quotations(text) == [(0, len(text), False)]


def test_a_lone_mark_inside_a_sentence_opens_nothing() -> None:
    """A forgotten closing mark does not swallow the rest of the paragraph."""
    assert quotations("He called it “odd and went on. Nobody knew.") == []
