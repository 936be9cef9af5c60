"""Enhetschef i hemtjänsten."""

from __future__ import annotations

from . import CASEWORK, QUEUE, Role

ROLE = Role(
    "Enhetschef i hemtjänsten",
    "inga",
    changes=CASEWORK | QUEUE | {"office_proposal", "organisation_staffskill"},
    reads_log=True,
)
