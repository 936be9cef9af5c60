"""Väggen kring kostnaderna: the database counts, and what it keeps is about five persons or more.

``access.cost_facts`` gives the nights and the visits with the price of their day, to nobody but the functions here. What is
too small is put together or left out before anything is written (base/access/walling/small_groups). A quarter is told
once, a month after it ended, and only quarters are: months beside a year could be subtracted.

Nothing sealed is counted: whoever leads a unit counts what she sees, and would find the one that she does not. Nor does
the indicators' count of visits hold it. ``known`` are the compartments in which a row is seen: the case's, those it lay in
before it was moved (0), and the one that carries out.
"""

from __future__ import annotations

from samtid.base.access.walling import NOBODY, AppendOnly, Authored, Did, Function, Wall
from samtid.base.access.walling.parts import PATH
from samtid.base.access.walling.small_groups import LONG, tagged
from samtid.base.dossier.words import Event
from samtid.base.organisation import roles
from samtid.base.organisation.words import PricePer
from samtid.ground.kernel.stats.small import SMALLEST
from samtid.steps.placements.words import HomeKind
from samtid.steps.services import catalogue

from .rules.budget import BUDGETS, READS_LEDGER
from .words import Level, Step

WORKER = ("worker",)
LEDGER = f"(select access.has_role(array[{roles.in_sql(READS_LEDGER)}]))"
READS = f"(select access.has_role(array[{roles.in_sql(roles.COMPARES)}]))"
YEARS = 3  # whole calendar years before this one, when they are counted from nothing
LAG = 1  # months that a quarter rests before it is told, for what is written afterwards
# the planner takes every answer of a function for a thousand rows, and joins accordingly
MANY_ROWS = {"search_path": PATH, "enable_nestloop": "off", "work_mem": "65536", "jit": "off"}


def day(moment: str) -> str:
    """The Swedish day of a moment."""
    return f"({moment} at time zone 'Europe/Stockholm')::date"


def _listed(values: list[str]) -> str:
    return ", ".join(f"'{value}'" for value in values)


FAMILY = _listed([kind.value for kind in HomeKind if kind.is_family])
AT_HOME = _listed([one.code for one in catalogue.ALL if one.has_visits and one.is_home_ground])
ELSEWHERE = _listed(
    [one.code for one in catalogue.ALL if one.has_visits and not one.is_home_ground and not one.is_placement]
)
EACH_TIME = _listed([PricePer.TIME.value, PricePer.MEAL.value])


def known(case: str, since: str, *compartments: str) -> str:
    """Where a row is seen. 0 stands for whoever had the case before it was moved: nobody has kept which unit that was."""
    return f"""array_remove(array[{", ".join(compartments)}, case when exists (select from dossier_event e
          where e.case_id = {case} and e.verb = '{Event.CASE_TRANSFERRED.value}' and e.at >= {since}) then 0 end], null)"""


