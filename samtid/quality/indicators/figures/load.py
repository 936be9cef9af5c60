"""Ärenden per handläggare."""

from samtid.base.organisation.words import Role

from ..words import Area, Better, Kind
from .shape import Indicator, month_ends

INDICATOR = Indicator(
    key="load",
    name="Öppna ärenden per handläggare",
    says="Hur många öppna ärenden som det fanns för varje handläggare i enheten den sista dagen i månaden. Chefer, "
    "mottagning och deltid räknas inte av: det är ett medeltal, inte någons arbete.",
    counted="Ärenden som var öppna när månaden slutade, i enheter med handläggare",
    numerator="Öppna ärenden",
    denominator="Handläggare och förste socialsekreterare placerade i enheten den dagen",
    area=Area.LOAD,
    kind=Kind.RATE,
    unit="ärenden",
    rooms=("dossier", "organisation"),
    # each case carries its part of a caseworker, so that the sum over the unit is the number of caseworkers
    rows=month_ends(
        "r.compartment_id, r.person_id, e.day, 1::numeric, r.part, null::numeric",
        f"""select k.compartment_id, d.person_id, s.many::numeric / count(*) over (partition by k.compartment_id) as part
        from dossier_case k join dossier_dossier d on d.id = k.dossier_id
          join (select h.compartment_id, count(distinct m.staff_id) as many from access_holding h
              join organisation_membership m on m.unit_id = h.unit_id
            where m.role in ('{Role.CASEWORKER.value}', '{Role.SENIOR.value}')
              and h.valid_from <= e.day and (h.valid_to is null or h.valid_to >= e.day)
              and m.valid_from <= e.day and (m.valid_to is null or m.valid_to >= e.day)
            group by 1) s on s.compartment_id = k.compartment_id
        where k.opened_at < e.night and (k.closed_at is null or k.closed_at >= e.night)""",
    ),
    order=20,
    better=Better.LOWER,
    decimals=1,
    is_open=True,
)
