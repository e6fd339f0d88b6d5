"""What is stored is found again: by marks that every text gets, and that no other scheme can mistake for its own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.compare.collator import SCHEMES, Collator
from pipeline.compare.overrules import Overrules
from pipeline.grouping import Stored
from pipeline.models import Article, Batch, Intake, Overrule, Passage
from pipeline.neighbours import Neighbours, catch_up
from pipeline.store.ledger import Ledger
from pipeline.store.marks import NEVER_OLD
from pipeline.store.upkeep import tidy
from pipeline.text import content_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pipeline.models import Comparison
    from pipeline.store.near import Near

NOW = datetime(2018, 3, 22, 12, 0, tzinfo=UTC)


def article(name: str, text: str, *, at: datetime = NOW, is_seed: bool = False, outlet: str | None = None) -> Article:
    """An article seen at a moment."""
    url = f"http://news.example/{name}"
    return Article(
        article_id=content_id("article", url),
        revision=content_id("revision", text),
        url=url,
        text=text,
        seen_at=at,
        is_seed=is_seed,
        outlet=outlet,
    )


def put_beside(one: Article, collator: Collator) -> dict[str, Any]:
    """What an article is next to those before it; it is known from then on."""
    comparison = collator.compared(one)
    placement = collator.placed(one, comparison)
    marks = collator.file(one, comparison, placement)
    return {"article": one, "comparison": comparison, "placement": placement, "marks": marks}


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """An empty ledger."""
    return Ledger(tmp_path / "var")


def take_in(ledger: Ledger, *batches: Sequence[Article], overrules: Sequence[Overrule] = ()) -> list[Comparison]:
    """Put articles beside what is stored, batch by batch, and store them."""
    compared = []
    neighbours = Neighbours(ledger.near, ledger.rarity(SCHEMES.stories), Overrules(overrules))
    for batch in batches:
        collator, _ = neighbours.of(batch)
        answers = [put_beside(one, collator) for one in batch]
        intakes = tuple(Intake(**answer, relevance=()) for answer in answers)
        rarity = ((SCHEMES.stories, neighbours.rarity.packed()),)
        ledger.commit(Batch(decided_at=batch[0].seen_at, intakes=intakes, rarity=rarity), 1)
        compared += [answer["comparison"] for answer in answers]
    return compared


def near(ledger: Ledger, *articles: Article) -> Near:
    """What is stored near articles."""
    return Neighbours(ledger.near, ledger.rarity(SCHEMES.stories), Overrules()).of(articles)[1]


def rows(ledger: Ledger, table: str) -> int:
    """How many rows a table has."""
    with ledger.database.writing() as connection:
        return connection.table(f"ledger.{table}").count("*").fetchall()[0][0]


def test_a_copy_that_comes_a_year_later_finds_its_original(ledger: Ledger, seed_texts: Mapping[str, str]) -> None:
    """All history is searched for copies; stories are told of the weeks around."""
    originals = [article(name, text) for name, text in seed_texts.items()]
    late = article("late", f"{seed_texts['002']} Sign up for our newsletter.", at=NOW + timedelta(days=400))
    *_, compared = take_in(ledger, originals, [late])
    assert compared.copy_of == originals[2].article_id
    found = near(ledger, article("other", seed_texts["003"][:900], at=NOW + timedelta(days=800)))
    assert originals[3].article_id in {carrier.article_id for carrier in found.carriers if carrier.text}


def test_only_what_comes_near_is_read(ledger: Ledger, seed_texts: Mapping[str, str]) -> None:
    """Whoever carries one shingle is named; read is who shares enough to be compared."""
    take_in(ledger, [article(name, text) for name, text in seed_texts.items()])
    found = near(ledger, article("stranger", "The ferry from Ellery was late again on Friday, its captain said. " * 9))
    assert found.carriers == ()
    assert found.articles == ()
    assert sum(texts for texts, _ in found.texts.values()) == len(seed_texts)


def test_a_seed_is_near_any_day(ledger: Ledger, seed_texts: Mapping[str, str]) -> None:
    """News of another year is still compared with the seeds, and not with the news of the year they were planted."""
    seed, news = article("seed", seed_texts["000"], is_seed=True), article("news", seed_texts["003"])
    take_in(ledger, [seed, news])
    later = article("later", seed_texts["001"], at=NOW + timedelta(days=700))
    with ledger.database.writing() as connection:
        days = connection.execute("SELECT DISTINCT day FROM ledger.story_keys").fetchall()
    assert {day for (day,) in days} == {NEVER_OLD, NOW.date()}
    candidates = {one.article_id for one in near(ledger, later).articles if one.keys}
    assert seed.article_id in candidates
    assert news.article_id not in candidates


def test_an_article_knows_its_own_earlier_texts(ledger: Ledger, seed_texts: Mapping[str, str]) -> None:
    """That is how an edit is told from news, and the same text again from both."""
    first, second = (
        article("x", seed_texts["000"]),
        article("x", seed_texts["000"] + " More.", at=NOW + timedelta(days=1)),
    )
    take_in(ledger, [first], [second])
    assert [text.revision for text in near(ledger, first).revisions] == [second.revision, first.revision]


def test_the_original_that_a_person_named_comes_along(ledger: Ledger, seed_texts: Mapping[str, str]) -> None:
    """Though the two share no words, the copy by hand goes into its story."""
    original, copy = (
        article("a", seed_texts["004"]),
        article("b", "Nothing at all is said of that here, or of anything."),
    )
    by_hand = Overrule(
        overrule_id=7, kind="copy_of", article_id=copy.article_id, other_id=original.article_id, made_at=NOW
    )
    take_in(ledger, [original])
    collator, _ = Neighbours(ledger.near, None, Overrules([by_hand])).of([copy])
    answer = put_beside(copy, collator)
    assert answer["comparison"].copy_of == original.article_id
    take_in(ledger, [copy], overrules=[by_hand])
    with ledger.database.writing() as connection:
        stories = connection.execute("SELECT DISTINCT story_id FROM articles").fetchall()
    assert len(stories) == 1


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_inside_a_batch_decides_nothing_on_copies(
    order: tuple[int, ...], ledger: Ledger, seed_texts: Mapping[str, str]
) -> None:
    """Pages come as the network brings them; who published first is the original, whoever was fetched first."""
    dated = [
        article(name, text, at=NOW + timedelta(minutes=minutes))
        for name, text, minutes in (
            ("original", seed_texts["001"], 0),
            ("copy", f"{seed_texts['001']} More on this later.", 1),
            ("cut", seed_texts["001"][:1200], 2),
        )
    ]
    arrived = sorted((dated[place] for place in order), key=lambda one: (one.seen_at, one.url))
    decided = {one.article_id: one for one in take_in(ledger, arrived)}
    assert [decided[one.article_id].copy_of for one in dated] == [None, dated[0].article_id, dated[0].article_id]


def test_marks_are_stored_once(ledger: Ledger, seed_texts: Mapping[str, str]) -> None:
    """Storing them again adds nothing."""
    texts = [article(name, text) for name, text in seed_texts.items()]
    answers = [put_beside(one, Collator()) for one in texts]
    for _ in range(2):
        ledger.mark([answer["marks"] for answer in answers], b"")
        assert rows(ledger, "fingerprints") == len(texts)
        assert rows(ledger, "shingles") == sum(len(answer["marks"].shingles) for answer in answers)


def test_a_copy_that_says_nothing_new_takes_no_room(ledger: Ledger, seed_texts: Mapping[str, str]) -> None:
    """Whatever copies it is found by its original; only that it exists is on record."""
    take_in(ledger, [article("a", seed_texts["000"])])
    before = rows(ledger, "shingles")
    take_in(ledger, [article(f"copy-{number}", seed_texts["000"]) for number in range(5)])
    assert rows(ledger, "shingles") == before
    assert rows(ledger, "fingerprints") == 6


def test_rows_of_another_scheme_are_never_met_and_then_replaced(ledger: Ledger, seed_texts: Mapping[str, str]) -> None:
    """A new version gives every stored text new marks before it searches; what was decided stands."""
    take_in(ledger, [article(name, text) for name, text in seed_texts.items()])
    with ledger.database.writing() as connection:
        decided = connection.execute("FROM ledger.comparisons ORDER BY ALL").fetchall()
        for table in ("fingerprints", "shingles", "traits", "story_keys", "rarity"):
            connection.execute(f"UPDATE ledger.{table} SET scheme = 'of-old'")  # noqa: S608 - ours
    copy = article("copy", f"{seed_texts['003']} Sign up for our newsletter.")
    assert near(ledger, copy).carriers == ()
    catch_up(ledger)
    assert any(carrier.text for carrier in near(ledger, copy).carriers)
    assert near(ledger, copy).articles != ()
    with ledger.database.writing() as connection:
        assert connection.execute("FROM ledger.comparisons ORDER BY ALL").fetchall() == decided
        tidy(connection, SCHEMES, NOW)
        assert connection.execute("SELECT DISTINCT scheme FROM ledger.shingles").fetchall() == [(SCHEMES.shingles,)]


def test_a_ledger_from_before_there_were_marks_catches_up(ledger: Ledger, seed_texts: Mapping[str, str]) -> None:
    """In portions: a run that is interrupted goes on where it was, and what is counted is counted once."""
    take_in(ledger, [article(name, text) for name, text in seed_texts.items()])
    marked, rarity = rows(ledger, "shingles"), ledger.rarity(SCHEMES.stories)
    with ledger.database.writing() as connection:
        for table in ("fingerprints", "shingles", "traits", "story_keys", "rarity"):
            connection.execute(f"DELETE FROM ledger.{table}")  # noqa: S608 - ours
    for _ in range(2):
        catch_up(ledger)
        assert rows(ledger, "shingles") == marked
        assert ledger.rarity(SCHEMES.stories) == rarity


def test_what_many_wrote_on_their_own_is_asked_for_no_more(ledger: Ledger, seed_texts: Mapping[str, str]) -> None:
    """A footer of twelve articles leads to none of them; the nightly tidying remembers that, once."""
    footer = "This article was produced in partnership with the Northern Desk of Regional Papers and its readers."
    lines = seed_texts["004"].split()
    own = [
        article(str(number), f"{' '.join(lines[number * 40 : number * 40 + 40])} {number * 7919} times. {footer}")
        for number in range(12)
    ]
    take_in(ledger, own)
    with ledger.database.writing() as connection:
        assert tidy(connection, SCHEMES, NOW).boilerplate > 5
        assert tidy(connection, SCHEMES, NOW) == (0, 0)
    *_, compared = take_in(ledger, [article("next", f"Quite another thing has happened in the harbour. {footer}")])
    assert compared.copy_of is None


def test_old_texts_are_thinned_when_there_are_many(
    ledger: Ledger, seed_texts: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seeds and short texts keep all, and copies of old texts are found by what is left."""
    short = " ".join(seed_texts["002"].split()[:40])
    take_in(
        ledger,
        [article("seed", seed_texts["000"], is_seed=True), article("short", short), article("old", seed_texts["004"])],
    )
    monkeypatch.setattr("pipeline.store.upkeep._MANY_ROWS", 1)
    before = rows(ledger, "shingles")
    with ledger.database.writing() as connection:
        assert tidy(connection, SCHEMES, NOW).thinned == 0
        thinned = tidy(connection, SCHEMES, NOW + timedelta(days=10)).thinned
        assert tidy(connection, SCHEMES, NOW + timedelta(days=11)).thinned == 0
        kept = dict(
            connection.execute(
                "SELECT url, count(*) FROM ledger.shingles JOIN ledger.fingerprints USING (text_id)"
                " JOIN ledger.revisions USING (article_id, revision) GROUP BY url"
            ).fetchall()
        )
    assert before - thinned == sum(kept.values())
    assert kept["http://news.example/seed"] > 300
    assert kept["http://news.example/short"] > 30
    assert kept["http://news.example/old"] < 60
    *_, compared = take_in(ledger, [article("copy", f"{seed_texts['004']} Read on.", at=NOW + timedelta(days=12))])
    assert compared.decision == "near_duplicate"


def test_a_store_is_asked_for_nothing_when_nothing_comes(ledger: Ledger) -> None:
    """An empty batch is no question."""
    assert near(ledger).carriers == ()
    assert Stored(ledger, lambda: NOW).group([]) == []


def test_which_stories_are_near_hangs_on_no_order_of_passages(seed_texts: Mapping[str, str]) -> None:
    """They are stored in the order of the text; decided again, an article is linked to the same claims."""
    collator = Collator()
    patched = article("patched", "Nothing else is known of that here, or of anything.")
    comparison = collator.compared(patched)
    placement = collator.placed(patched, comparison)
    passages = []
    for place in range(9):
        source = article(f"source-{place}", f"{seed_texts['004']} {place}")
        collator.file(source, comparison, placement.model_copy(update={"story_id": place}))
        passages.append(
            Passage(
                other_id=source.article_id,
                start=place * 100,
                end=place * 100 + 60,
                other_start=0,
                other_end=60,
                words=6 + place,
                quoted=0.0,
            )
        )
    for order in (passages, passages[::-1]):
        told = comparison.model_copy(update={"passages": tuple(order)})
        assert collator.stories_near(patched, told, placement) == {placement.story_id, 4, 5, 6, 7, 8}
