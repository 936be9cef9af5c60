"""Fel person: a case is moved to the dossier of the right one, with all that lies in it.

Notes, clocks, keys and documents hang on the case and follow it; nothing of them is touched. The lines of the log stay
as they were written. Protection is never lowered by it: the stricter of the two levels holds in the dossier that the
case comes to. About a protected person whom others hold, the case becomes theirs, as one that is opened does.
"""

from __future__ import annotations

from samtid.base.access.walling import NOBODY, AppendOnly, Authored, Did, Function, Sealed, Wall
from samtid.base.access.walling.conditions import IN_CASE
from samtid.base.dossier.words import LocalClock
from samtid.base.organisation import roles

from ..words import Event, Why

LAW = "SOSFS 2014:5 4 kap."
TODAY = "(access.at() at time zone 'Europe/Stockholm')::date"


def _line(event: Event, where: str, by: str = "access.me()", why: str = "''") -> str:
    return f"""insert into dossier_event (id, case_id, compartment_id, is_sealed, verb, said, law, at, by_id)
      select gen_random_uuid(), k.id, k.compartment_id, k.is_sealed, '{event.value}', left('{event.label}' || {why}, 200),
        '{LAW}', access.at(), {by} from dossier_case k where {where};"""


# The case itself: its person's presence, its relations, its dossier. Nothing is asked here.
CARRY = f"""
declare c dossier_case; former uuid; whom uuid; made uuid := gen_random_uuid();
begin
  select * into c from dossier_case where id = wanted for update;
  select person_id into former from dossier_dossier where id = c.dossier_id;
  select person_id into whom from dossier_dossier where id = to_file;
  update people_relation set person_id = whom
    where case_id = wanted and person_id = former and other_id <> whom and (id = any (keep) or ended_at is not null);
  update people_relation set is_mistaken = true, valid_to = greatest(valid_from, {TODAY}),
      ended_at = access.at(), ended_by_id = access.me(), ended_why = 'Ärendet fick en annan akt'
    where case_id = wanted and person_id = former and ended_at is null;
  with gone as (
    delete from people_presence where case_id = wanted and person_id = former returning compartment_id, reach
  )
  insert into people_presence (id, person_id, case_id, compartment_id, reach)
    select gen_random_uuid(), whom, wanted, gone.compartment_id, gone.reach from gone;
  update dossier_case set dossier_id = to_file where id = wanted;
  perform access.forget_near(wanted);
  insert into corrections_move (id, case_id, compartment_id, is_sealed, from_dossier_id, to_dossier_id, why, reason, by_id, at,
      incident, incident_text)
    values (made, wanted, c.compartment_id, c.is_sealed, c.dossier_id, to_file, cause, trim(reason),
      case when access.sees_without_glass(wanted) then access.me() end, access.at(), '', '');
  return made;
end
"""

MOVE = f"""
declare
  whom uuid := access.meant(receiver); former uuid; from_file uuid; to_file uuid; one uuid; made uuid;
  was people_person; p people_person; level text; is_outside boolean; place int;
begin
  if not access.has_role(array[{roles.in_sql(roles.RECEIVES_CASES)}]) or coalesce(cardinality(wanted), 0) = 0
    or exists (select 1 from unnest(wanted) asked
      where not coalesce(access.sees_without_glass(asked) and access.has_stood(asked), false)) then
    raise exception 'samtid: no key to this case' using errcode = 'insufficient_privilege';
  end if;
  -- to take a dossier apart is for whoever leads the unit
  if cardinality(wanted) > 1 and exists (select 1 from dossier_case c where c.id = any (wanted)
      and not c.compartment_id = any (access.led_compartments())) then
    raise exception 'samtid: several cases are moved by the manager' using errcode = 'insufficient_privilege';
  end if;
  if length(trim(reason)) < 10 then
    raise exception 'samtid: a reason' using errcode = 'check_violation';
  end if;
  select c.dossier_id into from_file from dossier_case c where c.id = wanted[1];
  select d.person_id into former from dossier_dossier d where d.id = from_file;
  if exists (select 1 from dossier_case c where c.id = any (wanted) and c.dossier_id <> from_file) or whom = former then
    raise exception 'samtid: of one dossier, to another' using errcode = 'check_violation';
  end if;
  perform 1 from people_person q where q.id in (whom, former) order by q.id for update;
  select * into was from people_person where id = former;
  select * into p from people_person where id = whom;
  insert into dossier_dossier (id, person_id, opened_at, open_to) values (gen_random_uuid(), whom, access.at(), '{{}}')
    on conflict (person_id) do nothing;
  select id into to_file from dossier_dossier where person_id = whom;
  level := case when access.protection_rank(was.protection) > access.protection_rank(p.protection)
    then was.protection else p.protection end;
  is_outside := p.protection <> 'none' and not access.holds_person(whom)
    and exists (select 1 from people_presence f where f.person_id = whom and f.reach = 'case');
  foreach one in array wanted loop
    select compartment_id into place from dossier_case where id = one;
    made := access.carry_case(one, to_file, '{Why.WRONG_PERSON.value}', reason, keep);
    -- the log has it in both dossiers; of a protected person's, nobody learns by a line of their own that there is one
    insert into access_opening (id, at, staff_id, action, dossier_id, compartment_id, page, why)
      select gen_random_uuid(), access.at(), access.me(), 'view', file, place, 'corrections:move', 'Ärendet låg på fel person'
      from unnest(case when is_outside then array[from_file] else array[from_file, to_file] end) file;
    {_line(Event.MOVED_HERE, "k.id = one", why="': ' || trim(reason)")}
    {
    _line(
        Event.MOVED_AWAY,
        "k.dossier_id = from_file and k.compartment_id = place and not k.id = any (wanted)",
        by="case when access.sees_without_glass(k.id) then access.me() end",
    )
}
    {
    _line(
        Event.CAME_HERE,
        "k.dossier_id = to_file and k.compartment_id = place and not k.id = any (wanted)",
        by="case when access.sees_without_glass(k.id) then access.me() end",
    )
}
    insert into dossier_clock (id, case_id, compartment_id, is_sealed, rule, about, started_at, legal_on, rolled_on, due_on,
        extension_reason)
      select gen_random_uuid(), k.id, k.compartment_id, k.is_sealed, '{
    LocalClock.INCIDENT.value
}', made, access.at(),
        due.day, due.day, due.day, ''
      from dossier_case k cross join lateral (
        select ((access.at() + interval '72 hours') at time zone 'Europe/Stockholm')::date as day) due
      where k.id = one;
    if is_outside then
      update access_key set valid_until = access.at()
        where case_id = one and (valid_until is null or valid_until > access.at());
      update dossier_case set is_sealed = true where id = one;
      perform access.hand_to_holders(one, whom);
      perform access.warn_holders(whom, one, 'case_opened');
    end if;
  end loop;
  if level <> 'none' and not (is_outside and level = p.protection) then
    perform access.apply_protection(to_file, level);
  end if;
end
"""

WALLS = [
    Function(
        "access.carry_case(wanted uuid, to_file uuid, cause text, reason text, keep uuid[])",
        "uuid",
        CARRY,
        to=NOBODY,
    ),
    Function("access.move_cases(wanted uuid[], receiver uuid, reason text, keep uuid[])", "void", MOVE),
    Wall(
        "corrections_move",
        IN_CASE,
        verbs="select",
        columns=["incident", "incident_text", "considered_at", "considered_by_id"],
    ),
    Sealed("corrections_move"),
    Authored("corrections_move", then=[Did("considered_by_id", "considered_at")]),
    AppendOnly("corrections_move", unless="old.considered_at is null"),
]
