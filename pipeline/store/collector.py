"""Python's garbage collector, and when it has nothing to find."""

from __future__ import annotations

import contextlib
import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["collector_at_rest"]


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
