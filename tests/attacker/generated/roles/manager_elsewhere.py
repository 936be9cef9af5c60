"""Enhetschef på en annan enhet."""

from __future__ import annotations

from . import CASEWORK, DIRECTION, QUEUE, Role

ROLE = Role(
    "Enhetschef på en annan enhet",
    "anita",
    changes=CASEWORK | DIRECTION | QUEUE | {"roster_contract"},
    reads_log=True,
)
