"""Omorganisationen: a whole plan carried out in one transaction on its day, and rehearsed by doing it and undoing it.

The rehearsal runs the very function of the day inside a subtransaction, looks, and rolls back: what it says is what
happens, and nothing of it stays.
"""

from __future__ import annotations

from samtid.base.access.walling import NOBODY, Function
from samtid.base.organisation import roles

from .deciding import ADMINISTERS, LOCK
from .picturing import on

READS = f"access.has_role(array[{roles.in_sql(roles.ADMINISTERS | roles.LEADS)}])"
TODAY = "(access.at() at time zone 'Europe/Stockholm')::date"
OPENED = "('draft', 'waiting', 'approved')"


UNIT_OF_REF = """
begin
  return case when wanted like 'u%' then substr(wanted, 2)::bigint else (made->>wanted)::bigint end;
end
"""

# Each kind of move in its order, whatever order they were drafted in: what is new first, then names and places, then
# people, then what is joined, and last what is closed and must be empty by then.
CARRY_OUT = f"""
declare
  one office_reorganisation; step jsonb; made jsonb := '{{}}'; unit bigint; target bigint; here int; seat record;
  last date := first - 1; midnight timestamptz := first::timestamp at time zone 'Europe/Stockholm'; moved bigint[] := '{{}}';
begin
  select * into one from office_reorganisation where id = wanted for update;
  for step in select value from jsonb_array_elements(one.moves) where value->>'do' = 'begin' loop
    insert into organisation_unit (name, kind, committee_id, phone, address, is_shared_within, valid_from)
      values (step->>'name', step->>'kind', (step->>'committee_id')::bigint, coalesce(step->>'phone', ''),
        coalesce(step->>'address', ''), (step->>'is_shared_within')::boolean, first) returning id into unit;
    insert into access_compartment (name) values (step->>'name') returning id into here;
    insert into access_holding (unit_id, compartment_id, valid_from) values (unit, here, first);
    made := made || jsonb_build_object(step->>'ref', unit);
  end loop;
  for step in select value from jsonb_array_elements(one.moves) where value->>'do' in ('begin', 'place') loop
    unit := access.unit_of_ref(made, coalesce(step->>'unit', step->>'ref'));
    update organisation_unit u set parent_id = access.unit_of_ref(made, nullif(step->>'parent', '')) where u.id = unit;
  end loop;
  for step in select value from jsonb_array_elements(one.moves) where value->>'do' = 'rename' loop
    update organisation_unit u set name = step->>'name' where u.id = access.unit_of_ref(made, step->>'unit');
  end loop;
  for step in select value from jsonb_array_elements(one.moves) where value->>'do' = 'move' loop
    target := access.unit_of_ref(made, step->>'into');
    unit := access.unit_of_ref(made, nullif(step->>'unit', ''));
    if unit is not null and not exists (select from organisation_membership m where m.unit_id = unit
        and m.staff_id = (step->>'staff')::bigint and (m.valid_to is null or m.valid_to >= first)) then
      raise exception 'samtid: no longer works there' using errcode = 'check_violation', constraint = 'moves_nobody';
    end if;
    insert into organisation_membership (staff_id, unit_id, role, valid_from, valid_to)
      select (step->>'staff')::bigint, target, step->>'role', first, max(m.valid_to) filter (where m.valid_to >= first)
      from organisation_membership m where m.unit_id = unit and m.staff_id = (step->>'staff')::bigint
        and (m.valid_to is null or m.valid_to >= first);
    delete from organisation_membership m
      where m.unit_id = unit and m.staff_id = (step->>'staff')::bigint and m.valid_from >= first;
    update organisation_membership m set valid_to = last where m.unit_id = unit
      and m.staff_id = (step->>'staff')::bigint and (m.valid_to is null or m.valid_to > last);
    moved := moved || (step->>'staff')::bigint;
  end loop;
  for step in select value from jsonb_array_elements(one.moves) where value->>'do' = 'merge' loop
    unit := access.unit_of_ref(made, step->>'unit');
    target := access.unit_of_ref(made, step->>'into');
    for seat in select m.* from organisation_membership m where m.unit_id = unit and (m.valid_to is null or m.valid_to > last)
    loop
      if not exists (select from organisation_membership m where m.unit_id = target and m.staff_id = seat.staff_id
          and m.valid_from <= greatest(seat.valid_from, first) and (m.valid_to is null or m.valid_to >= first)) then
        insert into organisation_membership (staff_id, unit_id, role, valid_from, valid_to)
          values (seat.staff_id, target, case when seat.role in ({roles.in_sql(roles.LEADS)}) then step->>'leaders'
            else seat.role end, greatest(seat.valid_from, first), seat.valid_to);
      end if;
      moved := moved || seat.staff_id;
    end loop;
    delete from organisation_membership m where m.unit_id = unit and m.valid_from > last;
    update organisation_membership m set valid_to = last where m.unit_id = unit and (m.valid_to is null or m.valid_to > last);
    insert into access_holding (unit_id, compartment_id, valid_from, valid_to)
      select target, h.compartment_id, greatest(h.valid_from, first), h.valid_to from access_holding h
      where h.unit_id = unit and (h.valid_to is null or h.valid_to > last) and not exists (select from access_holding o
        where o.unit_id = target and o.compartment_id = h.compartment_id and (o.valid_to is null or o.valid_to >= first));
    delete from access_holding h where h.unit_id = unit and h.valid_from > last;
    update access_holding h set valid_to = last where h.unit_id = unit and (h.valid_to is null or h.valid_to > last);
    update organisation_unit u set parent_id = (select p.parent_id from organisation_unit p where p.id = unit)
      where u.id = target and u.parent_id = unit;
    update organisation_unit u set parent_id = target
      where u.parent_id = unit and u.id <> target and (u.valid_to is null or u.valid_to > last);
    -- a decision that only this unit's could make, those who take over make, by the minutes of the reorganisation
    insert into organisation_delegation (decision, role, amount_limit, unit_id, minute, valid_from, valid_to)
      select d.decision, d.role, d.amount_limit, target, one.minute, greatest(d.valid_from, first), d.valid_to
      from organisation_delegation d where d.unit_id = unit and (d.valid_to is null or d.valid_to > last);
    delete from organisation_delegation d where d.unit_id = unit and d.valid_from > last;
    update organisation_delegation d set valid_to = last where d.unit_id = unit and (d.valid_to is null or d.valid_to > last);
    insert into organisation_offering (code, name, says, law, price, per, unit_id, valid_from, valid_to)
      select o.code, o.name, o.says, o.law, o.price, o.per, target, first, o.valid_to from organisation_offering o
      where o.unit_id = unit and o.valid_from < first and (o.valid_to is null or o.valid_to > last);
    update organisation_offering o set valid_to = last
      where o.unit_id = unit and o.valid_from < first and (o.valid_to is null or o.valid_to > last);
    update organisation_offering o set unit_id = target where o.unit_id = unit and o.valid_from >= first;
    update services_service s set unit_id = target where s.unit_id = unit and s.ended_at is null;
    update organisation_unit u set valid_to = last where u.id = unit;
  end loop;
  for step in select value from jsonb_array_elements(one.moves) where value->>'do' = 'close' loop
    unit := access.unit_of_ref(made, step->>'unit');
    perform access.unit_is_empty(unit, last);
    update access_holding h set valid_to = last
      where h.unit_id = unit and h.valid_from <= last and (h.valid_to is null or h.valid_to > last);
    update organisation_unit u set valid_to = last where u.id = unit;
  end loop;
  if exists (with recursive above as (
      select u.id as start, u.parent_id as id from organisation_unit u where u.valid_to is null or u.valid_to >= first
      union select a.start, u.parent_id from organisation_unit u join above a on u.id = a.id)
    select from above where id = start) then
    raise exception 'samtid: units in a ring' using errcode = 'check_violation', constraint = 'units_in_a_ring';
  end if;
  -- the keys to what lies where one worked stay there, as when a single seat ends
  update access_key k set valid_until = midnight
    where k.staff_id = any (moved) and (k.valid_until is null or k.valid_until > midnight) and k.ground <> 'break_glass'
      and exists (select from organisation_membership m join access_holding h on h.unit_id = m.unit_id
        where m.staff_id = k.staff_id and h.compartment_id = k.compartment_id and {on("m", "last")} and {on("h", "last")})
      and not exists (select from organisation_membership m join access_holding h on h.unit_id = m.unit_id
        where m.staff_id = k.staff_id and h.compartment_id = k.compartment_id
          and (m.valid_to is null or m.valid_to >= first) and (h.valid_to is null or h.valid_to >= first));
  for unit in select distinct who from unnest(moved) who loop
    perform access.keep_apart(unit, first);
  end loop;
  if exists (select from organisation_membership m join organisation_unit u on u.id = m.unit_id
      where (m.valid_to is null or m.valid_to >= first) and u.valid_to < first) then
    raise exception 'samtid: somebody works in a unit that is no more' using errcode = 'check_violation',
      constraint = 'unit_has_staff';
  end if;
  update office_reorganisation set carried_out_at = access.at(), made = made_units, from_on = first
    from (select made as made_units) m where id = wanted;
end
"""

