"""Enhetschef."""

from __future__ import annotations

from . import CASEWORK, QUEUE, ROSTER, Role

ROLE = Role("Enhetschef", "karin", changes=CASEWORK | QUEUE | ROSTER | {"economy_budget"}, reads_log=True)
