"""Everything senders need, loaded once: a process that carries a message is a copy of one that has it all."""

from __future__ import annotations

from apprise.plugins import N_MGR

from pipeline.alerts.senders import each

__all__ = ["each"]

# apprise reads its hundred services when the first is asked for, which takes half a second.
N_MGR.load_modules()  # type: ignore[no-untyped-call]  # apprise types a part of itself only
