"""What comes at different speeds is taken in as it comes."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from pipeline.handfuls import handfuls

if TYPE_CHECKING:
    from collections.abc import Iterator


def test_what_is_there_does_not_wait_for_what_is_not() -> None:
    """Two came at once; the third comes when somebody lets it."""
    let_go = threading.Event()

    def source() -> Iterator[int]:
        yield from (1, 2)
        let_go.wait(30)
        yield 3

    taken = handfuls(source(), most=10, seconds=0.2)
    assert next(taken) == [1, 2]
    let_go.set()
    assert list(taken) == [[3]]


def test_a_handful_is_never_too_many_nor_too_heavy() -> None:
    """Forty small ones or two large ones, whichever comes first; in order, and none is lost."""
    assert list(handfuls(range(7), most=3, seconds=5)) == [[0, 1, 2], [3, 4, 5], [6]]
    assert list(handfuls([6, 6, 1], most=9, seconds=5, weight=int, heaviest=10)) == [[6, 6], [1]]
    assert list(handfuls([], most=3, seconds=5)) == []


def test_what_goes_wrong_comes_after_what_went_well() -> None:
    """The error is raised where the items are taken."""

    def source() -> Iterator[int]:
        yield 1
        raise ValueError("the second one is broken")

    taken = handfuls(source(), most=1, seconds=5)
    assert next(taken) == [1]
    with pytest.raises(ValueError, match="second one"):
        next(taken)


def test_who_has_enough_leaves_nobody_working() -> None:
    """The source is closed, also when it has more than anybody takes."""
    closed = threading.Event()

    def source() -> Iterator[int]:
        try:
            yield from range(1_000_000)
        finally:
            closed.set()

    taken = handfuls(source(), most=2, seconds=5)
    assert next(taken) == [0, 1]
    taken.close()  # type: ignore[attr-defined]  # a generator
    assert closed.is_set()
    assert "handfuls" not in {thread.name for thread in threading.enumerate()}
