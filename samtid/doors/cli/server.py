"""gunicorn's settings file: what our own server needs besides the command line. Named by ``web.gunicorn``."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Any

from samtid.doors.running.parent import end_with_parent
from samtid.doors.running.words import Door

# A crowd at the open door gets what the staff leave of the machine, and all of it when they leave it.
COURTESY = 10


def child_exit(server: Any, worker: Any) -> None:
    """What a process that has gone was doing is no longer being done (doors/running/figures.py)."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)


def on_starting(server: Any) -> None:
    """In the main process, before it has any workers: they look after themselves when it goes."""
    end_with_parent()
    if os.environ.get("SAMTID_DOOR") == Door.OPEN and hasattr(os, "nice"):
        with suppress(OSError):  # a unit of systemd's may have said how much it gets (CPUWeight)
            os.nice(COURTESY)
