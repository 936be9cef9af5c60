"""Enhetschef."""

from __future__ import annotations

from . import CASEWORK, DIRECTION, QUEUE, ROSTER, Role

ROLE = Role("Enhetschef", "karin", changes=CASEWORK | DIRECTION | QUEUE | ROSTER, reads_log=True)
