"""Samma person: two dossiers become one when every unit that holds either has said so, each by whoever leads it.

Keys stay per case, so nobody sees a case more than before. The stricter protection holds. What was emptied stays as a
sign to the one that was kept.
"""

from __future__ import annotations

from samtid.base.access.walling import NOBODY, AppendOnly, Function, Wall
from samtid.base.access.walling.conditions import LED, ME
from samtid.base.organisation import roles
from samtid.base.people.words import NewNumber

from ..words import Answered, Event, Kind, Why

# The units that must agree: those with a case in which either of them is.
ASKED = """
begin
  return array(select distinct f.compartment_id::int from people_presence f
    where f.person_id in (one, other) and f.reach = 'case');
end
"""

# One who answers for a unit sees every case of it that is concerned: nobody opens by a merger what was shut.
SEES_SIDE = """
begin
  return not exists (select 1 from people_presence f where f.person_id in (one, other) and f.reach = 'case'
    and f.compartment_id = unit and not (access.sees_without_glass(f.case_id) and access.has_stood(f.case_id)));
end
"""

# What waits already is not asked again. A manager's proposal is her unit's yes.
MAKE = f"""
declare made uuid := gen_random_uuid();
begin
  if length(trim(why)) < 5 or first = second then
    raise exception 'samtid: two persons and a reason' using errcode = 'check_violation';
  end if;
  -- whoever asked of the wrong one asks anew
  update corrections_merger m set outcome = '{Answered.LAPSED.value}', decided_at = access.at()
    where m.emptied_id = second and m.kept_id <> first and m.decided_at is null and m.proposed_by_id = access.me();
  if exists (select 1 from corrections_merger m where m.emptied_id = second and m.decided_at is null) then return; end if;
  insert into corrections_merger (id, kept_id, emptied_id, reason, proposed_by_id, proposed_at, case_id, outcome)
    values (made, first, second, trim(why), access.me(), access.at(), of_case, '');
  insert into corrections_mergeranswer (id, merger_id, compartment_id, staff_id, said_yes, reason, at)
    select gen_random_uuid(), made, unit, access.me(), true, '', access.at()
    from unnest(access.units_of_merger(first, second)) unit
    where unit = any (access.led_compartments()) and access.sees_side(first, second, unit);
  perform access.tell_of_person(first, '{Event.MERGER_PROPOSED.value}', '{Event.MERGER_PROPOSED.label}');
  perform access.tell_of_person(second, '{Event.MERGER_PROPOSED.value}', '{Event.MERGER_PROPOSED.label}');
  perform access.settle_merger(made);
end
"""

# Of two that one knows. Of somebody one does not see, one asks by the number (``change_number``).
PROPOSE = """
begin
  if not coalesce(access.may_correct(first, of_case) or access.may_correct(second, of_case), false)
      or not coalesce(access.knows_person(first) and access.knows_person(second), false) then
    raise exception 'samtid: no key to these persons' using errcode = 'insufficient_privilege';
  end if;
  if exists (select 1 from people_person p where p.id in (first, second)
      and (p.protection = 'fictitious' or p.merged_into_id is not null)) then
    raise exception 'samtid: not to be written down' using errcode = 'check_violation';
  end if;
  perform access.make_merger(first, second, why, of_case);
end
"""

# Whoever leads the unit; for cases that are sealed, one who is named in them.
MAY_ANSWER = f"""
begin
  return exists (select 1 from corrections_merger m where m.id = wanted and m.decided_at is null
    and m.proposed_by_id <> access.me()
    and unit = any (access.units_of_merger(m.kept_id, m.emptied_id))
    and access.sees_side(m.kept_id, m.emptied_id, unit)
    and (unit = any (access.led_compartments()) or access.has_role(array[{roles.in_sql(roles.RECEIVES_CASES)}])
      and exists (select 1 from people_presence f join dossier_case c on c.id = f.case_id
        where f.person_id in (m.kept_id, m.emptied_id) and f.reach = 'case' and c.is_sealed and f.compartment_id = unit))
    and not exists (select 1 from corrections_mergeranswer a where a.merger_id = m.id and a.compartment_id = unit));
end
"""

