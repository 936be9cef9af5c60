"""Svar till den enskilde efter uppföljning."""

from ..words import Area, Better, Kind
from .shape import Indicator, day

INDICATOR = Indicator(
    key="told_back",
    name="Uppföljningar som den enskilde fått svar om",
    says="Hur stor del av uppföljningarna där den enskilde inom en månad fick veta vad som kom fram och vad som händer nu.",
    counted="Uppföljningar som gjordes under månaden",
    numerator="De där den enskilde fick svar inom en månad",
    denominator="Alla uppföljningar",
    area=Area.EFFECT,
    kind=Kind.SHARE,
    unit="%",
    rooms=("followup",),
    rows=f"""
      select f.compartment_id, d.person_id, {day("f.at")},
        (exists (select from followup_feedback b
          where b.follow_up_id = f.id and b.at < f.at + interval '1 month'))::int::numeric, 1::numeric, null::numeric
      from followup_followup f
        join dossier_case k on k.id = f.case_id
        join dossier_dossier d on d.id = k.dossier_id
      where f.at >= since and f.at < before""",
    order=30,
    better=Better.HIGHER,
    lag=1,
    is_open=True,
)
