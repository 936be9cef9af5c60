"""Skyddet: who may raise it, who must agree to its being lowered, and who is told when a protected person turns up.

Raising is for anyone with a key that was given; broken glass may ask. Lowering takes a proposal, and a yes from every
unit that holds a sealed case of the person, each by somebody else than the one who proposed it. Every step is an
event in every case of the person.
"""

from __future__ import annotations

from samtid.base.access.walling import NOBODY, AppendOnly, Function, Trigger, Wall
from samtid.base.access.walling.conditions import LED, ME
from samtid.base.dossier.words import Event
from samtid.base.organisation import roles
from samtid.base.people.words import Protection

LEVELS = ", ".join(f"'{level.value}'" for level in Protection)
LAW = "OSL 21 kap. 3 §, 22 kap. 1 §"
VALID = "k.given_at <= access.at() and (k.valid_until is null or k.valid_until > access.at())"
OWN_KEY = (
    f"k.staff_id = access.me() and k.reach = 'case' and k.ground <> 'break_glass' and {VALID} "
    # not one of this very transaction: a case opened now would make the next one the opener's own
    "and k.given_in is distinct from access.here()"
)


def _said(event: Event) -> str:
    return f"'{event.value}', '{event.label}', '{LAW}'"


# Who did it is told where that one has a key; elsewhere that it was done, and not by which unit (OSL 26:1).
TELL_CASES = """
begin
  perform access.one_more_line();
  insert into dossier_event (id, case_id, compartment_id, is_sealed, verb, said, law, at, by_id)
    select gen_random_uuid(), c.id, c.compartment_id, c.is_sealed, verb, said, law, access.at(),
      case when access.sees_without_glass(c.id) then access.me() end
    from dossier_case c where c.dossier_id = file;
end
"""

# A key of one's own to a case in which the person is, as its own person or as somebody near.
HOLDS_PERSON = f"""
begin
  return exists (select 1 from people_presence f join access_key k on k.case_id = f.case_id
    where f.person_id = whom and f.reach = 'case' and {OWN_KEY});
end
"""

# Sets the level and what follows from it. Protection ends what broken glass had opened, at once, and gives nobody a
# key in its place. Named is whoever protects, in the cases that they see by their unit; the caseworkers have theirs.
# A case that nobody would then have is given to those who lead its unit until somebody is assigned: glass does
# not break on it any more. The keys end last, so that cases are held before keys as in transfer_case.
APPLY = f"""
declare
  person uuid := (select person_id from dossier_dossier where id = file);
  open_to_me int[] := access.my_compartments(); seen uuid[]; held uuid[];
begin
  update people_person set protection = level where id = person;
  update people_presence set person_id = person_id where person_id = person;
  if level <> 'none' then
    seen := array(select c.id from dossier_case c where c.dossier_id = file and not c.is_sealed
      and c.compartment_id = any (open_to_me)
      and not exists (select 1 from access_key k where k.case_id = c.id and {OWN_KEY}));
    held := array(select c.id from dossier_case c where c.dossier_id = file
      and (c.caseworker_id is not null or c.id = any (seen)
        or exists (select 1 from access_key k where k.case_id = c.id and k.reach = 'case'
          and k.ground <> 'break_glass' and {VALID})));
    insert into access_key (id, staff_id, compartment_id, case_id, reach, ground, reason, given_by_id, given_at,
        valid_until)
      select gen_random_uuid(), named.staff_id, c.compartment_id, c.id, 'case', named.ground, '', access.me(),
        access.at(), named.ends
      from dossier_case c cross join lateral (
        select c.caseworker_id as staff_id, 'assignment' as ground, null::timestamptz as ends
          where c.caseworker_id is not null and not exists (select 1 from access_key k where k.case_id = c.id
            and k.staff_id = c.caseworker_id and k.reach = 'case' and k.ground <> 'break_glass' and {VALID})
        union all
        select access.me(), 'named', access.at() + interval '90 days'
          where c.id = any (seen) and access.me() is distinct from c.caseworker_id
        union all
        select distinct m.staff_id, 'assignment', null::timestamptz
          from organisation_membership m join access_holding h on h.unit_id = m.unit_id
          where not c.id = any (held) and h.compartment_id = c.compartment_id
            and m.role in ({roles.in_sql(roles.LEADS)})
            and access.holds(m.valid_from, m.valid_to) and access.holds(h.valid_from, h.valid_to)
      ) named
      where c.dossier_id = file and c.closed_at is null;
  end if;
  update dossier_case set is_sealed = (level <> 'none') where dossier_id = file;
  perform access.tell_cases(file, {_said(Event.PROTECTION_SET)});
  -- what was proposed of another level than today's is no question any more
  update dossier_protectionchange set outcome = 'lapsed', decided_at = access.at()
    where dossier_id = file and decided_at is null;
  if level <> 'none' then
    update access_key k set valid_until = access.at() from dossier_case c
      where c.id = k.case_id and c.dossier_id = file and k.ground = 'break_glass' and k.valid_until > access.at();
  end if;
end
"""

