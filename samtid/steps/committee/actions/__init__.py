"""Vad som kan göras med ett sammanträde och det som står på dess lista."""

from .matters import correct_matter, move_matter, raise_matter, register, settle, withdraw
from .meetings import (
    adjust_minutes,
    call_meeting,
    cancel_meeting,
    correct_meeting,
    hold_meeting,
    move_meeting,
    plan_meeting,
    take_over,
)

__all__ = [
    "adjust_minutes",
    "call_meeting",
    "cancel_meeting",
    "correct_matter",
    "correct_meeting",
    "hold_meeting",
    "move_matter",
    "move_meeting",
    "plan_meeting",
    "raise_matter",
    "register",
    "settle",
    "take_over",
    "withdraw",
]
