"""Kvalitetsutvecklare."""

from __future__ import annotations

from . import TRACES, Role

ROLE = Role("Kvalitetsutvecklare", "vera", changes=TRACES | {"improvement_programme"})
