"""Väggarna kring försöken: who reads and writes, that a plan stands once it is settled, and the night's watch.

Nothing here is about a person; what a unit tries and how it goes is read by those who follow the whole.
"""

from __future__ import annotations

from samtid.base.access.walling import NOBODY, AppendOnly, Authored, Did, Function, Trigger, Wall
from samtid.base.access.walling.conditions import ME
from samtid.base.access.walling.parts import columns_of
from samtid.base.organisation import roles
from samtid.quality.indicators.figures import all_indicators
from samtid.quality.indicators.words import Kind as Counted
from samtid.quality.indicators.words import Level

from .models import Guard, Place
from .words import Kind, Outcome, Side, Way

WORKER = ("worker",)
READS = f"{ME} is not null and (select access.has_role(array[{roles.in_sql(roles.COMPARES)}]))"
WRITES = f"(select access.has_role(array[{roles.in_sql(roles.INQUIRES)}]))"
TODAY = "(access.at() at time zone 'Europe/Stockholm')::date"
PLANNED = (
    "exists (select from trials_trial t where t.id = trial_id and t.begun_at is null and t.closed_at is null)"
)
OPEN = "exists (select from trials_trial t where t.id = trial_id and t.closed_at is null)"
PLAN = ("name", "changed", "hypothesis", "indicator", "version", "way", "method", "looks", "months", "starts_on", "ends_on")  # fmt: skip
LATER = ("owner_id", "begun_at", "begun_by_id", "stopped_on", "outcome", "follow_on", "closed_at", "closed_by_id")  # fmt: skip

LEFT = f"""not exists (select from organisation_membership m where m.staff_id = old.owner_id
        and m.role in ({roles.in_sql(roles.INQUIRES)}) and m.valid_from <= {TODAY} and (m.valid_to is null or m.valid_to >= {TODAY}))"""
HAS = "exists (select from trials_line l where l.trial_id = new.id and l.kind"
# Each answer says how many passed limits it answers; limits are only ever added, so none is answered unseen.
UNANSWERED = """(select count(*) from trials_breach b where b.trial_id = new.id)
        > coalesce((select max(l.answers) from trials_line l where l.trial_id = new.id), 0)"""
KNOWN = ", ".join(f"('{one.key}', {one.version}, '{one.kind}')" for one in all_indicators().values())


def row(of: str, columns: tuple[str, ...]) -> str:
    """Some columns of a row, to compare."""
    return f"({', '.join(f'{of}.{one}' for one in columns)})"


