"""Enhetschef i hemtjänsten."""

from __future__ import annotations

from . import CASEWORK, DIRECTION, PLANNING, QUEUE, ROSTER, Role

ROLE = Role(
    "Enhetschef i hemtjänsten",
    "inga",
    changes=CASEWORK | DIRECTION | QUEUE | ROSTER | PLANNING | {"office_proposal", "organisation_staffskill"},
    reads_log=True,
)
