"""Beslutets sidor."""

from __future__ import annotations

from .after import correct_notice, letter, note_final, notify, receive_appeal, settle_appeal
from .deciding import hand_over, register, send_back, sign
from .listing import decisions
from .show import decision
from .writing import change, prepare

__all__ = [
    "change",
    "correct_notice",
    "decision",
    "decisions",
    "hand_over",
    "letter",
    "note_final",
    "notify",
    "prepare",
    "receive_appeal",
    "register",
    "send_back",
    "settle_appeal",
    "sign",
]
