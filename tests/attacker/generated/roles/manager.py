"""Enhetschef."""

from __future__ import annotations

from . import CASEWORK, QUEUE, ROSTER, WHY, Role

ROLE = Role("Enhetschef", "karin", changes=CASEWORK | QUEUE | ROSTER | WHY, reads_log=True)
