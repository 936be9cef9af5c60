"""Enhetschef."""

from __future__ import annotations

from . import CASEWORK, QUEUE, ROSTER, WORKSHOPS, Role

ROLE = Role("Enhetschef", "karin", changes=CASEWORK | QUEUE | ROSTER | WORKSHOPS, reads_log=True)
