"""Enhetschef."""

from __future__ import annotations

from . import CASEWORK, DIRECTION, QUEUE, ROSTER, WHY, Role

ROLE = Role("Enhetschef", "karin", changes=CASEWORK | QUEUE | ROSTER | WHY | DIRECTION, reads_log=True)
