"""Enhetschef på en annan enhet."""

from __future__ import annotations

from . import CASEWORK, QUEUE, WORKSHOPS, Role

ROLE = Role(
    "Enhetschef på en annan enhet",
    "anita",
    changes=CASEWORK | QUEUE | WORKSHOPS | {"roster_contract"},
    reads_log=True,
)
