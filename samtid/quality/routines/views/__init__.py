"""Sidorna: ``reading`` shows the map, the step and the routine; ``writing`` takes what is written."""

from __future__ import annotations

from .reading import here, mark_read, routine, start, version
from .writing import decide, propose, review, send_back, withdraw, write

__all__ = [
    "decide",
    "here",
    "mark_read",
    "propose",
    "review",
    "routine",
    "send_back",
    "start",
    "version",
    "withdraw",
    "write",
]
