"""Utredningens sidor: one file for each part of the work."""

from __future__ import annotations

from .ending import close, end_monitoring, extend
from .inquiry import add_finding, correct_finding, correct_informed, hear_child, inform, plan
from .listing import investigations
from .opening import add_report, ongoing, open_investigation, read_report
from .proposing import answer, communicate, propose
from .show import investigation
from .together import open_together

__all__ = [
    "add_finding",
    "add_report",
    "answer",
    "close",
    "communicate",
    "correct_finding",
    "correct_informed",
    "end_monitoring",
    "extend",
    "hear_child",
    "inform",
    "investigation",
    "investigations",
    "ongoing",
    "open_investigation",
    "open_together",
    "plan",
    "propose",
    "read_report",
]
