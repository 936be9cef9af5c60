"""Mottagningens socialsekreterare."""

from __future__ import annotations

from . import CASEWORK, Role

ROLE = Role("Mottagningens socialsekreterare", "maja", changes=CASEWORK)
