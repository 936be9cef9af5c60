"""Handläggare på en annan enhet."""

from __future__ import annotations

from . import CASEWORK, Role

ROLE = Role("Handläggare på en annan enhet", "pelle", changes=CASEWORK)
