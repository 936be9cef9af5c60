"""Barnet har hörts."""

from ..words import Area, Better, Kind
from .shape import Indicator, day

INDICATOR = Indicator(
    key="child_heard",
    name="Barn som hördes i sin utredning",
    says="Hur stor del av de avslutade barnutredningarna där barnet självt fick säga sitt.",
    counted="Utredningar om barn som avslutades under månaden",
    numerator="De där barnets egna ord är antecknade",
    denominator="Alla avslutade utredningar om barn",
    area=Area.INVESTIGATION,
    kind=Kind.SHARE,
    unit="%",
    rooms=("investigations",),
    rows=f"""
      select i.compartment_id, d.person_id, {day("i.closed_at")},
        (exists (select from investigations_childvoice v
          where v.investigation_id = i.id and v.heard_at is not null and v.heard_at <= i.closed_at))::int::numeric,
        1::numeric, null::numeric
      from investigations_investigation i
        join dossier_case k on k.id = i.case_id
        join dossier_dossier d on d.id = k.dossier_id
      where i.concerns_child and i.closed_at >= since and i.closed_at < before""",
    order=20,
    better=Better.HIGHER,
    law="SoL 3 kap. 2 §, 20 kap. 7 §",
    is_open=True,
)
