"""Utförd tid mot avtalad."""

from ..words import Area, Kind
from .shape import Indicator, day

INDICATOR = Indicator(
    key="minutes_done",
    name="Utförda minuter av avtalade",
    says="Hur stor del av den avtalade tiden som gavs. Ett besök som inte blev av har noll utförda minuter, och ett som "
    "tog längre tid än avtalat räknas med hela sin tid. Ärenden som bara namngivna ser räknas inte.",
    counted="Rapporterade besök som var avtalade till en tid under månaden",
    numerator="Minuter som besöken tog, gånger hundra",
    denominator="Avtalade minuter",
    area=Area.CARRIED_OUT,
    kind=Kind.RATE,
    unit="%",
    rooms=("visits",),
    rows=f"""
      select coalesce(v.provider_id, v.compartment_id), v.person_id, {day("v.planned_at")},
        case when v.carried_out_at is null then 0 else 100 * coalesce(v.minutes_done, v.minutes) end::numeric,
        v.minutes::numeric, null::numeric
      from visits_visit v
      where v.planned_at >= since and v.planned_at < before and not v.is_sealed
        and (v.carried_out_at is not null or v.not_carried_out_at is not null)""",
    order=40,
    version=2,
)
