"""Enhetschef i hemtjänsten."""

from __future__ import annotations

from . import CASEWORK, DIRECTION, PLANNING, QUEUE, ROSTER, ROUTINES, WHY, WORKSHOPS, Role

ROLE = Role(
    "Enhetschef i hemtjänsten",
    "inga",
    changes=CASEWORK
    | QUEUE
    | ROSTER
    | {"economy_budget"}
    | PLANNING
    | WHY
    | DIRECTION
    | ROUTINES
    | WORKSHOPS
    | {"office_proposal", "organisation_staffskill"},
    reads_log=True,
)