# What the rules ask (rules.py), asked once more of whoever comes by another way.
MOVES = f"""
begin
  if current_user = pg_get_userbyid((select c.relowner from pg_class c where c.oid = tg_relid)) then return new; end if;
  if tg_op = 'INSERT' then
    if num_nonnulls(new.begun_at, new.stopped_on, new.follow_on, new.closed_at) > 0 or new.outcome <> '' then
      raise exception 'samtid: a trial begins as a plan' using errcode = 'insufficient_privilege';
    end if;
    return new;
  end if;
  if old.begun_at is not null and {row("new", PLAN)} is distinct from {row("old", PLAN)} then
    raise exception 'samtid: a settled plan stands' using errcode = 'insufficient_privilege';
  end if;
  if new.owner_id is distinct from old.owner_id
      and not ({ME} in (old.owner_id, old.by_id) or access.has_role(array[{roles.in_sql(roles.LOOKS_AFTER_IDEAS)}]) or {LEFT}) then
    raise exception 'samtid: handed over by whose it is' using errcode = 'insufficient_privilege';
  end if;
  if {row("new", LATER[1:])} is distinct from {row("old", LATER[1:])} and old.owner_id is distinct from {ME} then
    raise exception 'samtid: carried on by whose it is' using errcode = 'insufficient_privilege';
  end if;
  if new.begun_at is distinct from old.begun_at and (old.begun_at is not null or new.starts_on < {TODAY}
      or not exists (select from trials_guard g where g.trial_id = new.id)
      or not exists (select from trials_place p where p.trial_id = new.id and p.side = '{Side.TRIES}')) then
    raise exception 'samtid: settled once, before its first day, with a limit' using errcode = 'insufficient_privilege';
  end if;
  if new.stopped_on is distinct from old.stopped_on and (old.stopped_on is not null or old.begun_at is null
      or new.stopped_on is distinct from {TODAY} or not {TODAY} between old.starts_on and old.ends_on or old.outcome <> '') then
    raise exception 'samtid: broken off once, today, while it goes on' using errcode = 'insufficient_privilege';
  end if;
  if new.outcome is distinct from old.outcome and (old.outcome <> '' or old.begun_at is null or {UNANSWERED}
      or not ({HAS} = '{Kind.LOOKED}' and l.is_final) or old.stopped_on is not null and new.outcome = '{Outcome.STOP}')
      or old.stopped_on is null and old.ends_on >= {TODAY}) then
    raise exception 'samtid: decided once, when it is over and counted' using errcode = 'insufficient_privilege';
  end if;
  if new.follow_on is distinct from old.follow_on and new.outcome = '' then
    raise exception 'samtid: what is decided is followed up' using errcode = 'insufficient_privilege';
  end if;
  if new.closed_at is not null and old.closed_at is null and ({UNANSWERED} or not (
      (old.begun_at is null or old.starts_on > {TODAY}) and {HAS} = '{Kind.DROPPED}')
      or new.outcome = '{Outcome.STOP}' or new.outcome <> '' and {HAS} = '{Kind.FOLLOWED}'))) then
    raise exception 'samtid: closed when it is dropped, ended or followed up' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
"""

# A row of what was done is its owner's and says what is so, and there are no more looks than were said.
SAYS = f"""
declare one trials_trial;
begin
  if current_user = pg_get_userbyid((select c.relowner from pg_class c where c.oid = tg_relid)) then return new; end if;
  select * into one from trials_trial t where t.id = new.trial_id for update;
  if new.kind not in ('{Kind.HANDED}', '{Kind.CHANGED}') and one.owner_id is distinct from {ME} then
    raise exception 'samtid: said by whose trial it is' using errcode = 'insufficient_privilege';
  end if;
  if new.kind = '{Kind.LOOKED}' and (one.begun_at is null or one.outcome <> ''
      or (select count(*) from trials_line l where l.trial_id = one.id and l.kind = '{Kind.LOOKED}') >= one.looks) then
    raise exception 'samtid: no more looks than the plan says' using errcode = 'insufficient_privilege';
  end if;
  if not coalesce(case new.kind
      when '{Kind.CHANGED}' then one.begun_at is null
      when '{Kind.BEGUN}' then one.begun_at is not null
      when '{Kind.DROPPED}' then one.begun_at is null or one.starts_on > {TODAY}
      when '{Kind.STOPPED}' then one.stopped_on is not null
      when '{Kind.DECIDED}' then one.outcome <> ''
      when '{Kind.FOLLOWED}' then one.outcome <> '' and one.follow_on is not null
      when '{Kind.GOES_ON}' then one.begun_at is not null
      else true end, false)
    or new.kind in ('{Kind.BEGUN}', '{Kind.STOPPED}', '{Kind.DECIDED}', '{Kind.DROPPED}')
      and exists (select from trials_line l where l.trial_id = one.id and l.kind = new.kind)
    or (new.answers is not null) <> (new.kind in ('{Kind.GOES_ON}', '{Kind.STOPPED}'))
    or new.answers > (select count(*) from trials_breach b where b.trial_id = one.id)
    or new.is_final and (new.kind <> '{Kind.LOOKED}' or one.stopped_on is null and one.ends_on >= {TODAY}) then
    raise exception 'samtid: said of what is so, once' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
"""

