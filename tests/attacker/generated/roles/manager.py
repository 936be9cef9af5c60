"""Enhetschef."""

from __future__ import annotations

from . import CASEWORK, DIRECTION, MEETINGS, QUEUE, ROSTER, TRIALS, WHY, WORKSHOPS, Role

ROLE = Role(
    "Enhetschef",
    "karin",
    changes=CASEWORK | QUEUE | ROSTER | WHY | TRIALS | DIRECTION | MEETINGS | WORKSHOPS | {"economy_budget"},
    reads_log=True,
)
