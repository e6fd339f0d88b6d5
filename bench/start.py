"""How long until claimwatch answers: --help, and the whole demo."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time

RUNS = 5


def seconds(*command: str) -> float:
    """Return how long a command takes."""
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - began


def main() -> None:
    """Print medians."""
    bare = statistics.median(seconds(sys.executable, "-c", "pass") for _ in range(RUNS))
    shown = statistics.median(seconds(sys.executable, "-m", "pipeline", "--help") for _ in range(RUNS))
    print(f"claimwatch --help: {shown:.3f} s, {shown / bare:.1f} times a bare interpreter ({bare:.3f} s)")
    with tempfile.TemporaryDirectory() as home:
        print(f"claimwatch demo: {seconds(sys.executable, '-m', 'pipeline', 'demo', '--db', home):.1f} s")


if __name__ == "__main__":
    main()
