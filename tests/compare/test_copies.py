from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from pipeline.compare.copies import RULE, compare, compare_text
from pipeline.compare.known import KnownTexts
from pipeline.models import COPIES, Article, Decision
from pipeline.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NOON = datetime(2018, 3, 22, 12, tzinfo=UTC)

NAVIGATION = "Home News Business Technology Sport Sign in Subscribe Share this page by mail Print"
FOOTER = "Sign up for our newsletter. All rights reserved. No part of this page may be used without leave. Contact us."
WEATHER = (
    "Rain will reach the coast before noon and move inland during the afternoon, the weather office said on Friday. "
    "Farmers along the river were told to bring their animals to higher ground before nightfall. "
)
FOOTBALL = (
    "The home side scored twice in the last ten minutes and went through to the final for the first time since 1987. "
    "Their coach refused to speak of luck and praised a young goalkeeper who had stopped two penalties. "
)


def article(text: str, number: int = 77) -> Article:
    """An article that says nothing but its text."""
    return Article(article_id=number, revision=1, url="https://news.example/a", text=text, seen_at=NOON)


def without_every_fourth_sentence(text: str) -> str:
    """What a desk does to agency copy: shortens it and puts a line of its own on top."""
    sentences = squeeze(text).split(". ")
    return "Phones vanish from American shelves. " + ". ".join(s for i, s in enumerate(sentences) if i % 4 != 2)


def every_sixth_word_other(text: str) -> str:
    """A copy that somebody went over with a thesaurus."""
    return " ".join("reportedly" if at % 7 == 5 else word for at, word in enumerate(text.split()))


