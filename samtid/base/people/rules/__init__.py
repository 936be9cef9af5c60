"""Vad ett identitetsnummer säger, hur gammal någon är, vad ett skydd döljer och vad en rad om ett barn säger."""

from __future__ import annotations

from .ages import age, is_child, speaks_for_self
from .numbers import Number, read_number, sought_number
from .protection import HIDDEN, hidden_fields, hidden_near, is_sealed
from .said import Said, age_said, read_line

__all__ = [
    "HIDDEN",
    "Number",
    "Said",
    "age",
    "age_said",
    "hidden_fields",
    "hidden_near",
    "is_child",
    "is_sealed",
    "read_line",
    "read_number",
    "sought_number",
    "speaks_for_self",
]
