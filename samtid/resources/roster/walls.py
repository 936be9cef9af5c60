"""Väggen kring schemat: colleagues see when, whoever lays the roster writes, and why somebody is away is her manager's.

Who works when is about the staff: it is seen by those who work in the same unit with people, and by nobody who steers,
counts or looks after the system.
"""

from __future__ import annotations

from samtid.base.access.walling import NOBODY, AppendOnly, Authored, Did, Function, Trigger, Wall
from samtid.base.access.walling.conditions import ME
from samtid.base.organisation import roles
from samtid.base.organisation.words import Role

from .words import AbsenceKind

SEES = roles.SEES_PERSONS
LAYS = frozenset({Role.PLANNER, Role.MANAGER})
TODAY = "(access.at() at time zone 'Europe/Stockholm')::date"
SEEN, LAID, LED = (
    f"(select access.roster_units(array[{roles.in_sql(some)}]))::int[]" for some in (SEES, LAYS, roles.LEADS)
)
TOLD = ", ".join(f"'{kind.value}'" for kind in AbsenceKind if kind.is_told)
BEHIND = 35  # days that a planner sees back: what four weeks' hours are counted from

# The units where the one who acts has one of the roles today.
UNITS = f"""
declare today date := {TODAY};
begin
  return array(select m.unit_id from organisation_membership m
    where m.staff_id = access.me() and m.role = any (wanted)
      and m.valid_from <= today and (m.valid_to is null or m.valid_to >= today));
end
"""


def works_in(units: str, table: str, first: str, last: str) -> str:
    """Whether whom the row is about works in one of the units some day between the two."""
    return (
        f"exists (select from organisation_membership m where m.staff_id = {table}.staff_id and m.unit_id = any ({units}) "
        f"and m.valid_from <= ({last} at time zone 'Europe/Stockholm')::date "
        f"and (m.valid_to is null or m.valid_to >= ({first} at time zone 'Europe/Stockholm')::date))"
    )


# When somebody works, in whatever unit, for those who lay her roster or herself: the law counts all her hours.
HOURS = f"""
#variable_conflict use_column
declare mine int[] := access.roster_units(array[{roles.in_sql(LAYS)}]); me int := access.me(); today date := {TODAY};
begin
  return query select s.id, s.staff_id::int, s.starts_at, s.ends_at, s.kind::text, s.break_kind::text,
      s.break_minutes::int, s.break_at
    from roster_shift s
    where s.staff_id = any (wanted) and s.revoked_at is null and s.starts_at < until and s.ends_at > since
      and (s.staff_id = me or exists (select from organisation_membership m
        where m.staff_id = s.staff_id and m.unit_id = any (mine) and (m.valid_to is null or m.valid_to >= today - {BEHIND})))
    order by s.starts_at, s.id;
end
"""

# One at a time writes what somebody does: two planners of two units would not see each other's.
HOLD = f"""
declare mine int[] := access.roster_units(array[{roles.in_sql(LAYS)}]);
begin
  if wanted is distinct from access.me() and not exists (select from organisation_membership m
    where m.staff_id = wanted and m.unit_id = any (mine)) then
    raise exception 'samtid: not yours to lay out' using errcode = 'insufficient_privilege';
  end if;
  perform pg_advisory_xact_lock(hashtext('samtid: roster'), wanted);
end
"""

# Nobody is at two places, and only those who work in the unit work for it. A policy looks after this trigger: whoever lays
# no roster there is let through to be refused by it, and is told nothing of when somebody works. Nor is whoever laid her
# roster long ago: the past that ``hours_of`` does not tell is not laid in.
FITS = f"""
declare is_web boolean := access.here() is not null;
begin
  if is_web and not coalesce(new.unit_id = any (access.roster_units(array[{roles.in_sql(LAYS)}])), false) then
    return new;
  end if;
  if is_web and new.revoked_at is not null then
    raise exception 'samtid: a shift is laid before it is called off' using errcode = 'check_violation';
  end if;
  if not exists (select from organisation_membership m where m.staff_id = new.staff_id and m.unit_id = new.unit_id
    and (not is_web or m.valid_to is null or m.valid_to >= {TODAY} - {BEHIND})
    and m.valid_from <= (new.starts_at at time zone 'Europe/Stockholm')::date
    and (m.valid_to is null or m.valid_to >= (new.starts_at at time zone 'Europe/Stockholm')::date)) then
    raise exception 'samtid: not a member of the unit then' using errcode = 'check_violation', constraint = 'roster_shift_elsewhere';
  end if;
  perform pg_advisory_xact_lock(hashtext('samtid: roster'), new.staff_id::int);
  if exists (select from roster_shift s where s.staff_id = new.staff_id and s.revoked_at is null and s.id <> new.id
    and s.starts_at < new.ends_at and new.starts_at < s.ends_at) then
    raise exception 'samtid: there is another shift then' using errcode = 'check_violation', constraint = 'roster_shift_meets';
  end if;
  if new.replaces_id is not null and not exists (select from roster_shift s where s.id = new.replaces_id
    and s.staff_id = new.staff_id and s.unit_id = new.unit_id and s.revoked_at is not null) then
    raise exception 'samtid: another shift is replaced' using errcode = 'check_violation', constraint = 'roster_shift_replaces';
  end if;
  return new;
end
"""

