"""Log review: how openings are picked, who sees what was picked, and what the person may be told."""

from django.db import migrations

from samtid.base.access import operations as ops

# The targeted grounds are questions about people, so they are asked here, past the walls: the reviewer
# learns that the surname was the same, not what it was. One line for each reader, dossier and day.
PICK = """
declare picked int;
begin
  if not coalesce(access.purpose() in ('worker', 'command') or access.has_role(array['log_reviewer']), false) then
    raise exception 'samtid: not for this purpose' using errcode = 'insufficient_privilege';
  end if;
  with namesakes as (
    select distinct s.id as staff_id, p.address, p.postcode from organisation_staff s
      join people_person p on access.name_key(p.given_name, p.family_name) = lower(s.name) where p.address <> ''
  ), opened as (
    select distinct on (o.staff_id, o.dossier_id, (o.at at time zone 'Europe/Stockholm')::date, o.action)
      o.id as opening, o.*, s.name as reader_name, p.given_name, p.family_name, p.protection, p.address, p.postcode,
      sha256(convert_to(seed || o.id, 'UTF8')) as lot
    from access_opening o join organisation_staff s on s.id = o.staff_id
      join dossier_dossier d on d.id = o.dossier_id join people_person p on p.id = d.person_id
    where o.at >= first::timestamp at time zone 'Europe/Stockholm'
      and o.at < (first + interval '1 month')::timestamp at time zone 'Europe/Stockholm'
      and o.action in ('view', 'print', 'export', 'break_glass')
    order by o.staff_id, o.dossier_id, (o.at at time zone 'Europe/Stockholm')::date, o.action, o.at, o.id
  ), asked as (
    select o.*,
      o.action = 'break_glass' or exists (select 1 from access_key k join dossier_case c on c.id = k.case_id
        where k.staff_id = o.staff_id and c.dossier_id = o.dossier_id and k.ground = 'break_glass'
          and k.given_at <= o.at and k.valid_until > o.at) as by_glass,
      not exists (select 1 from access_key k join dossier_case c on c.id = k.case_id
        where k.staff_id = o.staff_id and c.dossier_id = o.dossier_id and k.ground <> 'break_glass'
          and k.given_at <= o.at and (k.valid_until is null or k.valid_until > o.at)) as by_unit
    from opened o
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

# What the person may be told by the viewer's unit: nothing of what other units have opened.
LOG_OF = """
declare mine int[] := array(
  select distinct c.compartment_id from dossier_case c where c.dossier_id = wanted and access.may_see_case(c.id));
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

REVIEWER = "(select access.has_role(array['log_reviewer']))"


class Migration(migrations.Migration):
    dependencies = [("access", "0006_review")]

    operations = [
        migrations.RunSQL(
            "create index access_opening_month on access_opening (dossier_id, at)",
            "drop index access_opening_month",
        ),
        ops.Function(
            "access.pick_for_review(first date, per_unit int, seed text, moment timestamptz)", "int", PICK
        ),
        ops.Function(
            "access.log_of(wanted uuid)",
            'table ("when" timestamptz, unit text, what text, place text)',
            LOG_OF,
            volatility="stable",
        ),
        # a log reviewer sees all that was picked, a manager one's own units'; nobody judges oneself
        ops.Wall(
            "access_review",
            f"{REVIEWER} or compartment_id = any ({ops.LED})",
            write=f"({REVIEWER} or compartment_id = any ({ops.LED})) and reader_id <> {ops.ME}",
            verbs="select",
            columns=[
                "verdict",
                "note",
                "reviewed_at",
                "reviewed_by_id",
                "measure",
                "followed_up_at",
                "followed_up_by_id",
            ],
        ),
        ops.AppendOnly(
            "access_review",
            unless="old.followed_up_at is null and (old.reviewed_at is null or (new.verdict, new.note, "
            "new.reviewed_at, new.reviewed_by_id) is not distinct from (old.verdict, old.note, old.reviewed_at, "
            "old.reviewed_by_id))",
        ),
    ]
