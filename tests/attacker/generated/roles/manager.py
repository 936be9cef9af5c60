"""Enhetschef."""

from __future__ import annotations

from . import CASEWORK, DIRECTION, MEETINGS, QUEUE, ROSTER, ROUTINES, TRIALS, WHY, WORKSHOPS, Role

ROLE = Role(
    "Enhetschef",
    "karin",
    changes=CASEWORK
    | QUEUE
    | ROSTER
    | WHY
    | TRIALS
    | DIRECTION
    | MEETINGS
    | ROUTINES
    | WORKSHOPS
    | {"economy_budget"},
    reads_log=True,
)
