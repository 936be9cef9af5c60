"""Väggarna: read by all who follow the whole, written by those who lead and the quality developer; what was entered stands.

Of a row its owner, its day and its state move, one turn at a time, by its owner, whoever leads its unit or the whole, or the
quality developer. All else is written once, whoever asks: a correction is a line beside. Nothing is taken away.
"""

from __future__ import annotations

from samtid.base.access.walling import NOBODY, AppendOnly, Authored, Did, Function, Trigger, Wall
from samtid.base.access.walling.conditions import ME
from samtid.base.organisation import roles
from samtid.base.organisation.words import UnitKind

from .words import State, Turn

READS = f"(select access.has_role(array[{roles.in_sql(roles.COMPARES)}]))"
STEERS = f"(select access.has_role(array[{roles.in_sql(roles.SETS_DIRECTION)}]))"
QUALITY = f"(select access.has_role(array[{roles.in_sql(roles.SETS_DIRECTION - roles.LEADS)}]))"
TODAY = "(access.at() at time zone 'Europe/Stockholm')::date"
HELD = ("direction_resolution", "direction_point", "direction_goal", "direction_activity")
MOVING = ["owner_id", "unit_id", "next_on", "state", "ended_on", "turns"]
TIED = ["resolution_id", "idea_id"]


def moves(row: str) -> str:
    """Whether the one who acts may tell of the row and end it. An owner who has the role no longer does not.

    Where nobody leads the unit and there is no quality developer, every manager does: the day has fallen to them.
    """
    leads = (
        f"exists (select from organisation_membership m join organisation_unit u on u.id = m.unit_id "
        f"where m.staff_id = {ME} and m.role in ({roles.in_sql(roles.LEADS)}) "
        f"and (m.unit_id = {row}.unit_id or u.kind = '{UnitKind.DEPARTMENT}') "
        f"and m.valid_from <= {TODAY} and (m.valid_to is null or m.valid_to >= {TODAY}))"
    )
    others = (
        f"exists (select from organisation_membership m join organisation_staff s on s.id = m.staff_id "
        f"where (m.unit_id = {row}.unit_id and m.role in ({roles.in_sql(roles.LEADS)}) "
        f"or m.role in ({roles.in_sql(roles.SETS_DIRECTION - roles.LEADS)})) "
        f"and m.valid_from <= {TODAY} and (m.valid_to is null or m.valid_to >= {TODAY}) "
        f"and s.valid_from <= {TODAY} and (s.valid_to is null or s.valid_to >= {TODAY}))"
    )
    return f"({STEERS} and ({row}.owner_id = {ME} or {QUALITY} or {leads} or not {others}))"


def moves_activity(row: str) -> str:
    """The same of an activity: whoever moves its goal moves what lies beneath, so that nobody keeps another's goal open."""
    return (
        f"({moves(row)} or exists (select from direction_goal g where g.id = {row}.goal_id and {moves('g')}))"
    )


def answers(row: str) -> str:
    """Whether the row's owner has a role today that writes here."""
    return (
        f"exists (select from organisation_membership m where m.staff_id = {row}.owner_id "
        f"and m.role in ({roles.in_sql(roles.SETS_DIRECTION)}) "
        f"and m.valid_from <= {TODAY} and (m.valid_to is null or m.valid_to >= {TODAY}))"
    )


def of(table: str) -> str:
    """Whether a line's row of that kind is the acting one's to move."""
    may = moves_activity("t") if table == "activity" else moves("t")
    return f"exists (select from direction_{table} t where t.id = {table}_id and {may})"


