"""Väggarna: what is decided is read by all who work here, and who has read it by nobody but herself.

A version is written by whoever leads where it is to hold, or the quality developer, and decided by another of them: ahead,
once, in the role and the unit that is hers today. A draft is read by those who write. What stands, stands for anybody.
"""

from __future__ import annotations

from samtid.base.access.walling import NOBODY, AppendOnly, Authored, Did, Function, Trigger, Wall
from samtid.base.access.walling.conditions import ME
from samtid.base.organisation import roles
from samtid.base.organisation.words import UnitKind
from samtid.quality.direction.rules import LAST_DAY

from .rules import AHEAD, FEW_WORK, STEP
from .words import As, Turn

IN_ROLE = roles.in_sql(roles.SETS_DIRECTION)
STEERS = f"(select access.has_role(array[{IN_ROLE}]))"
TODAY = "(access.at() at time zone 'Europe/Stockholm')::date"
HOLDS = f"m.valid_from <= {TODAY} and (m.valid_to is null or m.valid_to >= {TODAY})"
HERS = f"m.staff_id = {ME} and {HOLDS}"
OWNERS = "current_user = pg_get_userbyid((select c.relowner from pg_class c where c.oid = tg_relid))"


def governs(covers: str, beside: str = "") -> str:
    """Whether the one who acts writes and decides what is to hold in that unit; null is the whole municipality."""
    return (
        f"exists (select from organisation_membership m join organisation_unit u on u.id = m.unit_id where {HERS}{beside} "
        f"and (m.role = '{As.QUALITY}' "
        f"or m.role in ({roles.in_sql(roles.LEADS)}) and (u.kind = '{UnitKind.DEPARTMENT}' or m.unit_id = {covers})))"
    )


def of_routine(condition: str) -> str:
    """Whether it is so of the routine that the row is about."""
    return f"exists (select from routines_routine r where r.id = routine_id and {condition})"


MAY_MOVE = f"{STEERS} and (r.owner_id = {ME} or {governs('r.covers_id')})"

MOVES = f"""
begin
  if tg_op = 'DELETE' then raise exception 'samtid: routines_routine is append-only'; end if;
  if tg_op = 'UPDATE' and (to_jsonb(new) - array['owner_id', 'unit_id', 'next_on', 'withdrawn_on', 'turns'])
      is distinct from (to_jsonb(old) - array['owner_id', 'unit_id', 'next_on', 'withdrawn_on', 'turns']) then
    raise exception 'samtid: routines_routine is written once';
  end if;
  if {OWNERS} then return new; end if;
  if not exists (select from organisation_membership m where m.staff_id = new.owner_id and m.unit_id = new.unit_id
      and m.role in ({IN_ROLE}) and {HOLDS})
    and (tg_op = 'INSERT' or new.owner_id <> old.owner_id or new.unit_id <> old.unit_id) then
    raise exception 'samtid: whoever answers can write here' using errcode = 'insufficient_privilege';
  end if;
  if (tg_op = 'INSERT' or new.next_on <> old.next_on) and new.next_on not between {TODAY} and {TODAY} + {LAST_DAY.days} then
    raise exception 'samtid: looked at again within three years' using errcode = 'insufficient_privilege';
  end if;
  if tg_op = 'INSERT' then
    if new.turns <> 0 or new.withdrawn_on is not null or not {governs("new.covers_id")} then
      raise exception 'samtid: a routine begins where one leads' using errcode = 'insufficient_privilege';
    end if;
    return new;
  end if;
  if old.withdrawn_on is not null or new.turns <> old.turns + 1
    or not (old.owner_id = {ME} and {STEERS} or {governs("old.covers_id")})
    or new.withdrawn_on is not null and (new.withdrawn_on <> {TODAY} or not {governs("old.covers_id")}) then
    raise exception 'samtid: one turn at a time, by those who may' using errcode = 'insufficient_privilege';
  end if;
  if not exists (select from routines_line l where l.routine_id = new.id and l.by_id = {ME} and l.at = access.at()
      and l.kind = case when new.withdrawn_on is null then '{Turn.REVIEWED}' else '{Turn.WITHDRAWN}' end
      and (new.owner_id = old.owner_id
        or strpos(l.told, (select s.name from organisation_staff s where s.id = new.owner_id)) > 0)) then
    raise exception 'samtid: each turn has its line' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
"""

DECIDES = f"""
declare latest int;
begin
  if {OWNERS} then return new; end if;
  select max(v.number) into latest from routines_version v where v.routine_id = new.routine_id;
  if tg_op = 'INSERT' then
    if num_nonnulls(new.decided_at, new.returned_at) > 0 or new.number <> coalesce(latest, 0) + 1 then
      raise exception 'samtid: a version begins as a draft' using errcode = 'insufficient_privilege';
    end if;
    return new;
  end if;
  if new.number <> latest then
    raise exception 'samtid: the latest draft is the one to decide' using errcode = 'insufficient_privilege';
  end if;
  if new.decided_at is null then return new; end if;
  if new.by_id = {ME} then
    raise exception 'samtid: decided by another than the writer' using errcode = 'insufficient_privilege';
  end if;
  if new.valid_from < {TODAY} or new.valid_from > {TODAY} + {AHEAD.days} then
    raise exception 'samtid: decided ahead' using errcode = 'insufficient_privilege';
  end if;
  if not exists (select from routines_routine r where r.id = new.routine_id
      and {governs("r.covers_id", " and m.role = new.decided_as and m.unit_id = new.decided_unit_id")}) then
    raise exception 'samtid: decided in a role that is hers' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
"""

