"""Kvalitetsutvecklare."""

from __future__ import annotations

from . import DIRECTION, RISKS, ROUTINES, TRACES, TRIALS, WHY, WORKSHOPS, Role

ROLE = Role(
    "Kvalitetsutvecklare",
    "vera",
    changes=TRACES | WHY | TRIALS | DIRECTION | RISKS | ROUTINES | WORKSHOPS | {"improvement_programme"},
)