MOVES = f"""
declare moving text[] := array[{", ".join(f"'{one}'" for one in [*MOVING, *TIED])}];
free text[] := array['turns', {", ".join(f"'{one}'" for one in TIED)}];
begin
  if tg_op = 'DELETE' then
    raise exception 'samtid: % is append-only', tg_relid::regclass;
  end if;
  if tg_op = 'UPDATE' and to_jsonb(new) - moving is distinct from to_jsonb(old) - moving then
    raise exception 'samtid: % is written once, and corrected beside', tg_relid::regclass;
  end if;
  if current_user = pg_get_userbyid((select c.relowner from pg_class c where c.oid = tg_relid)) then return new; end if;
  if tg_op = 'INSERT' then
    if new.state <> '{State.OPEN}' or new.turns <> 0 then
      raise exception 'samtid: it begins open' using errcode = 'insufficient_privilege';
    end if;
    if (to_jsonb(new)->>'decided_on')::date > {TODAY} then
      raise exception 'samtid: a decision is entered when it has been taken' using errcode = 'insufficient_privilege';
    end if;
    if tg_table_name = 'direction_activity' and not exists (
      select from direction_goal g where g.id = (to_jsonb(new)->>'goal_id')::uuid and g.state = '{State.OPEN}') then
      raise exception 'samtid: an activity lies under an open goal' using errcode = 'insufficient_privilege';
    end if;
    return new;
  end if;
  if new.turns <> old.turns + 1
    or old.state <> '{State.OPEN}' and new.state <> '{State.OPEN}' and to_jsonb(new) - free is distinct from to_jsonb(old) - free
    or new.ended_on is distinct from old.ended_on and new.ended_on <> {TODAY} then
    raise exception 'samtid: one turn at a time, ended on the day it is' using errcode = 'insufficient_privilege';
  end if;
  if not coalesce({moves("old")}, false) and not exists (
    select from direction_goal g where g.id = (to_jsonb(old)->>'goal_id')::uuid and {moves("g")}) then
    raise exception 'samtid: moved by its owner or those who lead' using errcode = 'insufficient_privilege';
  end if;
  if new.owner_id <> old.owner_id and not {answers("new")} then
    raise exception 'samtid: whoever answers can write here' using errcode = 'insufficient_privilege';
  end if;
  if not exists (
    select from direction_line l where l.by_id = {ME} and l.at = access.at() and l.kind <> '{Turn.CORRECTED}'
    and to_jsonb(l)->>(replace(tg_table_name, 'direction_', '') || '_id') = new.id::text) then
    raise exception 'samtid: each turn has its line' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
"""

REACHES = f"""
begin
  if current_user = pg_get_userbyid((select c.relowner from pg_class c where c.oid = tg_relid)) then return new; end if;
  if not exists (select from direction_activity t where t.id = old.activity_id and {moves_activity("t")}) then
    raise exception 'samtid: moved by its owner or those who lead' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
"""


def stands(table: str) -> list[object]:
    """A table whose rows are written once by those who steer."""
    return [
        Wall(table, READS, write=STEERS),
        Authored(table, Did("by_id", "at")),
        AppendOnly(table),
    ]


def held(table: str) -> list[object]:
    """A table of what somebody answers for."""
    return [
        Wall(
            table,
            READS,
            write=STEERS,
            columns=[*MOVING, *(TIED if table == "direction_activity" else [])],
        ),
        Authored(table, Did("by_id", "at")),
        Trigger(f"{table}_moves", table, "before insert or update or delete", "access.direction_moves"),
    ]


STONES = f"exists (select from direction_activity t where t.id = activity_id and t.state = '{State.OPEN}' and {moves_activity('t')})"
WALLS = [
    Function("access.direction_moves()", "trigger", MOVES, to=NOBODY, is_owners=False),
    Function("access.direction_reaches()", "trigger", REACHES, to=NOBODY, is_owners=False),
    *(part for table in HELD for part in held(table)),
    *(part for table in ("meeting", "plan", "theme") for part in stands(f"direction_{table}")),
    # laid, and reached, under what goes on, by whoever moves that
    Wall("direction_milestone", READS, write=STONES, columns=["reached_at", "reached_by_id"]),
    Authored("direction_milestone", Did("by_id", "at"), then=[Did("reached_by_id", "reached_at")]),
    AppendOnly("direction_milestone", unless="old.reached_at is null"),
    Trigger(
        "direction_milestone_reaches", "direction_milestone", "before update", "access.direction_reaches"
    ),
    # a correction beside is whoever's who writes here; what moves a row is told by those who move it
    Wall(
        "direction_line",
        READS,
        write=f"by_id = {ME} and {STEERS} and (kind = '{Turn.CORRECTED}' "
        f"or {' or '.join(of(table.removeprefix('direction_')) for table in HELD)})",
    ),
    Authored("direction_line", Did("by_id", "at")),
    AppendOnly("direction_line"),
]
