"""Väggarna kring personerna: who may see a person, and how one is registered and found without telling who is known."""

from __future__ import annotations

from samtid.base.access.walling import NOBODY, Authored, Did, Extension, Function, Index, Trigger, Wall
from samtid.base.access.walling.conditions import COMPARTMENTS, HERE, IN_CASE, VISITING

from . import household, lookup, names, sealed

# The keys stand in a variable: in the condition they would be fetched again for every row of a plan without index.
MY_PERSONS = """
declare cases uuid[] := access.my_cases(); services uuid[] := access.my_service_cases(); here xid8 := access.here();
begin
  -- every key that opens a case opens its services: as many of both, and there is nothing more to look for
  if cardinality(services) = cardinality(cases) then services := '{}'; end if;
  return array(
    select p.person_id from people_presence p where p.case_id = any (cases)
      and p.given_in is distinct from here
    union
    select p.person_id from people_presence p where p.case_id = any (services) and p.reach = 'service'
      and p.given_in is distinct from here);
end
"""

REFRESH = """
declare person uuid := coalesce(new.person_id, old.person_id);
begin
  update people_person p set open_to = n.open_to, served_by = n.served_by,
    opened_in = case when n.open_to <@ p.open_to then p.opened_in else pg_current_xact_id() end,
    served_in = case when n.served_by <@ p.served_by then p.served_in else pg_current_xact_id() end
  from (
    select coalesce(array_agg(distinct f.compartment_id::int) filter (where f.reach = 'case'), '{}') as open_to,
      coalesce(array_agg(distinct f.compartment_id::int) filter (where f.reach = 'service'), '{}') as served_by
    from people_presence f where f.person_id = person
      and exists (select 1 from people_person q where q.id = person and q.protection = 'none')) n
  where p.id = person;
  return null;
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
  -- by the number of today, or one that the person had before
  formerly text := 'p.id = any (array(select q.id from people_person q where q.number %1$s
    union select f.person_id from people_formernumber f where f.number %1$s))';
begin
  if number ~ '^[0-9]{8}[0-9A-Z]{4}$' then
    pattern := format(formerly, 'in (' || quote_literal(number) || ')');
  elsif number ~ '^[0-9]{10}$' then
    pattern := format(formerly, format('in (%L, %L, %L)', '18' || number, '19' || number, '20' || number));
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
    where %s and (p.open_to && $1 and p.opened_in is distinct from $5 or p.served_by && $2 and p.served_in is distinct from $5
      or p.id = any ($3)) order by access.sv_key(p.family_name), access.sv_key(p.given_name), p.id limit $4', pattern)
    using access.my_compartments(), access.my_visiting(), access.my_persons(), most, access.here();
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
    Function("access.search_people(wanted text, most int)", "setof uuid", SEARCH, volatility="stable"),
    Trigger(
        "presence_opens", "people_presence", "after insert or update or delete", "access.refresh_open_to"
    ),
    Wall(
        "people_person",
        f"open_to && {COMPARTMENTS} and opened_in is distinct from {HERE} "
        f"or served_by && {VISITING} and served_in is distinct from {HERE} "
        "or id = any ((select access.my_persons())::uuid[])",
        verbs="select",
    ),
    Wall("people_presence", "false", verbs="select"),
    Wall(
        "people_formernumber", "exists (select 1 from people_person p where p.id = person_id)", verbs="select"
    ),
    # a relation ends through a door (base/corrections), and what was noted stands
    Wall("people_relation", IN_CASE),
    Authored(
        "people_relation", Did("noted_by_id", "noted_at"), by_door=["ended_at", "ended_by_id", "ended_why"]
    ),
    *household.WALLS,
    *sealed.WALLS,
    *lookup.WALLS,
]
