"""Planerare."""

from __future__ import annotations

from . import PLANNING, ROSTER, VISITS, Role

ROLE = Role("Planerare", "nils", changes=VISITS | ROSTER | PLANNING)
