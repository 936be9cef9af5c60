"""Lämnad vidare."""

from samtid.base.dossier.words import Event

from ..words import Area, Better, Kind
from .shape import Indicator, day

INDICATOR = Indicator(
    key="hand_overs",
    name="Gånger ett ärende lämnats vidare första tre månaderna",
    says="Hur många gånger ett nytt ärende bytte handläggare eller enhet under sina första tre månader, i medeltal. "
    "Att mottagningen lämnar det till den som ska utreda räknas också: ett byte är det minsta en utredning har.",
    counted="Ärenden som öppnades under månaden",
    numerator="Byten av handläggare eller enhet inom tre månader",
    denominator="Öppnade ärenden",
    area=Area.LOAD,
    kind=Kind.RATE,
    unit="byten",
    rooms=("dossier",),
    rows=f"""
      select k.compartment_id, d.person_id, {day("k.opened_at")},
        (select count(*) from dossier_event e where e.case_id = k.id and e.verb in (
            '{Event.CASE_TRANSFERRED.value}', '{Event.CASE_ASSIGNED.value}')
          and e.at < k.opened_at + interval '3 months')::numeric, 1::numeric, null::numeric
      from dossier_case k
        join dossier_dossier d on d.id = k.dossier_id
      where k.opened_at >= since and k.opened_at < before""",
    order=30,
    better=Better.LOWER,
    lag=3,
    decimals=1,
)
