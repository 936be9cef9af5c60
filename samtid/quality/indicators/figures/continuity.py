"""Kontinuitet: personal som en person möter på fjorton dagar."""

from ..words import Area, Better, Kind
from .shape import Indicator

INDICATOR = Indicator(
    key="continuity",
    name="Personal som en person med hemtjänst möter på fjorton dagar",
    says="Hur många olika medarbetare som kom hem till den som är 65 år eller äldre och har minst två besök om dagen alla "
    "fjorton dagarna, klockan 7–22. Räknas på månadens första fjorton dagar, så som Koladas U21401. Kolada undantar också "
    "larm, mat och sjuksköterskor; det syns inte på besöken här, så värdet kan ligga något högre.",
    counted="Personer med minst två utförda besök om dagen i fjorton dagar",
    numerator="Olika medarbetare som kom, summerat över personerna",
    denominator="Personerna",
    area=Area.CARRIED_OUT,
    kind=Kind.RATE,
    unit="medarbetare",
    rooms=("visits", "people"),
    rows="""
      with seen as (
        select coalesce(v.provider_id, v.compartment_id) as compartment, v.person_id as who,
          date_trunc('month', v.planned_at at time zone 'Europe/Stockholm')::date as month,
          (v.planned_at at time zone 'Europe/Stockholm')::date as on_day, v.id, v.staff_id, v.second_id
        from visits_visit v
          join people_person p on p.id = v.person_id
        where v.carried_out_at is not null and v.planned_at >= since and v.planned_at < before
          and extract(day from v.planned_at at time zone 'Europe/Stockholm') <= 14
          and extract(hour from v.planned_at at time zone 'Europe/Stockholm') between 7 and 21
          and p.born_on <= (date_trunc('month', v.planned_at at time zone 'Europe/Stockholm') - interval '65 years')::date
      ), often as (
        select a.who, a.month from (
          select s.who, s.month, s.on_day from seen s group by 1, 2, 3 having count(distinct s.id) >= 2) a
        group by 1, 2 having count(*) = 14
      )
      select min(s.compartment), s.who, s.month, count(distinct m.met)::numeric, 1::numeric, null::numeric
      from seen s join often o using (who, month) cross join lateral (values (s.staff_id), (s.second_id)) m(met)
      group by s.who, s.month""",
    order=50,
    better=Better.LOWER,
    decimals=1,
    kolada=("U21401",),
    is_open=True,
)
