"""Ny utredning inom ett år."""

from ..words import About, Area, Kind, Period
from .shape import Indicator, day

INDICATOR = Indicator(
    key="reinvestigated",
    name="Utredd på nytt inom tolv månader",
    says="Hur stor del av de avslutade barnutredningarna som följdes av en ny utredning om samma barn inom tolv månader. "
    "Värdet kommer därför först ett år efteråt.",
    counted="Utredningar om barn som avslutades under kvartalet",
    numerator="De som följdes av en ny inom tolv månader",
    denominator="Alla avslutade utredningar om barn",
    area=Area.EFFECT,
    kind=Kind.SHARE,
    unit="%",
    rooms=("investigations", "dossier"),
    rows=f"""
      select i.compartment_id, d.person_id, {day("i.closed_at")},
        (exists (select from investigations_investigation n join dossier_case k2 on k2.id = n.case_id
          where k2.dossier_id = k.dossier_id and n.id <> i.id
            and n.opened_at > i.closed_at and n.opened_at < i.closed_at + interval '12 months'))::int::numeric,
        1::numeric, null::numeric
      from investigations_investigation i
        join dossier_case k on k.id = i.case_id
        join dossier_dossier d on d.id = k.dossier_id
      where i.concerns_child and i.closed_at >= since and i.closed_at < before""",
    order=50,
    about=About.PERSONS,
    period=Period.QUARTER,
    lag=12,
)
