from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.collect.local.topic_words import has_topic_word, topic_words
from pipeline.demo.items import DAYS, examples
from pipeline.demo.pages import page
from pipeline.models import Article, Page
from pipeline.read.extract import read_article
from pipeline.topic import Entity, Terms, Thresholds, Topic, Vocabulary
from pipeline.topic.folder import read_topic
from pipeline.topic.relevance import Judge

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

SEEDS = Path(__file__).parents[2] / "seeds" / "huawei-us-market"


def topic(*names: str, terms: tuple[str, ...] = (), relevance: float = 0.3) -> Topic:
    """A topic about these names."""
    entities = tuple(Entity(name=name) for name in names)
    return Topic(
        topic="t",
        name="T",
        vocabulary=Vocabulary(entities=entities),
        terms=Terms(any=terms),
        thresholds=Thresholds(relevance=relevance),
    )


def found(body: bytes, *names: str) -> bool:
    """Is one of the names found in the bytes?"""
    return has_topic_word(topic_words([topic(*names)]), body)


@cache
def demo_articles(at: datetime) -> tuple[tuple[bytes, Article], ...]:
    """Every page of the demo that is an article, as bytes and read, of all topics and both days."""
    return tuple(_read(at))


def _read(at: datetime) -> Iterator[tuple[bytes, Article]]:
    for example in examples():
        for day in DAYS:
            for item in example.items:
                if item.day <= day:
                    body = page(example, item, day)
                    read = read_article(Page(url=item.url, final_url=item.url, body=body, fetched_at=at))
                    if isinstance(read, Article):
                        yield body, read


@pytest.mark.parametrize("gated", [True, False], ids=["as it is", "without its gate"])
def test_no_page_that_the_judge_keeps_is_left_out(gated: bool, now: datetime) -> None:  # noqa: FBT001 - two cases
    """Whatever page of the demo a topic keeps has one of its words, also where the topic asks for none."""
    kept = 0
    for example in examples():
        asking = read_topic(example.seeds, now)
        if not gated:
            asking = asking.model_copy(update={"terms": Terms()})
        judge, words = Judge(asking), topic_words([asking])
        for body, article in demo_articles(now):
            if judge.relevance(article).kept:
                kept += 1
                assert has_topic_word(words, body), article.url
    assert kept > 20


def test_seeds_have_their_topics_words(now: datetime, seed_texts: dict[str, str]) -> None:
    """A topic's own seeds are never left out, and the ferries of another topic are."""
    words = topic_words([read_topic(SEEDS, now)])
    assert all(has_topic_word(words, text.encode()) for text in seed_texts.values())
    assert not has_topic_word(words, b"<p>Three electric ferries are off the crossing.</p>")


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Huawei", b"HUAWEI"),
        ("Huawei", "Huawei".encode("utf-16")),
        ("Huawei", "a Huawei phone".encode("utf-16-be")),
        ("Best Buy", b"Best&nbsp;Buy"),
        ("Best Buy", b"<b>best</b>\n  buy"),
        ("Best Buy", "Best\u00a0Buy".encode()),
        ("Best Buy", "Best\u00a0Buy".encode("utf-16-le")),
        ("AT&T", b"AT&amp;T"),
        ("AT&T", b"AT&#38;T"),
        ("AT&T", b"AT&T"),
        ("O'Brien", "O’Brien".encode()),
        ("O'Brien", "O’Brien".encode("cp1252")),
        ("O'Brien", b"O&rsquo;Brien"),
        ("O’Brien", b"O'Brien"),
        ("Jean-Luc", b"Jean&#8209;Luc"),
        ("Ørsted", "Ørsted".encode()),
        ("Ørsted", "ØRSTED".encode()),
        ("Ørsted", "ørsted".encode("cp1252")),
        ("Ørsted", b"&Oslash;rsted"),
        ("Ørsted", b"&#216;rsted"),
        ("Ørsted", b"&#xF8;rsted"),
        ("Ørsted", rb'{"articleBody": "\u00d8rsted"}'),
        ("Müller", "Mu\u0308ller".encode()),
        ("Müller", "Müller".encode("utf-16")),
        ("Хуавэй", "ХУАВЭЙ".encode("koi8-r")),
        ("Хуавэй", "Хуавэй".encode("cp1251")),
        ("华为", "华为".encode("gb18030")),
        ("华为", "华为".encode("utf-16-le")),
        ("华为", b"&#21326;&#20026;"),
        ("ファーウェイ", "ファーウェイ".encode("shift_jis")),
        ("삼성", "삼성".encode("euc_kr")),
    ],
)
def test_a_name_is_found_however_it_is_written(name: str, written: bytes) -> None:
    """In capitals, in any encoding, with entities for letters, with markup between its words."""
    assert found(b"<html><p>" + written + b"</p></html>" if b"\0" not in written else written, name)


@pytest.mark.parametrize("written", [b"a best man, a good buy", b"hua wei", b"", b"Best of all: do not buy"])
def test_other_words_are_not_found(written: bytes) -> None:
    """Parts of names are not names."""
    assert not found(written, "Huawei", "Best Buy", "Ørsted", "华为")


def test_words_that_an_article_must_have_go_before_names() -> None:
    """An article needs one of terms.any, whoever else it names; and it may have one and name nobody."""
    words = topic_words([topic("Best Buy", terms=("huawei", "zte"))])
    assert has_topic_word(words, b"ZTE")
    assert not has_topic_word(words, b"Best Buy")


def test_any_of_several_topics_may_want_a_page() -> None:
    """A page is let through for one topic, whatever the others want."""
    words = topic_words([topic("Huawei"), topic("Corvane")])
    assert has_topic_word(words, b"Corvane")
    assert has_topic_word(words, b"Huawei")
    assert not has_topic_word(words, b"neither")


@pytest.mark.parametrize("wide", [topic(), topic("Huawei", relevance=0), topic("Huawei", "?!")])
def test_a_topic_that_cannot_be_looked_for_wants_every_page(wide: Topic) -> None:
    """Without words, with one that has no letters, or with a topic that keeps everything, nothing is left out."""
    assert has_topic_word(topic_words([topic("Corvane"), wide]), b"whatever it says")


def test_without_topics_there_is_nothing_to_look_for() -> None:
    """No topic, no words; who asks without words gets everything."""
    assert topic_words([]) is None
    assert has_topic_word(None, b"whatever it says")
