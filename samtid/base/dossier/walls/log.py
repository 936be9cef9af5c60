"""Loggen, sedd från akten: what is picked for review, what is alarming, and what the person may be told."""

from __future__ import annotations

from samtid.base.access.logins import OWNER
from samtid.base.access.walling import NOBODY, Function, Index, Trigger
from samtid.base.organisation import roles

# How far back what is told at once goes, and the count of how many one opens: pages ask for less, and nobody gets more.
ALARM_DAYS, COUNTED_DAYS = 31, 92

# The targeted grounds are questions about people, so they are asked here, past the walls: the reviewer learns that
# the surname was the same, not what it was. Every line is asked how its reader came in before the day's lines are
# made one: of a reader, a dossier, a unit and a day there is one of each kind, so an opening with a key of one's own
# hides none by broken glass. A key to another unit's case of the same dossier is nobody's errand where the glass was
# broken. That glass was broken anywhere on the dossier is told all the same: its page shows all the cases at once,
# and the log names one.
PICK = f"""
declare picked int;
begin
  if not coalesce(access.purpose() in ('worker', 'command') or access.has_role(array[{roles.in_sql(roles.REVIEWS_LOG)}]), false) then
    raise exception 'samtid: not for this purpose' using errcode = 'insufficient_privilege';
  end if;
  if coalesce(first <> date_trunc('month', first)::date or first > (access.at() at time zone 'Europe/Stockholm')::date, true) then
    raise exception 'samtid: a month that has begun' using errcode = 'check_violation';
  end if;
  with namesakes as (
    select distinct s.id as staff_id, p.address, p.postcode from organisation_staff s
      join people_person p on access.name_key(p.given_name, p.family_name) = lower(s.name) where p.address <> ''
  ), asked as (
    select distinct on (o.staff_id, o.dossier_id, o.compartment_id, (o.at at time zone 'Europe/Stockholm')::date,
        o.action, own.by_glass, own.by_unit)
      o.id as opening, o.at, o.staff_id, o.action, o.dossier_id, o.compartment_id, o.page, o.why,
      o.protection as guarded_then, s.name as reader_name, p.given_name, p.family_name, p.protection, p.address, p.postcode,
      own.by_glass, own.by_unit, sha256(convert_to(seed || o.id, 'UTF8')) as lot
    from access_opening o join organisation_staff s on s.id = o.staff_id
      join dossier_dossier d on d.id = o.dossier_id join people_person p on p.id = d.person_id
      cross join lateral (
        select o.action = 'break_glass' or coalesce(bool_or(not k.is_own), false) as by_glass,
          not coalesce(bool_or(k.is_own and k.is_here) or (bool_or(k.is_own) and not bool_or(k.is_here)), false)
            as by_unit
        from (
          select held.ground <> 'break_glass' as is_own,
            held.compartment_id is not distinct from o.compartment_id as is_here
          from access_key held join dossier_case c on c.id = held.case_id
          where held.staff_id = o.staff_id and c.dossier_id = o.dossier_id
            and held.given_at <= o.at and (held.valid_until is null or held.valid_until > o.at)
        ) k
      ) own
    where o.at >= first::timestamp at time zone 'Europe/Stockholm'
      and o.at < (first + interval '1 month')::timestamp at time zone 'Europe/Stockholm'
      and o.action in ('view', 'print', 'export', 'break_glass')
    order by o.staff_id, o.dossier_id, o.compartment_id, (o.at at time zone 'Europe/Stockholm')::date, o.action,
      own.by_glass, own.by_unit, o.at, o.id
  ), days as (
    select o.staff_id, (o.at at time zone 'Europe/Stockholm')::date as day, count(distinct o.dossier_id) as files
      from access_opening o
      where o.dossier_id is not null and o.at >= first::timestamp at time zone 'Europe/Stockholm'
        and o.at < (first + interval '1 month')::timestamp at time zone 'Europe/Stockholm'
      group by 1, 2
  ), moved as (
    select d.*, abs(d.files - lag(d.files) over (partition by d.staff_id order by d.day)) as step from days d
  ), busy as (  -- above the upper limit of her own days (XmR: the mean and 2.66 mean moving ranges)
    select d.staff_id, d.day from days d join (
        select m.staff_id, avg(m.files) + 2.66 * avg(m.step) as highest from moved m
          group by m.staff_id having count(*) >= 8) own
      on own.staff_id = d.staff_id and d.files > own.highest
  ), lots as (
    select a.*, row_number() over (partition by staff_id, (at at time zone 'Europe/Stockholm')::date order by lot)
        as place_that_day,
      exists (select 1 from busy b where b.staff_id = a.staff_id
        and b.day = (a.at at time zone 'Europe/Stockholm')::date) as by_many,
      row_number() over (partition by compartment_id order by lot) as place,
      -- whole units share cases by role, so of these a sample is drawn as well
      row_number() over (partition by compartment_id, by_unit order by lot desc) as place_by_unit
    from asked a
  ), grounded as (
    select l.*, array_remove(array[
      case when by_glass then 'break_glass' end,
      case when coalesce(guarded_then, protection) <> 'none' then 'protected' end,
      case when lower(family_name) = lower(regexp_replace(reader_name, '^.* ', '')) then 'same_surname' end,
      case when exists (select 1 from namesakes n where n.staff_id = l.staff_id and n.address = l.address
        and n.postcode = l.postcode) then 'same_address' end,
      case when exists (select 1 from organisation_staff s where lower(s.name) = lower(given_name || ' ' || family_name))
        then 'colleague' end,
      case when by_unit and place_by_unit <= per_unit then 'no_assignment' end,
      case when by_many and place_that_day <= 3 then 'many' end,
      case when place <= per_unit then 'sample' end], null) as grounds
    from lots l
  )
  insert into access_review (id, opening_id, compartment_id, month, grounds, picked_at, reader_id, opened_at, action,
      dossier_id, page, why, verdict, note, measure)
    select gen_random_uuid(), opening, compartment_id, first, grounds, access.at(), staff_id, at, action, dossier_id, page,
      why, '', '', ''
    from grounded where grounds <> '{{}}'
  on conflict (opening_id) do nothing;
  get diagnostics picked = row_count;
  return picked;
end
"""

