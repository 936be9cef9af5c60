"""Väggarna kring belastningen: the database counts the unit's flow out for the worker, and keeps what comes back.

``access.flow_facts`` gives limits without persons: days, kinds and who holds the open ones. What is said of one time limit
lies where its case lies. A unit's figures are its manager's, and those of who follow the whole where five persons or
more have something open there.
"""

from __future__ import annotations

from samtid.base.access.walling import AppendOnly, Authored, Did, Function, Sealed, Wall
from samtid.base.access.walling.conditions import IN_CASE, ME
from samtid.base.organisation import roles
from samtid.base.organisation.words import Role
from samtid.ground.kernel.stats.small import SMALLEST

from .rules import MAY

WORKER = ("worker",)
TODAY = "(access.at() at time zone 'Europe/Stockholm')::date"
YEARS = 3
HOLDS = (Role.CASEWORKER, Role.SENIOR, Role.RECEPTION)
THINKS = f"(select access.has_role(array[{roles.in_sql(MAY['keep'].roles)}]))"
FOLLOWS = f"(select access.has_role(array[{roles.in_sql(roles.COMPARES)}]))"


def day(moment: str) -> str:
    """The Swedish day of a moment."""
    return f"({moment} at time zone 'Europe/Stockholm')::date"


LEADS = f"""exists (select from organisation_membership m where m.staff_id = {ME} and m.unit_id = workload_forecast.unit_id
  and m.role in ({roles.in_sql(roles.LEADS)}) and m.valid_from <= {TODAY} and (m.valid_to is null or m.valid_to >= {TODAY}))"""

# A compartment belongs to whom it belongs to today. Nothing sealed: whoever leads a unit counts what she sees of it, and would
# count the one that she does not see by what the forecast was built on. Nobody's name and no case: what is done has neither
# a holder nor a number.
FACTS = f"""
declare moment timestamptz; today date;
begin
  perform access.require(array['worker']);
  moment := access.at();
  today := {day("moment")};
  return (
    with home as materialized (
      select c.id as compartment, h.unit_id as unit from access_compartment c
        cross join lateral (select h.unit_id from access_holding h where h.compartment_id = c.id
          and h.valid_from <= today and (h.valid_to is null or h.valid_to >= today)
          order by h.valid_from desc, h.unit_id limit 1) h
    )
    select jsonb_build_object(
      'today', today,
      'units', (select coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'kind', u.kind, 'staff', (
          select coalesce(jsonb_agg(jsonb_build_array(s.staff_id, s.since, s.until) order by s.staff_id), '[]')
          from (select m.staff_id, min(m.valid_from) as since,
              max(least(coalesce(m.valid_to, 'infinity'), coalesce(p.valid_to, 'infinity'))) as until
            from organisation_membership m join organisation_staff p on p.id = m.staff_id
            where m.unit_id = u.id and m.role in ({roles.in_sql(HOLDS)})
              and (m.valid_to is null or m.valid_to >= today) and (p.valid_to is null or p.valid_to >= today)
            group by 1) s)) order by u.id), '[]')
        from organisation_unit u where u.id in (select h.unit from home h)
          and u.valid_from <= today and (u.valid_to is null or u.valid_to >= today)),
      'limits', (select coalesce(jsonb_agg(jsonb_build_array(h.unit, c.rule, {day("c.started_at")}, {day("c.stopped_at")},
            c.due_on, case when c.stopped_at is null then c.id end, case when c.stopped_at is null then k.caseworker_id end)
          order by c.started_at, c.id), '[]')
        from dossier_clock c join home h on h.compartment = c.compartment_id join dossier_case k on k.id = c.case_id
        where not c.is_sealed and (c.started_at >= moment - interval '{YEARS} years' or c.stopped_at is null))));
end
"""

