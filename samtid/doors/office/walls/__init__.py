"""Väggarna kring organisationen: the web reads the directory and writes none of it but through these doors.

``deciding`` is who may propose and approve, ``carrying_out`` is what then happens to the directory, the keys and the
log-ins, ``reorganising`` a whole plan, rehearsed first.
"""

from __future__ import annotations

from samtid.base.access.walling import AppendOnly, Wall
from samtid.base.organisation import roles

from . import carrying_out, deciding, picturing, reorganising

SEES = f"(select access.has_role(array[{roles.in_sql(roles.ADMINISTERS | roles.LEADS)}]))"

WALLS = [
    *carrying_out.WALLS,
    *deciding.WALLS,
    *picturing.WALLS,
    *reorganising.WALLS,
    Wall("office_proposal", SEES, write="false", verbs="select"),
    Wall("office_reorganisation", SEES, write="false", verbs="select"),
    # decided once; what was approved for a later day is marked when that day has come
    AppendOnly(
        "office_proposal",
        unless="old.outcome = 'waiting' or (old.outcome = 'approved' and old.carried_out_at is null "
        """and to_jsonb(new) - array['carried_out_at', 'row', 'compartment_id', 'is_sealed', 'provider_id']
        = to_jsonb(old) - array['carried_out_at', 'row', 'compartment_id', 'is_sealed', 'provider_id'])""",
    ),
]