ANSWER = f"""
declare m corrections_merger;
begin
  if yes is distinct from false then perform access.require_proof(); end if;
  select * into m from corrections_merger where id = wanted for update;
  if not coalesce(access.may_answer_merger(wanted, unit), false) then
    raise exception 'samtid: not yours to answer' using errcode = 'insufficient_privilege';
  end if;
  if not yes and length(trim(why)) < 10 then
    raise exception 'samtid: a reason' using errcode = 'check_violation';
  end if;
  insert into corrections_mergeranswer (id, merger_id, compartment_id, staff_id, said_yes, reason, at)
    values (gen_random_uuid(), wanted, unit, access.me(), yes, trim(why), access.at());
  if not yes then
    update corrections_merger set outcome = '{Answered.REFUSED.value}', decided_at = access.at() where id = wanted;
    perform access.tell_of_person(m.kept_id, '{Event.MERGER_REFUSED.value}', '{Event.MERGER_REFUSED.label}');
    perform access.tell_of_person(m.emptied_id, '{Event.MERGER_REFUSED.value}', '{Event.MERGER_REFUSED.label}');
    return;
  end if;
  perform access.settle_merger(wanted);
end
"""

# When the last unit has said yes it is done.
SETTLE = f"""
declare
  m corrections_merger; k people_person; e people_person; level text; one uuid; k_file uuid; e_file uuid;
  today date := (access.at() at time zone 'Europe/Stockholm')::date;
begin
  select * into m from corrections_merger where id = wanted for update;
  if m.decided_at is not null or not access.units_of_merger(m.kept_id, m.emptied_id) <@ array(
      select a.compartment_id::int from corrections_mergeranswer a where a.merger_id = m.id and a.said_yes) then
    return;
  end if;
  perform 1 from people_person q where q.id in (m.kept_id, m.emptied_id) order by q.id for update;
  select * into k from people_person where id = m.kept_id;
  select * into e from people_person where id = m.emptied_id;
  if k.merged_into_id is not null or e.merged_into_id is not null or 'fictitious' in (k.protection, e.protection) then
    update corrections_merger set outcome = '{Answered.LAPSED.value}', decided_at = access.at() where id = wanted;
    return;
  end if;
  level := case when access.protection_rank(e.protection) > access.protection_rank(k.protection)
    then e.protection else k.protection end;
  select id into e_file from dossier_dossier where person_id = e.id;
  if e_file is not null then
    insert into dossier_dossier (id, person_id, opened_at, open_to) values (gen_random_uuid(), k.id, access.at(), '{{}}')
      on conflict (person_id) do nothing;
  end if;
  select id into k_file from dossier_dossier where person_id = k.id;
  -- a question about the protection of one of them is another question now
  update dossier_protectionchange set outcome = 'lapsed', decided_at = access.at()
    where dossier_id = e_file and decided_at is null;
  for one in select c.id from dossier_case c where c.dossier_id = e_file order by c.opened_at, c.id loop
    perform access.carry_case(one, k_file, '{Why.MERGED.value}', m.reason, array(
      select r.id from people_relation r where r.case_id = one));
  end loop;
  -- noted as near in others' cases: one who is protected is not shown there by it
  if level = 'none' then
    update people_relation r set other_id = k.id where r.other_id = e.id and r.person_id <> k.id;
    update people_relation r set person_id = k.id where r.person_id = e.id and r.other_id <> k.id;
    insert into people_presence (id, person_id, case_id, compartment_id, reach)
      select gen_random_uuid(), k.id, f.case_id, f.compartment_id, f.reach from people_presence f where f.person_id = e.id
        and not exists (select 1 from people_presence g where g.person_id = k.id and g.case_id = f.case_id
          and g.reach = f.reach and g.compartment_id = f.compartment_id);
    delete from people_presence where person_id = e.id;
  end if;
  update people_formernumber set person_id = k.id where person_id = e.id;
  update corrections_change set person_id = k.id where person_id = e.id;
  update people_person set number = '', number_kind = 'none', merged_into_id = k.id, protection = level,
      version = version + 1
    where id = e.id;
  update people_presence set person_id = person_id where person_id = e.id;
  if e.number <> '' then
    if k.number = '' then k.number := e.number; k.number_kind := e.number_kind;
    elsif k.number_kind <> 'personnummer' and e.number_kind = 'personnummer' then
      insert into people_formernumber (id, person_id, number, number_kind, ended_on, why)
        values (gen_random_uuid(), k.id, k.number, k.number_kind, today, '{NewNumber.MERGED.value}');
      k.number := e.number; k.number_kind := e.number_kind;
    else
      insert into people_formernumber (id, person_id, number, number_kind, ended_on, why)
        values (gen_random_uuid(), k.id, e.number, e.number_kind, today, '{NewNumber.MERGED.value}');
    end if;
  end if;
  update people_person p set number = k.number, number_kind = k.number_kind, version = version + 1,
      born_on = coalesce(k.born_on, e.born_on), sex = case when k.sex = 'unknown' then e.sex else k.sex end,
      died_on = coalesce(k.died_on, e.died_on), interpreter = case when k.interpreter = '' then e.interpreter else k.interpreter end,
      phone = case when k.phone = '' then e.phone else k.phone end
    where p.id = k.id;
  insert into corrections_change (id, person_id, kind, was, became, source, reason, by_id, at, case_id)
    values (gen_random_uuid(), k.id, '{Kind.MERGED.value}',
      jsonb_build_object('given_name', e.given_name, 'family_name', e.family_name, 'number', e.number),
      jsonb_build_object('given_name', k.given_name, 'family_name', k.family_name, 'number', k.number),
      '', m.reason, m.proposed_by_id, access.at(), m.case_id);
  update corrections_merger set outcome = '{Answered.DONE.value}', decided_at = access.at() where id = wanted;
  if level <> 'none' and k_file is not null then perform access.apply_protection(k_file, level);
  elsif level <> 'none' then
    update people_person set protection = level where id = k.id;
    update people_presence set person_id = person_id where person_id = k.id;
  end if;
  perform access.tell_of_person(k.id, '{Event.MERGED.value}', '{Event.MERGED.label}');
end
"""