# One forecast of a unit and a day: the later takes the earlier's place, unless somebody has kept something of the earlier.
# Then its figures stand, also those of another unit that the kept ones were played with, and the risks are of now.
KEEP = f"""
declare moment timestamptz; today date; made uuid; people int; one jsonb; former uuid[];
begin
  perform access.require(array['worker']);
  moment := access.at();
  today := {day("moment")};
  perform pg_advisory_xact_lock(hashtext('samtid: forecasts'));
  -- a unit that is told of is told with its risks of tonight only
  delete from workload_risk r using workload_forecast f where f.id = r.forecast_id and f.unit_id = (said->>'unit')::int;
  former := array(select f.id from workload_forecast f where f.unit_id = (said->>'unit')::int
    and not exists (select from workload_kept t join workload_scenario s on s.id = t.scenario_id where s.forecast_id = f.id)
    and not exists (select from workload_kept t join workload_scenario s on s.id = t.scenario_id
      join workload_forecast k on k.id = s.forecast_id where s.other_id = f.unit_id and k.built_on = f.built_on));
  delete from workload_scenario s where s.forecast_id = any (former);
  delete from workload_forecast f where f.id = any (former);
  select count(distinct d.person_id) into people from dossier_clock c
    join dossier_case k on k.id = c.case_id join dossier_dossier d on d.id = k.dossier_id
    where c.stopped_at is null and not c.is_sealed and c.compartment_id in (select h.compartment_id from access_holding h
      where h.unit_id = (said->>'unit')::int and h.valid_from <= today and (h.valid_to is null or h.valid_to >= today));
  insert into workload_forecast (id, unit_id, built_at, built_on, seed, runs, history_from, settled, staff, why_not, proof,
      is_tellable)
    values (gen_random_uuid(), (said->>'unit')::int, moment, today, (said->>'seed')::bigint, (said->>'runs')::int,
      (said->>'history_from')::date, (said->>'settled')::int, (said->>'staff')::int, said->>'why_not', said->'proof',
      people >= {SMALLEST})
    on conflict (unit_id, built_on) do update set built_at = workload_forecast.built_at
    returning id into made;
  for one in select * from jsonb_array_elements(said->'worlds') loop
    insert into workload_scenario (id, forecast_id, world, other_id, told)
      values (gen_random_uuid(), made, one->>'world', (one->>'other')::int, one->'told')
      on conflict do nothing;
  end loop;
  insert into workload_risk (id, case_id, compartment_id, is_sealed, forecast_id, clock_id, chance, low, high, counter, "then")
    select gen_random_uuid(), c.case_id, c.compartment_id, c.is_sealed, made, c.id, (r->>'chance')::float, (r->>'low')::float,
      (r->>'high')::float, coalesce(r->>'counter', ''), (r->>'then')::float
    from jsonb_array_elements(said->'risks') r join dossier_clock c on c.id = (r->>'clock')::uuid
    where c.stopped_at is null
    on conflict (clock_id) do nothing;
  return made is not null;
end
"""

WALLS = [
    Wall(
        "workload_forecast",
        f"{LEADS} or is_tellable and {FOLLOWS}",
        write="false",
        verbs="select",
    ),
    # two units together tell of both: for those who may read each of them by itself
    Wall(
        "workload_scenario",
        "exists (select from workload_forecast f where f.id = forecast_id and (other_id is null "
        "or exists (select from workload_forecast o where o.unit_id = other_id and o.built_on = f.built_on)))",
        write="false",
        verbs="select",
    ),
    Wall("workload_risk", IN_CASE, write="false", verbs="select"),
    Wall(
        "workload_kept",
        "exists (select from workload_scenario s where s.id = scenario_id)",
        write=f"by_id = {ME} and {THINKS} and exists (select from workload_scenario s where s.id = scenario_id)",
    ),
    Sealed("workload_risk"),
    Authored("workload_kept", Did("by_id", "at")),
    AppendOnly("workload_kept"),
    Function("access.flow_facts()", "jsonb", FACTS, volatility="stable", to=WORKER),
    Function("access.keep_forecast(said jsonb)", "boolean", KEEP, to=WORKER),
]
