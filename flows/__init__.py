"""
The only place that knows Prefect: the same runs, scheduled and watched.

Prefect reads its settings when it is first imported, so they are given here, before any module of this package does
that; what the environment says already stands. A server and a worker are processes of their own and are told the same
in their environment (docs/deploy.md, prefect.yaml).
"""

from __future__ import annotations

import os

__all__: list[str] = []

_DEFAULTS = {
    # A Prefect server reports to its makers every ten minutes, and the client counts interactive use: neither is
    # ours to send, and offline the first delays the start and ends in a traceback.
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    # The temporary server took 18 s to start on two busy cores; Prefect gives up after 20.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "90",
    # One at a time, which is the default, recording 1,000 task runs costs 16-24 s of the server's processor; by 200 it
    # is 6 s. With more tasks than it keeps up with, a temporary server ends in tracebacks and loses the records.
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "200",
    # What the pipeline logs stands with the run; it uses the standard library's logging, for it knows no Prefect.
    "PREFECT_LOGGING_EXTRA_LOGGERS": "pipeline",
}

for _name, _value in _DEFAULTS.items():
    os.environ.setdefault(_name, _value)
