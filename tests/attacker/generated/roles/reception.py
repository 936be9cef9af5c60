"""Mottagningens socialsekreterare."""

from __future__ import annotations

from . import CASEWORK, Role

# she has handed over every case here, and sees the keys that she gave by doing so
ROLE = Role("Mottagningens socialsekreterare", "maja", changes=CASEWORK, reads_log=True)
