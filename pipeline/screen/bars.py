"""Progress bars, on a terminal only."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

from pipeline.progress import Progress, Silent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import Progress as RichProgress
    from rich.progress import ProgressColumn, Task, TaskID

__all__ = ["bars"]


class _Bars:
    """One bar a stage, on standard error."""

    def __init__(self, shown: RichProgress) -> None:
        self._shown = shown
        self._stage: TaskID | None = None

    def begin(self, what: str, of: int) -> None:
        self._stage = self._shown.add_task(what, total=of)

    def done(self, count: int = 1) -> None:
        if self._stage is not None:
            self._shown.advance(self._stage, count)


@contextlib.contextmanager
def bars(rate: str | None = None) -> Iterator[Progress]:
    """
    Show bars while the context lasts, where standard error is a terminal; elsewhere nothing.

    `rate` is what is counted, for a bar that tells how many of it are done a second.
    """
    if not sys.stderr.isatty():
        yield Silent()
        return
    from rich.console import Console  # noqa: PLC0415 - a tenth of a second that only a terminal needs
    from rich.progress import MofNCompleteColumn  # noqa: PLC0415
    from rich.progress import Progress as Shown  # noqa: PLC0415

    console = Console(stderr=True, no_color="NO_COLOR" in os.environ)
    counted = (MofNCompleteColumn(), _rate_column(rate)) if rate else ()
    with Shown(*Shown.get_default_columns(), *counted, console=console, transient=True) as shown:
        yield _Bars(shown)


def _rate_column(of: str) -> ProgressColumn:
    """Return a column that tells how many are done a second, over the last of them."""
    from rich.progress import ProgressColumn  # noqa: PLC0415 - see above
    from rich.text import Text  # noqa: PLC0415

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text("" if speed is None else f"{speed:.1f} {of}/s")

    return Rate()
