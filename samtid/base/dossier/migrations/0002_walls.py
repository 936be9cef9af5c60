"""The walls of the dossier, and the doors through them: open, transfer, assign, protect, break glass."""

from django.db import migrations

from samtid.base.access import operations as ops

# in a variable: in the condition the keys would be fetched again for every row of a plan without index
MY_DOSSIERS = """
declare mine uuid[] := access.my_cases();
begin
  return array(select distinct c.dossier_id from dossier_case c where c.id = any (mine));
end
"""

MAY_SEE_CASE = """
begin
  return exists (select 1 from dossier_case c where c.id = wanted
    and ((not c.is_sealed and c.compartment_id = any (access.my_compartments()))
      or c.id = any (access.my_cases())));
end
"""

# A case opens its person's name and dossier to its compartment; relations open the others in it.
CASE_CHANGED = """
declare t text; person uuid := (select person_id from dossier_dossier where id = new.dossier_id);
begin
  if tg_op = 'INSERT' then
    insert into people_presence (id, person_id, case_id, compartment_id)
      values (gen_random_uuid(), person, new.id, new.compartment_id);
  elsif new.compartment_id <> old.compartment_id or new.is_sealed <> old.is_sealed then
    for t in select name from access.case_table loop
      execute format('update %I set case_id = case_id where case_id = $1', t) using new.id;
    end loop;
    update people_presence set compartment_id = new.compartment_id
      where case_id = new.id and reach = 'case';
  end if;
  update dossier_dossier set open_to = coalesce((
    select array_agg(distinct compartment_id order by compartment_id) from dossier_case
    where dossier_id = new.dossier_id and not is_sealed), '{}') where id = new.dossier_id;
  return null;
end
"""

RELATION_MADE = """
begin
  if not exists (select 1 from people_presence where person_id = new.other_id and case_id = new.case_id
      and reach = 'case') then
    insert into people_presence (id, person_id, case_id, compartment_id)
      values (gen_random_uuid(), new.other_id, new.case_id, new.compartment_id);
  end if;
  return null;
end
"""

OPEN_CASE = """
declare file uuid; guarded boolean;
begin
  if not wanted_compartment = any (access.my_compartments()) then
    raise exception 'samtid: no key to this compartment' using errcode = 'insufficient_privilege';
  end if;
  insert into dossier_dossier (id, person_id, opened_at, open_to) values (gen_random_uuid(), person, moment, '{}')
    on conflict (person_id) do nothing;
  select id into file from dossier_dossier where person_id = person;
  select protection <> 'none' into guarded from people_person where id = person;
  insert into dossier_case (id, number, dossier_id, need, compartment_id, caseworker_id, opened_at, closing_reason,
      is_sealed)
    values (wanted_id, wanted_number, file, wanted_need, wanted_compartment, access.me(), moment, '', guarded);
  insert into access_key (id, staff_id, compartment_id, case_id, reach, ground, reason, given_by_id, given_at)
    values (gen_random_uuid(), access.me(), wanted_compartment, wanted_id, 'case',
      case when guarded then 'named' else 'assignment' end, '', access.me(), moment);
end
"""

# Hands a case to a unit and a caseworker. Whoever hands it over must hold it, and may lose sight of it.
TRANSFER_CASE = """
declare former dossier_case; guarded boolean;
begin
  if not access.may_see_case(wanted) then
    raise exception 'samtid: no key to this case' using errcode = 'insufficient_privilege';
  end if;
  select * into former from dossier_case where id = wanted for update;
  if receiver is not null and not exists (
    select 1 from organisation_membership m join access_holding h on h.unit_id = m.unit_id
    where m.staff_id = receiver and h.compartment_id = wanted_compartment
      and m.role in ('caseworker', 'senior', 'manager', 'reception')
      and access.holds(m.valid_from, m.valid_to) and access.holds(h.valid_from, h.valid_to)) then
    raise exception 'samtid: the receiver does not work there' using errcode = 'check_violation';
  end if;
  update access_key set valid_until = moment
    where case_id = wanted and ground = 'assignment' and (valid_until is null or valid_until > moment);
  if former.compartment_id <> wanted_compartment then
    -- what was named in the former unit does not follow to the next
    update access_key set valid_until = moment
      where case_id = wanted and ground in ('named', 'substitution') and (valid_until is null or valid_until > moment);
  end if;
  if receiver is not null then
    insert into access_key (id, staff_id, compartment_id, case_id, reach, ground, reason, given_by_id, given_at)
      values (gen_random_uuid(), receiver, wanted_compartment, wanted, 'case',
        case when former.is_sealed then 'named' else 'assignment' end, '', access.me(), moment);
  end if;
  update dossier_case set compartment_id = wanted_compartment, caseworker_id = receiver where id = wanted;
end
"""

