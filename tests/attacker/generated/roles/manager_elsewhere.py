"""Enhetschef på en annan enhet."""

from __future__ import annotations

from . import CASEWORK, DIRECTION, MEETINGS, QUEUE, RISKS, ROUTINES, TRIALS, WHY, WORKSHOPS, Role

ROLE = Role(
    "Enhetschef på en annan enhet",
    "anita",
    changes=CASEWORK
    | QUEUE
    | WHY
    | RISKS
    | TRIALS
    | DIRECTION
    | MEETINGS
    | ROUTINES
    | WORKSHOPS
    | {"roster_contract", "economy_budget"},
    reads_log=True,
)