# As on its day, and undone before anybody sees it. What stands in the way is told by name; all else is a fault.
REHEARSE = f"""
declare one office_reorganisation; was jsonb; becomes jsonb; refused text := ''; first date;
begin
  if not {READS} then
    raise exception 'samtid: not for this role' using errcode = 'insufficient_privilege';
  end if;
  {LOCK}
  select * into one from office_reorganisation where id = wanted;
  if not found or one.carried_out_at is not null then return null; end if;
  first := greatest(one.from_on, {TODAY});
  was := access.organisation_on(first);
  begin
    perform access.carry_out_reorganisation(wanted, first);
    becomes := access.organisation_on(first);
    raise exception 'samtid: rehearsed' using errcode = 'SR001';
  exception
    when sqlstate 'SR001' then null;
    when integrity_constraint_violation or data_exception then
      get stacked diagnostics refused = constraint_name;
      refused := coalesce(nullif(refused, ''), 'row_is_gone');
  end;
  return jsonb_build_object('was', was, 'becomes', becomes, 'refused', refused);
end
"""

DRAFT = f"""
declare one office_reorganisation;
begin
  if access.me() is null or not {ADMINISTERS} then
    raise exception 'samtid: only who looks after the organisation drafts' using errcode = 'insufficient_privilege';
  end if;
  if first <= {TODAY} or length(trim(called)) < 3 or length(trim(why)) < 3 or length(trim(minutes)) < 3
    or jsonb_typeof(said) <> 'array' or jsonb_array_length(said) > 500
    or exists (select from jsonb_array_elements(said) m where m.value->>'do' is null
      or m.value->>'do' not in ('begin', 'place', 'rename', 'move', 'merge', 'close')
      or m.value->>'do' = 'move' and m.value->>'role' is null) then
    raise exception 'samtid: no such reorganisation' using errcode = 'check_violation', constraint = 'no_such_proposal';
  end if;
  {LOCK}
  select * into one from office_reorganisation where id = wanted for update;
  if not found then
    if exists (select from office_reorganisation where outcome in {OPENED} and carried_out_at is null) then
      raise exception 'samtid: another is being made' using errcode = 'check_violation',
        constraint = 'another_reorganisation';
    end if;
    insert into office_reorganisation (id, name, from_on, minute, reason, moves, version, outcome, changed_by_id, changed_at, note)
      values (wanted, trim(called), first, trim(minutes), trim(why), said, 1, 'draft', access.me(), access.at(), '');
    return;
  end if;
  if one.outcome <> 'draft' then
    raise exception 'samtid: not a draft' using errcode = 'check_violation', constraint = 'already_decided';
  end if;
  if one.version is distinct from seen then
    raise exception 'samtid: changed since' using errcode = 'check_violation', constraint = 'changed_by_another';
  end if;
  update office_reorganisation set name = trim(called), from_on = first, minute = trim(minutes), reason = trim(why),
    moves = said, version = version + 1, changed_by_id = access.me(), changed_at = access.at() where id = wanted;
end
"""

