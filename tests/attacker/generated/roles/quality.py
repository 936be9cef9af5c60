"""Kvalitetsutvecklare."""

from __future__ import annotations

from . import DIRECTION, TRACES, WHY, Role

ROLE = Role("Kvalitetsutvecklare", "vera", changes=TRACES | WHY | DIRECTION | {"improvement_programme"})
