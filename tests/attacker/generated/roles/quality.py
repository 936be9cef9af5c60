"""Kvalitetsutvecklare."""

from __future__ import annotations

from . import TRACES, WHY, Role

ROLE = Role("Kvalitetsutvecklare", "vera", changes=TRACES | WHY | {"improvement_programme"})
