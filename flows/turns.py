"""Wait for the database folder: what is made once a night must not be left out because a run goes on."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

from prefect import get_run_logger

from pipeline.errors import LockedError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["in_turn"]

T = TypeVar("T")

_PAUSE = 5.0


def in_turn(work: Callable[[], T], seconds: float) -> T:
    """
    Return what the work returns, begun again for so many seconds while somebody else holds the database.

    For work that does nothing before it holds the database itself. Raises LockedError when it was never free.
    """
    until = time.monotonic() + seconds
    while True:
        try:
            return work()
        except LockedError as error:
            if time.monotonic() > until:
                raise
            get_run_logger().info("waiting for its turn: %s", error)
        time.sleep(_PAUSE)
