from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from pipeline.demo.bodies import body_of, clean_text, seed_text
from pipeline.demo.items import DAYS, CopiedFrom, examples
from pipeline.demo.outlets import OUTLETS
from pipeline.models import Novelty
from pipeline.text import normalise

if TYPE_CHECKING:
    from pipeline.demo.items import Day, Example, Item

RETOLD = ["retold-ledger", "retold-foundry", "no-attribution", "att"]
# Other words for what the seeds call the UK, Congress and American.
OTHER_WORDS = {"britain", "representatives", "american"}
EVERY_KIND_OF_NOVELTY = set(Novelty)


def test_there_are_two_topics_and_the_real_seeds_come_first() -> None:
    """The demo shows that topics are data by bringing two."""
    assert [example.topic for example in examples()] == ["huawei-us-market", "ellery-sound-ferries"]


def test_every_item_says_what_it_shows_and_what_to_expect(example: Example) -> None:
    """An item without an expectation would prove nothing: each one promises a drop or something about the article."""
    for item in example.items:
        promised = item.expect.model_dump(exclude_defaults=True)
        assert item.shows
        assert promised.get("stage") if item.expect.outcome == "drop" else promised, item.id


def test_items_have_names_and_addresses_of_their_own(example: Example) -> None:
    """No two items share an id or an address."""
    for values in ([item.id for item in example.items], [item.url for item in example.items]):
        assert len(values) == len(set(values))


def test_every_item_is_in_a_feed(example: Example) -> None:
    """An outlet that publishes an item on a topic has exactly one working feed for it."""
    for item in example.items:
        assert [f.outlet_key for f in example.feeds if f.expect == "feed"].count(item.outlet_key) == 1, item.id


def test_every_outlet_is_invented() -> None:
    """Hosts end in .example, which can never be somebody's."""
    assert all(outlet.host.endswith(".example") for outlet in OUTLETS.values())


def test_copies_and_stories_refer_to_what_is_there(example: Example) -> None:
    """Originals, and documents that claims are found in, are seeds or items of the same topic."""
    seeds = {path.name for path in (example.seeds / "articles").iterdir()}
    known = seeds | {item.id for item in example.items}
    assert set(example.stories) == seeds
    assert {item.expect.copy_of for item in example.items if item.expect.copy_of} <= known
    assert {claim.document for claim in example.claims} <= known


def test_a_copy_is_expected_to_be_one(example: Example) -> None:
    """Whatever was copied from a text is expected to be found out, with that text as its original."""
    for item in example.items:
        original = item.copied_from and (item.copied_from.seed or item.copied_from.item)
        assert item.expect.copy_of == original, item.id


def test_the_evidence_of_expected_claims_is_in_the_text(example: Example) -> None:
    """Words that a claim is to be found by stand in the item, letter for letter and once."""
    for item, day in _days_of(example):
        change = item.changed_by(day)
        text = clean_text(body_of(example, item, item.day))
        for claim in (change.expect if change else item.expect).claims:
            assert text.count(claim.evidence) == 1, (item.id, claim.evidence)
    for supported in example.claims:
        assert supported.evidence in _document(example, supported.document), supported.label


def test_articles_are_as_long_as_news(example: Example) -> None:
    """What is neither a copy nor a stub runs to between 150 and 400 words."""
    for item in example.items:
        if item.kind == "article" and item.copied_from is None:
            assert 150 <= len(clean_text(body_of(example, item, item.day)).split()) <= 400, item.id


def test_retellings_say_nothing_the_seeds_do_not_say(huawei: Example, seed_texts: dict[str, str]) -> None:
    """About real companies nothing is invented: names, numbers and quotations all come from the seeds."""
    seeds = normalise(" ".join(seed_texts.values())).replace("'s", "")
    for item_id in RETOLD:
        text = clean_text(body_of(huawei, huawei.item(item_id), 1))
        names = re.findall(r"(?<=[a-z,;:] )[A-Z][\w&]+", text)
        numbers = re.findall(r"\d[\d.,]*\d|\d", text)
        quoted = [quote.rstrip(".,") for quote in re.findall(r"“([^”]+)”", text)]
        for said in [*names, *numbers, *quoted]:
            plain = normalise(said).replace("'s", "")
            assert plain in seeds or plain in OTHER_WORDS, (item_id, said)


def test_off_topic_items_share_words_with_the_topic(huawei: Example) -> None:
    """They would be no test of relevance otherwise: each names entities of the topic and uses words of the seeds."""
    topic = tomllib.loads((huawei.seeds / "topic.toml").read_text(encoding="utf-8"))
    lent = {n for e in topic["entities"] for n in [e["name"], *e.get("roles", [])]} | {
        phrase for phrases in topic["events"].values() for phrase in phrases
    }
    for item in huawei.items:
        if item.expect.stage == "topic":
            text = clean_text(body_of(huawei, item, 1)).lower()
            assert len([word for word in lent if re.search(rf"\b{re.escape(word.lower())}\b", text)]) >= 3, item.id


def test_the_invented_topic_shows_every_kind_of_novelty(example: Example, ferries: Example) -> None:
    """Somebody who reads the digest of the demo has seen all that can happen to a claim."""
    expectations = [e for item in ferries.items for e in (item.expect, item.change and item.change.expect) if e]
    assert {c.novelty for e in expectations for c in e.claims} - {None} == EVERY_KIND_OF_NOVELTY


def test_on_the_second_day_there_is_more_and_something_else(example: Example) -> None:
    """Each topic gains items on day 2 and changes at least one page of day 1."""
    assert len(example.items_on(2)) > len(example.items_on(1))
    assert any(item.changed_by(2) for item in example.items)


def test_items_are_published_before_they_are_seen(example: Example) -> None:
    """Dates fit the story's clock, but for those that are expected not to be trusted."""
    for item in example.items:
        if item.published and item.expect.published != "none":
            assert item.published <= example.moment(item.day), item.id
            assert item.expect.published in {None, item.published.date()}, item.id


def test_a_copy_has_one_original() -> None:
    """Neither none nor two."""
    with pytest.raises(ValidationError, match="one original"):
        CopiedFrom()
    with pytest.raises(ValidationError, match="one original"):
        CopiedFrom(seed="a.txt", item="b")


def _days_of(example: Example) -> list[tuple[Item, Day]]:
    return [(item, day) for day in DAYS for item in example.items_on(day) if day == item.day or item.changed_by(day)]


def _document(example: Example, name: str) -> str:
    if name in example.stories:
        return seed_text(example, name)
    return clean_text(body_of(example, example.item(name), 1))
