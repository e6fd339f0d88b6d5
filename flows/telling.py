"""What is shown and told when the work is stored: nothing that goes wrong in it is the work's failure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefect import get_run_logger

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["let_know"]


def let_know(what: Callable[[], None]) -> None:
    """Show or tell. The work is stored and published by now, so whatever goes wrong here is logged, and that is all."""
    try:
        what()
    except Exception as error:  # noqa: BLE001 - see above
        get_run_logger().warning("not shown or told, though stored: %s: %s", type(error).__name__, error)
