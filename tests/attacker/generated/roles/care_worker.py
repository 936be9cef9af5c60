"""Undersköterska."""

from __future__ import annotations

from . import VISITS, Role

ROLE = Role("Undersköterska", "tova", changes=VISITS)