# How strict a level is: its place in the list.
RANK = f"begin return array_position(array[{LEVELS}], level); end"

SET_PROTECTION = """
declare file uuid; now_is text;
begin
  if not exists (select 1 from dossier_case c join dossier_dossier d on d.id = c.dossier_id
      where d.person_id = person and access.sees_without_glass(c.id)) then
    raise exception 'samtid: no key to this person' using errcode = 'insufficient_privilege';
  end if;
  if access.protection_rank(level) is null then
    raise exception 'samtid: no such level' using errcode = 'check_violation';
  end if;
  select protection into now_is from people_person where id = person for update;
  select id into file from dossier_dossier where person_id = person;
  if access.protection_rank(level) < access.protection_rank(now_is) then
    raise exception 'samtid: protection is lowered by a proposal' using errcode = 'insufficient_privilege';
  end if;
  if level <> now_is then perform access.apply_protection(file, level); end if;
end
"""

PROPOSE = f"""
declare file uuid; now_is text; made uuid := gen_random_uuid(); own boolean; level_rank int := access.protection_rank(level);
begin
  select coalesce(bool_or(access.sees_without_glass(c.id)), false), d.id into own, file
    from dossier_case c join dossier_dossier d on d.id = c.dossier_id
    where d.person_id = person and access.may_see_case(c.id) group by d.id;
  if file is null then
    raise exception 'samtid: no key to this person' using errcode = 'insufficient_privilege';
  end if;
  if level_rank is null or length(trim(why)) < 10 then
    raise exception 'samtid: a level and a reason' using errcode = 'check_violation';
  end if;
  select protection into now_is from people_person where id = person for update;
  -- broken glass may ask that somebody protects; a key of one's own may propose to lower
  if level_rank = access.protection_rank(now_is) or own <> (level_rank < access.protection_rank(now_is)) then
    raise exception 'samtid: not a proposal' using errcode = 'check_violation';
  end if;
  if level_rank < access.protection_rank(now_is) then perform access.require_proof(); end if;
  insert into dossier_protectionchange (id, dossier_id, former, level, reason, proposed_by_id, proposed_at, outcome)
    values (made, file, now_is, level, trim(why), access.me(), access.at(), '');
  perform access.tell_cases(file, {_said(Event.PROTECTION_PROPOSED)});
  return made;
end
"""

# The units that must answer: a lowering is asked of those that hold a sealed case, a raising of those that hold one.
ASKED = """
begin
  return array(select distinct c.compartment_id::int from dossier_case c
    where c.dossier_id = file and (c.is_sealed or not only_sealed));
end
"""

# Answers for a unit whoever leads it; where that is the one who proposed it, anyone else who is named there.
MAY_ANSWER = f"""
declare asked dossier_protectionchange;
begin
  select * into asked from dossier_protectionchange where id = change;
  if asked.id is null or asked.decided_at is not null or asked.proposed_by_id = access.me()
      or not wanted = any (access.units_asked(asked.dossier_id, access.is_lowering(asked))) then
    return false;
  end if;
  return wanted = any (access.led_compartments())
    or (access.is_lowering(asked) and exists (select 1 from organisation_membership m
        join access_holding h on h.unit_id = m.unit_id
        where m.staff_id = asked.proposed_by_id and h.compartment_id = wanted and m.role in ({roles.in_sql(roles.LEADS)})
          and access.holds(m.valid_from, m.valid_to) and access.holds(h.valid_from, h.valid_to))
      and exists (select 1 from access_key k join dossier_case c on c.id = k.case_id
        where c.dossier_id = asked.dossier_id and c.compartment_id = wanted and c.is_sealed and {OWN_KEY}));
end
"""