# What a plan has is laid and taken while it is one, with the plan held still: settling waits, and then sees what there is.
PLANS = f"""
declare whose uuid;
begin
  if tg_op = 'DELETE' then whose := old.trial_id; else whose := new.trial_id; end if;
  if current_user <> pg_get_userbyid((select c.relowner from pg_class c where c.oid = tg_relid)) then
    perform from trials_trial t where t.id = whose for update;
    if not {WRITES} or not exists (select from trials_trial t where t.id = whose and t.begun_at is null and t.closed_at is null) then
      raise exception 'samtid: a settled plan stands' using errcode = 'insufficient_privilege';
    end if;
  end if;
  if tg_op = 'DELETE' then return old; end if;
  return new;
end
"""
# A limit is on a figure as it is counted: with another version or measure nothing would ever be seen to pass it.
COUNTS = f"""
begin
  if not (new.indicator, new.version, new.counted) in ({KNOWN}) then
    raise exception 'samtid: a limit is on a figure as it is counted' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
"""

WATCH = f"""
declare many int;
begin
  perform access.require(array['worker']);
  insert into trials_breach (id, trial_id, guard_id, unit_id, first_on, last_on, value, noticed_at)
    select gen_random_uuid(), t.id, g.id, r.unit_id, r.first_on, r.last_on, round(f.value, 2), access.at()
    from trials_trial t
      join trials_guard g on g.trial_id = t.id
      join trials_place p on p.trial_id = t.id and p.side = '{Side.TRIES}'
      join indicators_reading r on r.indicator = g.indicator and r.version = g.version and r.level = '{Level.UNIT}'
        and r.unit_id = p.unit_id and r.first_on >= t.starts_on and r.last_on <= coalesce(t.stopped_on, t.ends_on)
      cross join lateral (select case g.counted
        when '{Counted.SHARE}' then 100 * r.hits / r.rows
        when '{Counted.RATE}' then r.hits / nullif(r.base, 0)
        when '{Counted.MEDIAN}' then r.median
        else r.rows end as value) f
    where t.begun_at is not null and t.closed_at is null
      and case g.worse when '{Way.HIGHER}' then f.value > g."limit" else f.value < g."limit" end
    order by t.id, r.first_on, r.unit_id
  on conflict on constraint a_period_breaks_a_limit_once do nothing;
  get diagnostics many = row_count;
  return many;
end
"""

WALLS = [
    Wall("trials_trial", READS, write=WRITES, verbs="select, insert", columns=[*PLAN, *LATER]),
    Authored(
        "trials_trial",
        Did("by_id", "at"),
        then=[Did("begun_by_id", "begun_at"), Did("closed_by_id", "closed_at")],
    ),
    AppendOnly("trials_trial", unless="old.closed_at is null"),
    Function("access.trial_moves()", "trigger", MOVES, to=NOBODY, is_owners=False),
    Trigger("trials_trial_moves", "trials_trial", "before insert or update", "access.trial_moves"),
    Wall(
        "trials_place",
        READS,
        write=f"{WRITES} and {PLANNED}",
        verbs=f"select ({columns_of(Place)}), insert, delete",
    ),
    Wall(
        "trials_guard",
        READS,
        write=f"{WRITES} and {PLANNED}",
        verbs=f"select ({columns_of(Guard)}), insert, delete",
    ),
    Function("access.trial_plan()", "trigger", PLANS, to=NOBODY, is_owners=False),
    Trigger("trials_place_plan", "trials_place", "before insert or delete", "access.trial_plan"),
    Trigger("trials_guard_plan", "trials_guard", "before insert or delete", "access.trial_plan"),
    Function("access.trial_guard_counts()", "trigger", COUNTS, to=NOBODY, is_owners=False),
    Trigger("trials_guard_counts", "trials_guard", "before insert", "access.trial_guard_counts"),
    Wall("trials_breach", READS, write="false", verbs="select"),
    AppendOnly("trials_breach"),
    Wall("trials_line", READS, write=f"{WRITES} and {OPEN}"),
    Authored("trials_line", Did("by_id", "at")),
    AppendOnly("trials_line"),
    Function("access.trial_says()", "trigger", SAYS, to=NOBODY, is_owners=False),
    Trigger("trials_line_says", "trials_line", "before insert", "access.trial_says"),
    Function("access.watch_trials()", "int", WATCH, to=WORKER),
]
