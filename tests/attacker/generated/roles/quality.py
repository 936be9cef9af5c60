"""Kvalitetsutvecklare."""

from __future__ import annotations

from . import DIRECTION, TRACES, TRIALS, WHY, WORKSHOPS, Role

ROLE = Role(
    "Kvalitetsutvecklare",
    "vera",
    changes=TRACES | WHY | TRIALS | DIRECTION | WORKSHOPS | {"improvement_programme"},
)
