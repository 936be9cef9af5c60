"""Vad som krävs för att gå vidare. Pure functions: ``who`` may, ``text`` may say, ``when`` it is due, ``effect``, ``rows``."""

from __future__ import annotations

from .effect import Told, follow_up_told, told_of
from .rows import (
    LONGEST,
    MOST_KRONOR,
    Entered,
    NewActivity,
    NewGoal,
    NewPlan,
    has_a_theme,
    obstacles_to_activity,
    obstacles_to_change,
    obstacles_to_ending,
    obstacles_to_entering,
    obstacles_to_following,
    obstacles_to_goal,
    obstacles_to_milestone,
    obstacles_to_next,
    obstacles_to_plan,
    obstacles_to_point,
    obstacles_to_theme,
)
from .text import obstacles_to_texts
from .when import (
    GRACE,
    LAST_DAY,
    due_period,
    first_follow_up,
    last_day,
    latest_period,
    next_follow_up,
    period_of,
)
from .who import MAY, MOVES, STEERS, obstacles_to_moving

__all__ = [
    "GRACE",
    "LAST_DAY",
    "LONGEST",
    "MAY",
    "MOST_KRONOR",
    "MOVES",
    "STEERS",
    "Entered",
    "NewActivity",
    "NewGoal",
    "NewPlan",
    "Told",
    "due_period",
    "first_follow_up",
    "follow_up_told",
    "has_a_theme",
    "last_day",
    "latest_period",
    "next_follow_up",
    "obstacles_to_activity",
    "obstacles_to_change",
    "obstacles_to_ending",
    "obstacles_to_entering",
    "obstacles_to_following",
    "obstacles_to_goal",
    "obstacles_to_milestone",
    "obstacles_to_moving",
    "obstacles_to_next",
    "obstacles_to_plan",
    "obstacles_to_point",
    "obstacles_to_texts",
    "obstacles_to_theme",
    "period_of",
    "told_of",
]
