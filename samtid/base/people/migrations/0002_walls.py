"""Who may see a person, and how a person is registered and found without telling who is known."""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

from samtid.base.access import operations as ops

# The keys stand in a variable: in the condition they would be fetched again for every row of a plan without index.
MY_PERSONS = """
declare cases uuid[] := access.my_cases(); services uuid[] := access.my_service_cases();
begin
  -- every key that opens a case opens its services: as many of both, and there is nothing more to look for
  if cardinality(services) = cardinality(cases) then services := '{}'; end if;
  return array(
    select p.person_id from people_presence p where p.case_id = any (cases)
    union
    select p.person_id from people_presence p where p.case_id = any (services) and p.reach = 'service');
end
"""

REFRESH = """
declare person uuid := coalesce(new.person_id, old.person_id);
begin
  update people_person p set (open_to, served_by) = (
    select coalesce(array_agg(distinct f.compartment_id) filter (where f.reach = 'case'), '{}'),
      coalesce(array_agg(distinct f.compartment_id) filter (where f.reach = 'service'), '{}')
    from people_presence f where f.person_id = person and p.protection = 'none')
  where p.id = person;
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
    postcode, locality, phone, school, interpreter, protection, open_to, served_by)
  values ((said->>'id')::uuid, said->>'given_name', said->>'family_name', said->>'number',
    said->>'number_kind', (said->>'born_on')::date, said->>'sex', said->>'address', said->>'postcode',
    said->>'locality', said->>'phone', said->>'school', said->>'interpreter', said->>'protection', '{}', '{}')
  on conflict (number) where number <> '' do nothing;
  -- somebody else may have been quicker
  select id into found from people_person
    where id = (said->>'id')::uuid or (number <> '' and number = said->>'number');
  return found;
end
"""

# SoLPuF 15 §: in case work one searches by name, identity number or case number, and by nothing else.
# Runs past the wall so that the indexes can serve (stack.md §3), and holds the same predicate itself. The
# statement is put together for each search: only a pattern that the planner can read tells it which of the
# indexes (name, number, open_to, served_by) are worth joining. A word of one or two letters has no trigram of its own,
# so it is sought where words begin.
SEARCH = """
declare
  number text := upper(wanted); pattern text;
  key text := 'access.name_key(p.given_name, p.family_name)';
begin
  if number ~ '^[0-9]{8}[0-9A-Z]{4}$' then
    pattern := format('p.number = %L', number);
  elsif number ~ '^[0-9]{10}$' then
    pattern := format('p.number in (%L, %L, %L)', '18' || number, '19' || number, '20' || number);
  elsif number ~ '^[0-9]{6,11}$' then
    pattern := format('p.number like %L', '%' || number || '%');
  else
    select string_agg(case when length(word) > 2 then format('%s like %L', key, '%' || word || '%')
        else format('(%s like %L or %s like %L)', key, word || '%', key, '% ' || word || '%') end, ' and ')
      into pattern
      from regexp_split_to_table(regexp_replace(lower(wanted), '[%_\\\\]', '', 'g'), '[[:space:]]+') word
      where word <> '';
  end if;
  if pattern is null then return; end if;
  return query execute format('select p.id from people_person p
    where %s and (p.open_to && $1 or p.served_by && $2 or p.id = any ($3)) order by %s, p.id limit $4', pattern, key)
    using access.my_compartments(), access.my_visiting(), access.my_persons(), most;
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
            create index people_person_open_to on people_person using gin (open_to);
            create index people_person_served_by on people_person using gin (served_by);
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
            f"open_to && {ops.COMPARTMENTS} or served_by && {ops.VISITING} "
            "or id = any ((select access.my_persons())::uuid[])",
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
