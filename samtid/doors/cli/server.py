"""gunicorn's settings file: what our own server needs besides the command line. Named by ``web.gunicorn``."""

from __future__ import annotations

from typing import Any

from samtid.doors.running.parent import end_with_parent


def on_starting(server: Any) -> None:
    """In the main process, before it has any workers: they look after themselves when it goes."""
    end_with_parent()
