"""Kvalitetsutvecklare."""

from __future__ import annotations

from . import DIRECTION, TRACES, WHY, WORKSHOPS, Role

ROLE = Role(
    "Kvalitetsutvecklare", "vera", changes=TRACES | WHY | DIRECTION | WORKSHOPS | {"improvement_programme"}
)
