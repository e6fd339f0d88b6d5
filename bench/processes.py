"""What processes cost: processor time and memory of this one and those below it, from Linux's own books."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["cpu_seconds", "family", "own_seconds", "peak_memory"]

_TICKS = os.sysconf("SC_CLK_TCK")


def family(pid: int) -> Iterator[int]:
    """Yield a process and those below it."""
    yield pid
    for thread in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in thread.read_text(encoding="ascii").split():
            yield from family(int(child))


def cpu_seconds(pid: int) -> float:
    """Return the processor time of a process and of those below it, also of those that have come to their end."""
    return sum(_ticks(member, 4) for member in family(pid)) / _TICKS


def own_seconds(pid: int) -> float:
    """Return the processor time of a process alone."""
    return _ticks(pid, 2) / _TICKS


def peak_memory(pid: int) -> float:
    """Return the most MB that a process has held so far."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    found = re.search(r"VmHWM:\s+(\d+)", status)
    return int(found[1]) / 1024 if found else 0.0


def _ticks(pid: int, kinds: int) -> int:
    """Return user and system time, with four kinds also those of children that have ended."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(") ")[2].split()
    return sum(map(int, fields[11 : 11 + kinds]))