IS_LOWERING = "begin return access.protection_rank(asked.level) < access.protection_rank(asked.former); end"

ANSWER = f"""
declare asked dossier_protectionchange;
begin
  select * into asked from dossier_protectionchange where id = change for update;
  if not access.may_answer_protection(change, wanted) then
    raise exception 'samtid: not yours to answer' using errcode = 'insufficient_privilege';
  end if;
  if access.is_lowering(asked) then perform access.require_proof(); end if;
  if not yes and length(trim(why)) < 10 then
    raise exception 'samtid: a reason' using errcode = 'check_violation';
  end if;
  insert into dossier_protectionanswer (id, change_id, compartment_id, staff_id, said_yes, reason, at)
    values (gen_random_uuid(), change, wanted, access.me(), yes, trim(why), access.at());
  if not yes then
    update dossier_protectionchange set outcome = 'refused', decided_at = access.at() where id = change;
    perform access.tell_cases(asked.dossier_id, {_said(Event.PROTECTION_REFUSED)});
    return;
  end if;
  perform access.tell_cases(asked.dossier_id, {_said(Event.PROTECTION_AGREED)});
  -- one manager is enough to protect; to lower, every unit that holds a sealed case today must have said yes
  if not access.is_lowering(asked) or access.units_asked(asked.dossier_id, true) <@ array(
      select a.compartment_id::int from dossier_protectionanswer a where a.change_id = change and a.said_yes) then
    update dossier_protectionchange set outcome = 'done', decided_at = access.at() where id = change;
    perform access.apply_protection(asked.dossier_id, asked.level);
  end if;
end
"""

# What waits for the answer of the one who asks: whose dossier it is stays unsaid to one who has no key to it.
QUESTIONS = """
begin
  return query
    select q.id, unit::int, q.former::text, q.level::text, q.reason::text, q.proposed_by_id::int, q.proposed_at, q.dossier_id
    from dossier_protectionchange q
      cross join unnest(access.units_asked(q.dossier_id, access.is_lowering(q))) unit
    where q.decided_at is null and access.may_answer_protection(q.id, unit)
      and not exists (select 1 from dossier_protectionanswer a where a.change_id = q.id and a.compartment_id = unit)
    order by q.proposed_at, q.id, unit;
end
"""

# Tells the units that hold a protected person, each once: its managers by the unit, those named by the case. Where the
# one who acts is named there is nothing to tell; nor while the same about the same one waits there unread, so that nobody
# fills a list by doing it again and again.
WARN = f"""
begin
  insert into access_alarm (id, kind, compartment_id, dossier_id, case_id, staff_id, at)
    select gen_random_uuid(), what, told.compartment_id, told.dossier_id, told.id, access.me(), access.at()
    from (select distinct on (c.compartment_id) c.* from people_presence f join dossier_case c on c.id = f.case_id
      where f.person_id = whom and f.reach = 'case' and c.id <> but
        and not exists (select 1 from people_presence g join access_key k on k.case_id = g.case_id
          where g.person_id = whom and g.reach = 'case' and g.case_id <> but and g.compartment_id = c.compartment_id
            and {OWN_KEY})
      order by c.compartment_id, c.is_sealed desc, c.closed_at desc nulls first, c.opened_at desc, c.id) told
    where access.me() is not null and not exists (select 1 from access_alarm a
      where a.kind = what and a.compartment_id = told.compartment_id and a.dossier_id = told.dossier_id
        and a.staff_id = access.me() and a.seen_at is null);
end
"""

