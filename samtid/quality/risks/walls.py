"""Väggarna: risks are read by all who work here, the year's controls by those who follow the whole, and what was said stands.

Whether a figure reached its limit is written by the night and by nobody else; what it means by a manager or the quality developer.
"""

from __future__ import annotations

from samtid.base.access.walling import NOBODY, AppendOnly, Authored, Did, Function, Trigger, Wall
from samtid.base.access.walling.conditions import ME
from samtid.base.organisation import roles
from samtid.quality.indicators.figures import all_indicators
from samtid.quality.indicators.words import Kind as Counted
from samtid.quality.indicators.words import Level

from .rules import FURTHEST
from .words import How, Kind, Outcome, Way, Why

WORKER = ("worker",)
COMPARES = f"(select access.has_role(array[{roles.in_sql(roles.COMPARES)}]))"
EVERYBODY = f"{ME} is not null"
READS = f"{EVERYBODY} and {COMPARES}"
WRITES = f"(select access.has_role(array[{roles.in_sql(roles.SETS_DIRECTION)}]))"
TODAY = "(access.at() at time zone 'Europe/Stockholm')::date"
OWNERS = "current_user = pg_get_userbyid((select c.relowner from pg_class c where c.oid = tg_relid))"


def is_here(staff: str) -> str:
    """Whether somebody writes here today, and so can answer for something."""
    return (
        f"exists (select from organisation_membership m where m.staff_id = {staff} and m.role in ({roles.in_sql(roles.SETS_DIRECTION)}) "
        f"and m.valid_from <= {TODAY} and (m.valid_to is null or m.valid_to >= {TODAY}))"
    )


def last_line(of: str, *kinds: Kind) -> str:
    """Whether the one who acts has just written the line that says so."""
    said = ", ".join(f"'{kind}'" for kind in kinds)
    return f"exists (select from risks_line l where l.{of} = new.id and l.by_id = {ME} and l.at = access.at() and l.kind in ({said}))"


RISK_MOVES = f"""
begin
  if {OWNERS} then return new; end if;
  if new.next_on not between {TODAY} and {TODAY} + {FURTHEST.days} and (tg_op = 'INSERT' or new.next_on <> old.next_on)
      or (tg_op = 'INSERT' or new.owner_id <> old.owner_id) and not {is_here("new.owner_id")} then
    raise exception 'samtid: somebody who is here looks at a risk within a year' using errcode = 'insufficient_privilege';
  end if;
  if tg_op = 'INSERT' then
    if num_nonnulls(new.closed_at, new.measure_on) > 0 then
      raise exception 'samtid: a risk begins open' using errcode = 'insufficient_privilege';
    end if;
    return new;
  end if;
  if new.closed_at is not null and not {last_line("risk_id", Kind.CLOSED)}
      or new.owner_id <> old.owner_id and not {last_line("risk_id", Kind.HANDED)}
      or new.next_on <> old.next_on and not {last_line("risk_id", Kind.ASSESSED)}
      or (new.doer_id, new.measure_on) is distinct from (old.doer_id, old.measure_on)
        and not {last_line("risk_id", Kind.ASSESSED, Kind.DONE)} then
    raise exception 'samtid: each turn has its line' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
"""

# A limit is on a figure as it is counted now: with another definition nothing would ever be seen to reach it.
KNOWN = ", ".join(f"('{one.key}', {one.version}, '{one.kind}')" for one in all_indicators().values())
CONTROL_MOVES = f"""
begin
  if {OWNERS} then return new; end if;
  if (tg_op = 'INSERT' or new.owner_id <> old.owner_id) and not {is_here("new.owner_id")} then
    raise exception 'samtid: somebody who is here answers for a control' using errcode = 'insufficient_privilege';
  end if;
  if tg_op = 'INSERT' then
    if new.ended_on is not null or new.begins_on <> {TODAY}
        or new.how = '{How.FIGURE}' and not (new.indicator, new.version, new.counted) in ({KNOWN}) then
      raise exception 'samtid: a control begins today, on a figure as it is counted' using errcode = 'insufficient_privilege';
    end if;
    return new;
  end if;
  if new.ended_on is not null and (new.ended_on <> {TODAY} or not {last_line("control_id", Kind.ENDED)})
      or new.owner_id <> old.owner_id and not {last_line("control_id", Kind.HANDED)} then
    raise exception 'samtid: each turn has its line' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
"""

# The row that a line is about is held still, so that of two who write at once the second is the next number or refused.
SAYS = f"""
begin
  if {OWNERS} then return new; end if;
  if new.risk_id is not null then
    perform from risks_risk r where r.id = new.risk_id and r.closed_at is null for update;
  else
    perform from risks_control c where c.id = new.control_id and c.ended_on is null for update;
  end if;
  if not found
      or new.number <> 1 + coalesce((select max(l.number) from risks_line l where l.risk_id = new.risk_id or l.control_id = new.control_id), 0)
      or new.control_id is not null and new.kind not in ('{Kind.HANDED}', '{Kind.ENDED}')
      or new.risk_id is not null and new.kind = '{Kind.ENDED}'
      or new.kind = '{Kind.DONE}' and not exists (select from risks_risk r where r.id = new.risk_id and r.doer_id is not null) then
    raise exception 'samtid: said of what is so, one line after another' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
"""
CONCLUDES = f"""
declare by_hand boolean; shown text;
begin
  if {OWNERS} then return new; end if;
  perform pg_advisory_xact_lock(hashtextextended(new.occasion_id::text, 0));
  select c.how = '{How.HAND}', o.outcome into by_hand, shown
    from risks_occasion o join risks_control c on c.id = o.control_id where o.id = new.occasion_id;
  if (new.outcome = '') = by_hand or '{Outcome.MISSED}' in (new.outcome, shown) and new.measure = ''
      or new.number <> 1 + coalesce((select max(l.number) from risks_conclusion l where l.occasion_id = new.occasion_id), 0) then
    raise exception 'samtid: a figure says its own outcome, one conclusion after another' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
"""

