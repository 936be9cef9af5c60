"""Vad ett identitetsnummer säger, hur gammal någon är, vad ett skydd döljer och vad en rad om ett barn säger."""

from __future__ import annotations

from .ages import age, is_child, speaks_for_self
from .beside import Compared, beside, obstacles_to_confirming, same
from .numbers import Number, read_number, sought_number
from .protection import HIDDEN, SECRECY, hidden_fields, hidden_near, is_sealed, obstacles_to_telling, without
from .said import Said, age_said, read_line

__all__ = [
    "HIDDEN",
    "SECRECY",
    "Compared",
    "Number",
    "Said",
    "age",
    "age_said",
    "beside",
    "hidden_fields",
    "hidden_near",
    "is_child",
    "is_sealed",
    "obstacles_to_confirming",
    "obstacles_to_telling",
    "read_line",
    "read_number",
    "same",
    "sought_number",
    "speaks_for_self",
    "without",
]
