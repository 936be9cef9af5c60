"""Vem är det? Two doors, of which the second opens first when the line in the log stands.

Somebody is looked up by what was said of them, and gets a ticket: that tells nothing, and reads nothing. In a later
transaction the ticket is read: then it is found out, or made, who it is. So nobody learns that a number is known, or
that it is not, and takes back the line that says that they asked.
"""

from __future__ import annotations

from samtid.base.access.walling import NOBODY, Function, Trigger

# What was sought by a number is kept as a hash with a key that only the owner reads: the same number is seen to be
# the same, and whoever reads the log does not learn it.
SOUGHT = """
declare secret bytea;
begin
  select key into secret from access.secret where name = 'sought';
  return left(encode(sha256(secret || sha256(secret || convert_to(said, 'UTF8'))), 'hex'), 16);
end
"""

LOOK_UP = """
declare given uuid := gen_random_uuid(); holder int := access.me(); number text := coalesce(said->>'number', '');
begin
  if holder is null and access.here() is not null then
    raise exception 'samtid: nobody is acting' using errcode = 'insufficient_privilege';
  end if;
  delete from access.lookup where made_at < clock_timestamp() - interval '1 day';
  insert into access.lookup (ticket, staff_id, said) values (given, holder, said);
  if holder is not null then
    insert into access_opening (id, at, staff_id, action, compartment_id, page, why)
      values (gen_random_uuid(), access.at(), holder, 'register', (access.my_visiting())[1], 'people:register',
        case when number <> '' then 'nummer ' || access.sought(number) else '' end);
  end if;
  return given;
end
"""

# A ticket is its holder's own, an hour long, and never of the running transaction.
TICKET = """
declare one access.lookup;
begin
  select * into one from access.lookup l where l.ticket = given and l.staff_id is not distinct from access.me()
    and l.made_in is distinct from access.here() and l.made_at > clock_timestamp() - interval '1 hour';
  return one;
end
"""

SEES_PERSON = """
begin
  return exists (select 1 from people_person p where p.id = wanted
    and (p.open_to && access.my_compartments() and p.opened_in is distinct from access.here()
      or p.served_by && access.my_visiting() and p.served_in is distinct from access.here()
      or p.id = any (access.my_persons())));
end
"""

# Who has the number, or had it before: one who has got a personnummer is found by the reserve number too.
NUMBERED = """
declare found uuid;
begin
  if digits = '' then return null; end if;
  select p.id into found from people_person p where p.number = digits;
  if found is null then
    select f.person_id into found from people_formernumber f where f.number = digits order by f.ended_on desc, f.id limit 1;
  end if;
  return found;
end
"""

# Finds the person who has this number, or makes one. Somebody the caller may see already is named as they are named
# everywhere. For all others, known or not, the ticket is the name: with a person's own name in hand one could ask, by
# the time it takes, whether there is a dossier about it.
REGISTER = """
declare one access.lookup := access.ticket(given); found uuid; digits text; made uuid := gen_random_uuid();
begin
  if one.ticket is null then
    raise exception 'samtid: no such ticket' using errcode = 'insufficient_privilege';
  end if;
  digits := coalesce(one.said->>'number', '');
  if one.person_id is null then
    if digits = '' and access.here() is null then made := coalesce((one.said->>'id')::uuid, made); end if;
    found := access.numbered(digits);
    if found is null then
    insert into people_person (id, given_name, family_name, number, number_kind, born_on, sex, address,
      postcode, locality, phone, school, interpreter, protection, open_to, is_unborn)
    values (made, one.said->>'given_name', one.said->>'family_name', digits,
      one.said->>'number_kind', (one.said->>'born_on')::date, one.said->>'sex', one.said->>'address',
      one.said->>'postcode', one.said->>'locality', one.said->>'phone', one.said->>'school', one.said->>'interpreter',
      one.said->>'protection', '{}',
      coalesce((one.said->>'born_on')::date > (coalesce(access.at(), now()) at time zone 'Europe/Stockholm')::date, false))
    on conflict do nothing;
    select p.id into found from people_person p
      where case when digits <> '' then p.number = digits else p.id = made end;
    end if;
    update access.lookup set person_id = found where ticket = given;
  else
    found := one.person_id;
  end if;
  return case when one.staff_id is null or access.sees_person(found) then found else given end;
end
"""

# What was said beside what is held about somebody with that number. Whom the reader sees is named, and read through
# the wall. Of others no more than whether name and year are the same; of one who is protected nothing at all.
BESIDE = """
declare one access.lookup := access.ticket(given); p people_person;
begin
  if one.ticket is null then return null; end if;
  select * into p from people_person q where q.id = access.numbered(coalesce(one.said->>'number', ''));
  return jsonb_build_object('said', one.said) || case
    when p.id is null then '{}'
    when access.sees_person(p.id) then jsonb_build_object('person', p.id)
    when p.protection <> 'none' then '{}'
    else jsonb_build_object('same', jsonb_build_object(
      'name', access.same_words(one.said->>'given_name' || ' ' || (one.said->>'family_name'), p.given_name || ' ' || p.family_name),
      'born_on', extract(year from (one.said->>'born_on')::date) = extract(year from p.born_on))) end;
end
"""

# As ``rules.same``: the words of one are all among the other's; nothing said is nothing to compare.
SAME_WORDS = r"""
declare
  a text[] := array_remove(regexp_split_to_array(access.name_form(one), '[ -]+'), '');
  b text[] := array_remove(regexp_split_to_array(access.name_form(other), '[ -]+'), '');
begin
  a := array_remove(a, 'okant'); b := array_remove(b, 'okant');
  return case when cardinality(a) > 0 and cardinality(b) > 0 then a <@ b or b <@ a end;
end
"""

# Whom a ticket of the caller's stands for. A person's own name may be said by one who sees the person.
MEANT = """
declare one access.lookup := access.ticket(given);
begin
  -- one who has turned out to be another since is the other
  if one.person_id is not null then
    return (select coalesce(p.merged_into_id, p.id) from people_person p where p.id = one.person_id);
  end if;
  if access.here() is null or access.sees_person(given) then return given; end if;
  raise exception 'samtid: no such person' using errcode = 'insufficient_privilege';
end
"""

RELATION_MEANT = """
begin
  new.other_id := access.meant(new.other_id);
  return new;
end
"""

WALLS = [
    Function("access.sought(said text)", "text", SOUGHT, volatility="stable", to=NOBODY),
    Function("access.look_up(said jsonb)", "uuid", LOOK_UP),
    Function("access.ticket(given uuid)", "access.lookup", TICKET, volatility="stable", to=NOBODY),
    Function("access.sees_person(wanted uuid)", "boolean", SEES_PERSON, volatility="stable", to=NOBODY),
    Function("access.numbered(digits text)", "uuid", NUMBERED, volatility="stable", to=NOBODY),
    Function("access.register_person(given uuid)", "uuid", REGISTER),
    Function(
        "access.same_words(one text, other text)", "boolean", SAME_WORDS, volatility="immutable", to=NOBODY
    ),
    Function("access.beside(given uuid)", "jsonb", BESIDE, volatility="stable"),
    Function("access.meant(given uuid)", "uuid", MEANT, volatility="stable", to=NOBODY),
    Function("access.relation_meant()", "trigger", RELATION_MEANT, to=NOBODY),
    Trigger("by_ticket", "people_relation", "before insert", "access.relation_meant"),
]
