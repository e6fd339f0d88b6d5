from __future__ import annotations

import pytest

from pipeline.collect.formats.plain import plain_text


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<p>One</p><p>two</p>", "One two"),
        ("Hua<b>wei</b>", "Huawei"),
        ("one<br/>two<BR>three", "one two three"),
        ("AT&amp;T &lt;b&gt; &#8211; &nbsp; x", "AT&T <b> – x"),
        ("<script>alert('<p>')</script>seen<style>p {}</style>", "seen"),
        ("<a title='a > b' href=\"x\">link</a>", "link"),
        ("<![CDATA[Text &amp; more]]>", "Text & more"),
        ("a<!-- hidden > -->b<![if mso]>c<![endif]><?xml:namespace prefix = o ?>", "a b c"),
        ("3 < 4 and 5 > 2", "3 < 4 and 5 > 2"),
        ('cut in the middle of <a href="http://outl', "cut in the middle of"),
        ("<![unknown[x]]>", None),
        ("", None),
        ("<img src=x>", None),
    ],
)
def test_markup_becomes_its_words(markup: str, words: str | None) -> None:
    """What a reader would see, on one line; what stops in the middle stops there."""
    assert plain_text(markup) == words


@pytest.mark.parametrize("piece", ["<a ", "<!--", "<![", "<", "&#", "<a '\"", "<script ", "</", "<script></", "<a b='"])
def test_what_never_ends_is_read_once(piece: str) -> None:
    """html.parser takes minutes for some of these; the test's own time limit would notice."""
    assert len(plain_text(piece * 100_000) or "") <= len(piece) * 100_000


def test_a_number_without_end_is_no_character() -> None:
    """Python refuses to read it."""
    assert plain_text("a &#" + "9" * 5000 + ";b") == "a b"
