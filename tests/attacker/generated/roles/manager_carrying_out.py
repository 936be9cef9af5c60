"""Enhetschef i hemtjänsten."""

from __future__ import annotations

from . import (
    CASEWORK,
    DIRECTION,
    MEETINGS,
    PLANNING,
    QUEUE,
    RISKS,
    ROSTER,
    ROUTINES,
    TRIALS,
    WHY,
    WORKSHOPS,
    Role,
)

ROLE = Role(
    "Enhetschef i hemtjänsten",
    "inga",
    changes=CASEWORK
    | QUEUE
    | ROSTER
    | {"economy_budget"}
    | PLANNING
    | WHY
    | RISKS
    | TRIALS
    | DIRECTION
    | MEETINGS
    | ROUTINES
    | WORKSHOPS
    | {"office_proposal", "organisation_staffskill"},
    reads_log=True,
)