# Nights as steps/placements/rules/days counts them: from the day of coming up to the day of leaving, at the price that the
# home had that day. Visits as they were corrected last, at the catalogue's price of the day: by the hour what it took, or by
# the time. A price by the day or the month is not a visit's, and nothing is guessed. One row for each person and month.
FACTS = f"""
#variable_conflict use_column
begin
  if wanted in ('{Step.FAMILY}', '{Step.INSTITUTION}') then
    return query
      select p.compartment_id, c.person_id, min(n.night)::date, count(*), sum(t.price_per_day)::numeric,
        {known("p.case_id", "p.starts_at", "p.compartment_id")}
      from placements_placement p
        join placements_care c on c.id = p.care_id
        join placements_home h on h.id = p.home_id
        cross join lateral generate_series(
          greatest({day("p.starts_at")}, begins)::timestamp,
          least(coalesce({day("p.ends_at")}, ends), ends)::timestamp - interval '1 day', interval '1 day') n(night)
        left join lateral (select t.price_per_day from placements_hometerms t
          where t.home_id = h.id and t.valid_from <= n.night
          order by t.valid_from desc, t.written_at desc limit 1) t on true
      where p.corrected_at is null and c.annulled_at is null and not p.is_sealed
        and (h.kind in ({FAMILY})) = (wanted = '{Step.FAMILY}')
        and {day("p.starts_at")} < ends and (p.ends_at is null or {day("p.ends_at")} > begins)
      group by p.id, c.person_id, date_trunc('month', n.night), t.price_per_day is null;
  else
    return query
      select coalesce(v.provider_id, v.compartment_id), v.person_id, min({day("v.planned_at")}), count(*),
        round(sum(o.price * case when o.per in ({EACH_TIME}) then 1
          else coalesce(r.minutes_done, v.minutes_done, v.minutes) / 60.0 end), 2),
        {known("v.case_id", "min(v.planned_at)", "v.compartment_id", "v.provider_id")}
      from visits_visit v
        join services_service s on s.id = v.service_id
        left join lateral (select r.carried_out, r.minutes_done from visits_remark r
          where r.visit_id = v.id and r.kind = 'corrected' order by r.at desc, r.id desc limit 1) r on true
        left join lateral (select o.price, o.per from organisation_offering o
          where o.code = s.code and o.per in ('{PricePer.HOUR}', {EACH_TIME}) and o.valid_from <= {day("v.planned_at")}
            and (o.valid_to is null or o.valid_to >= {day("v.planned_at")})
          order by o.valid_from desc limit 1) o on true
      where {day("v.planned_at")} >= begins and {day("v.planned_at")} < ends and not v.is_sealed
        and coalesce(r.carried_out, v.carried_out_at is not null)
        and (wanted = '{Step.HOME}' and s.code in ({AT_HOME}) or wanted = '{Step.OPEN}' and s.code in ({ELSEWHERE}))
      group by v.compartment_id, v.provider_id, v.case_id, v.person_id,
        date_trunc('month', {day("v.planned_at")}::timestamp), o.price is null;
  end if;
end
"""

FEW = f"between 1 and {SMALLEST - 1}"
OTHER = f"case wanted when '{Step.HOME}' then '{Step.OPEN}' when '{Step.OPEN}' then '{Step.HOME}' end"

UNPRICED = "select * from access.cost_facts(wanted, begins, ends) where kronor is null"


def _aside(rows: str) -> str:
    """The (period, shown) beside which few have visits that a unit's visits of all kinds, which others tell, would show."""
    return f"""select g.period, g.shown
    from ({rows}) a
      cross join lateral (select h.unit_id from access_holding h where h.compartment_id = a.compartment
        order by h.valid_from desc, h.unit_id limit 1) h
      join gathered g on g.unit = h.unit_id and g.period = date_trunc(step, a.day::timestamp)::date
    where wanted in ('{Step.HOME}', '{Step.OPEN}')
    group by 1, 2 having count(distinct a.person) {FEW}"""


# A quarter is told when each of its months with anybody has five, for months are told elsewhere; when whoever knows a
# compartment by heart is left with nobody or five; and when what a unit's visits hold besides is nobody's or five's.
QUIET = f"""
    select s.period, s.shown from seen s
    group by s.period, s.shown, date_trunc('month', s.day::timestamp) having count(distinct s.person) {FEW}
    union
    select s.period, s.shown
    from seen s join (select distinct period, shown, unnest(known) as knower from seen) k using (period, shown)
    group by s.period, s.shown, k.knower
    having count(distinct s.person) filter (where k.knower <> all(s.known)) between
      case k.knower when 0 then 0 else 1 end and {SMALLEST - 1}
    union
    {_aside(f"select * from access.cost_facts({OTHER}, begins, ends) union all {UNPRICED}")}
    union
    {_aside(f"select * from access.cost_facts({OTHER}, begins, ends) where kronor is null union all {UNPRICED}")}"""

