"""Uppgifterna om en person: corrected through two doors, by those who work with a case in which the person is.

What was is kept beside what became. Every case in which the person is has a line; why and by whom is told to those
who hold the case where it was done. A number is changed by a ticket (people/walls/lookup.py), so that nobody learns
that it is known without a line that stands.
"""

from __future__ import annotations

from collections.abc import Iterable

from samtid.base.access.walling import NOBODY, AppendOnly, Function, Wall
from samtid.base.organisation import roles
from samtid.base.people.words import NewNumber

from ..words import Event, Kind

LAW = "dataskyddsförordningen art. 5.1 d"
PLACE = ("address", "postcode", "locality", "school")
FIELDS = {
    Kind.NAME: {"given_name": "varchar", "family_name": "varchar"},
    Kind.BIRTH: {"born_on": "date", "is_unborn": "boolean", "sex": "varchar"},
    Kind.CONTACT: dict.fromkeys((*PLACE, "phone", "interpreter"), "varchar"),
    Kind.LIFE: {"died_on": "date", "emigrated_on": "date"},
}


def _array(names: Iterable[str]) -> str:
    return "array[" + ", ".join(f"'{name}'" for name in names) + "]"


ALLOWED = (
    "case what "
    + " ".join(f"when '{kind.value}' then {_array(names)}" for kind, names in FIELDS.items())
    + " end"
)
SET = ",\n      ".join(
    f"{name} = case when kept ? '{name}' then (kept->>'{name}')::{form} else {name} end"
    for names in FIELDS.values()
    for name, form in names.items()
)
SAID = (
    "case what " + " ".join(f"when '{kind.value}' then '{Event[kind.name].label}'" for kind in Kind) + " end"
)
HIDDEN = _array((*PLACE, "phone"))

# A case that one holds by a key that was given, in which the person is; neither of them made in this transaction.
MAY_CORRECT = f"""
begin
  return access.has_role(array[{roles.in_sql(roles.RECEIVES_CASES)}])
    and access.sees_without_glass(of_case) and access.has_stood(of_case)
    and exists (select 1 from people_presence f where f.person_id = wanted and f.case_id = of_case and f.reach = 'case'
      and f.given_in is distinct from access.here());
end
"""

# The case from which the person may be corrected: their own first, and one that is open.
CASE_TO_CORRECT = """
declare found uuid;
begin
  for found in select c.id from people_presence f join dossier_case c on c.id = f.case_id
      join dossier_dossier d on d.id = c.dossier_id
    where f.person_id = wanted and f.reach = 'case'
    order by d.person_id <> wanted, c.closed_at is not null, c.opened_at desc, c.id
  loop
    if access.may_correct(wanted, found) then return found; end if;
  end loop;
  return null;
end
"""

# With the whole of a case in which the person is: not as one who comes home to somebody.
KNOWS_PERSON = """
begin
  return exists (select 1 from people_person p where p.id = wanted
    and (p.open_to && access.my_compartments() and p.opened_in is distinct from access.here()
      or exists (select 1 from people_presence f where f.person_id = p.id and f.reach = 'case'
        and f.case_id = any (access.my_cases()) and f.given_in is distinct from access.here())));
end
"""

# One line in every case in which the person is. Who did it is told where that one has a key (OSL 26:1).
TELL_OF_PERSON = f"""
begin
  perform access.one_more_line();
  insert into dossier_event (id, case_id, compartment_id, is_sealed, verb, said, law, at, by_id)
    select gen_random_uuid(), c.id, c.compartment_id, c.is_sealed, verb, said, '{LAW}', access.at(),
      case when access.sees_without_glass(c.id) then access.me() end
    from dossier_case c where c.id in (
      select f.case_id from people_presence f where f.person_id = whom and f.reach = 'case');
end
"""

