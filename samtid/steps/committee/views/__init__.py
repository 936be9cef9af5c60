"""Sammanträdenas sidor."""

from __future__ import annotations

from .matters import correct, extract, matter, move_matter, raise_matter, register, settle, withdraw
from .meetings import (
    adjust,
    call,
    cancel,
    correct_meeting,
    hold,
    listing,
    meeting,
    minutes,
    move,
    new,
    take_over,
)

__all__ = [
    "adjust",
    "call",
    "cancel",
    "correct",
    "correct_meeting",
    "extract",
    "hold",
    "listing",
    "matter",
    "meeting",
    "minutes",
    "move",
    "move_matter",
    "new",
    "raise_matter",
    "register",
    "settle",
    "take_over",
    "withdraw",
]
