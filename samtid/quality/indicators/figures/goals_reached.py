"""Nådda mål."""

from samtid.quality.followup.words import Attained

from ..words import About, Area, Better, Kind, Period
from .shape import Indicator, day

INDICATOR = Indicator(
    key="goals_reached",
    name="Mål som är nådda vid uppföljning",
    says="Hur stor del av de uppföljda målen som är nådda. Den enskildes egen bedömning gäller; personalens bara där den "
    "enskilde inte har svarat.",
    counted="Mål som följdes upp under kvartalet",
    numerator="De som är nådda, eller mer än nådda",
    denominator="Alla uppföljda mål",
    area=Area.EFFECT,
    kind=Kind.SHARE,
    unit="%",
    rooms=("followup",),
    rows=f"""
      select f.compartment_id, d.person_id, {day("f.at")},
        (coalesce(g.person_level, g.staff_level) >= {Attained.REACHED.level})::int::numeric, 1::numeric, null::numeric
      from followup_goalresult g
        join followup_followup f on f.id = g.follow_up_id
        join dossier_case k on k.id = f.case_id
        join dossier_dossier d on d.id = k.dossier_id
      where f.at >= since and f.at < before""",
    order=20,
    about=About.PERSONS,
    better=Better.HIGHER,
    period=Period.QUARTER,
    law="SoL 5 kap. 2 §",
)