CHANGE = f"""
declare
  p people_person; kept jsonb; was jsonb;
begin
  if not coalesce(access.may_correct(wanted, of_case), false) then
    raise exception 'samtid: no key to this person' using errcode = 'insufficient_privilege';
  end if;
  if length(trim(why)) < 5 then
    raise exception 'samtid: a reason' using errcode = 'check_violation';
  end if;
  select * into p from people_person where id = wanted for update;
  if p.version <> seen then return null; end if;
  select jsonb_object_agg(one.key, one.value), jsonb_object_agg(one.key, to_jsonb(p)->one.key) into kept, was
    from jsonb_each(changed) one
    where one.key = any ({ALLOWED}) and to_jsonb(p)->one.key is distinct from one.value;
  if kept is null then return p.version; end if;
  if not coalesce(access.day_holds(day, least(p.born_on, (kept->>'born_on')::date)), false) then
    raise exception 'samtid: not from that day' using errcode = 'check_violation';
  end if;
  -- where somebody with skyddad folkbokföring is must not be written down, nor who somebody with fingerade uppgifter was
  if p.protection in ('registered_elsewhere', 'fictitious') and exists (select 1 from jsonb_each_text(kept) one
      where one.key = any ({_array(PLACE)}) and one.value <> '')
    or p.protection = 'fictitious' and what = 'name' then
    raise exception 'samtid: not to be written down' using errcode = 'check_violation';
  end if;
  if greatest((kept->>'died_on')::date, (kept->>'emigrated_on')::date)
      > (access.at() at time zone 'Europe/Stockholm')::date
    or 'given_name' in (select one.key from jsonb_each_text(kept) one where trim(one.value) = '') then
    raise exception 'samtid: no such value' using errcode = 'check_violation';
  end if;
  update people_person set {SET},
      version = version + 1
    where id = wanted;
  insert into corrections_change (id, person_id, kind, was, became, valid_on, source, reason, by_id, at, case_id)
    values (gen_random_uuid(), wanted, what, was, kept, day, left(origin, 160), trim(why), access.me(), access.at(), of_case);
  perform access.tell_of_person(wanted, 'person_' || what, {SAID});
  return p.version + 1;
end
"""

# A new number, by a ticket. It is somebody's whom the caller sees: nothing is changed, and the two are laid side by
# side. It is somebody's else: a question to those who hold that one, and nothing more is told.
CHANGE_NUMBER = f"""
declare
  one access.lookup := access.ticket(given); p people_person; holder uuid; digits text; became jsonb;
begin
  if not coalesce(access.may_correct(wanted, of_case), false) then
    raise exception 'samtid: no key to this person' using errcode = 'insufficient_privilege';
  end if;
  if one.ticket is null or one.staff_id is null then
    raise exception 'samtid: no such ticket' using errcode = 'insufficient_privilege';
  end if;
  digits := coalesce(one.said->>'number', '');
  if length(trim(why)) < 5 or digits = ''
      or not cause = any ({_array(one.value for one in NewNumber if one != NewNumber.MERGED)}) then
    raise exception 'samtid: a number and a reason' using errcode = 'check_violation';
  end if;
  if not access.count_effort('number') then return 'braked'; end if;
  select * into p from people_person where id = wanted for update;
  if p.version <> seen then return 'overtaken'; end if;
  if p.protection = 'fictitious' or not coalesce(access.day_holds(day, p.born_on), false) then
    raise exception 'samtid: not to be written down' using errcode = 'check_violation';
  end if;
  if p.number = digits then return 'done'; end if;
  -- one's own former number may be taken up again
  select q.id into holder from people_person q where q.number = digits;
  if holder is null then
    select f.person_id into holder from people_formernumber f where f.number = digits and f.person_id <> wanted limit 1;
  end if;
  if holder is not null then
    if access.knows_person(holder) then return holder::text; end if;
    perform access.make_merger(holder, wanted, why, of_case);
    return 'asked';
  end if;
  became := jsonb_build_object('number', digits, 'number_kind', one.said->>'number_kind');
  if one.said->>'born_on' is not null then
    became := became || jsonb_build_object('born_on', one.said->>'born_on', 'is_unborn', false);
  end if;
  if one.said->>'sex' <> 'unknown' then became := became || jsonb_build_object('sex', one.said->>'sex'); end if;
  insert into corrections_change (id, person_id, kind, was, became, valid_on, source, reason, by_id, at, case_id)
    select gen_random_uuid(), wanted, 'number', jsonb_object_agg(key, to_jsonb(p)->key), became, day, left(origin, 160),
      trim(why), access.me(), access.at(), of_case
    from jsonb_object_keys(became) key;
  if p.number <> '' and cause <> 'mistyped' then
    insert into people_formernumber (id, person_id, number, number_kind, ended_on, why)
      values (gen_random_uuid(), wanted, p.number, p.number_kind, coalesce(day,
        (access.at() at time zone 'Europe/Stockholm')::date), cause);
  end if;
  update people_person set number = digits, number_kind = became->>'number_kind', version = version + 1,
      born_on = coalesce((became->>'born_on')::date, born_on),
      is_unborn = is_unborn and not became ? 'is_unborn',
      sex = coalesce(became->>'sex', sex)
    where id = wanted;
  perform access.tell_of_person(wanted, 'person_number', '{Event.NUMBER.label}');
  return 'done';
end
"""

