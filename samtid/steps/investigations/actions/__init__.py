"""Vad som kan göras i en utredning, from opening to end. One file for each part of the work."""

from __future__ import annotations

from .ending import close_by_decision, close_without_service, end_monitoring, extend
from .inquiry import add_finding, correct_informed, hear_child, inform_affected, plan
from .opening import add_report_to_open_investigation, open_investigation, read_report
from .proposing import answer, communicate, propose
from .together import Result, open_together

__all__ = [
    "Result",
    "add_finding",
    "add_report_to_open_investigation",
    "answer",
    "close_by_decision",
    "close_without_service",
    "communicate",
    "correct_informed",
    "end_monitoring",
    "extend",
    "hear_child",
    "inform_affected",
    "open_investigation",
    "open_together",
    "plan",
    "propose",
    "read_report",
]
