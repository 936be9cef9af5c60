"""Väggen kring det som var svårt: anyone on the staff may say it; managers and quality developers read it."""

from __future__ import annotations

from samtid.base.access.walling import AppendOnly, Wall
from samtid.base.access.walling.conditions import ME
from samtid.base.organisation import roles

WALLS = [
    Wall(
        "improvement_hardship",
        f"(select access.has_role(array[{roles.in_sql(roles.READS_HARDSHIPS)}]))",
        write=f"{ME} is not null",
    ),
    AppendOnly("improvement_hardship"),
]
