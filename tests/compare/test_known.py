from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipeline.compare.copies import compare_text
from pipeline.compare.known import Indexed, KnownText, KnownTexts, Totals
from pipeline.compare.shingles import fingerprint
from pipeline.models import COPIES, Decision

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

NOON = datetime(2018, 3, 22, 12, tzinfo=UTC)
FOOTER = (
    "All rights reserved. Nothing on this page may be stored, sent on or printed without written leave from the "
    "publisher. Prices are given without tax and may change at any time without notice to the reader of this page."
)


def test_the_nearest_text_comes_first(seed_texts: Mapping[str, str], known_seeds: KnownTexts) -> None:
    """Ranked by how many shingles are shared."""
    assert known_seeds.candidates(seed_texts["003"])[0].article_id == 3


def test_one_shared_shingle_is_enough_for_a_short_text_only(known_seeds: KnownTexts) -> None:
    """Five common words bring a teaser to its seed, and a long text nowhere."""
    phrase = "ordering new smartphones from Huawei"
    assert known_seeds.candidates(phrase)
    filler = " ".join(f"word{number}" for number in range(100))
    assert known_seeds.candidates(f"{phrase} {filler}") == []


def test_what_everybody_prints_leads_nowhere(remember: Callable[..., None]) -> None:
    """A footer that ten independent texts carry is boilerplate: it makes no candidates and no reuse."""
    known = KnownTexts()
    for number in range(12):
        body = " ".join(f"word{number}x{at}" for at in range(80))
        remember(known, number, f"page {number}", f"{body}\n{FOOTER}", NOON)
    fresh = " ".join(f"fresh{at}" for at in range(80))
    assert known.candidates(f"{fresh}\n{FOOTER}") == []
    assert compare_text(99, f"{fresh}\n{FOOTER}", known).decision is Decision.INDEPENDENT


def test_copies_do_not_turn_a_story_into_boilerplate(
    seed_texts: Mapping[str, str], remember: Callable[..., None]
) -> None:
    """Taken over forty times, a text is still recognised the next time, as a copy of the first."""
    known = KnownTexts()
    remember(known, 0, "original", seed_texts["002"], NOON)
    for number in range(1, 41):
        remember(known, number, f"copy {number}", f"Page {number}. {seed_texts['002']}", NOON, is_copy=True)
    found = compare_text(99, f"Once more: {seed_texts['002']}", known)
    assert (found.decision, found.copy_of) == (Decision.NEAR_DUPLICATE, 0)


def test_a_long_text_of_few_different_words_is_found_again(remember: Callable[..., None]) -> None:
    """Sampling goes by different shingles, so that repeating a sentence does not hide a text."""
    chant = "Huawei sells phones in Europe. " * 2_000
    known = KnownTexts()
    remember(known, 1, "chant", chant, NOON)
    assert compare_text(2, chant + "And elsewhere.", known).decision is Decision.NEAR_DUPLICATE


def database_of(texts: Iterable[tuple[KnownText, bool]]) -> list[tuple[Indexed, tuple[int, ...]]]:
    """Rows as a database keeps them: each text with its fingerprint."""
    rows = []
    for known, independent in texts:
        mark = fingerprint(known.text, every=known.is_seed)
        rows.append((Indexed(known, mark.normal, mark.words, independent), mark.shingles))
    return rows


def recalled(rows: list[tuple[Indexed, tuple[int, ...]]], batch: list[KnownText]) -> KnownTexts:
    """What a store recalls for a batch: rows that share a shingle or the words."""
    asked = {shingle for one in batch for shingle in fingerprint(one.text, every=True).shingles}
    normals = {fingerprint(one.text).normal for one in batch}
    met = [row for row in rows if asked & set(row[1]) or row[0].normal in normals]
    pairs = [(shingle, at) for at, (_, kept) in enumerate(met) for shingle in kept if shingle in asked]
    outlets = Counter(indexed.known.outlet for indexed, _ in rows if indexed.independent and indexed.known.outlet)
    totals = Totals(len(rows), sum(row[0].independent for row in rows), outlets)
    return KnownTexts.recalled([indexed for indexed, _ in met], pairs, totals)


def test_what_a_store_recalls_decides_like_everything_it_knows(seed_texts: Mapping[str, str]) -> None:
    """Same decisions, passages and reasons for a batch, each article of it known to the next."""
    stored = [
        (KnownText(int(name), 1, f"seed:{name}", text, NOON, is_seed=True), True) for name, text in seed_texts.items()
    ]
    for number in range(15):
        body = " ".join(f"word{number}x{at}" for at in range(200))
        stored.append((KnownText(100 + number, 1, f"page {number}", f"{body}\n{FOOTER}", NOON, outlet="Gazette"), True))
    stored.append((KnownText(200, 1, "copy", "Phones. " + seed_texts["002"], NOON), False))
    batch = [
        KnownText(300, 1, "round-up", seed_texts["000"] + "\n" + seed_texts["004"], NOON),
        KnownText(301, 1, "teaser", " ".join(seed_texts["003"].split()[90:120]), NOON),
        KnownText(302, 1, "loud", seed_texts["001"].upper(), NOON),
        KnownText(303, 1, "footer", " ".join(f"x{at}" for at in range(150)) + FOOTER, NOON, outlet="Gazette"),
        KnownText(304, 1, "again", "Once more: " + seed_texts["002"], NOON),
        KnownText(305, 1, "round-up again", "Read on. " + seed_texts["000"] + "\n" + seed_texts["004"], NOON),
        KnownText(306, 1, "short", "Best Buy stops", NOON),
        KnownText(307, 1, "short again", "Best Buy stops!", NOON),
    ]
    rows, everything = database_of(stored), KnownTexts()
    for text, independent in stored:
        everything.add(text, fingerprint(text.text, every=text.is_seed), independent=independent)
    part = recalled(rows, batch)
    assert len(part) == len(everything)
    for text in batch:
        found = [compare_text(text.article_id, text.text, known, text.outlet) for known in (everything, part)]
        assert found[0] == found[1]
        for known in (everything, part):
            known.add(text, fingerprint(text.text), independent=found[0].decision not in COPIES)