MEASURE = f"""
declare step text := 'quarter';
begin
  {tagged("access.cost_facts(wanted, begins, ends) f where f.kronor is not null", QUIET)}, figure as (
    select t.period, grouping(t.shown) = 1 as is_all, t.shown, sum(t.units)::int as units,
      -- to the thousand: to the öre the prices could be solved out of it
      round(sum(t.kronor), -3) as kronor
    from tagged t group by grouping sets ((t.period, t.shown), (t.period))
  ), heads as (
    -- each person in one unit only, so that the units' sum is all
    select k.period, grouping(k.shown) = 1 as is_all, k.shown, sum(k.persons)::int as persons
    from kept k group by grouping sets ((k.period, k.shown), (k.period))
  ), lacks as (
    select date_trunc(step, f.day::timestamp)::date as period, count(distinct f.person)::int as persons
    from access.cost_facts(wanted, begins, ends) f where f.kronor is null group by 1
  )
  insert into economy_cost (id, step, level, unit_id, first_on, last_on, persons, units, kronor, unpriced, measured_at)
  select gen_random_uuid(), wanted,
    case when f.is_all or f.period is null then '{Level.ALL}' when f.shown = 0 then '{Level.REST}' else '{Level.UNIT}' end,
    nullif(f.shown, 0), p.first_on::date, (p.first_on + {LONG} - interval '1 day')::date,
    h.persons, f.units, f.kronor,
    case when (f.is_all or f.period is null) and l.persons >= {SMALLEST} then l.persons end, moment
  from generate_series(begins::timestamp, (ends - 1)::timestamp, {LONG}) p(first_on)
    left join figure f on f.period = p.first_on::date
    left join heads h on h.period = f.period and h.is_all = f.is_all and h.shown is not distinct from f.shown
    left join lacks l on l.period = p.first_on::date
  order by p.first_on, f.is_all desc, f.shown;
  -- a quarter that nothing is told of has a line all the same, so that it is not counted again
end
"""

MEASURE_ALL = f"""
declare one text; begins date; ends date; earliest date; made int := 0;
begin
  perform pg_advisory_xact_lock(hashtext('samtid: costs'));
  select greatest(date_trunc('year', today::timestamp - interval '{YEARS} years')::date,
      {day("min(k.opened_at)")}) into earliest from dossier_case k;
  if earliest is null then
    return 0;
  end if;
  ends := date_trunc('quarter', today::timestamp - interval '{LAG} months')::date;
  foreach one in array array[{_listed([step.value for step in Step])}] loop
    select coalesce(max(c.last_on) + 1, date_trunc('quarter', earliest::timestamp)::date) into begins
      from economy_cost c where c.step = one and c.level = '{Level.ALL}';
    if begins < ends then
      perform access.measure_cost(one, begins, ends, moment);
      made := made + 1;
    end if;
  end loop;
  return made;
end
"""

BY_WORKER = f"""
declare moment timestamptz;
begin
  perform access.require(array['worker']);
  moment := access.at();
  return access.measure_all_costs({day("moment")}, moment);
end
"""

ANEW = """
begin
  delete from economy_cost;
  return access.measure_all_costs(today, moment);
end
"""

WALLS = [
    Wall("economy_cost", READS, write="false", verbs="select"),
    # what the economy system says is read in by a command, as the owner
    # finer than what is told of five, and so for those alone who keep the accounts
    Wall("economy_ledgerfile", LEDGER, write="false", verbs="select"),
    Wall("economy_booked", LEDGER, write="false", verbs="select"),
    Wall(
        "economy_budget",
        READS,
        write=f"(select access.has_role(array[{roles.in_sql(BUDGETS)}]))",
        columns=["decided_by_id", "decided_at", "approved", "why_not"],
    ),
    Authored(
        "economy_budget", Did("proposed_by_id", "proposed_at"), then=[Did("decided_by_id", "decided_at")]
    ),
    AppendOnly("economy_budget", unless="old.decided_at is null"),
    Function(
        "access.cost_facts(wanted text, begins date, ends date)",
        "table (compartment bigint, person uuid, day date, units bigint, kronor numeric, known bigint[])",
        FACTS,
        volatility="stable",
        to=NOBODY,
        settings={"search_path": PATH, "enable_nestloop": "on", "jit": "off"},
    ),
    Function(
        "access.measure_cost(wanted text, begins date, ends date, moment timestamptz)",
        "void",
        MEASURE,
        to=NOBODY,
        settings=MANY_ROWS,
    ),
    Function("access.measure_all_costs(today date, moment timestamptz)", "int", MEASURE_ALL, to=NOBODY),
    # for the demonstration, whose history is not there until it has been filled in
    Function("access.measure_costs_anew(today date, moment timestamptz)", "int", ANEW, to=NOBODY),
    Function("access.measure_costs()", "int", BY_WORKER, to=WORKER),
]
