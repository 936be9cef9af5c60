"""Vem som ser ett ärende, and what is kept in step when a case moves or is sealed."""

from __future__ import annotations

from samtid.base.access.walling import NOBODY, Function, Trigger
from samtid.base.organisation import roles

# in a variable: in the condition the keys would be fetched again for every row of a plan without index
MY_DOSSIERS = """
declare mine uuid[] := access.my_cases(); here xid8 := access.here();
begin
  return array(select distinct c.dossier_id from dossier_case c
    where c.id = any (mine) and c.opened_in is distinct from here);
end
"""

MAY_SEE_CASE = """
begin
  return exists (select 1 from dossier_case c where c.id = wanted
    and ((not c.is_sealed and c.compartment_id = any (access.my_compartments()))
      or c.id = any (access.my_cases())));
end
"""

# As may_see_case, but by a key that was given: the unit's own, or one's own to the case. Broken glass opens a case
# for its hours and hands out nothing: no key to it, and not the case itself.
SEES_WITHOUT_GLASS = """
begin
  return exists (select 1 from dossier_case c where c.id = wanted
    and ((not c.is_sealed and c.compartment_id = any (access.my_compartments()))
      or exists (select 1 from access_key k where k.case_id = c.id and k.staff_id = access.me() and k.reach = 'case'
        and k.ground <> 'break_glass' and k.given_at <= access.at()
        and (k.given_in is distinct from access.here() or k.with_case)
        and (k.valid_until is null or k.valid_until > access.at()))));
end
"""

# A case made in the running transaction holds nothing but what its opener writes, and tells nothing of its person:
# what is asked past the walls about the rest of the dossier is asked of a case that stood there before.
HAS_STOOD = """
begin
  return access.may_see_case(wanted)
    and exists (select 1 from dossier_case c where c.id = wanted and c.opened_in is distinct from access.here());
end
"""

# A child's duties begin with the case, so that is known at once: a yes or a no (SoL 1:2). An unknown age is no child. Asked of
# the day that a report came in: no day to come, nor so far back that one could ask one's way to a date of birth.
ABOUT_CHILD = """
declare now_is date := (access.at() at time zone 'Europe/Stockholm')::date;
begin
  today := greatest(least(today, now_is), now_is - 731);
  return access.may_see_case(wanted) and exists (select 1 from dossier_case c
    join dossier_dossier d on d.id = c.dossier_id join people_person p on p.id = d.person_id
    where c.id = wanted and p.born_on + interval '18 years' > today);
end
"""

# A case is found by its number through a door in the wall. Behind row-level security PostgreSQL uses an index before
# the policy only for operators that leak nothing, and equality of text is not counted among them
# (``pg_proc.proleakproof`` of ``texteq``, 18.6). Without this door the database would go through every case that the
# viewer has ever had a key to.
CASE_NUMBERED = """
declare found uuid;
begin
  select c.id into found from dossier_case c where c.number = wanted;
  if found is null or not access.may_see_case(found) then return null; end if;
  return found;
end
"""

LIE_IN_CASE = """
begin
  if new.case_id is null then return new; end if;  -- something that came in and is not yet anybody's
  select c.compartment_id, c.is_sealed into new.compartment_id, new.is_sealed
    from dossier_case c where c.id = new.case_id;
  return new;
end
"""

# A case opens its person's name and dossier to its compartment; relations open the others in it. What lies in a case
# is moved with it, in every table that has said so (``Sealed``).
CASE_CHANGED = """
declare t text; person uuid := (select person_id from dossier_dossier where id = new.dossier_id);
begin
  if tg_op = 'INSERT' then
    insert into people_presence (id, person_id, case_id, compartment_id)
      values (gen_random_uuid(), person, new.id, new.compartment_id);
  elsif new.compartment_id <> old.compartment_id or new.is_sealed <> old.is_sealed or new.dossier_id <> old.dossier_id then
    for t in select tgrelid::regclass from pg_trigger where tgfoid = 'access.lie_in_case'::regproc order by 1 loop
      execute format('update %s set case_id = case_id where case_id = $1', t) using new.id;
    end loop;
    update people_presence set compartment_id = new.compartment_id
      where case_id = new.id and reach = 'case';
  end if;
  update dossier_dossier d set open_to = n.open_to,
    opened_in = case when n.open_to <@ d.open_to then d.opened_in else pg_current_xact_id() end
    from (select coalesce(array_agg(distinct compartment_id::int order by compartment_id::int), '{}') as open_to
      from dossier_case where dossier_id = new.dossier_id and not is_sealed) n where d.id = new.dossier_id;
  if tg_op = 'UPDATE' and old.dossier_id <> new.dossier_id then  -- what it leaves is open to fewer
    update dossier_dossier d set open_to = array(select distinct c.compartment_id::int from dossier_case c
      where c.dossier_id = d.id and not c.is_sealed order by 1) where d.id = old.dossier_id;
  end if;
  return null;
end
"""

# Somebody protected whom others hold is not opened by being noted in a case of one's own: they are told. Noted by those who
# work with the case by a key that was given: broken glass reads, and gives nobody a name to see. It ends by a door
# (``end_relation``), which is how it can have been a mistake.
RELATION_MADE = f"""
begin
  if access.here() is not null and (new.is_mistaken or not access.has_role(array[{roles.in_sql(roles.RECEIVES_CASES)}])
      or not access.sees_without_glass(new.case_id)) then
    raise exception 'samtid: no key of one''s own to this case' using errcode = 'insufficient_privilege';
  end if;
  -- a case tells who is near its own person, and nobody else's
  if not exists (select 1 from dossier_case c join dossier_dossier d on d.id = c.dossier_id
      where c.id = new.case_id and d.person_id = new.person_id) then
    raise exception 'samtid: not the person of this case' using errcode = 'insufficient_privilege';
  end if;
  if exists (select 1 from people_person p where p.id = new.other_id and p.protection <> 'none')
      and not access.holds_person(new.other_id)
      and exists (select 1 from people_presence f where f.person_id = new.other_id and f.reach = 'case') then
    perform access.warn_holders(new.other_id, new.case_id, 'related');
    return null;
  end if;
  if not exists (select 1 from people_presence where person_id = new.other_id and case_id = new.case_id
      and reach = 'case') then
    insert into people_presence (id, person_id, case_id, compartment_id)
      values (gen_random_uuid(), new.other_id, new.case_id, new.compartment_id);
  end if;
  return null;
end
"""

WALLS = [
    Function("access.my_dossiers()", "uuid[]", MY_DOSSIERS, volatility="stable"),
    Function("access.may_see_case(wanted uuid)", "boolean", MAY_SEE_CASE, volatility="stable"),
    Function("access.sees_without_glass(wanted uuid)", "boolean", SEES_WITHOUT_GLASS, volatility="stable"),
    Function("access.has_stood(wanted uuid)", "boolean", HAS_STOOD, volatility="stable", to=NOBODY),
    Function("access.about_child(wanted uuid, today date)", "boolean", ABOUT_CHILD, volatility="stable"),
    Function("access.case_numbered(wanted text)", "uuid", CASE_NUMBERED, volatility="stable"),
    Function("access.lie_in_case()", "trigger", LIE_IN_CASE, to=NOBODY),
    Function("access.case_changed()", "trigger", CASE_CHANGED, to=NOBODY),
    Function("access.relation_made()", "trigger", RELATION_MADE, to=NOBODY),
    Trigger("case_changed", "dossier_case", "after insert or update", "access.case_changed"),
    Trigger("relation_made", "people_relation", "after insert", "access.relation_made"),
]