# What waits for the answer of the one who asks. Whom it is about is told as far as that one sees them.
QUESTIONS = """
begin
  return query
    select m.id, unit::int, m.reason::text, m.proposed_by_id::int, m.proposed_at,
      case when access.knows_person(m.kept_id) then m.kept_id end,
      case when access.knows_person(m.emptied_id) then m.emptied_id end,
      access.same_words(k.given_name || ' ' || k.family_name, e.given_name || ' ' || e.family_name),
      extract(year from k.born_on) = extract(year from e.born_on)
    from corrections_merger m join people_person k on k.id = m.kept_id join people_person e on e.id = m.emptied_id
      cross join unnest(access.units_of_merger(m.kept_id, m.emptied_id)) unit
    where m.decided_at is null and access.may_answer_merger(m.id, unit)
    order by m.proposed_at, m.id, unit;
end
"""

# What one has proposed oneself of a person, and what came of it; who answered is not told, nor for which unit.
MINE = """
begin
  return query
    select m.proposed_at, m.decided_at, m.outcome::text, coalesce((select string_agg(a.reason, ' ')
        from corrections_mergeranswer a where a.merger_id = m.id and not a.said_yes), '')
    from corrections_merger m
    where m.proposed_by_id = access.me() and wanted in (m.kept_id, m.emptied_id) and access.knows_person(wanted)
    order by m.proposed_at desc, m.id limit 20;
end
"""

# An old link to what was emptied leads on, for those who know the one that was kept.
LEADS_TO = """
declare kept uuid; file uuid;
begin
  select p.merged_into_id into kept from dossier_dossier d join people_person p on p.id = d.person_id where d.id = wanted;
  if kept is null or not coalesce(access.knows_person(kept), false) then return null; end if;
  select d.id into file from dossier_dossier d where d.person_id = kept;
  return file;
end
"""

WALLS = [
    Function("access.units_of_merger(one uuid, other uuid)", "int[]", ASKED, volatility="stable", to=NOBODY),
    Function(
        "access.sees_side(one uuid, other uuid, unit int)",
        "boolean",
        SEES_SIDE,
        volatility="stable",
        to=NOBODY,
    ),
    Function("access.make_merger(first uuid, second uuid, why text, of_case uuid)", "void", MAKE, to=NOBODY),
    Function("access.settle_merger(wanted uuid)", "void", SETTLE, to=NOBODY),
    Function("access.propose_merger(first uuid, second uuid, why text, of_case uuid)", "void", PROPOSE),
    Function(
        "access.may_answer_merger(wanted uuid, unit int)",
        "boolean",
        MAY_ANSWER,
        volatility="stable",
        to=NOBODY,
    ),
    Function("access.answer_merger(wanted uuid, unit int, yes boolean, why text)", "void", ANSWER),
    Function(
        "access.merger_questions()",
        "table (merger uuid, compartment int, reason text, proposed_by int, proposed_at timestamptz, kept uuid, emptied uuid, "
        "same_name boolean, same_year boolean)",
        QUESTIONS,
        volatility="stable",
    ),
    Function(
        "access.my_mergers(wanted uuid)",
        "table (proposed_at timestamptz, decided_at timestamptz, outcome text, why text)",
        MINE,
        volatility="stable",
    ),
    Function("access.dossier_leads_to(wanted uuid)", "uuid", LEADS_TO, volatility="stable"),
    # both ids tell that two persons are known: read by nobody but the functions, and by the one who asked as a count
    Wall("corrections_merger", "false", verbs="select"),
    AppendOnly("corrections_merger", unless="old.decided_at is null"),
    Wall("corrections_mergeranswer", f"staff_id = {ME} or compartment_id = any ({LED})", verbs="select"),
    AppendOnly("corrections_mergeranswer"),
]
