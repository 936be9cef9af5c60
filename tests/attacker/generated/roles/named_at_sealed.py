"""Handläggare, namngiven vid den skyddade."""

from __future__ import annotations

from . import CASEWORK, Role

ROLE = Role("Handläggare, namngiven vid den skyddade", "bo", changes=CASEWORK)
