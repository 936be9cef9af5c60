"""Sammanträdenas sidor."""

from __future__ import annotations

from .matters import correct, extract, matter, move_matter, raise_matter, register, settle, withdraw
from .meetings import adjust, call, cancel, hold, listing, meeting, minutes, move, new

__all__ = [
    "adjust",
    "call",
    "cancel",
    "correct",
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
    "withdraw",
]
