"""Kvalitetsutvecklare."""

from __future__ import annotations

from . import DIRECTION, TRACES, Role

ROLE = Role("Kvalitetsutvecklare", "vera", changes=TRACES | DIRECTION | {"improvement_programme"})