# What has been corrected, to those who know the person; why and by whom to those who hold the case where it was done.
HISTORY_OF = f"""
declare p people_person;
begin
  if not coalesce(access.knows_person(wanted), false) then return; end if;
  select * into p from people_person q where q.id = wanted;
  return query
    select h.id, h.kind::text,
      case when p.protection <> 'none' or p.is_guarded then h.was - {HIDDEN} else h.was end,
      case when p.protection <> 'none' or p.is_guarded then h.became - {HIDDEN} else h.became end,
      h.valid_on, h.at, m.sees, case when m.sees then h.source::text else '' end,
      case when m.sees then h.reason::text else '' end, case when m.sees then h.by_id::int end
    from corrections_change h cross join lateral (select coalesce(access.may_see_case(h.case_id), false) as sees) m
    where h.person_id = wanted order by h.at desc, h.id desc;
end
"""

# From which day something holds: none said, or one that has been and is not before the person was born.
DAY_HOLDS = """
declare today date := (access.at() at time zone 'Europe/Stockholm')::date;
begin
  return day is null or day <= today and (born is null or born > today or day >= born);
end
"""

END_RELATION = f"""
declare r people_relation;
begin
  select * into r from people_relation where id = wanted for update;
  if r.id is null or not access.has_role(array[{roles.in_sql(roles.RECEIVES_CASES)}])
      or not access.sees_without_glass(r.case_id) then
    raise exception 'samtid: no key to this relation' using errcode = 'insufficient_privilege';
  end if;
  if length(trim(reason)) < 5 or r.ended_at is not null or last is null
      or last > (access.at() at time zone 'Europe/Stockholm')::date then
    raise exception 'samtid: a reason and a day that has been, once' using errcode = 'check_violation';
  end if;
  update people_relation set valid_to = greatest(last, valid_from), is_mistaken = mistaken, ended_why = left(trim(reason), 400),
      ended_at = access.at(), ended_by_id = access.me()
    where id = wanted;
  if mistaken then perform access.forget_near(r.case_id); end if;
  insert into dossier_event (id, case_id, compartment_id, is_sealed, verb, said, law, at, by_id)
    select gen_random_uuid(), c.id, c.compartment_id, c.is_sealed, '{Event.RELATION_ENDED.value}',
      '{Event.RELATION_ENDED.label}', '', access.at(), access.me() from dossier_case c where c.id = r.case_id;
end
"""

# Whoever was noted as near by mistake is not to be seen in the case any more.
FORGET_NEAR = """
begin
  delete from people_presence f where f.case_id = wanted and f.reach = 'case'
    and f.person_id <> (select d.person_id from dossier_case c join dossier_dossier d on d.id = c.dossier_id where c.id = wanted)
    and not exists (select 1 from people_relation r where r.case_id = wanted and not r.is_mistaken
      and (r.other_id = f.person_id or r.person_id = f.person_id));
end
"""

WALLS = [
    Function("access.may_correct(wanted uuid, of_case uuid)", "boolean", MAY_CORRECT, volatility="stable"),
    Function("access.case_to_correct(wanted uuid)", "uuid", CASE_TO_CORRECT, volatility="stable"),
    Function("access.knows_person(wanted uuid)", "boolean", KNOWS_PERSON, volatility="stable"),
    Function("access.tell_of_person(whom uuid, verb text, said text)", "void", TELL_OF_PERSON, to=NOBODY),
    Function(
        "access.change_person(wanted uuid, seen int, what text, changed jsonb, day date, origin text, why text, of_case uuid)",
        "int",
        CHANGE,
    ),
    Function(
        "access.change_number(wanted uuid, seen int, given uuid, cause text, day date, origin text, why text, of_case uuid)",
        "text",
        CHANGE_NUMBER,
    ),
    Function(
        "access.history_of(wanted uuid)",
        "table (change uuid, kind text, was jsonb, became jsonb, valid_on date, moment timestamptz, sees boolean, "
        "source text, reason text, who int)",
        HISTORY_OF,
        volatility="stable",
    ),
    Function("access.day_holds(day date, born date)", "boolean", DAY_HOLDS, volatility="stable", to=NOBODY),
    Function("access.forget_near(wanted uuid)", "void", FORGET_NEAR, to=NOBODY),
    Function(
        "access.end_relation(wanted uuid, last date, mistaken boolean, reason text)", "void", END_RELATION
    ),
    Wall("corrections_change", "false", verbs="select"),
    AppendOnly("corrections_change"),
]
