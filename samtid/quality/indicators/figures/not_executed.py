"""Ej verkställda beslut."""

from samtid.ground.law import quality

from ..words import Area, Better, Kind
from .shape import Indicator, month_ends

INDICATOR = Indicator(
    key="not_executed",
    name="Beslut som väntat mer än tre månader",
    says="Hur många gynnande beslut som den sista dagen i månaden hade väntat mer än tre månader på att bli av.",
    counted="Gynnande beslut som inte var verkställda när månaden slutade",
    numerator="De som väntat mer än tre månader",
    denominator="–",
    area=Area.CARRIED_OUT,
    kind=Kind.COUNT,
    unit="beslut",
    rooms=("decisions", "services", "dossier"),
    rows=month_ends(
        "r.compartment_id, r.person_id, e.day, null::numeric, null::numeric, null::numeric",
        f"""select c.compartment_id, d.person_id from dossier_clock c
          join dossier_case k on k.id = c.case_id join dossier_dossier d on d.id = k.dossier_id
        where c.rule = '{quality.NOT_CARRIED_OUT.id}' and c.due_on < e.day
          and (c.stopped_at is null or c.stopped_at >= e.night)""",
    ),
    order=15,
    better=Better.LOWER,
    law="SoL 34 kap. 1 §",
)
