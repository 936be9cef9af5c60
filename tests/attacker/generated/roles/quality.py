"""Kvalitetsutvecklare."""

from __future__ import annotations

from . import TRACES, WORKSHOPS, Role

ROLE = Role("Kvalitetsutvecklare", "vera", changes=TRACES | WORKSHOPS | {"improvement_programme"})
