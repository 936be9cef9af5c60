"""Väggarna kring personerna: who may see a person, and how one is registered and found without telling who is known."""

from __future__ import annotations

from samtid.base.access.walling import NOBODY, Extension, Function, Index, Trigger, Wall
from samtid.base.access.walling.conditions import COMPARTMENTS, IN_CASE, VISITING

from . import household, names

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

# Finds the person who has this number, or makes one; it tells nothing, not by the answer and not by what is written,
# and leaves a line. Somebody the caller may see already is named as they are named everywhere. For all others, known
# or not, the answer is a handle made for this call: with a person's own name in hand one could ask, by the time it
# takes, whether there is a dossier about it.
REGISTER = """
declare
  found uuid; holder int := access.me(); wanted_number text := coalesce(said->>'number', '');
  wanted uuid := (said->>'id')::uuid; given uuid := gen_random_uuid();
begin
  if holder is null and access.purpose() is distinct from 'command' then
    raise exception 'samtid: nobody is acting' using errcode = 'insufficient_privilege';
  end if;
  if wanted_number <> '' then wanted := gen_random_uuid(); end if;
  insert into people_person (id, given_name, family_name, number, number_kind, born_on, sex, address,
    postcode, locality, phone, school, interpreter, protection, open_to)
  values (wanted, said->>'given_name', said->>'family_name', wanted_number,
    said->>'number_kind', (said->>'born_on')::date, said->>'sex', said->>'address', said->>'postcode',
    said->>'locality', said->>'phone', said->>'school', said->>'interpreter', said->>'protection', '{}')
  on conflict do nothing;
  select id into found from people_person
    where case when wanted_number <> '' then number = wanted_number else id = wanted end;
  if holder is null then return found; end if;
  insert into access_opening (id, at, staff_id, action, page, why)
    values (gen_random_uuid(), access.at(), holder, 'register', 'people:register', '');
  delete from access.handle where made_at < clock_timestamp() - interval '1 day';
  insert into access.handle (handle, person_id, staff_id) values (given, found, holder);
  if exists (select 1 from people_person p where p.id = found
      and (p.open_to && access.my_visiting() or p.id = any (access.my_persons()))) then
    return found;
  end if;
  return given;
end
"""

# Whom a handle of the caller's stands for; anything else stands for itself.
MEANT = """
begin
  return coalesce((select h.person_id from access.handle h where h.handle = given and h.staff_id = access.me()), given);
end
"""

RELATION_MEANT = """
begin
  new.other_id := access.meant(new.other_id);
  return new;
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
  key text := 'access.search_key(p.given_name, p.family_name)';
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
      from regexp_split_to_table(regexp_replace(replace(access.name_form(wanted), '-', ' '), '[%_\\\\]', '', 'g'), ' +') word
      where word <> '';
  end if;
  if pattern is null then return; end if;
  return query execute format('select p.id from people_person p
    where %s and (p.open_to && $1 or p.served_by && $2 or p.id = any ($3))
    order by access.sv_key(p.family_name), access.sv_key(p.given_name), p.id limit $4', pattern)
    using access.my_compartments(), access.my_visiting(), access.my_persons(), most;
end
"""

WALLS = [
    Extension("pg_trgm"),
    # the review of the log asks by this one
    Function(
        "access.name_key(given text, family text)",
        "text",
        " select lower(given || ' ' || family) ",
        volatility="immutable",
        language="sql",
        is_owners=False,
    ),
    Index(
        "people_person_name_key",
        "people_person",
        "using gin (access.name_key(given_name, family_name) public.gin_trgm_ops)",
    ),
    *names.WALLS,
    Index("people_person_number_trgm", "people_person", "using gin (number public.gin_trgm_ops)"),
    Function("access.my_persons()", "uuid[]", MY_PERSONS, volatility="stable"),
    Function("access.refresh_open_to()", "trigger", REFRESH, to=NOBODY),
    Function("access.meant(given uuid)", "uuid", MEANT, volatility="stable", to=NOBODY),
    Function("access.register_person(said jsonb)", "uuid", REGISTER),
    Function("access.relation_meant()", "trigger", RELATION_MEANT, to=NOBODY),
    Function("access.search_people(wanted text, most int)", "setof uuid", SEARCH, volatility="stable"),
    Trigger(
        "presence_opens", "people_presence", "after insert or update or delete", "access.refresh_open_to"
    ),
    Trigger("by_handle", "people_relation", "before insert", "access.relation_meant"),
    Wall(
        "people_person",
        f"open_to && {COMPARTMENTS} or served_by && {VISITING} or id = any ((select access.my_persons())::uuid[])",
        verbs="select",
        columns=["address", "postcode", "locality", "phone", "school", "interpreter"],
    ),
    Wall("people_presence", "false", verbs="select"),
    Wall(
        "people_formernumber", "exists (select 1 from people_person p where p.id = person_id)", verbs="select"
    ),
    Wall("people_relation", IN_CASE, columns=["valid_to"]),
    *household.WALLS,
]
