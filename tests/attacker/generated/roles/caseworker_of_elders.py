"""Biståndshandläggare."""

from __future__ import annotations

from . import CASEWORK, Role

ROLE = Role("Biståndshandläggare", "ulf", changes=CASEWORK)
