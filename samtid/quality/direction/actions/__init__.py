"""Vad som kan göras med beslut, möten och planer: föra in, följa upp, ändra bredvid, avsluta och öppna igen."""

from __future__ import annotations

from .decisions import change, enter_decision, follow_up, reopen
from .meetings import end_point, hold_meeting, raise_point
from .plans import (
    add_activity,
    add_goal,
    add_milestone,
    begin_plan,
    end_activity,
    end_goal,
    follow_goal,
    reach_milestone,
    set_theme,
    tie,
)

__all__ = [
    "add_activity",
    "add_goal",
    "add_milestone",
    "begin_plan",
    "change",
    "end_activity",
    "end_goal",
    "end_point",
    "enter_decision",
    "follow_goal",
    "follow_up",
    "hold_meeting",
    "raise_point",
    "reach_milestone",
    "reopen",
    "set_theme",
    "tie",
]
