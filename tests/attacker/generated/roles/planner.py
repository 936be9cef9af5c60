"""Planerare."""

from __future__ import annotations

from . import Role, VISITS

ROLE = Role("Planerare", "nils", changes=VISITS)
