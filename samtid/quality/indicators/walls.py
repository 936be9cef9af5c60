"""Väggen kring siffrorna: the database counts, and what it keeps is about five persons or more.

``access.indicator_facts`` gives the rows that an indicator counts, to nobody but the functions here. What is too small
is put together or left out before anything is written (``ground/kernel/stats/small`` is its plain twin), so that
there is no figure to hide and none to subtract. A figure is told once and stands.
"""

from __future__ import annotations

from samtid.base.access.walling import NOBODY, Function, Wall
from samtid.base.access.walling.parts import PATH
from samtid.base.access.walling.small_groups import LONG, tagged
from samtid.base.organisation import roles
from samtid.ground.kernel.stats.small import SMALLEST

from .figures import all_indicators
from .words import About, AgeGroup, Level

WORKER = ("worker",)
YEARS = 3  # how far back there are figures when they are counted from nothing
MANY = 20  # so many rows before the slowest tenth is more than somebody's own wait
# the planner takes every answer of a function for a thousand rows, and joins accordingly
MANY_ROWS = {"search_path": PATH, "enable_nestloop": "off", "work_mem": "65536", "jit": "off"}
HALF = "interval '6 months'"


def _each(indicators: dict) -> str:  # type: ignore[type-arg]
    branches = "".join(
        f"{'if' if place == 0 else 'elsif'} wanted = '{one.key}' then\n    return query {one.rows.strip()};\n  "
        for place, one in enumerate(indicators.values())
    )
    return f"{branches}else\n    raise exception 'samtid: no such indicator' using errcode = 'invalid_parameter_value';\n  end if;"


FACTS = f"""
#variable_conflict use_column
declare
  since timestamptz := begins::timestamp at time zone 'Europe/Stockholm';
  before timestamptz := ends::timestamp at time zone 'Europe/Stockholm';
begin
  {_each(all_indicators())}
end
"""

TAGGED = tagged("access.indicator_facts(wanted, begins, ends) f")

FIGURES = f"""count(*)::int as told, round(sum(t.hit), 2) as hits, round(sum(t.base), 2) as base,
      round((percentile_cont(0.5) within group (order by t.amount))::numeric, 2) as median,
      case when count(*) >= {MANY} then round((percentile_disc(0.9) within group (order by t.amount))::numeric, 2) end as ninth,
      access.is_tellable(count(distinct t.person) filter (where t.hit > 0)) and
        access.is_tellable(count(distinct t.person) filter (where t.hit = 0)) as is_good"""

# One row for each period, and one for each unit or what is told together. A share about persons is told of all when
# whoever knows a unit is left with nobody or five; of the units when it may be told of each.
MEASURE = f"""
begin
  {TAGGED}, figure as (
    select t.period, grouping(t.shown) = 1 as is_all, t.shown, {FIGURES}
    from tagged t group by grouping sets ((t.period, t.shown), (t.period))
  ), others as (
    select k.period, k.unit, count(distinct t.person) filter (where t.hit > 0) as with_hit,
      count(distinct t.person) filter (where t.hit = 0) as without
    from kept k left join tagged t on t.period = k.period and t.unit <> k.unit
    where of_persons group by 1, 2
  ), tellable as (
    select o.period, bool_and(access.is_tellable(o.with_hit) and access.is_tellable(o.without)) as of_all,
      (select bool_and(f.is_good) from figure f where f.period = o.period and not f.is_all) as of_units
    from others o group by 1
  )
  insert into indicators_reading (id, indicator, version, level, unit_id, part, first_on, last_on,
    rows, hits, base, median, ninth, measured_at)
  select gen_random_uuid(), wanted, of_version,
    case when f.is_all or f.period is null then '{Level.ALL}' when f.shown = 0 then '{Level.REST}' else '{Level.UNIT}' end,
    nullif(f.shown, 0), '', p.first_on::date, (p.first_on + {LONG} - interval '1 day')::date,
    f.told,
    case when not of_persons or (f.is_good and case when f.is_all then t.of_all else t.of_units end) then f.hits end,
    f.base, f.median, f.ninth, moment
  from generate_series(begins::timestamp, (ends - 1)::timestamp, {LONG}) p(first_on)
    left join figure f on f.period = p.first_on::date
    left join tellable t on t.period = f.period
  order by p.first_on, f.is_all desc, f.shown;
  -- a period that nothing is told of has a line all the same, so that it is not counted again
end
"""

