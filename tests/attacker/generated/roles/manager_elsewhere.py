"""Enhetschef på en annan enhet."""

from __future__ import annotations

from . import CASEWORK, QUEUE, Role

ROLE = Role(
    "Enhetschef på en annan enhet",
    "anita",
    changes=CASEWORK | QUEUE | {"roster_contract", "economy_budget"},
    reads_log=True,
)