# Names somebody for a case: a substitute, or one of the few at a protected identity.
NAME_STAFF = """
begin
  if not access.may_see_case(wanted) then
    raise exception 'samtid: no key to this case' using errcode = 'insufficient_privilege';
  end if;
  if wanted_ground not in ('substitution', 'named') or wanted_reach not in ('case', 'service') then
    raise exception 'samtid: no such ground' using errcode = 'check_violation';
  end if;
  insert into access_key (id, staff_id, compartment_id, case_id, reach, ground, reason, given_by_id, given_at, valid_until)
    select gen_random_uuid(), receiver, c.compartment_id, c.id, wanted_reach, wanted_ground, why, access.me(), moment, ends
    from dossier_case c where c.id = wanted;
end
"""

# Break-glass: opens every case of a person for some hours. Sealed cases stay shut. Each opened unit's
# manager sees the key and the line in the log; one who finds nothing leaves a line as well.
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
    where p.number = wanted_number and wanted_number <> '' and p.protection = 'none';
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

SET_PROTECTION = """
declare file uuid;
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
    insert into access_key (id, staff_id, compartment_id, case_id, reach, ground, reason, given_by_id, given_at)
      select distinct on (c.id, s) gen_random_uuid(), s, c.compartment_id, c.id, 'case', 'named', '', access.me(), moment
      from dossier_case c, unnest(array[c.caseworker_id, access.me()]) s
      where c.dossier_id = file and s is not null and c.closed_at is null
        and (s <> access.me() or access.may_see_case(c.id));
  end if;
  update dossier_case set is_sealed = (level <> 'none') where dossier_id = file;
end
"""


class Migration(migrations.Migration):
    dependencies = [("dossier", "0001_initial"), ("people", "0002_walls")]

    operations = [
        ops.Function("access.my_dossiers()", "uuid[]", MY_DOSSIERS, volatility="stable"),
        ops.Function("access.may_see_case(wanted uuid)", "boolean", MAY_SEE_CASE, volatility="stable"),
        ops.Function("access.case_changed()", "trigger", CASE_CHANGED, open=False),
        ops.Function("access.relation_made()", "trigger", RELATION_MADE, open=False),
        ops.Function(
            "access.open_case(wanted_id uuid, wanted_number text, person uuid, wanted_need text, "
            "wanted_compartment int, moment timestamptz)",
            "void",
            OPEN_CASE,
        ),
        ops.Function(
            "access.transfer_case(wanted uuid, wanted_compartment int, receiver int, moment timestamptz)",
            "void",
            TRANSFER_CASE,
        ),
        ops.Function(
            "access.name_staff(wanted uuid, receiver int, wanted_ground text, wanted_reach text, why text, "
            "moment timestamptz, ends timestamptz)",
            "void",
            NAME_STAFF,
        ),
        ops.Function("access.break_glass(wanted_number text, why text, hours int)", "uuid", BREAK_GLASS),
        ops.Function(
            "access.set_protection(person uuid, level text, moment timestamptz)", "void", SET_PROTECTION
        ),
        migrations.RunSQL(
            """
            create trigger case_changed after insert or update on dossier_case
              for each row execute function access.case_changed();
            create trigger relation_made after insert on people_relation
              for each row execute function access.relation_made();
            """,
            migrations.RunSQL.noop,
        ),
        ops.Wall(
            "dossier_dossier",
            f"open_to && {ops.COMPARTMENTS} or id = any ((select access.my_dossiers())::uuid[])",
            verbs="select",
        ),
        ops.Wall(
            "dossier_case",
            ops.IN_CASE.replace("case_id", "id"),
            verbs="select",
            columns=["closed_at", "closing_reason"],
        ),
        ops.Wall(
            "dossier_note",
            ops.IN_CASE,
            columns=["kind", "text", "source", "happened_at", "written_at", "signed_at"],
        ),
        ops.AppendOnly("dossier_note", unless="old.signed_at is null"),
        ops.Wall("dossier_document", ops.IN_CASE),
        ops.AppendOnly("dossier_document"),
        ops.Wall("dossier_event", ops.IN_CASE),
        ops.AppendOnly("dossier_event"),
        ops.Wall(
            "dossier_clock",
            ops.IN_CASE,
            columns=["extended_to", "extension_reason", "due_on", "stopped_at"],
        ),
        ops.Wall("dossier_draft", f"staff_id = {ops.ME}", verbs="select, insert, update, delete"),
        ops.Sealed("people_relation"),
        ops.Sealed("dossier_note"),
        ops.Sealed("dossier_document"),
        ops.Sealed("dossier_event"),
        ops.Sealed("dossier_clock"),
    ]
