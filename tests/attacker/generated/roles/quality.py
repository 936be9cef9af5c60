"""Kvalitetsutvecklare."""

from __future__ import annotations

from . import DIRECTION, ROUTINES, TRACES, WHY, WORKSHOPS, Role

ROLE = Role(
    "Kvalitetsutvecklare",
    "vera",
    changes=TRACES | WHY | DIRECTION | ROUTINES | WORKSHOPS | {"improvement_programme"},
)
