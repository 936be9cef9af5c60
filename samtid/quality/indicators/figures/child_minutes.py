"""Minuter med barnet."""

from ..words import Area, Better, Kind
from .shape import Indicator, day

INDICATOR = Indicator(
    key="child_minutes",
    name="Minuter med barnet per utredning",
    says="Hur många minuter av samtal med barnet som är antecknade i en avslutad barnutredning, i medeltal. "
    "Samtal utan angiven tid räknas som noll.",
    counted="Utredningar om barn som avslutades under månaden",
    numerator="Antecknade minuter i samtal med barnet",
    denominator="Alla avslutade utredningar om barn",
    area=Area.INVESTIGATION,
    kind=Kind.RATE,
    unit="minuter",
    rooms=("investigations",),
    rows=f"""
      select i.compartment_id, d.person_id, {day("i.closed_at")},
        coalesce((select sum(v.minutes) from investigations_childvoice v
          where v.investigation_id = i.id and v.heard_at <= i.closed_at), 0)::numeric, 1::numeric, null::numeric
      from investigations_investigation i
        join dossier_case k on k.id = i.case_id
        join dossier_dossier d on d.id = k.dossier_id
      where i.concerns_child and i.closed_at >= since and i.closed_at < before""",
    order=30,
    better=Better.HIGHER,
    law="SoL 3 kap. 2 §",
)
