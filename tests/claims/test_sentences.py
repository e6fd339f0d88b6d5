from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.claims.reading.sentences import paragraphs, passage, sentences


def split(text: str) -> list[str]:
    """The sentences as text."""
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Lee left. Dr. Wu stayed.", ["Mr. Lee left.", "Dr. Wu stayed."]),
        ("J. K. Rowling wrote it. It sold.", ["J. K. Rowling wrote it.", "It sold."]),
        ("It left the U.S. The firm stayed.", ["It left the U.S.", "The firm stayed."]),
        ("The U.S. Senate voted.", ["The U.S. Senate voted."]),
        ("It costs $4.2 billion. It is late.", ["It costs $4.2 billion.", "It is late."]),
        ("“It is over. We lost,” he said. She left.", ["“It is over. We lost,” he said.", "She left."]),
        ('"Why?" Ann Lee asked. He left.', ['"Why?" Ann Lee asked.', "He left."]),
        ("“We won.” The crowd cheered.", ["“We won.”", "The crowd cheered."]),
        ("Read it at ouest-france.fr. They did.", ["Read it at ouest-france.fr.", "They did."]),
        ("Rep. Jim Hall (D-Wash.) said no. He left.", ["Rep. Jim Hall (D-Wash.) said no.", "He left."]),
        ("It rose to 3.5. … And then it fell!", ["It rose to 3.5.", "… And then it fell!"]),
    ],
)
def test_a_full_stop_ends_a_sentence_only_where_one_ends(text: str, expected: list[str]) -> None:
    """Titles, initials, states, sums and quotations hold full stops that end nothing."""
    assert split(text) == expected


def test_a_paragraph_knows_where_its_marks_stand(seed_texts: dict[str, str]) -> None:
    """What is no word or ends in a mark, each once and in order, wherever one begins to look."""
    for text in seed_texts.values():
        for start, end in paragraphs(text):
            p = passage(text, start, end)
            for first, last in [(0, len(p.words)), *p.sentences, (1, 0)]:
                marks = [i for i in range(first, last) if not (p.words[i][0].isalnum() and p.words[i][-1].isalnum())]
                assert [*p.marks_between(first, last)] == marks


def test_every_sentence_of_the_seeds_is_there_and_none_is_joined(seed_texts: dict[str, str]) -> None:
    """The opening of seed 001: byline, headline and three sentences of one paragraph, each by itself."""
    found = split(seed_texts["001"])
    assert found[0] == "Mobile"
    assert "Huawei, the Chinese tech behemoth is having a bad time in the US." in found
    assert any(s.startswith("Huawei was supposed") and s.endswith("earlier this year.") for s in found)


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    """A line that goes on in lower case after a full line was only wrapped."""
    text = "The company said on Monday that it would close the plant in\nthe north of the country.\n\nNext paragraph."
    assert [text[a:b] for a, b in paragraphs(text)] == [text[:85], "Next paragraph."]


@given(st.text(max_size=400))
def test_sentences_lie_in_order_inside_the_text(text: str) -> None:
    """Any Unicode: spans are inside, in order, do not overlap, and lose nothing but white space and bullets."""
    spans = sentences(text)
    ends = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), len(text)]
    assert all(end <= start for end, start in zip(ends, starts, strict=True))
    assert all(text[end:start].strip() in {"", *"*•·▪▫‣●○◦■–—-"} for end, start in zip(ends, starts, strict=True))