# A line that says that the routine was withdrawn stands for ever: at the end of the deed it has to be so.
TOLD = """
begin
  if not exists (select from routines_routine r where r.id = new.routine_id and r.withdrawn_on is not null) then
    raise exception 'samtid: a withdrawal that did not happen' using errcode = 'insufficient_privilege';
  end if;
  return null;
end
"""

# How many have read it, to those who answer for it: in steps, so that two answers do not tell of one person. Those who may
# ask are not counted, else a few of them could fill up to the step; and nothing is told where few work, for there "five" says who.
READ_BY = f"""
declare many int; covered int;
begin
  if not access.has_role(array[{IN_ROLE}]) or not exists (select from routines_version v
      join routines_routine r on r.id = v.routine_id where v.id = wanted and ({MAY_MOVE})) then
    raise exception 'samtid: not for this role' using errcode = 'insufficient_privilege';
  end if;
  select count(*) into many from routines_reading g where g.version_id = wanted and not exists (
    select from organisation_membership m where m.staff_id = g.staff_id and m.role in ({IN_ROLE}) and {HOLDS});
  select count(distinct m.staff_id) into covered from routines_version v join routines_routine r on r.id = v.routine_id
    join organisation_membership m on (r.covers_id is null or m.unit_id = r.covers_id) and m.role not in ({IN_ROLE}) and {HOLDS}
    where v.id = wanted;
  return case when many >= {STEP} and covered >= {FEW_WORK} then many / {STEP} * {STEP} end;
end
"""

# What everybody may know: that there is a routine, who decided it and when, and its text where that is said to be for all.
OPEN_ROUTINES = f"""
begin
  return query select distinct on (r.id) r.place::text, v.title::text, coalesce(c.name, '')::text, v.decided_as::text,
      u.name::text, (v.decided_at at time zone 'Europe/Stockholm')::date, v.valid_from, v.number::int,
      case when v.is_public then v.text end, case when v.is_public then v.checklist end
    from routines_routine r join routines_version v on v.routine_id = r.id join organisation_unit u on u.id = v.decided_unit_id
      left join organisation_unit c on c.id = r.covers_id
    where v.decided_at is not null and v.valid_from <= {TODAY} and (r.withdrawn_on is null or r.withdrawn_on > {TODAY})
      and (c.valid_to is null or c.valid_to >= {TODAY})
    order by r.id, v.number desc;
end
"""

# Whether anything of a routine has been decided: asked past the version's own wall, which asks about the routine.
IS_DECIDED = """
begin
  return exists (select from routines_version v where v.routine_id = wanted and v.decided_at is not null);
end
"""

WALLS = [
    Function("access.routine_is_decided(wanted uuid)", "boolean", IS_DECIDED, volatility="stable"),
    Wall(
        "routines_routine",
        f"{ME} is not null and ({STEERS} or access.routine_is_decided(id))",
        write=STEERS,
        columns=["owner_id", "unit_id", "next_on", "withdrawn_on", "turns"],
    ),
    Authored("routines_routine", Did("by_id", "at")),
    Function("access.routines_moves()", "trigger", MOVES, to=NOBODY, is_owners=False),
    Trigger(
        "routines_routine_moves",
        "routines_routine",
        "before insert or update or delete",
        "access.routines_moves",
    ),
    Wall(
        "routines_version",
        f"{ME} is not null and (decided_at is not null and decided_by_id <> by_id or {STEERS})",
        write=of_routine(f"r.withdrawn_on is null and {governs('r.covers_id')}"),
        columns=[
            *("decided_at", "decided_by_id", "decided_as", "decided_unit_id", "valid_from"),
            *("returned_at", "returned_by_id", "returned_why"),
        ],
    ),
    Authored(
        "routines_version",
        Did("by_id", "at"),
        then=[Did("decided_by_id", "decided_at"), Did("returned_by_id", "returned_at")],
    ),
    AppendOnly("routines_version", unless="old.decided_at is null and old.returned_at is null"),
    Function("access.routines_decides()", "trigger", DECIDES, to=NOBODY, is_owners=False),
    Trigger(
        "routines_version_decides", "routines_version", "before insert or update", "access.routines_decides"
    ),
    Wall(
        "routines_line",
        of_routine("true"),
        # whoever answers says that it was looked at; that it is withdrawn only those who may withdraw it
        write=f"by_id = {ME} and {of_routine(f'r.withdrawn_on is null and {MAY_MOVE}')} "
        f"and (kind <> '{Turn.WITHDRAWN}' or {of_routine(governs('r.covers_id'))})",
    ),
    Function("access.routines_told()", "trigger", TOLD, to=NOBODY),
    Trigger(
        "routines_line_told",
        "routines_line",
        "after insert",
        "access.routines_told",
        when=f"new.kind = '{Turn.WITHDRAWN}'",
        deferred=True,
    ),
    Authored("routines_line", Did("by_id", "at")),
    AppendOnly("routines_line"),
    # whether somebody has read is hers alone; of how many the function tells
    Wall(
        "routines_reading",
        f"staff_id = {ME}",
        write=f"staff_id = {ME} and exists (select from routines_version v where v.id = version_id and v.decided_at is not null)",
    ),
    Authored("routines_reading", Did("staff_id")),
    AppendOnly("routines_reading"),
    Function("access.routine_read_by(wanted uuid)", "int", READ_BY, volatility="stable"),
    Function(
        "access.open_routines()",
        "table (place text, title text, covers text, decided_as text, decided_in text, decided_on date, valid_from date, "
        "number int, text text, checklist text)",
        OPEN_ROUTINES,
        volatility="stable",
    ),
]
