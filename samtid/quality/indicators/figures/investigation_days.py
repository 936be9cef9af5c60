"""Utredningstid."""

from ..words import Area, Better, Kind
from .shape import Indicator, day

INDICATOR = Indicator(
    key="investigation_days",
    name="Dagar från inledd till avslutad utredning",
    says="Hur många dagar en utredning tog, för barn och vuxna tillsammans.",
    counted="Utredningar som avslutades under månaden",
    numerator="Dagar från att utredningen inleddes",
    denominator="Avslutade utredningar",
    area=Area.INVESTIGATION,
    kind=Kind.MEDIAN,
    unit="dagar",
    rooms=("investigations",),
    rows=f"""
      select i.compartment_id, d.person_id, {day("i.closed_at")}, null::numeric, null::numeric,
        ({day("i.closed_at")} - {day("i.opened_at")})::numeric
      from investigations_investigation i
        join dossier_case k on k.id = i.case_id
        join dossier_dossier d on d.id = k.dossier_id
      where i.closed_at >= since and i.closed_at < before""",
    order=10,
    better=Better.LOWER,
    law="SoL 14 kap. 2 §",
    kolada=("U33401", "U35400"),
    is_open=True,
)
