"""Enhetschef på en annan enhet."""

from __future__ import annotations

from . import CASEWORK, DIRECTION, QUEUE, WHY, Role

ROLE = Role(
    "Enhetschef på en annan enhet",
    "anita",
    changes=CASEWORK | QUEUE | WHY | DIRECTION | {"roster_contract"},
    reads_log=True,
)
