"""Undersköterska."""

from __future__ import annotations

from . import Role, VISITS

ROLE = Role("Undersköterska", "tova", changes=VISITS)