# A case about a protected person, opened by somebody who has no key to that person: it is not theirs. It lies where
# the person is held, with those who have keys there; the opener's own key lasts for the moment of the opening, so that
# what came in can be laid in it, and is gone at the commit.
HAND_TO_HOLDERS = f"""
declare mine dossier_case; there dossier_case;
begin
  select * into mine from dossier_case where id = made;
  select c.* into there from people_presence f join dossier_case c on c.id = f.case_id
    where f.person_id = whom and f.reach = 'case' and c.id <> made
    order by c.is_sealed desc, c.closed_at desc nulls first, c.opened_at desc, c.id limit 1;
  update dossier_case set compartment_id = there.compartment_id, caseworker_id = (
      select there.caseworker_id where exists (select 1 from access_key k where k.case_id = there.id
        and k.staff_id = there.caseworker_id and k.reach = 'case' and k.ground <> 'break_glass' and {VALID}))
    where id = made;
  update access_key set compartment_id = there.compartment_id, valid_until = given_at + interval '1 microsecond'
    where case_id = made and staff_id = access.me() and given_in = pg_current_xact_id();
  insert into access_key (id, staff_id, compartment_id, case_id, reach, ground, reason, given_by_id, given_at, valid_until)
    select distinct on (k.staff_id) gen_random_uuid(), k.staff_id, there.compartment_id, made, 'case',
        case when k.staff_id = there.caseworker_id then 'assignment' else 'named' end, '', access.me(), access.at(),
        case when k.staff_id <> there.caseworker_id then least(coalesce(k.valid_until, 'infinity'),
          access.at() + interval '90 days') end
      from access_key k where k.case_id = there.id and k.reach = 'case' and k.ground <> 'break_glass' and {VALID}
        and k.staff_id <> access.me()
      order by k.staff_id, k.valid_until desc nulls first;
  if not found then
    insert into access_key (id, staff_id, compartment_id, case_id, reach, ground, reason, given_by_id, given_at)
      select distinct on (m.staff_id) gen_random_uuid(), m.staff_id, there.compartment_id, made, 'case', 'assignment', '',
          access.me(), access.at()
        from organisation_membership m join access_holding h on h.unit_id = m.unit_id
        where h.compartment_id = there.compartment_id and m.role in ({roles.in_sql(roles.LEADS)})
          and access.holds(m.valid_from, m.valid_to) and access.holds(h.valid_from, h.valid_to);
  end if;
end
"""

# A key for the moment of an opening is taken away as the opening is committed.
KEY_OF_A_MOMENT = """
begin
  delete from access_key where id = new.id;
  return null;
end
"""

WALLS = [
    Function("access.tell_cases(file uuid, verb text, said text, law text)", "void", TELL_CASES, to=NOBODY),
    Function("access.holds_person(whom uuid)", "boolean", HOLDS_PERSON, volatility="stable", to=NOBODY),
    Function("access.protection_rank(level text)", "int", RANK, volatility="immutable", to=NOBODY),
    Function("access.apply_protection(file uuid, level text)", "void", APPLY, to=NOBODY),
    Function("access.set_protection(person uuid, level text)", "void", SET_PROTECTION),
    Function("access.propose_protection(person uuid, level text, why text)", "uuid", PROPOSE),
    Function(
        "access.units_asked(file uuid, only_sealed boolean)", "int[]", ASKED, volatility="stable", to=NOBODY
    ),
    Function(
        "access.is_lowering(asked dossier_protectionchange)",
        "boolean",
        IS_LOWERING,
        volatility="immutable",
        to=NOBODY,
    ),
    Function(
        "access.may_answer_protection(change uuid, wanted int)",
        "boolean",
        MAY_ANSWER,
        volatility="stable",
        to=NOBODY,
    ),
    Function("access.answer_protection(change uuid, wanted int, yes boolean, why text)", "void", ANSWER),
    Function(
        "access.protection_questions()",
        "table (change uuid, compartment int, former text, level text, reason text, proposed_by int, "
        "proposed_at timestamptz, dossier uuid)",
        QUESTIONS,
        volatility="stable",
    ),
    Function("access.warn_holders(whom uuid, but uuid, what text)", "void", WARN, to=NOBODY),
    Function("access.hand_to_holders(made uuid, whom uuid)", "void", HAND_TO_HOLDERS, to=NOBODY),
    Function("access.key_of_a_moment()", "trigger", KEY_OF_A_MOMENT, to=NOBODY),
    Trigger(
        "of_a_moment",
        "access_key",
        "after update",
        "access.key_of_a_moment",
        when="new.valid_until = new.given_at + interval '1 microsecond'",
        deferred=True,
    ),
    Wall(
        "dossier_protectionchange",
        f"proposed_by_id = {ME} or dossier_id = any ((select access.my_dossiers())::uuid[])",
        verbs="select",
    ),
    AppendOnly("dossier_protectionchange", unless="old.decided_at is null"),
    Wall("dossier_protectionanswer", f"staff_id = {ME} or compartment_id = any ({LED})", verbs="select"),
    AppendOnly("dossier_protectionanswer"),
]
