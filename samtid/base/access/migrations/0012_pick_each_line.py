"""Urvalet till granskningen: each line of the log is judged, not the day's first (as 0011 did for the alarm)."""

from django.db import migrations

from samtid.base.access import operations as ops

# As in 0007, but every line is asked how its reader came in before the day's lines are made one: of a reader, a
# dossier, a unit and a day there is one of each kind, so an opening with a key of one's own hides none by broken glass. A
# key to another unit's case of the same dossier is nobody's errand where the glass was broken. That glass was
# broken anywhere on the dossier is told all the same: its page shows all the cases at once, and the log names one.
PICK = """
declare picked int;
begin
  if not coalesce(access.purpose() in ('worker', 'command') or access.has_role(array['log_reviewer']), false) then
    raise exception 'samtid: not for this purpose' using errcode = 'insufficient_privilege';
  end if;
  with namesakes as (
    select distinct s.id as staff_id, p.address, p.postcode from organisation_staff s
      join people_person p on access.name_key(p.given_name, p.family_name) = lower(s.name) where p.address <> ''
  ), asked as (
    select distinct on (o.staff_id, o.dossier_id, o.compartment_id, (o.at at time zone 'Europe/Stockholm')::date,
        o.action, own.by_glass, own.by_unit)
      o.id as opening, o.*, s.name as reader_name, p.given_name, p.family_name, p.protection, p.address, p.postcode,
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
  ), lots as (
    select a.*, row_number() over (partition by compartment_id order by lot) as place,
      -- whole units share cases by role, so of these a sample is drawn as well
      row_number() over (partition by compartment_id, by_unit order by lot desc) as place_by_unit
    from asked a
  ), grounded as (
    select l.*, array_remove(array[
      case when by_glass then 'break_glass' end,
      case when protection <> 'none' then 'protected' end,
      case when lower(family_name) = lower(regexp_replace(reader_name, '^.* ', '')) then 'same_surname' end,
      case when exists (select 1 from namesakes n where n.staff_id = l.staff_id and n.address = l.address
        and n.postcode = l.postcode) then 'same_address' end,
      case when exists (select 1 from organisation_staff s where lower(s.name) = lower(given_name || ' ' || family_name))
        then 'colleague' end,
      case when by_unit and place_by_unit <= per_unit then 'no_assignment' end,
      case when place <= per_unit then 'sample' end], null) as grounds
    from lots l
  )
  insert into access_review (id, opening_id, compartment_id, month, grounds, picked_at, reader_id, opened_at, action,
      dossier_id, page, why, verdict, note, measure)
    select gen_random_uuid(), opening, compartment_id, first, grounds, moment, staff_id, at, action, dossier_id, page,
      why, '', '', ''
    from grounded where grounds <> '{}'
  on conflict (opening_id) do nothing;
  get diagnostics picked = row_count;
  return picked;
end
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0011_protected_openings_each")]

    operations = [
        ops.Function(
            "access.pick_for_review(first date, per_unit int, seed text, moment timestamptz)", "int", PICK
        )
    ]
