"""Handläggare som har nödöppnat."""

from __future__ import annotations

from . import CASEWORK, Role

ROLE = Role("Handläggare som har nödöppnat", "eva", changes=CASEWORK, by_glass="199001022384")
