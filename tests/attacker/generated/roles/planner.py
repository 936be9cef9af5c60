"""Planerare."""

from __future__ import annotations

from . import VISITS, Role

ROLE = Role("Planerare", "nils", changes=VISITS)
