"""Nya anmälningar inom ett år."""

from samtid.steps.intake.words import Kind as Came

from ..words import About, Area, Kind, Period
from .shape import Indicator, day

INDICATOR = Indicator(
    key="rereported",
    name="Anmäld på nytt inom tolv månader",
    says="Hur stor del av anmälningarna som följdes av en ny anmälan om samma person inom tolv månader efter att den första "
    "avslutades. Värdet kommer därför först ett år efteråt. En ny anmälan kan vara bra: någon såg.",
    counted="Anmälningar som avslutades under kvartalet",
    numerator="De som följdes av en ny inom tolv månader",
    denominator="Alla avslutade anmälningar",
    area=Area.EFFECT,
    kind=Kind.SHARE,
    unit="%",
    rooms=("intake", "dossier"),
    rows=f"""
      select r.compartment_id, d.person_id, {day("r.closed_at")},
        (exists (select from intake_report n join dossier_case k2 on k2.id = n.case_id
          where k2.dossier_id = k.dossier_id and n.kind = r.kind and n.id <> r.id
            and n.received_at > r.closed_at and n.received_at < r.closed_at + interval '12 months'))::int::numeric,
        1::numeric, null::numeric
      from intake_report r
        join dossier_case k on k.id = r.case_id
        join dossier_dossier d on d.id = k.dossier_id
      where r.kind = '{Came.REPORT.value}' and r.closed_at >= since and r.closed_at < before""",
    order=40,
    about=About.PERSONS,
    period=Period.QUARTER,
    lag=12,
)