# What the person may be told by the viewer's unit: nothing of what other units have opened.
LOG_OF = """
declare mine int[] := array(
  select distinct c.compartment_id from dossier_case c where c.dossier_id = wanted and access.has_stood(c.id));
begin
  return query
    select o.at,
      coalesce((select u.name from organisation_membership m join organisation_unit u on u.id = m.unit_id
        where m.staff_id = o.staff_id and m.valid_from <= o.at::date and (m.valid_to is null or m.valid_to >= o.at::date)
        order by m.id limit 1), 'Enhet som inte finns kvar')::text,
      o.action::text, o.page::text
    from access_opening o where o.dossier_id = wanted and o.compartment_id = any (mine)
    order by o.at desc, o.id;
end
"""

# Lines that may be about somebody protected: those that said so when they were written, and those that said nothing.
NOT_PLAIN = "line.dossier_id is not null and line.protection is distinct from 'none'"

# Openings of the dossiers of people with protected identity, shown at once to the unit's manager. Every line is asked
# whether its reader had a key of their own: a reader has two rows for a dossier and a day when there were openings of
# both kinds, and a key to another unit's case of the same dossier is nobody's errand where the glass was broken. Whose
# dossier it is stays unsaid: the manager learns that it is one of the unit's protected ones. Asked past the walls, since
# a protected case is open to named staff only.
#
# Who asks is asked once, in variables. A line that says "none" is out by the index alone; only an old line, that says
# nothing, asks how the person is protected today.
PROTECTED_OPENINGS = f"""
declare
  reader_of_log int := access.me(); led int[] := access.led_compartments();
  sees_all boolean := access.has_role(array[{roles.in_sql(roles.REVIEWS_LOG)}]);
  earliest timestamptz := greatest(since, access.at() - interval '{ALARM_DAYS} days');
begin
  return query
    select o.at, o.staff_id::int, o.action::text, o.page::text, upper(right(o.dossier_id::text, 6)), o.is_own
    from (
      select distinct on (line.staff_id, line.dossier_id, (line.at at time zone 'Europe/Stockholm')::date, own.is_own)
        line.*, own.is_own
      from access_opening line
        cross join lateral (
          select coalesce(bool_or(k.is_own and k.is_here) or (bool_or(k.is_own) and not bool_or(k.is_here)), false)
            as is_own
          from (
            select held.ground <> 'break_glass' as is_own,
              held.compartment_id is not distinct from line.compartment_id as is_here
            from access_key held join dossier_case c on c.id = held.case_id
            where held.staff_id = line.staff_id and c.dossier_id = line.dossier_id
              and held.given_at <= line.at and (held.valid_until is null or held.valid_until > line.at)
          ) k
        ) own
      where line.at >= earliest and {NOT_PLAIN}
        and coalesce(line.protection, (select p.protection from dossier_dossier d
            join people_person p on p.id = d.person_id where d.id = line.dossier_id)) <> 'none'
        and line.staff_id <> reader_of_log
        and (line.compartment_id = any (led) or sees_all)
      order by line.staff_id, line.dossier_id, (line.at at time zone 'Europe/Stockholm')::date, own.is_own,
        line.at, line.id
    ) o
    order by o.at desc, o.id;
end
"""

