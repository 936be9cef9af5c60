"""Raden om den som visats, written by the frame (frame.py) for whoever no page has written about.

The one who acts may know a name and not the dossier (the carrying-out unit), so the database finds it. A line lies
where the reader's key came from, as ``access.open_services``; a person seen in somebody else's case only, such as a
mother, is a line in that dossier. Of several cases it is the one that was read.
"""

from __future__ import annotations

from samtid.base.access.walling import Function

# Of somebody whom the one who acts has no key to, the line says nothing but that it was so: the caller reads its own
# lines, and must not learn from them who has a dossier, nor in whose.
LOG_SHOWN = """
declare
  holder int := access.me(); one uuid;
  compartments int[] := access.my_compartments(); visiting int[] := access.my_visiting();
  cases uuid[] := access.my_cases(); services uuid[] := access.my_service_cases();
begin
  if holder is null then
    raise exception 'samtid: nobody is acting' using errcode = 'insufficient_privilege';
  end if;
  with lines as (
    select distinct c.dossier_id, c.compartment_id from dossier_case c
    where c.id = any (about) and not c.dossier_id = any (logged) and access.may_see_case(c.id)
  ), written as (
    insert into access_opening (id, at, staff_id, action, dossier_id, compartment_id, page, why)
      select gen_random_uuid(), access.at(), holder, action, dossier_id, compartment_id, name, '' from lines
      returning dossier_id
  )
  select logged || coalesce(array_agg(dossier_id), '{}') into logged from written;
  foreach one in array persons loop
    with ways as (
      select c.dossier_id, f.compartment_id, d.person_id = one as own, c.id = any (read) as here
      from people_presence f join dossier_case c on c.id = f.case_id join dossier_dossier d on d.id = c.dossier_id
      where f.person_id = one and (
        f.reach = 'case' and (not c.is_sealed and f.compartment_id = any (compartments) or c.id = any (cases))
        or f.reach = 'service' and (not c.is_sealed and f.compartment_id = any (visiting) or c.id = any (services)))
    ), best as (
      select dossier_id, compartment_id, rank() over (order by here desc, own desc) as place from ways
    ), lines as (
      select distinct dossier_id, compartment_id from best where place = 1
      union all select null, null where not exists (select 1 from ways)
    )
    insert into access_opening (id, at, staff_id, action, dossier_id, compartment_id, page, why)
      select gen_random_uuid(), access.at(), holder, action, dossier_id, compartment_id, name, '' from lines
      -- where the page has logged a dossier that this one is known in, no more need be said
      where not exists (select 1 from ways w where w.dossier_id = any (logged));
  end loop;
  insert into access_opening (id, at, staff_id, action, compartment_id, page, why)
    select gen_random_uuid(), access.at(), holder, action, lies, name, '' from unnest(unknown) lies;
end
"""

WALLS = [
    Function(
        "access.log_shown(persons uuid[], unknown int[], about uuid[], read uuid[], logged uuid[], name text, action text)",
        "void",
        LOG_SHOWN,
    ),
]
