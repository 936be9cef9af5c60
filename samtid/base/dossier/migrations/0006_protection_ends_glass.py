"""Protection ends what broken glass had opened, at once, and gives nobody a key in its place."""

from django.db import migrations

from samtid.base.access import operations as ops

# As in 0002, but the row of the person is held until the keys are written. Otherwise a glass broken while
# somebody else protects the person would give keys that the protection never saw.
BREAK_GLASS = """
declare file uuid; holder int := access.me();
begin
  if not access.has_role(array['caseworker', 'senior', 'manager', 'reception']) then
    raise exception 'samtid: this role cannot break glass' using errcode = 'insufficient_privilege';
  end if;
  if length(trim(why)) < 10 or hours not between 1 and 24 then
    raise exception 'samtid: a reason and at most 24 hours' using errcode = 'check_violation';
  end if;
  select d.id into file from dossier_dossier d join people_person p on p.id = d.person_id
    where p.number = wanted_number and wanted_number <> '' and p.protection = 'none' for share of p;
  insert into access_key (id, staff_id, compartment_id, case_id, reach, ground, reason, given_by_id, given_at, valid_until)
    select gen_random_uuid(), holder, c.compartment_id, c.id, 'case', 'break_glass', trim(why), holder, access.at(),
      access.at() + make_interval(hours => hours)
    from dossier_case c where c.dossier_id = file and not c.is_sealed;
  insert into access_opening (id, at, staff_id, action, dossier_id, compartment_id, page, why)
    select gen_random_uuid(), access.at(), holder, 'break_glass', file, c.compartment_id, 'nodoppning', left(trim(why), 400)
    from (select distinct compartment_id from dossier_case where dossier_id = file and not is_sealed
          union select null where file is null) c;
  return file;
end
"""

# Named are the caseworkers, and whoever protects, in the cases that they see without broken glass. A case that nobody
# would then have is given to those who lead its unit: glass does not break on it any more. The keys end by the
# stamp's moment, which no caller chooses, and last, so that cases are held before keys as in transfer_case.
SET_PROTECTION = """
declare file uuid; holder int := access.me(); open_to_me int[] := access.my_compartments(); seen uuid[]; held uuid[];
begin
  if not exists (select 1 from dossier_case c join dossier_dossier d on d.id = c.dossier_id
      where d.person_id = person and access.may_see_case(c.id)) then
    raise exception 'samtid: no key to this person' using errcode = 'insufficient_privilege';
  end if;
  if level not in ('none', 'marked', 'registered_elsewhere', 'fictitious') then
    raise exception 'samtid: no such level' using errcode = 'check_violation';
  end if;
  select id into file from dossier_dossier where person_id = person;
  update people_person set protection = level where id = person;
  update people_presence set person_id = person_id where person_id = person;
  if level <> 'none' then
    seen := array(select c.id from dossier_case c where c.dossier_id = file
      and ((not c.is_sealed and c.compartment_id = any (open_to_me))
        or exists (select 1 from access_key k where k.case_id = c.id and k.staff_id = holder and k.reach = 'case'
          and k.ground <> 'break_glass' and k.given_at <= access.at()
          and (k.valid_until is null or k.valid_until > access.at()))));
    held := array(select c.id from dossier_case c where c.dossier_id = file
      and (c.caseworker_id is not null or c.id = any (seen)
        or exists (select 1 from access_key k where k.case_id = c.id and k.reach = 'case'
          and k.ground <> 'break_glass' and k.given_at <= access.at()
          and (k.valid_until is null or k.valid_until > access.at()))));
    insert into access_key (id, staff_id, compartment_id, case_id, reach, ground, reason, given_by_id, given_at)
      select gen_random_uuid(), named.staff_id, c.compartment_id, c.id, 'case', 'named', '', holder, moment
      from dossier_case c cross join lateral (
        select c.caseworker_id as staff_id where c.caseworker_id is not null
        union select holder where c.id = any (seen)
        union select m.staff_id from organisation_membership m join access_holding h on h.unit_id = m.unit_id
          where not c.id = any (held) and h.compartment_id = c.compartment_id and m.role = 'manager'
            and access.holds(m.valid_from, m.valid_to) and access.holds(h.valid_from, h.valid_to)
      ) named
      where c.dossier_id = file and c.closed_at is null;
  end if;
  update dossier_case set is_sealed = (level <> 'none') where dossier_id = file;
  if level <> 'none' then
    update access_key k set valid_until = access.at() from dossier_case c
      where c.id = k.case_id and c.dossier_id = file and k.ground = 'break_glass' and k.valid_until > access.at();
  end if;
end
"""


class Migration(migrations.Migration):
    dependencies = [("dossier", "0005_keys_end")]

    operations = [
        ops.Function("access.break_glass(wanted_number text, why text, hours int)", "uuid", BREAK_GLASS),
        ops.Function(
            "access.set_protection(person uuid, level text, moment timestamptz)", "void", SET_PROTECTION
        ),
        # those whom it already hit
        migrations.RunSQL(
            """
            update access_key k set valid_until = now()
              from dossier_case c join dossier_dossier d on d.id = c.dossier_id
                join people_person p on p.id = d.person_id
              where c.id = k.case_id and p.protection <> 'none' and k.ground = 'break_glass' and k.valid_until > now();
            """,
            migrations.RunSQL.noop,
        ),
    ]
