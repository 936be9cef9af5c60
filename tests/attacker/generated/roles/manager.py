"""Enhetschef."""

from __future__ import annotations

from . import CASEWORK, DIRECTION, QUEUE, ROSTER, ROUTINES, WHY, WORKSHOPS, Role

ROLE = Role(
    "Enhetschef",
    "karin",
    changes=CASEWORK | QUEUE | ROSTER | WHY | DIRECTION | ROUTINES | WORKSHOPS | {"economy_budget"},
    reads_log=True,
)
