"""Väntan på skyddsbedömning."""

from samtid.steps.intake.words import Kind as Came

from ..words import Area, Better, Kind
from .shape import Indicator, day

INDICATOR = Indicator(
    key="protection_hours",
    name="Timmar till skyddsbedömning",
    says="Hur lång tid det gick från att anmälan kom in till att skyddsbedömningen var gjord.",
    counted="Anmälningar, knutna till en person, som skyddsbedömdes under månaden",
    numerator="Timmar från att anmälan kom in",
    denominator="Skyddsbedömda anmälningar",
    area=Area.WAITING,
    kind=Kind.MEDIAN,
    unit="timmar",
    rooms=("intake",),
    rows=f"""
      select r.compartment_id, d.person_id, {day("r.protection_assessed_at")}, null::numeric, null::numeric,
        (extract(epoch from r.protection_assessed_at - r.received_at) / 3600)::numeric
      from intake_report r
        join dossier_case k on k.id = r.case_id
        join dossier_dossier d on d.id = k.dossier_id
      where r.kind = '{Came.REPORT.value}' and r.protection_assessed_at >= since and r.protection_assessed_at < before""",
    order=60,
    better=Better.LOWER,
    decimals=1,
    law="SoL 20 kap. 1 §",
)
