"""Omorganisationen: a whole plan carried out in one transaction on its day, and rehearsed by doing it and undoing it.

The rehearsal runs the very function of the day inside a subtransaction, looks, and rolls back: what it says is what
happens, and nothing of it stays.
"""

from __future__ import annotations

from samtid.base.access.walling import NOBODY, Function
from samtid.base.organisation import roles

from .deciding import ADMINISTERS, LOCK

READS = f"access.has_role(array[{roles.in_sql(roles.ADMINISTERS | roles.LEADS)}])"
TODAY = "(access.at() at time zone 'Europe/Stockholm')::date"
OPENED = "('draft', 'waiting', 'approved')"


def on(row: str, day: str = "day") -> str:
    """Whether a dated row is in force on a day."""
    return f"({row}.valid_from <= {day} and ({row}.valid_to is null or {row}.valid_to >= {day}))"


MIDNIGHT = "(day::timestamp at time zone 'Europe/Stockholm')"
# the first moment of a day to come; on the day itself, now
THEN = f"greatest({MIDNIGHT}, access.at())"
HAS_KEY = f"(k.given_at <= {THEN} and (k.valid_until is null or k.valid_until > {THEN}))"

# Counts and the staff's own names only: whom a case is about is nowhere in it. A unit's numbers are of the compartments
# it holds that day; a compartment that two hold is counted at both.
PICTURE = f"""
declare units jsonb; reach jsonb; loose jsonb;
begin
  with held as (
      select h.unit_id, h.compartment_id from access_holding h join organisation_unit u on u.id = h.unit_id
      where {on("h")} and {on("u")}),
    cases as (select c.compartment_id as place, count(*) as n, count(*) filter (where c.is_sealed) as sealed
      from dossier_case c where c.closed_at is null group by 1),
    clocks as (select c.compartment_id as place, count(*) as n from dossier_clock c where c.stopped_at is null group by 1),
    reports as (select r.compartment_id as place, count(*) as n from intake_report r where r.closed_at is null group by 1),
    visits as (select v.provider_id as place, count(*) as n from visits_visit v
      where v.planned_at >= {MIDNIGHT} and v.carried_out_at is null and v.not_carried_out_at is null group by 1),
    keys as (select k.compartment_id as place, count(*) as n from access_key k
      join dossier_case c on c.id = k.case_id and c.closed_at is null where {HAS_KEY} group by 1),
    here as (select h.unit_id, sum(c.n)::int as cases, sum(k.n)::int as clocks, sum(r.n)::int as reports,
        sum(v.n)::int as visits, sum(y.n)::int as keys
      from held h left join cases c on c.place = h.compartment_id left join clocks k on k.place = h.compartment_id
        left join reports r on r.place = h.compartment_id left join visits v on v.place = h.compartment_id
        left join keys y on y.place = h.compartment_id
      group by h.unit_id)
  select coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name, 'kind', u.kind, 'parent', u.parent_id,
      'cases', coalesce(h.cases, 0), 'clocks', coalesce(h.clocks, 0), 'reports', coalesce(h.reports, 0),
      'visits', coalesce(h.visits, 0), 'keys', coalesce(h.keys, 0),
      'services', (select count(*) from services_service s where s.unit_id = u.id and s.ended_at is null),
      'delegations', (select count(*) from organisation_delegation d where d.unit_id = u.id and {on("d")}),
      'managers', coalesce((select jsonb_agg(m.staff_id order by m.staff_id) from organisation_membership m
        where m.unit_id = u.id and m.role in ({roles.in_sql(roles.LEADS)}) and {on("m")}), '[]'),
      'staff', (select count(distinct m.staff_id) from organisation_membership m where m.unit_id = u.id and {on("m")})
    ) order by u.id), '[]') into units
  from organisation_unit u left join here h on h.unit_id = u.id where {on("u")};

  with seats as (
      select m.staff_id, m.role, h.compartment_id, u.is_shared_within
      from organisation_membership m join organisation_unit u on u.id = m.unit_id
        join access_holding h on h.unit_id = m.unit_id
      where {on("m")} and {on("h")})
  select coalesce(jsonb_object_agg(who.staff_id, jsonb_build_object(
      'cases', (select coalesce(jsonb_agg(distinct s.compartment_id), '[]') from seats s where s.staff_id = who.staff_id
        and (s.role in ({roles.in_sql(roles.OPENS_UNIT)})
          or s.role in ({roles.in_sql(roles.OPENS_SHARED_UNIT)}) and s.is_shared_within)),
      'persons', (select coalesce(jsonb_agg(distinct s.compartment_id), '[]') from seats s where s.staff_id = who.staff_id
        and s.role in ({roles.in_sql(roles.SEES_PERSONS)})),
      'keys', (select count(*) from access_key k join dossier_case c on c.id = k.case_id and c.closed_at is null
        where k.staff_id = who.staff_id and {HAS_KEY}))), '{{}}') into reach
  from (select distinct m.staff_id from organisation_membership m where {on("m")}
    union select distinct k.staff_id from access_key k join dossier_case c on c.id = k.case_id and c.closed_at is null
      where {HAS_KEY}) who;

  return jsonb_build_object('units', units, 'reach', reach, 'loose', access.loose_ends(day),
    'open', (select coalesce(jsonb_object_agg(g.place, g.n), '{{}}') from (select c.compartment_id as place, count(*) as n
      from dossier_case c where c.closed_at is null and not c.is_sealed group by 1) g));
end
"""

