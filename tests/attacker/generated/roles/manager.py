"""Enhetschef."""

from __future__ import annotations

from . import CASEWORK, QUEUE, Role

ROLE = Role("Enhetschef", "karin", changes=CASEWORK | QUEUE, reads_log=True)
