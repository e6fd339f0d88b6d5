"""Python's garbage collector, and when it has nothing to find."""

from __future__ import annotations

import contextlib
import gc
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["collector_at_rest", "now_and_then_collected"]

T = TypeVar("T")

_COLLECTED = 32
"""Portions of a back-fill after which it is asked: it goes through a million records, and finds ten a portion."""


@contextlib.contextmanager
def collector_at_rest() -> Iterator[None]:
    """
    Keep the garbage collector from looking through what is made inside.

    For where tens of thousands of rows become records that hold no cycles: it would go through all of them over and
    over, which takes as long as making them (docs/choices.md#commit). What nothing refers to any more is freed all the
    same.
    """
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            gc.enable()


def now_and_then_collected(portions: Iterable[T]) -> Iterator[T]:
    """Yield portions of a long work, and ask the garbage collector, which is at rest, after every 32 of them."""
    for done, portion in enumerate(portions, start=1):
        yield portion
        if done % _COLLECTED == 0:
            gc.collect()