# A figure older than one whole turn of its own is no answer for today: rows (key, version, the months back it may end).
FRESH = ", ".join(
    f"('{one.key}', {one.version}, {one.period.months + one.lag + 1})" for one in all_indicators().values()
)
# The twin of rules.occasions: the first of each of a control's months, those too that no night has opened yet.
HOLD = f"""
declare many int;
begin
  perform access.require(array['worker']);
  insert into risks_occasion (id, control_id, due_on, outcome, why, value, version, first_on, last_on, held_at)
    select gen_random_uuid(), c.id, d.day,
      case when c.how = '{How.HAND}' then '' when f.value is null then '{Outcome.CANNOT}'
        when c.way = '{Way.LEAST}' and f.value >= c."limit" or c.way = '{Way.MOST}' and f.value <= c."limit" then '{Outcome.REACHED}'
        else '{Outcome.MISSED}' end,
      case when c.how = '{How.HAND}' or f.value is not null then '' when k.months is null then '{Why.ANOTHER}'
        when f.last_on is null then '{Why.NONE}' else '{Why.FEW}' end,
      f.value, c.version, f.first_on, f.last_on, access.at()
    from risks_control c
      cross join lateral (
        select m::date as day from generate_series(date_trunc('month', c.begins_on::timestamp), {TODAY}::timestamp, interval '1 month') m
        where m::date >= c.begins_on and (c.ended_on is null or m::date < c.ended_on) and (extract(month from m)::int - c.month) % c.every = 0
      ) d
      left join (values {FRESH}) k(key, version, months) on k.key = c.indicator and k.version = c.version
      left join lateral (
        select r.first_on, r.last_on, round(case c.counted
            when '{Counted.SHARE}' then 100 * r.hits / r.rows
            when '{Counted.RATE}' then r.hits / nullif(r.base, 0)
            when '{Counted.MEDIAN}' then r.median
            else r.rows end, 2) as value
        from indicators_reading r
        where r.indicator = k.key and r.version = k.version and r.part = '' and r.unit_id is not distinct from c.covers_id
          and r.level = case when c.covers_id is null then '{Level.ALL}' else '{Level.UNIT}' end
          and r.last_on < d.day and r.last_on >= d.day - make_interval(months => k.months)
        order by r.last_on desc limit 1
      ) f on true
    order by c.id, d.day
  on conflict on constraint a_control_is_held_once_a_day do nothing;
  get diagnostics many = row_count;
  return many;
end
"""

WALLS = [
    Wall("risks_risk", EVERYBODY, write=WRITES, verbs="select, insert", columns=["owner_id", "next_on", "doer_id", "measure_on", "closed_at", "closed_by_id"]),
    Authored("risks_risk", Did("by_id", "at"), then=[Did("closed_by_id", "closed_at")]),
    AppendOnly("risks_risk", unless="old.closed_at is null"),
    Function("access.risk_moves()", "trigger", RISK_MOVES, to=NOBODY, is_owners=False),
    Trigger("risks_risk_moves", "risks_risk", "before insert or update", "access.risk_moves"),
    Wall("risks_control", READS, write=WRITES, verbs="select, insert", columns=["owner_id", "ended_on", "ended_by_id"]),
    Authored("risks_control", Did("by_id", "at"), then=[Did("ended_by_id")]),
    AppendOnly("risks_control", unless="old.ended_on is null"),
    Function("access.control_moves()", "trigger", CONTROL_MOVES, to=NOBODY, is_owners=False),
    Trigger("risks_control_moves", "risks_control", "before insert or update", "access.control_moves"),
    Wall("risks_line", f"{EVERYBODY} and (risk_id is not null or {COMPARES})", write=WRITES),
    Authored("risks_line", Did("by_id", "at")),
    AppendOnly("risks_line"),
    Function("access.risk_says()", "trigger", SAYS, to=NOBODY, is_owners=False),
    Trigger("risks_line_says", "risks_line", "before insert", "access.risk_says"),
    Wall("risks_occasion", READS, write="false", verbs="select"),
    AppendOnly("risks_occasion"),
    Wall("risks_conclusion", READS, write=WRITES),
    Authored("risks_conclusion", Did("by_id", "at")),
    AppendOnly("risks_conclusion"),
    Function("access.control_concludes()", "trigger", CONCLUDES, to=NOBODY, is_owners=False),
    Trigger("risks_conclusion_says", "risks_conclusion", "before insert", "access.control_concludes"),
    Function("access.hold_controls()", "int", HOLD, to=WORKER),
]  # fmt: skip