PICK_FOR_REVIEW = Function("access.pick_for_review(first date, per_unit int, seed text)", "int", PICK)

# How protected the person was when the line was written: the alarm and the review ask that, and not today. Lines from
# before this say nothing of it, and are judged by today.
PROTECTED_THEN = """
begin
  new.protection := (select p.protection from dossier_dossier d join people_person p on p.id = d.person_id
    where d.id = new.dossier_id);
  return new;
end
"""

# How many dossiers each one of the units one leads has opened, day by day: numbers, and never whose, and no longer back
# than one needs to know what is usual. Reader by reader
# and day by day, since each is then a small piece of one index, counted without a look at the lines.
FILES_A_DAY = f"""
declare
  moment timestamptz := access.at(); led int[] := access.led_compartments();
  earliest timestamptz := greatest(since, moment - interval '{COUNTED_DAYS} days');
  readers int[] := array(select distinct m.staff_id from organisation_membership m
      join access_holding h on h.unit_id = m.unit_id
    where h.compartment_id = any (led)
      and access.holds(m.valid_from, m.valid_to) and access.holds(h.valid_from, h.valid_to));
begin
  return query
    select reader, begun::date, n.opened
    from unnest(readers) reader
      cross join generate_series((earliest at time zone 'Europe/Stockholm')::date::timestamp,
        moment at time zone 'Europe/Stockholm', interval '1 day') begun
      cross join lateral (select count(distinct o.dossier_id)::int as opened from access_opening o
        where o.staff_id = reader and o.dossier_id is not null
          and o.at >= greatest(earliest, begun at time zone 'Europe/Stockholm')
          and o.at < (begun + interval '1 day') at time zone 'Europe/Stockholm' and o.at <= moment) n
    where n.opened > 0;
end
"""

# Nobody writes in the log of a dossier in which they see no case: it would lie in another unit's log, and the line that
# came back would tell how protected its person is. Whoever is told of it without a case, by an alarm or by a question
# about the protection, writes in the log of the unit that is told. The owner's own functions judge their own lines.
OPENING_SEEN = f"""
begin
  if new.dossier_id is not null and not pg_has_role(current_user, '{OWNER}', 'member')
    and not pg_has_role(session_user, '{OWNER}', 'member')
    and not exists (select 1 from dossier_case c where c.dossier_id = new.dossier_id)
    and not exists (select 1 from access_alarm told
      where told.dossier_id = new.dossier_id and told.compartment_id = new.compartment_id)
    and not exists (select 1 from access.protection_questions() asked
      where asked.dossier = new.dossier_id and asked.compartment = new.compartment_id) then
    raise exception 'samtid: no key to this dossier' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
"""

WALLS = [
    PICK_FOR_REVIEW,
    Function("access.opening_seen()", "trigger", OPENING_SEEN, to=NOBODY, is_owners=False),
    Trigger("access_opening_seen", "access_opening", "before insert", "access.opening_seen"),
    Function(
        "access.files_a_day(since timestamptz)",
        "table (staff int, day date, files int)",
        FILES_A_DAY,
        volatility="stable",
    ),
    # of a week's lines nearly all are about people without protection: what a manager is shown is found past them
    Index(
        "access_opening_protected",
        "access_opening",
        f"(compartment_id, at) where {NOT_PLAIN.replace('line.', '')}",
    ),
    Function("access.protected_then()", "trigger", PROTECTED_THEN, to=NOBODY),
    Trigger("protected_then", "access_opening", "before insert", "access.protected_then"),
    Function(
        "access.log_of(wanted uuid)",
        'table ("when" timestamptz, unit text, what text, place text)',
        LOG_OF,
        volatility="stable",
    ),
    Function(
        "access.protected_openings(since timestamptz)",
        'table ("when" timestamptz, reader int, what text, place text, file text, own_key boolean)',
        PROTECTED_OPENINGS,
        volatility="stable",
    ),
]