SETTLE = f"""
declare one office_reorganisation; said jsonb;
begin
  if access.me() is null or not {ADMINISTERS} then
    raise exception 'samtid: only who looks after the organisation' using errcode = 'insufficient_privilege';
  end if;
  if what = 'approved' then perform access.require_proof(); end if;
  {LOCK}
  select * into one from office_reorganisation where id = wanted for update;
  if not found or one.carried_out_at is not null
    or not (what, one.outcome) in (('waiting', 'draft'), ('draft', 'waiting'), ('draft', 'approved'), ('approved', 'waiting'),
      ('refused', 'waiting'), ('withdrawn', 'draft'), ('withdrawn', 'waiting'), ('withdrawn', 'approved')) then
    raise exception 'samtid: already decided' using errcode = 'check_violation', constraint = 'already_decided';
  end if;
  if one.version is distinct from seen then
    raise exception 'samtid: changed since' using errcode = 'check_violation', constraint = 'changed_by_another';
  end if;
  if what in ('approved', 'refused') and one.proposed_by_id is not distinct from access.me() then
    raise exception 'samtid: another person approves' using errcode = 'insufficient_privilege';
  end if;
  if (what in ('refused', 'withdrawn')) and length(trim(why_not)) < 3 then
    raise exception 'samtid: says why' using errcode = 'check_violation', constraint = 'no_such_proposal';
  end if;
  if what in ('waiting', 'approved') then
    if one.from_on <= {TODAY} then
      raise exception 'samtid: the day has passed' using errcode = 'check_violation', constraint = 'day_has_passed';
    end if;
    said := access.rehearse_reorganisation(wanted);
    if said->>'refused' <> '' then
      raise exception 'samtid: cannot be carried out' using errcode = 'check_violation', constraint = 'cannot_be_done';
    end if;
  end if;
  update office_reorganisation set outcome = what, version = version + 1,
    proposed_by_id = case when what = 'waiting' then access.me() else proposed_by_id end,
    proposed_at = case when what = 'waiting' then access.at() else proposed_at end,
    decided_by_id = case when what in ('approved', 'refused') then access.me()
      when what = 'withdrawn' then decided_by_id end,
    decided_at = case when what in ('approved', 'refused') then access.at() when what = 'withdrawn' then decided_at end,
    changed_by_id = access.me(), changed_at = access.at(), note = trim(why_not),
    rehearsed = case when what = 'approved' then said when what = 'withdrawn' then rehearsed end where id = wanted;
end
"""

