from __future__ import annotations

from datetime import UTC, datetime

from pipeline.compare.stream import TextRecord, arrived, name_of

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


def test_who_comes_first_is_earlier() -> None:
    """A batch is grouped at one moment; microseconds keep the order of its lines."""
    first, second = (arrived(TextRecord(id=name, text="Best Buy stops."), NOW, at) for at, name in enumerate("ab"))
    assert first.seen_at < second.seen_at


def test_an_id_is_given_back_as_it_came() -> None:
    """Numbers stay numbers, and what looks like an address or like JSON is only a name."""
    for name in ("17", 17, "text:1", '{"a": 1}', "É ‑ 中文", ""):
        assert name_of(arrived(TextRecord(id=name, text="Best Buy stops."), NOW, 0).url) == name


def test_the_same_text_under_the_same_id_is_the_same_text() -> None:
    """That is what makes a second run of the same lines add nothing; another text under the id is a new revision."""
    one, again, changed = (
        arrived(TextRecord(id="x", text=text), NOW, at) for at, text in enumerate(("Stop.", "Stop.", "Go."))
    )
    assert (one.article_id, one.revision) == (again.article_id, again.revision)
    assert one.article_id == changed.article_id
    assert one.revision != changed.revision


def test_texts_without_an_id_are_each_their_own() -> None:
    """Nothing says that they are the same thing told twice."""
    one, other = (arrived(TextRecord(id=None, text="Stop."), NOW, at) for at in range(2))
    assert one.article_id != other.article_id


def test_half_a_character_becomes_a_mark_and_moves_nothing() -> None:
    """JSON may spell a lone surrogate, which no database stores."""
    assert arrived(TextRecord(id="x", text="a\ud83db"), NOW, 0).text == "a\ufffdb"