CHANGES: dict[str, Callable[[str], str]] = {
    "in capitals": lambda text: "  ".join(text.upper().split()),
    "wrapped in a page's furniture": lambda text: f"{NAVIGATION}\n{text}\n{FOOTER}",
    "shortened by a desk": without_every_fourth_sentence,
    "reworded": every_sixth_word_other,
    "teaser of 30 words": lambda text: " ".join(text.split()[:30]) + " … Continue reading",
    "inside a round-up": lambda text: WEATHER * 3 + text + FOOTBALL * 3,
    "in other order": lambda text: ". ".join(reversed(squeeze(text).split(". "))),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("seed", ["000", "001", "002", "003", "004"])
def test_a_changed_copy_is_told_with_its_original(
    seed_texts: Mapping[str, str], known_seeds: KnownTexts, seed: str, change: str
) -> None:
    """Whatever was done to it, a copied seed is a copy of that seed and of no other."""
    found = compare(article(CHANGES[change](seed_texts[seed])), known_seeds)
    assert found.decision in COPIES
    assert found.copy_of == int(seed)
    assert f"seed:{seed}" in found.reason


@pytest.mark.parametrize("seed", ["000", "001", "002", "003", "004"])
def test_the_seeds_are_independent_of_each_other(
    seed_texts: Mapping[str, str], seed: str, remember: Callable[..., None]
) -> None:
    """Five reporters wrote five texts, though three print the same statement."""
    known = KnownTexts()
    for other, text in seed_texts.items():
        if other != seed:
            remember(known, int(other), f"seed:{other}", text, NOON, is_seed=True)
    found = compare(article(seed_texts[seed]), known)
    assert found.decision is Decision.INDEPENDENT
    assert found.copy_of is None
    assert found.rule == RULE


def test_a_shared_quote_is_not_a_copy(seed_texts: Mapping[str, str], known_seeds: KnownTexts) -> None:
    """Another reporter's short text around the same 22-word statement is independent, and the passage is kept."""
    text = (
        "Shoppers looking for the Chinese maker's handsets at the chain will soon be out of luck. Asked about it, a "
        "spokeswoman would only say: “We don’t comment on specific contracts with vendors, and we make decisions to "
        "change what we sell for a variety of reasons.” Analysts had expected something of the kind for weeks."
    )
    found = compare(article(text), known_seeds)
    assert found.decision is Decision.INDEPENDENT
    assert {p.other_id for p in found.passages} == {0, 1, 3}
    assert all(p.quoted == 1 for p in found.passages)
    assert "nearest is seed:00" in found.reason


def test_the_reason_tells_the_share_the_text_and_the_passages(
    seed_texts: Mapping[str, str], known_seeds: KnownTexts
) -> None:
    """A person can check it."""
    half = " ".join(seed_texts["004"].split()[:250])
    found = compare(article(WEATHER * 2 + half), known_seeds)
    assert found.reason.endswith("of its own (unquoted) words stand in seed:004; 1 passage")


def test_a_round_up_is_said_to_contain_what_it_took(seed_texts: Mapping[str, str], known_seeds: KnownTexts) -> None:
    """The direction is told: the longer text contains the shorter one."""
    found = compare(article(WEATHER * 20 + seed_texts["002"] + FOOTBALL * 20), known_seeds)
    assert found.reason.startswith("it contains 100 % of the (unquoted) words of seed:002")


def test_the_same_text_again_is_exact(seed_texts: Mapping[str, str], known_seeds: KnownTexts) -> None:
    """Letter for letter, or in all but capitals and spacing: the reason tells which."""
    same = compare(article(seed_texts["000"]), known_seeds)
    loud = compare(article(seed_texts["000"].upper()), known_seeds)
    assert (same.decision, same.copied, same.copy_of) == (Decision.EXACT, 1.0, 0)
    assert same.reason == "the same text as seed:000, letter for letter"
    assert loud.decision is Decision.EXACT
    assert "capitals" in loud.reason


def test_the_earliest_carrier_is_the_original(seed_texts: Mapping[str, str], remember: Callable[..., None]) -> None:
    """Of two texts that fit about as well, the one seen first, whichever was added first."""
    wrapped = f"{NAVIGATION}\n{seed_texts['001']}\n{FOOTER}"
    known = KnownTexts()
    remember(known, 2, "later", wrapped, NOON + timedelta(hours=1))
    remember(known, 1, "earlier", seed_texts["001"], NOON)
    assert compare(article(wrapped + " Ends."), known).copy_of == 1


def test_a_page_is_not_a_copy_of_its_own_earlier_revision(
    seed_texts: Mapping[str, str], remember: Callable[..., None]
) -> None:
    """Compared again under its own number, an article meets only others."""
    known = KnownTexts()
    remember(known, 5, "itself", seed_texts["000"] + " More soon.", NOON)
    assert compare(article(seed_texts["000"], number=5), known).decision is Decision.INDEPENDENT


def test_a_statement_printed_in_full_twice_is_a_copy(remember: Callable[..., None]) -> None:
    """Where nearly everything is quotation, quoted words count: there is nothing else."""
    statement = "".join(f"“{sentence}.” " for sentence in (WEATHER + FOOTBALL).split(". ") if sentence)
    known = KnownTexts()
    remember(known, 1, "first", statement + "Ends here.", NOON)
    assert compare(article(statement), known).decision is Decision.NEAR_DUPLICATE


@pytest.mark.parametrize("text", ["", " \n", "…", "Huawei", "Huawei Best Buy", "华为 手机", "\ud800 broken"])
def test_next_to_nothing_gets_an_answer(known_seeds: KnownTexts, text: str) -> None:
    """Empty, one word, another script, half a character: independent, with a reason."""
    found = compare_text(77, text, known_seeds)
    assert found.decision is Decision.INDEPENDENT
    assert found.reason


def test_two_empty_texts_are_no_copies_of_each_other(remember: Callable[..., None]) -> None:
    """Nothing was written, so nothing was copied."""
    known = KnownTexts()
    remember(known, 1, "empty", "", NOON)
    assert compare_text(2, "", known).decision is Decision.INDEPENDENT


def test_a_copy_comes_with_the_passages_of_its_original_only(
    seed_texts: Mapping[str, str], remember: Callable[..., None]
) -> None:
    """Of a text that was taken over fifteen times, the fourteen other copies say nothing more."""
    known = KnownTexts()
    for number in range(15):
        remember(known, number, f"copy {number}", f"{seed_texts['003']} Copy {number}.", NOON, is_copy=number > 0)
    found = compare_text(77, seed_texts["003"], known)
    assert {(p.other_id, p.other_revision) for p in found.passages} == {(0, 1)}
