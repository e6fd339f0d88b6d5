from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.demo.alterations import alter, running_text
from pipeline.demo.bodies import as_html, body_of, clean_text, seed_text
from pipeline.resources import DEMO
from pipeline.text import words

if TYPE_CHECKING:
    from pipeline.demo.items import Example


def test_a_whole_copy_has_every_word_of_its_seed(huawei: Example) -> None:
    """The exact copy is the seed itself, read when the demo runs."""
    item = huawei.item("exact")
    copy = clean_text(body_of(huawei, item, 1))
    seed = seed_text(huawei, "003_bf55148e2f3b7ceb.txt")
    assert [word.text for word in words(copy)] == [word.text for word in words(seed)]


def test_a_wrapped_copy_has_words_before_and_after(huawei: Example) -> None:
    """The seed stands in the middle, whole, with somebody else's greeting and farewell around it."""
    copy = [word.text for word in words(clean_text(body_of(huawei, huawei.item("wrapped"), 1)))]
    seed = [word.text for word in words(seed_text(huawei, "000_3ffb27c5e58275f6.txt"))]
    at = next(at for at in range(len(copy)) if copy[at : at + len(seed)] == seed)
    assert 0 < at < len(copy) - len(seed)


def test_a_teaser_is_the_beginning_of_its_seed(huawei: Example) -> None:
    """Word for word, some seventy words, and then it breaks off."""
    teaser = clean_text(body_of(huawei, huawei.item("teaser"), 1))
    seed = " ".join(running_text(seed_text(huawei, "001_86789eb889a7be08.txt")))
    assert seed.startswith(" ".join(teaser.split()).removesuffix(" …"))
    assert 60 <= len(teaser.split()) <= 80


def test_a_wire_edit_changes_words_and_keeps_quotations_out_of_it(seed_texts: dict[str, str]) -> None:
    """The desk writes "US" and "handsets"; what Best Buy said stays what it was."""
    edited = alter(seed_texts["002"], "wire_edit")
    assert "U.S." not in edited
    assert "handsets" in edited
    assert alter(seed_texts["001"], "wire_edit").count("variety of reasons,”") == 1


def test_picked_paragraphs_come_in_the_order_asked(seed_texts: dict[str, str]) -> None:
    """Paragraph 2 before paragraph 0, when that is what the round-up wants."""
    running = running_text(seed_texts["002"])
    assert alter(seed_texts["002"], "whole", (2, 0)) == f"{running[2]}\n\n{running[0]}"


def test_short_lines_are_no_running_text(seed_texts: dict[str, str]) -> None:
    """Captions and "(Source)" are not worth reprinting."""
    assert "huawei-store logo" in seed_texts["000"]
    assert not {"huawei-store logo", "(Source)"} & set(running_text(seed_texts["000"]))


def test_a_stale_copy_keeps_the_mistake(ferries: Example) -> None:
    """The copy was made from the first version; the correction never reached it."""
    assert "420 battery modules" in body_of(ferries, ferries.item("stale-copy"), 2)


def test_a_correction_replaces_and_says_so(ferries: Example) -> None:
    """On day 2 the number is another one, and a note at the end tells what stood there."""
    item = ferries.item("staff-notice")
    before, after = (clean_text(body_of(ferries, item, day)) for day in (1, 2))
    assert "that 420 battery modules" in before
    assert "that 42 battery modules" in after
    assert "Correction" in after.splitlines()[-1]
    assert "Correction" not in before


def test_markup_in_a_body_stays_text() -> None:
    """Whatever looks like HTML is escaped; links and headings are the only marks there are."""
    body = "## A & B\n\n<script>x</script> [here](http://a.example/b) [no](javascript:x)"
    assert as_html(body) == [
        "<h2>A &amp; B</h2>",
        '<p>&lt;script&gt;x&lt;/script&gt; <a href="http://a.example/b">here</a> [no](javascript:x)</p>',
    ]
    assert clean_text(body) == "A & B\n\n<script>x</script> here [no](javascript:x)"


def test_no_seed_is_kept_twice(seed_texts: dict[str, str]) -> None:
    """No file of the demo repeats twelve words of a seed outside quotations: copies are made when it runs."""
    runs = {run for text in seed_texts.values() for run in _runs(text, 12)}
    for path in sorted((DEMO / "topics").rglob("*.txt")):
        unquoted = re.sub(r"“[^”]*”", " [quotation] ", path.read_text(encoding="utf-8"))
        assert not runs & _runs(unquoted, 12), path


def _runs(text: str, length: int) -> set[str]:
    all_words = [word.text for word in words(text)]
    return {" ".join(all_words[at : at + length]) for at in range(len(all_words) - length + 1)}
