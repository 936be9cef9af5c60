"""Sidorna: ``reading`` shows, ``decisions`` ``meetings`` and ``plans`` take what is written, ``writing`` is their one form."""

from __future__ import annotations

from .decisions import (
    change_activity,
    change_decision,
    change_goal,
    change_point,
    enter,
    follow_up,
    reopen_activity,
    reopen_decision,
    reopen_goal,
    reopen_point,
)
from .meetings import end_point, new_meeting, raise_point
from .plans import (
    add_activity,
    add_goal,
    add_milestone,
    correct_plan,
    end_activity,
    end_goal,
    follow_goal,
    new_plan,
    reach_milestone,
    set_theme,
    tie,
)
from .reading import activity, decision, decisions, goal, meeting, meetings, plan, point, start

__all__ = [
    "activity",
    "add_activity",
    "add_goal",
    "add_milestone",
    "change_activity",
    "change_decision",
    "change_goal",
    "change_point",
    "correct_plan",
    "decision",
    "decisions",
    "end_activity",
    "end_goal",
    "end_point",
    "enter",
    "follow_goal",
    "follow_up",
    "goal",
    "meeting",
    "meetings",
    "new_meeting",
    "new_plan",
    "plan",
    "point",
    "raise_point",
    "reach_milestone",
    "reopen_activity",
    "reopen_decision",
    "reopen_goal",
    "reopen_point",
    "set_theme",
    "start",
    "tie",
]
