"""How a message is handed over, a module for each way."""

from __future__ import annotations

from pipeline.alerts.senders.once import masked, send

__all__ = ["masked", "send"]
