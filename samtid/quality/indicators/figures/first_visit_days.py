"""Från beslut till första besöket."""

from ..words import Area, Better, Kind
from .shape import Indicator, day

INDICATOR = Indicator(
    key="first_visit_days",
    name="Dagar från beslut till första besöket",
    says="Hur många dagar det gick från beslutsdagen till det första besök som blev av i insatsen.",
    counted="Insatser med beslut vars första besök blev av under månaden",
    numerator="Dagar från beslutsdagen",
    denominator="Insatser som fick sitt första besök",
    area=Area.CARRIED_OUT,
    kind=Kind.MEDIAN,
    unit="dagar",
    rooms=("decisions", "services", "visits"),
    rows=f"""
      select s.compartment_id, s.person_id, {day("v.planned_at")}, null::numeric, null::numeric,
        greatest({day("v.planned_at")} - b.decided_on, 0)::numeric
      from visits_visit v
        join services_service s on s.id = v.service_id
        join decisions_decision b on b.id = s.decision_id
      where v.carried_out_at is not null and v.planned_at >= since and v.planned_at < before
        and not exists (select from visits_visit e where e.service_id = s.id and e.carried_out_at is not null
          and (e.planned_at, e.id) < (v.planned_at, v.id))""",
    order=20,
    better=Better.LOWER,
    is_open=True,
)
