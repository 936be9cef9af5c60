"""Besök som blev av."""

from ..words import Area, Better, Kind
from .shape import Indicator, day

INDICATOR = Indicator(
    key="visits_done",
    name="Avtalade besök som blev av",
    says="Hur stor del av de avtalade besöken som blev av. Besök som ingen har rapporterat räknas inte som gjorda. "
    "Vad som rättats efteråt räknas inte om. Ärenden som bara namngivna ser räknas inte.",
    counted="Besök som var avtalade till en tid under månaden",
    numerator="De som blev av",
    denominator="Alla avtalade besök",
    area=Area.CARRIED_OUT,
    kind=Kind.SHARE,
    unit="%",
    rooms=("visits",),
    rows=f"""
      select coalesce(v.provider_id, v.compartment_id), v.person_id, {day("v.planned_at")},
        (v.carried_out_at is not null)::int::numeric, 1::numeric, null::numeric
      from visits_visit v
      where v.planned_at >= since and v.planned_at < before and not v.is_sealed""",
    order=30,
    version=2,
    better=Better.HIGHER,
    is_open=True,
)