# What is nobody's on a day: each a number, nothing of whose.
LOOSE = f"""
begin
  return jsonb_build_object(
    'cases_without_unit', (select count(*) from dossier_case c where c.closed_at is null and not exists (
      select from access_holding h join organisation_unit u on u.id = h.unit_id
      where h.compartment_id = c.compartment_id and {on("h")} and {on("u")})),
    'reports_without_unit', (select count(*) from intake_report c where c.closed_at is null and not exists (
      select from access_holding h join organisation_unit u on u.id = h.unit_id
      where h.compartment_id = c.compartment_id and {on("h")} and {on("u")})),
    'cases_without_manager', (select count(*) from dossier_case c where c.closed_at is null and not exists (
      select from access_holding h join organisation_membership m on m.unit_id = h.unit_id
      where h.compartment_id = c.compartment_id and {on("h")} and {on("m")} and m.role in ({roles.in_sql(roles.LEADS)}))),
    'clocks_without_anybody', (select count(*) from dossier_clock k join dossier_case c on c.id = k.case_id
      where k.stopped_at is null and not exists (
        select from access_holding h join organisation_membership m on m.unit_id = h.unit_id
        where h.compartment_id = c.compartment_id and {on("h")} and {on("m")}
          and (m.role in ({roles.in_sql(roles.LEADS)}) or m.staff_id = c.caseworker_id))),
    'cases_without_caseworker', (select count(*) from dossier_case c where c.closed_at is null
      and c.caseworker_id is not null and not exists (
        select from access_holding h join organisation_membership m on m.unit_id = h.unit_id
        where h.compartment_id = c.compartment_id and {on("h")} and {on("m")} and m.staff_id = c.caseworker_id
          and m.role in ({roles.in_sql(roles.RECEIVES_CASES)}))),
    'sealed_without_key', (select count(*) from dossier_case c where c.closed_at is null and c.is_sealed and not exists (
      select from access_key k join organisation_staff s on s.id = k.staff_id
      where k.case_id = c.id and k.reach = 'case' and {HAS_KEY} and {on("s")})),
    'keys_without_holder', (select count(*) from access_key k join dossier_case c on c.id = k.case_id
      where c.closed_at is null and {HAS_KEY} and not exists (
        select from organisation_membership m where m.staff_id = k.staff_id and {on("m")})),
    'services_without_unit', (select count(*) from services_service s where s.ended_at is null and not exists (
      select from organisation_unit u where u.id = s.unit_id and {on("u")})),
    'visits_without_colleague', (select count(*) from visits_visit v where v.planned_at >= {MIDNIGHT}
      and v.carried_out_at is null and v.not_carried_out_at is null and v.staff_id is not null and not exists (
        select from access_holding h join organisation_membership m on m.unit_id = h.unit_id
        where h.compartment_id = v.provider_id and {on("h")} and {on("m")} and m.staff_id = v.staff_id)),
    'seats_without_unit', (select count(*) from organisation_membership m where {on("m")} and not exists (
      select from organisation_unit u where u.id = m.unit_id and {on("u")})),
    'units_without_parent', (select count(*) from organisation_unit u where {on("u")} and u.parent_id is not null
      and not exists (select from organisation_unit p where p.id = u.parent_id and {on("p")})),
    'delegations_without_unit', (select count(*) from organisation_delegation d where {on("d")} and d.unit_id is not null
      and not exists (select from organisation_unit u where u.id = d.unit_id and {on("u")})));
end
"""

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
  {LOCK}
  select * into one from office_reorganisation where id = wanted for update;
  if not found or one.carried_out_at is not null
    or not (what, one.outcome) in (('waiting', 'draft'), ('draft', 'waiting'), ('approved', 'waiting'),
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
    Function("access.loose_ends(day date)", "jsonb", LOOSE, volatility="stable", to=NOBODY),
    Function("access.organisation_on(day date)", "jsonb", PICTURE, volatility="stable", to=NOBODY),
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
