"""Väntan på förhandsbedömning."""

from samtid.steps.intake.words import Kind as Came

from ..words import Area, Better, Kind
from .shape import Indicator, day

INDICATOR = Indicator(
    key="preliminary_days",
    name="Dagar till beslut om utredning",
    says="Hur många dagar det gick från att en anmälan kom in till beslutet att inleda eller inte inleda utredning.",
    counted="Anmälningar som avslutades under månaden",
    numerator="Dagar från att anmälan kom in",
    denominator="Avslutade anmälningar",
    area=Area.WAITING,
    kind=Kind.MEDIAN,
    unit="dagar",
    rooms=("intake",),
    rows=f"""
      select r.compartment_id, d.person_id, {day("r.closed_at")}, null::numeric, null::numeric,
        ({day("r.closed_at")} - {day("r.received_at")})::numeric
      from intake_report r
        join dossier_case k on k.id = r.case_id
        join dossier_dossier d on d.id = k.dossier_id
      where r.kind = '{Came.REPORT.value}' and r.closed_at >= since and r.closed_at < before""",
    order=70,
    better=Better.LOWER,
    law="SoL 20 kap. 2 §",
)
