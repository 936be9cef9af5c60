"""Who may see a person, and how a person is registered and found without telling who is known."""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

from samtid.base.access import operations as ops

MY_PERSONS = """
begin
  return array(
    select distinct p.person_id from people_presence p where p.case_id = any (access.my_service_cases()));
end
"""

REFRESH = """
declare person uuid := coalesce(new.person_id, old.person_id);
begin
  update people_person set open_to = case when protection <> 'none' then '{}' else coalesce(
    (select array_agg(distinct compartment_id order by compartment_id) from people_presence
      where person_id = person), '{}') end
  where id = person;
  return null;
end
"""

# Finds the person who has this number, or makes one. The caller learns an id and nothing more: the
# row itself is seen only when a case of the caller's has made it present.
REGISTER = """
declare found uuid;
begin
  if access.me() is null and access.purpose() is distinct from 'command' then
    raise exception 'samtid: nobody is acting';
  end if;
  if said->>'number' <> '' then
    select id into found from people_person where number = said->>'number';
    if found is not null then return found; end if;
  end if;
  insert into people_person (id, given_name, family_name, number, number_kind, born_on, sex, address,
    postcode, locality, phone, school, interpreter, protection, open_to)
  values ((said->>'id')::uuid, said->>'given_name', said->>'family_name', said->>'number',
    said->>'number_kind', (said->>'born_on')::date, said->>'sex', said->>'address', said->>'postcode',
    said->>'locality', said->>'phone', said->>'school', said->>'interpreter', said->>'protection', '{}')
  on conflict (number) where number <> '' do nothing;
  -- somebody else may have been quicker
  select id into found from people_person
    where id = (said->>'id')::uuid or (number <> '' and number = said->>'number');
  return found;
end
"""

# SoLPuF 15 §: in case work one searches by name, identity number or case number, and by nothing else.
# Runs past the wall so that the indexes can serve (stack.md §3), and holds the same predicate itself.
SEARCH = """
begin
  return query
    select p.id from people_person p
    where case when wanted ~ '^[0-9]{6,12}$' then p.number like '%' || wanted || '%'
          else access.name_key(p.given_name, p.family_name) like all (
            select '%' || replace(replace(word, '%', ''), '_', '') || '%'
            from unnest(string_to_array(lower(wanted), ' ')) word) end
      and (p.open_to && access.my_visiting() or p.id = any (access.my_persons()))
    order by access.name_key(p.given_name, p.family_name), p.id limit most;
end
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("access", "0002_walls")]

    operations = [
        TrigramExtension(),
        migrations.RunSQL(
            """
            create function access.name_key(given text, family text) returns text language sql immutable
              as $$ select lower(given || ' ' || family) $$;
            create index people_person_name_key on people_person
              using gin (access.name_key(given_name, family_name) public.gin_trgm_ops);
            create index people_person_number_trgm on people_person using gin (number public.gin_trgm_ops);
            create unique index people_person_one_number on people_person (number) where number <> '';
            grant execute on function access.name_key to samtid_app;
            """,
            migrations.RunSQL.noop,
        ),
        ops.Function("access.my_persons()", "uuid[]", MY_PERSONS, volatility="stable"),
        ops.Function("access.refresh_open_to()", "trigger", REFRESH, open=False),
        ops.Function("access.register_person(said jsonb)", "uuid", REGISTER),
        ops.Function(
            "access.search_people(wanted text, most int)", "setof uuid", SEARCH, volatility="stable"
        ),
        migrations.RunSQL(
            """
            create trigger presence_opens after insert or update or delete on people_presence
              for each row execute function access.refresh_open_to();
            """,
            "drop trigger presence_opens on people_presence;",
        ),
        ops.Wall(
            "people_person",
            f"open_to && {ops.VISITING} or id = any ((select access.my_persons())::uuid[])",
            verbs="select",
            columns=["address", "postcode", "locality", "phone", "school", "interpreter"],
        ),
        ops.Wall("people_presence", "false", verbs="select"),
        ops.Wall(
            "people_formernumber",
            "exists (select 1 from people_person p where p.id = person_id)",
            verbs="select",
        ),
        ops.Wall("people_relation", ops.IN_CASE, columns=["valid_to"]),
    ]