# By sex and by age, for half a year at a time, of the very same rows as those of its months. What has been written
# since may have made it another sum: if it is off by a few, nothing is told. Neighbouring ages are put together until
# each group has five; a sex of fewer than five is told of for neither.
AGES = ", ".join(f"({one.value}, '{one.label}')" for one in AgeGroup)
PARTS = f"""
declare told_before int := (select sum(r.rows) from indicators_reading r
    where r.indicator = wanted and r.version = of_version and r.level = '{Level.ALL}'
      and r.first_on >= begins and r.first_on < ends);
  is_whole boolean := (select coalesce(bool_and(not of_persons or r.hits is not null or r.rows is null), false)
    from indicators_reading r
    where r.indicator = wanted and r.version = of_version and r.level = '{Level.ALL}'
      and r.first_on >= begins and r.first_on < ends);
begin
  {TAGGED}, someone as materialized (
    select t.*, p.sex, a.first_age from tagged t join people_person p on p.id = t.person
      left join lateral (select max(v.first_age) as first_age from (values {AGES}) v(first_age, label)
        where p.born_on <= t.day - make_interval(years => v.first_age)) a on true
  ), step_of_age as (
    -- from the youngest up: a group is closed when it has five, and what is left at the end goes with the one before
    select a.first_age, count(distinct s.person) as persons
    from (values {AGES}) a(first_age, label) left join someone s on s.first_age = a.first_age group by 1
  ), grouped as (
    select g.first_age, access.age_group_of(array(select o.persons::int from step_of_age o order by o.first_age),
      (select count(*)::int from step_of_age o where o.first_age <= g.first_age)) as part
    from step_of_age g
  ), said as (
    select '{Level.SEX}' as level, s.sex as part, s.* from someone s
    union all
    select '{Level.AGE}', g.part::text, s.* from someone s join grouped g on g.first_age = s.first_age
    where not exists (select from someone u where u.first_age is null)
  ), figure as (
    select t.level, t.part, count(distinct t.person) as persons, {FIGURES} from said t group by 1, 2
  ), tellable as (
    select f.level, bool_and(f.persons >= {SMALLEST} and f.part <> '' and (not of_persons or f.is_good))
      and is_whole and access.is_tellable(abs(sum(f.told) - told_before)::bigint) as may
    from figure f group by 1
  )
  insert into indicators_reading (id, indicator, version, level, unit_id, part, first_on, last_on,
    rows, hits, base, median, ninth, measured_at)
  select gen_random_uuid(), wanted, of_version, l.level, null, coalesce(f.part, ''), begins, ends - 1,
    f.told, f.hits, f.base, f.median, f.ninth, moment
  from (values ('{Level.SEX}'), ('{Level.AGE}')) l(level)
    left join tellable t on t.level = l.level and t.may
    left join figure f on f.level = t.level;
end
"""

TELLABLE = f"begin\n  return few = 0 or few >= {SMALLEST};\nend\n"

# Which group of neighbours an age belongs to: the first age group of it, its number counted from 0. When those that are
# left at the end are too few they belong with the group before.
AGE_GROUP = f"""
declare starts int[] := array[1]; inside int := 0; total int := cardinality(persons);
begin
  for n in 1 .. total loop
    inside := inside + persons[n];
    if inside >= {SMALLEST} and n < total then
      starts := starts || (n + 1);
      inside := 0;
    end if;
  end loop;
  if inside < {SMALLEST} and cardinality(starts) > 1 then
    starts := starts[1:cardinality(starts) - 1];
  end if;
  return (select max(s) - 1 from unnest(starts) s where s <= place);
end
"""

LISTED = ",\n    ".join(
    f"('{one.key}', {one.version}, '{one.period}', {one.lag}, {str(one.about is About.PERSONS).lower()}, date '{one.sunset}')"
    for one in all_indicators().values()
)