# By the worker on the morning of the day, whole or not at all. When it was away on the day: from the day it is back.
CARRY_OUT_DUE = f"""
declare one uuid; day date; done int := 0;
begin
  perform access.require(array['worker', 'command']);
  {LOCK}
  for one, day in select id, greatest(from_on, {TODAY}) from office_reorganisation
    where outcome = 'approved' and carried_out_at is null and from_on <= {TODAY} order by from_on
  loop
    perform access.carry_out_reorganisation(one, day);
    done := done + 1;
  end loop;
  return done;
end
"""

LOOSE_TODAY = f"""
begin
  if not {READS} then
    raise exception 'samtid: not for this role' using errcode = 'insufficient_privilege';
  end if;
  return access.organisation_on({TODAY});
end
"""

WALLS = [
    Function(
        "access.unit_of_ref(made jsonb, wanted text)",
        "bigint",
        UNIT_OF_REF,
        volatility="immutable",
        to=NOBODY,
    ),
    Function("access.carry_out_reorganisation(wanted uuid, first date)", "void", CARRY_OUT, to=NOBODY),
    Function("access.rehearse_reorganisation(wanted uuid)", "jsonb", REHEARSE),
    Function(
        "access.draft_reorganisation(wanted uuid, called text, first date, minutes text, why text, said jsonb, seen int)",
        "void",
        DRAFT,
    ),
    Function("access.settle_reorganisation(wanted uuid, what text, why_not text, seen int)", "void", SETTLE),
    Function("access.carry_out_due_reorganisation()", "int", CARRY_OUT_DUE, to=("app", "worker")),
    Function("access.organisation_today()", "jsonb", LOOSE_TODAY, volatility="stable"),
]
