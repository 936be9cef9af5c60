"""Enhetschef i hemtjänsten."""

from __future__ import annotations

from . import CASEWORK, PLANNING, QUEUE, ROSTER, Role

ROLE = Role(
    "Enhetschef i hemtjänsten",
    "inga",
    changes=CASEWORK
    | QUEUE
    | ROSTER
    | {"economy_budget"}
    | PLANNING
    | {"office_proposal", "organisation_staffskill"},
    reads_log=True,
)