# What has become a whole period since last, and whose lag has passed. The halves follow when their months are there.
MEASURE_ALL = f"""
declare one record; begins date; ends date; half date; made int := 0; earliest date;
begin
  perform pg_advisory_xact_lock(hashtext('samtid: indicators'));
  select greatest((today - interval '{YEARS} years')::date, (min(k.opened_at) at time zone 'Europe/Stockholm')::date)
    into earliest from dossier_case k;
  if earliest is null then
    return 0;
  end if;
  for one in select * from (values
    {LISTED}) v(key, version, step, lag, of_persons, sunset)
  loop
    select coalesce(max(r.last_on) + 1, date_trunc(one.step, earliest::timestamp)::date) into begins
      from indicators_reading r
      where r.indicator = one.key and r.version = one.version and r.level = '{Level.ALL}';
    ends := date_trunc(one.step, least(today, one.sunset) - make_interval(months => one.lag))::date;
    if begins < ends then
      perform access.measure_indicator(one.key, one.version, one.step, begins, ends, one.of_persons, moment);
      made := made + 1;
    end if;
    select coalesce(max(r.last_on) + 1,
        (date_trunc('year', earliest::timestamp) + (extract(month from earliest)::int / 7) * {HALF})::date) into half
      from indicators_reading r
      where r.indicator = one.key and r.version = one.version and r.level = '{Level.SEX}';
    while half + {HALF} <= greatest(begins, ends) loop
      perform access.measure_parts(one.key, one.version, one.step, half, (half + {HALF})::date, one.of_persons, moment);
      half := (half + {HALF})::date;
      made := made + 1;
    end loop;
  end loop;
  return made;
end
"""

OPEN = ", ".join(f"('{one.key}', {one.version})" for one in all_indicators().values() if one.is_open)
# For everybody (Öppet): what was told of the municipality as a whole, of the indicators that say how the office does.
OPEN_FIGURES = f"""
begin
  return query select r.* from indicators_reading r join (values {OPEN}) v(key, version)
      on r.indicator = v.key and r.version = v.version
    where r.level = '{Level.ALL}' order by r.indicator, r.first_on;
end
"""

BY_WORKER = """
declare moment timestamptz;
begin
  perform access.require(array['worker']);
  moment := access.at();
  return access.measure_all_indicators((moment at time zone 'Europe/Stockholm')::date, moment);
end
"""

ANEW = """
begin
  delete from indicators_reading;
  return access.measure_all_indicators(today, moment);
end
"""

COUNTED = (
    "wanted text, of_version int, step text, begins date, ends date, of_persons boolean, moment timestamptz"
)

WALLS = [
    Wall(
        "indicators_reading",
        f"(select access.has_role(array[{roles.in_sql(roles.COMPARES)}]))",
        write="false",
        verbs="select",
    ),
    Function(
        "access.indicator_facts(wanted text, begins date, ends date)",
        "table (compartment bigint, person uuid, day date, hit numeric, base numeric, amount numeric)",
        FACTS,
        volatility="stable",
        to=NOBODY,
        settings={"search_path": PATH, "enable_nestloop": "on", "jit": "off"},
    ),
    Function("access.is_tellable(few bigint)", "boolean", TELLABLE, volatility="immutable", to=NOBODY),
    Function(
        "access.age_group_of(persons int[], place int)", "int", AGE_GROUP, volatility="immutable", to=NOBODY
    ),
    Function(f"access.measure_indicator({COUNTED})", "void", MEASURE, to=NOBODY, settings=MANY_ROWS),
    Function(f"access.measure_parts({COUNTED})", "void", PARTS, to=NOBODY, settings=MANY_ROWS),
    Function("access.measure_all_indicators(today date, moment timestamptz)", "int", MEASURE_ALL, to=NOBODY),
    # for the demonstration, whose history is not there until it has been filled in
    Function("access.measure_indicators_anew(today date, moment timestamptz)", "int", ANEW, to=NOBODY),
    Function("access.measure_indicators()", "int", BY_WORKER, to=WORKER),
    Function("access.open_figures()", "setof indicators_reading", OPEN_FIGURES, volatility="stable"),
]
