"""Kvalitetsutvecklare."""

from __future__ import annotations

from . import DIRECTION, ROUTINES, TRACES, TRIALS, WHY, WORKSHOPS, Role

ROLE = Role(
    "Kvalitetsutvecklare",
    "vera",
    changes=TRACES | WHY | TRIALS | DIRECTION | ROUTINES | WORKSHOPS | {"improvement_programme"},
)
