"""
Run a module for as long as whoever started it lives: `python -m flows.lifeline MODULE ARGUMENT…`.

Its standard input is a pipe that nobody writes to. It closes when the starter ends, also by kill -9, and then this
process and all of its group end too: no server, and no run, is left behind that nobody knows of.
"""

from __future__ import annotations

import os
import runpy
import signal
import sys
import threading
import time

__all__ = ["main"]

_GRACE = 10.0


def main() -> None:
    """Become the module that the command line names."""
    # A shell that starts this in the background has it ignored, and it is the signal that ends us in good order.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    threading.Thread(target=_end_with_the_starter, daemon=True).start()
    module, sys.argv = sys.argv[1], sys.argv[1:]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def _end_with_the_starter() -> None:
    # Not sys.stdin: Python waits for its lock at the end, while this is still reading.
    while os.read(0, 1):
        pass
    os.killpg(0, signal.SIGTERM)
    time.sleep(_GRACE)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    main()
