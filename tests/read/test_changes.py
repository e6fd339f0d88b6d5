from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.models import Change
from pipeline.read.changes import changes
from pipeline.text import squeeze

SEEDS = ("000", "001", "002", "003", "004")
LIKELY = st.lists(
    st.sampled_from(
        ["He denied it.", "Read more", "No.", "Updated 10:05", "Huawei", "“Yes,” she said.", " ", "\n", "5"]
    )
).map(" ".join)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    "reset",
    [
        lambda text: text.translate(str.maketrans("“”’—", '""\'–')),
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace(" ", "\u00a0 ").replace("\n", "\n\n\t"),
        lambda text: text.replace(". ", ".\n"),
        lambda text: " ".join(text.splitlines()),
        lambda text: text.replace("a", "a\u00ad"),
    ],
    ids=["quotes", "decomposed", "spaces", "line a sentence", "one line", "soft hyphens"],
)
def test_typesetting_is_no_change(seed_texts: dict[str, str], seed: str, reset: object) -> None:
    """A site that changes its style sheet has said nothing new."""
    assert callable(reset)
    assert changes(seed_texts[seed], reset(seed_texts[seed])) == Change(substantive=False)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3 minutes ago", "An hour ago"),
        ("Updated at 10:05 a.m. ET", "Last updated at 3:20 p.m. ET"),
        ("March 22, 2018, 10:05 AM EDT | Updated 11:20", "March 22, 2018, 10:05 AM EDT | Updated 14:55"),
        ("2018-03-22T10:05:00Z", "2018-03-22T11:05:00Z"),
        ("12 shares", "1.2K Shares"),
        ("No comments", "Comments (12)"),
        ("Share on Facebook", "Share via email"),
        ("Read more: Ten phones you can fold", "Read more: Eleven phones you can fold"),
        ("Continue reading the main story", ""),
        ("Photo: Jane Doe/Getty Images", "(AP Photo/John Roe)"),
        ("REUTERS/Jane Doe/File Photo", ""),
        ("Related stories\n- Ten phones to fold\n- What is 5G?", "Related stories\n- Apple cuts its forecast"),
        ("Advertisement", "Sign up for our newsletter"),
        ("© 2018 Daily Ledger", "© 2019 Daily Ledger"),
    ],
)
def test_clocks_counters_credits_and_links_are_no_change(seed_texts: dict[str, str], one: str, other: str) -> None:
    """They change on their own; what changed is told, and that it does not matter."""
    story = seed_texts["000"]
    found = changes(f"{one}\n{story}\n{one}", f"{other}\n{story}\n{other}")
    assert not found.substantive
    assert set(found.added) <= set(other.splitlines())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("within weeks", "within days"),
        ("Best Buy", "Walmart"),
        ("will no longer sell", "will sell"),
        ("declined to comment", "confirmed the report"),
        ("25,000", "26,000"),
        ("CNET", "The Verge"),
        ("Huawei’s", "ZTE’s"),
        ("stop", "stops"),
    ],
)
def test_one_word_is_a_change(old: str, new: str) -> None:
    """A number, a name, a negation: the sentence is shown as it was and as it is, and no other."""
    told = f"“Best Buy will no longer sell Huawei’s 25,000 phones,” CNET said: it would {old} them within weeks."
    before = f"Nothing is new here.\n{told} Best Buy declined to comment."
    after = before.replace(old, new)
    found = changes(before, after)
    assert found.substantive
    changed = [(was, now) for was, now in zip(found.removed, found.added, strict=True) if was != now]
    assert changed
    assert all(was.replace(old, new) == now for was, now in changed)


@pytest.mark.parametrize(("one", "other"), list(pairwise(SEEDS)))
def test_another_article_is_a_change(seed_texts: dict[str, str], one: str, other: str) -> None:
    """Every sentence of the one is gone, every sentence of the other is new, in order."""
    found = changes(seed_texts[one], seed_texts[other])
    assert found.substantive
    rest = squeeze(seed_texts[other])
    for sentence in found.added:
        assert sentence in rest
        rest = rest[rest.index(sentence) + len(sentence) :]
    assert len(found.removed) > 5


def test_a_correction_at_the_end_is_told_alone(seed_texts: dict[str, str]) -> None:
    """What stands is not repeated, and the clock that moved with it is left out."""
    correction = "Correction: An earlier version of this article misstated the number of shops."
    found = changes(
        f"Updated 10:05\n{seed_texts['001']}", f"Updated 11:40\n{seed_texts['001']}\n{correction} Updated at 11:40."
    )
    assert found == Change(added=("Correction: An earlier version of this article misstated the number of shops.",))


def test_a_moved_paragraph_is_no_change_and_a_moved_answer_is(seed_texts: dict[str, str]) -> None:
    """A sentence that stands for itself says the same anywhere; "He denied it." does not."""
    lines = [line for line in seed_texts["002"].splitlines() if len(line) > 60]
    assert not changes("\n".join(lines), "\n".join(reversed(lines))).substantive
    before = "Was the chief told in March? Yes. Was the board told at the time? No."
    after = "Was the chief told in March? No. Was the board told at the time? Yes."
    found = changes(before, after)
    assert (found.removed, found.added) == (("Yes.", "No."), ("No.", "Yes."))


def test_a_quotation_mark_that_comes_or_goes_is_a_change() -> None:
    """Whose words they are is a claim; how the marks look is not."""
    assert changes("He called the deal “dead”.", "He called the deal dead.").substantive
    assert not changes("He called the deal “dead”.", "He called the deal 'dead'.").substantive


def test_powers_and_inches_are_kept_apart() -> None:
    """A normal form must not make two figures one."""
    assert changes("It measures 10² metres today.", "It measures 102 metres today.").substantive
    assert changes('The hole is 5" wide.', "The hole is 5' wide.").substantive


@pytest.mark.parametrize(
    "unit", ["a. ", "No. ", "“” ", "from ", "\n", "- \n", "more from ", "10:05 ", ". . ", "Photo by "]
)
def test_hostile_text_takes_no_longer_than_any_other(unit: str) -> None:
    """Thirty thousand of anything: a quadratic step would take minutes."""
    text = unit * 30_000
    added = "The company denied on Tuesday that it had ever asked."
    assert changes(text, f"{text}\n{added}").added == (added,)


@given(LIKELY, LIKELY)
def test_what_changed_one_way_is_what_changed_the_other_way(before: str, after: str) -> None:
    """Added and removed change places, and a text does not differ from itself."""
    there, back = changes(before, after), changes(after, before)
    assert (there.added, there.removed, there.substantive) == (back.removed, back.added, back.substantive)
    assert changes(before, before) == Change(substantive=False)
