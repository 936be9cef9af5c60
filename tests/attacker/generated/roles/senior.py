"""1:e socialsekreterare."""

from __future__ import annotations

from . import CASEWORK, Role

ROLE = Role("1:e socialsekreterare", "siri", changes=CASEWORK)
