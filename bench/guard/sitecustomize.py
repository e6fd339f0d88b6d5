"""
Python imports this by itself where its folder is on PYTHONPATH: who asks the network or opens a file is written down.

An audit hook stays for the life of a process and is inherited by its forks, so every reading worker has it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

_ASKS = frozenset({"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "subprocess.Popen", "os.system"})
# Where a process has its code, the machine's clock and randomness, and its own temporary files.
_ROOT = str(Path(__file__).resolve().parents[2])
_OWN = (_ROOT, sys.prefix, sys.base_prefix, "/proc", "/dev", "/usr/share/zoneinfo", os.environ["TMPDIR"])
_BOOK = os.open(os.environ["GUARDED_BOOK"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event in _ASKS:
        address = arguments[1] if event == "socket.connect" else arguments
        # A string is a socket of this machine's own processes: workers and those who lead them.
        if not isinstance(address, str | bytes):
            os.write(_BOOK, f"{event} {address}\n".encode())
    elif event == "open" and isinstance(arguments[0], str | bytes):
        path = os.path.realpath(os.fsdecode(arguments[0]))
        if not path.startswith(_OWN):
            os.write(_BOOK, f"{event} {path}\n".encode("utf-8", "replace"))


sys.addaudithook(_watch)
