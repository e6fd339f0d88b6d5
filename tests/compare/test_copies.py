from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from pipeline.compare.copies import RULE, adds_wording, compare, compare_text
from pipeline.compare.known import KnownTexts
from pipeline.models import COPIES, Article, Decision, Direction
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


@pytest.mark.parametrize("change", ["teaser of 30 words", "shortened by a desk"])
def test_what_says_less_is_contained_in_its_original(
    seed_texts: Mapping[str, str], known_seeds: KnownTexts, change: str
) -> None:
    """All it says stands there; the original says more."""
    found = compare(article(CHANGES[change](seed_texts["004"])), known_seeds)
    assert found.direction is Direction.CONTAINED_IN
    assert found.own_share > 0.85 > found.other_share
    assert found.nearest == found.copy_of == 4


def test_direction_is_told_for_round_ups_and_for_reprints(
    seed_texts: Mapping[str, str], known_seeds: KnownTexts
) -> None:
    """One contains its original, the other is like it."""
    round_up = compare(article(WEATHER * 20 + seed_texts["002"]), known_seeds)
    assert round_up.direction is Direction.CONTAINS
    assert round_up.other_share == 1
    assert compare(article("Phones. " + seed_texts["002"]), known_seeds).direction is Direction.ALIKE
    assert compare(article(seed_texts["002"].upper()), known_seeds).direction is Direction.ALIKE


def test_the_nearest_miss_of_an_independent_text_is_named(
    seed_texts: Mapping[str, str], known_seeds: KnownTexts
) -> None:
    """With the shares, so that "why not merged" has an answer."""
    found = compare(article(seed_texts["003"], number=3), known_seeds)
    assert (found.decision, found.copy_of, found.direction) == (Decision.INDEPENDENT, None, None)
    assert found.nearest in {0, 1, 2}
    assert 0 < found.own_share < 0.15
    assert compare(article(WEATHER), known_seeds).nearest is None


@pytest.mark.parametrize("seed", ["000", "001", "002", "003", "004"])
def test_any_thirty_words_of_a_seed_are_found(
    seed_texts: Mapping[str, str], known_seeds: KnownTexts, seed: str
) -> None:
    """Also where most of them are a quotation, and where three outlets print the same one."""
    words = seed_texts[seed].split()
    for at in range(0, len(words) - 30, 7):
        found = compare_text(77, " ".join(words[at : at + 30]) + " … Continue reading", known_seeds)
        assert found.decision is not Decision.INDEPENDENT, at
        assert found.copy_of == int(seed), at


def test_equal_candidates_are_ordered_by_number_whichever_came_first(
    seed_texts: Mapping[str, str], remember: Callable[..., None]
) -> None:
    """Of four reprints of the same moment the lowest number is the original; of undated ones, none is."""
    texts = {number: f"{seed_texts['001']} Page {number}." for number in (11, 12, 13, 14)}
    for order in ([11, 12, 13, 14], [14, 13, 12, 11], [13, 11, 14, 12]):
        known = KnownTexts()
        for number in order:
            remember(known, number, f"page {number}", texts[number], None if number == 11 else NOON)
        assert compare_text(77, seed_texts["001"], known).copy_of == 12


def test_the_earliest_of_equal_texts_is_the_one_it_is_exactly(
    seed_texts: Mapping[str, str], remember: Callable[..., None]
) -> None:
    """By the moment, not by who was indexed first; and not the article itself."""
    known = KnownTexts()
    remember(known, 5, "late", seed_texts["000"], NOON)
    remember(known, 6, "early", seed_texts["000"].upper(), NOON - timedelta(days=1))
    assert compare_text(77, seed_texts["000"], known).copy_of == 6
    assert compare_text(6, seed_texts["000"], known).copy_of == 5


def test_what_brings_nothing_of_its_own_need_not_be_indexed(
    seed_texts: Mapping[str, str], known_seeds: KnownTexts
) -> None:
    """A teaser and a reprint add no wording, a round-up and a report do."""
    teaser = CHANGES["teaser of 30 words"](seed_texts["000"])[:-17]
    assert not adds_wording(compare(article(teaser), known_seeds))
    assert not adds_wording(compare(article(seed_texts["000"].upper()), known_seeds))
    assert adds_wording(compare(article(WEATHER * 5 + seed_texts["000"]), known_seeds))
    assert adds_wording(compare(article(WEATHER), known_seeds))


HOSTILE = {
    "one word": "spam " * 50_000,
    "two words": "ham spam " * 25_000,
    "marks": "“" * 80_000 + '"' * 80_000,
    "marks around words": '"a"b' * 25_000,
    "lost marks": " ‘a" * 25_000,
    "one long word": "a" * 300_000,
    "apostrophes": "a'" * 80_000,
    "a circle of words": " ".join(f"w{at % 7 if at % 13 else at % 5_000}" for at in range(40_000)),
    "five words at a time": " ".join(f"a b c d e{at % 3} x{at}" for at in range(8_000)),
    "half characters": "\ud800 word " * 12_000,
    "nothing to see": "w\u200bord\u200d " * 12_000,
    "Chinese": "".join(chr(0x4E00 + at * at % 20_000) for at in range(80_000)),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_text_gets_an_answer(kind: str, remember: Callable[..., None]) -> None:
    """Next to itself and to others of its kind, with no more than 300 passages of each."""
    known = KnownTexts()
    for number in range(3):
        remember(known, number, "trap", HOSTILE[kind] + f" end {number}" * number, NOON)
    found = compare_text(77, "Read this first: " + HOSTILE[kind], known)
    assert found.reason
    assert len(found.passages) <= 3 * 300


def test_what_is_longer_than_a_book_is_compared_by_its_beginning(remember: Callable[..., None]) -> None:
    """The same words are the same only if all the rest is."""
    book = " ".join(f"word{at * 7_919 % 100_003}" for at in range(120_000))
    known = KnownTexts()
    remember(known, 1, "book", book, NOON)
    assert compare_text(2, book, known).decision is Decision.EXACT
    assert compare_text(3, book + " The end.", known).decision is Decision.NEAR_DUPLICATE