# That somebody is away is about whom its reason is about, and told by the same hand.
FOLLOWS = """
declare told record;
begin
  select r.staff_id, r.told_by_id, r.told_at into told from roster_reason r where r.id = new.reason_id;
  if not found or (told.staff_id, told.told_by_id, told.told_at) is distinct from (new.staff_id, new.told_by_id, new.told_at) then
    raise exception 'samtid: an absence has a reason of its own' using errcode = 'check_violation', constraint = 'roster_absence_reason';
  end if;
  return new;
end
"""

WALLS = [
    Function("access.roster_units(wanted text[])", "int[]", UNITS, volatility="stable"),
    Function(
        "access.hours_of(wanted int[], since timestamptz, until timestamptz)",
        "table (shift uuid, staff int, starts_at timestamptz, ends_at timestamptz, kind text, break_kind text, "
        "break_minutes int, break_at timestamptz)",
        HOURS,
        volatility="stable",
    ),
    Function("access.hold_roster(wanted int)", "void", HOLD),
    Function("access.shift_fits()", "trigger", FITS, to=NOBODY),
    Trigger("roster_shift_fits", "roster_shift", "before insert", "access.shift_fits"),
    Wall(
        "roster_shift",
        f"{ME} is not null and (staff_id = {ME} or unit_id = any ({SEEN}))",
        # what departs from the law is the manager's to lay, and whoever lays the roster calls it off
        write=f"unit_id = any ({LAID}) and (approved_why = '' or revoked_at is not null or unit_id = any ({LED}))",
        columns=["revoked_at", "revoked_by_id", "revoked_why"],
    ),
    Authored("roster_shift", Did("made_by_id", "made_at"), [Did("revoked_by_id", "revoked_at")]),
    AppendOnly("roster_shift", unless="old.revoked_at is null"),
    # why: herself, and who leads the unit where she works as it is told
    Wall(
        "roster_reason",
        f"{ME} is not null and (staff_id = {ME} or {works_in(LED, 'roster_reason', 'told_at', 'told_at')})",
        write=f"staff_id = {ME} and kind in ({TOLD}) or {works_in(LAID, 'roster_reason', 'told_at', 'told_at')}",
    ),
    Authored("roster_reason", Did("told_by_id", "told_at")),
    AppendOnly("roster_reason"),
    # that she is: colleagues from today on, whoever lays the roster some weeks back, her manager always
    Wall(
        "roster_absence",
        f"{ME} is not null and (staff_id = {ME} or {works_in(LED, 'roster_absence', 'starts_at', 'ends_at')} "
        f"or ends_at >= ({TODAY} - {BEHIND})::timestamp at time zone 'Europe/Stockholm' "
        f"and {works_in(LAID, 'roster_absence', 'starts_at', 'ends_at')} "
        f"or ends_at >= {TODAY}::timestamp at time zone 'Europe/Stockholm' "
        f"and {works_in(SEEN, 'roster_absence', 'starts_at', 'ends_at')})",
        write=f"staff_id = {ME} or {works_in(LAID, 'roster_absence', 'starts_at', 'ends_at')}",
        columns=["back_at", "back_told_at", "back_by_id"],
    ),
    Function("access.absence_follows_reason()", "trigger", FOLLOWS, to=NOBODY),
    Trigger(
        "roster_absence_follows_reason", "roster_absence", "before insert", "access.absence_follows_reason"
    ),
    Authored("roster_absence", Did("told_by_id", "told_at"), [Did("back_by_id", "back_told_at")]),
    AppendOnly("roster_absence", unless="old.back_told_at is null"),
    # how much somebody has agreed to work: herself and those who lay her roster; her manager says it
    Wall(
        "roster_contract",
        f"{ME} is not null and (staff_id = {ME} or {works_in(LAID, 'roster_contract', 'access.at()', 'access.at()')})",
        write=works_in(LED, "roster_contract", "said_at", "said_at"),
    ),
    Authored("roster_contract", Did("said_by_id", "said_at")),
    AppendOnly("roster_contract"),
]
