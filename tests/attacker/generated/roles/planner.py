"""Planerare."""

from __future__ import annotations

from . import ROSTER, VISITS, Role

ROLE = Role("Planerare", "nils", changes=VISITS | ROSTER)
