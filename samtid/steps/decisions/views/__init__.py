"""Beslutets sidor."""

from __future__ import annotations

from .after import letter, note_final, notify
from .deciding import hand_over, register, sign
from .show import decision
from .writing import change, prepare

__all__ = ["change", "decision", "hand_over", "letter", "note_final", "notify", "prepare", "register", "sign"]
