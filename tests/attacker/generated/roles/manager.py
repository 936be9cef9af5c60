"""Enhetschef."""

from __future__ import annotations

from . import CASEWORK, DIRECTION, MEETINGS, QUEUE, RISKS, ROSTER, ROUTINES, TRIALS, WHY, WORKSHOPS, Role

ROLE = Role(
    "Enhetschef",
    "karin",
    changes=CASEWORK
    | QUEUE
    | ROSTER
    | WHY
    | RISKS
    | TRIALS
    | DIRECTION
    | MEETINGS
    | ROUTINES
    | WORKSHOPS
    | {"economy_budget"},
    reads_log=True,
)
