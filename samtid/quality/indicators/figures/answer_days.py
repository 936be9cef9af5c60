"""Väntan på första svaret."""

from samtid.steps.intake.words import Kind as Came

from ..words import Area, Better, Kind
from .shape import Indicator, day

INDICATOR = Indicator(
    key="answer_days",
    name="Dagar till första svaret",
    says="Hur många dagar den som ansökte eller frågade väntade på socialtjänstens första besked: ett svar, eller "
    "beskedet att ansökan utreds.",
    counted="Ansökningar och frågor som fick sitt första besked under månaden",
    numerator="Dagar från att de kom in",
    denominator="Besvarade ansökningar och frågor",
    area=Area.WAITING,
    kind=Kind.MEDIAN,
    unit="dagar",
    rooms=("intake",),
    rows=f"""
      select r.compartment_id, d.person_id, {day("least(r.closed_at, r.feedback_sent_at)")}, null::numeric, null::numeric,
        ({day("least(r.closed_at, r.feedback_sent_at)")} - {day("r.received_at")})::numeric
      from intake_report r
        join dossier_case k on k.id = r.case_id
        join dossier_dossier d on d.id = k.dossier_id
      where r.kind in ('{Came.APPLICATION.value}', '{Came.QUESTION.value}')
        and least(r.closed_at, r.feedback_sent_at) >= since and least(r.closed_at, r.feedback_sent_at) < before""",
    order=50,
    better=Better.LOWER,
    law="FL 6 och 9 §§",
    is_open=True,
)
