"""Väggarna kring genomförandeplanen: who sees the service sees its plan; those who work with the person write it."""

from __future__ import annotations

from samtid.base.access.logins import OWNER
from samtid.base.access.walling import (
    NOBODY,
    AppendOnly,
    Authored,
    Did,
    Function,
    Sealed,
    Told,
    Trigger,
    Wall,
)
from samtid.base.access.walling.conditions import IN_SERVICE, ME
from samtid.base.access.walling.parts import DISPOSAL
from samtid.base.organisation import roles
from samtid.base.organisation.words import Role
from samtid.steps.services.walls import recorder

from .rules import HAS_PLANNER, KNOWS, WRITERS
from .words import Event

# A line lies where its plan lies, whatever was said.
LINE_FOLLOWS = """
begin
  select p.case_id, p.provider_id into new.case_id, new.provider_id from plans_plan p where p.id = new.plan_id;
  return new;
end
"""

# Who writes and adopts: those who answer for the case or the unit, and in the unit that carries out whoever goes there.
WRITES_PLANS = f"""
begin
  return exists (select 1 from services_service s, organisation_membership m
    where s.id = wanted and m.staff_id = access.me() and access.holds(m.valid_from, m.valid_to)
      and (m.role in ({roles.in_sql(WRITERS)}) or m.unit_id = s.unit_id and m.role = '{Role.CARE_WORKER.value}')
      and access.may_see_service(s.id));
end
"""

# A plan belongs to one service for ever, and is written by those who write plans.
WRITTEN = f"""
begin
  if pg_has_role(current_user, '{OWNER}', 'member') then return new; end if;
  if tg_op = 'UPDATE' and (new.service_id, new.number) is distinct from (old.service_id, old.number) then
    raise exception 'samtid: a plan stays with its service' using errcode = 'insufficient_privilege';
  end if;
  if tg_op = 'INSERT' and new.adopted_at is not null then
    raise exception 'samtid: a plan is a draft first' using errcode = 'insufficient_privilege';
  end if;
  if not access.writes_plans(new.service_id) then
    raise exception 'samtid: not yours to plan' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
"""

# The lines are written in the moment their plan is adopted, by the one who adopts it: none is added to what stands.
LINE_WRITTEN = f"""
begin
  if pg_has_role(current_user, '{OWNER}', 'member') then return new; end if;
  if not exists (select 1 from plans_plan p where p.id = new.plan_id and p.adopted_at = access.at()
      and p.adopted_by_id = access.me()) then
    raise exception 'samtid: an adopted plan is not added to' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
"""

# Where one plans visits oneself: as the planner of the unit, or each her own where there is no planner.
PLANNING = f"""
begin
  return array(select h.compartment_id from organisation_membership m
      join organisation_unit u on u.id = m.unit_id join access_holding h on h.unit_id = u.id
    where m.staff_id = access.me() and access.holds(m.valid_from, m.valid_to) and access.holds(h.valid_from, h.valid_to)
      and (m.role = '{Role.PLANNER.value}' or m.role = '{Role.CARE_WORKER.value}'
        and u.kind not in ({", ".join(f"'{kind.value}'" for kind in sorted(HAS_PLANNER))})));
end
"""

# Whom a person does not want home is read by those who may send somebody there, and by whoever said it: never by the
# whole unit, nor by the one it is about because she sees the service.
KNOWN = f"""({IN_SERVICE} and (said_by_id = {ME} or (select access.has_role(array[{roles.in_sql(KNOWS.roles)}]))
  or provider_id = any ((select access.planning_compartments())::int[])))"""

# A new version begins with what the one before it held, also where its writer may not read that: nobody writes it away unseen.
BROUGHT = """
begin
  insert into plans_unwanted (id, case_id, compartment_id, is_sealed, provider_id, plan_id, staff_id, said_by_id, said_at)
    select gen_random_uuid(), new.case_id, new.compartment_id, new.is_sealed, new.provider_id, new.id,
      u.staff_id, u.said_by_id, u.said_at
    from plans_unwanted u where u.plan_id = (select p.id from plans_plan p
      where p.service_id = new.service_id and p.adopted_at is not null order by p.number desc limit 1);
  return null;
end
"""

# It is said of a draft, and taken back from one; what is adopted stands.
UNWANTED = f"""
declare of_plan uuid := case when tg_op = 'DELETE' then old.plan_id else new.plan_id end;
begin
  if tg_op = 'DELETE' then
    {DISPOSAL}
  elsif tg_op = 'UPDATE' then
    if to_jsonb(new) - array['compartment_id', 'is_sealed', 'provider_id']
        is distinct from to_jsonb(old) - array['compartment_id', 'is_sealed', 'provider_id'] then
      raise exception 'samtid: plans_unwanted is append-only';
    end if;
    return new;
  elsif pg_has_role(current_user, '{OWNER}', 'member') then return new;
  end if;
  if not exists (select 1 from plans_plan p where p.id = of_plan and p.adopted_at is null
      and access.writes_plans(p.service_id)) then
    raise exception 'samtid: plans_unwanted is append-only once its plan is adopted' using errcode = 'insufficient_privilege';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end
"""

# What is adopted is followed up, by those who write plans, when it has begun and not ahead; a correction is of that plan's own.
FOLLOWED = f"""
declare p plans_plan; today date := (access.at() at time zone 'Europe/Stockholm')::date;
begin
  if pg_has_role(current_user, '{OWNER}', 'member') then return new; end if;
  select * into p from plans_plan one where one.id = new.plan_id and one.adopted_at is not null;
  if p.id is null or not access.writes_plans(p.service_id) then
    raise exception 'samtid: not yours to follow up' using errcode = 'insufficient_privilege';
  end if;
  if new.followed_on > today
    or new.followed_on < greatest(p.valid_from, (p.adopted_at at time zone 'Europe/Stockholm')::date) then
    raise exception 'samtid: followed up when it has begun, and not ahead' using errcode = 'check_violation';
  end if;
  if new.corrects_id is not null and not exists (
      select from plans_planfollowup f where f.id = new.corrects_id and f.plan_id = new.plan_id) then
    raise exception 'samtid: it corrects one of the same plan' using errcode = 'check_violation';
  end if;
  return new;
end
"""

OF_PLAN = "select from plans_plan p where p.service_id = wanted"

# A follow-up of the service, written now by the one who says so.
FOLLOW_UP = (
    "select from plans_planfollowup f join plans_plan p on p.id = f.plan_id "
    "where p.service_id = wanted and f.made_at = access.at() and f.made_by_id = access.me()"
)

WALLS = [
    Function("access.writes_plans(wanted uuid)", "boolean", WRITES_PLANS, volatility="stable"),
    Function("access.plan_written()", "trigger", WRITTEN, to=NOBODY, is_owners=False),
    Trigger("plans_plan_written", "plans_plan", "before insert or update", "access.plan_written"),
    Function("access.plan_line_written()", "trigger", LINE_WRITTEN, to=NOBODY, is_owners=False),
    Trigger("plans_planline_written", "plans_planline", "before insert", "access.plan_line_written"),
    recorder(
        "access.record_from_plans",
        Event,
        done={
            Event.WRITTEN: f"{OF_PLAN} and p.changed_at = access.at() and p.changed_by_id = access.me()",
            Event.ADOPTED: f"{OF_PLAN} and p.adopted_at = access.at() and p.adopted_by_id = access.me()",
            Event.FOLLOWED_UP: f"{FOLLOW_UP} and f.corrects_id is null",
            Event.CORRECTED: f"{FOLLOW_UP} and f.corrects_id is not null",
        },
    ),
    Told("plans", list(Event), by_door=list(Event)),
    Trigger(
        "plans_plan_follows_service",
        "plans_plan",
        "before insert or update of case_id, service_id",
        "access.follow_service",
    ),
    Function("access.line_follows_plan()", "trigger", LINE_FOLLOWS, to=NOBODY),
    Trigger(
        "plans_planline_follows_plan",
        "plans_planline",
        "before insert or update of case_id, plan_id",
        "access.line_follows_plan",
    ),
    Wall(
        "plans_plan",
        IN_SERVICE,
        columns=[
            *("version", "changed_at", "changed_by_id"),
            *("draft", "valid_from", "agreed_on", "agreed_with", "took_part", "wishes", "language"),
            *("staff_gender", "follow_up_on", "reason", "adopted_at", "adopted_by_id"),
        ],
    ),
    Authored(
        "plans_plan",
        Did("written_by_id", "written_at"),
        [Did("changed_by_id", "changed_at"), Did("adopted_by_id", "adopted_at")],
    ),
    Sealed("plans_plan"),
    AppendOnly("plans_plan", unless="old.adopted_at is null"),
    Function("access.planning_compartments()", "int[]", PLANNING, volatility="stable"),
    Function("access.unwanted_brought()", "trigger", BROUGHT, to=NOBODY),
    Function("access.plans_unwanted_stands()", "trigger", UNWANTED, to=NOBODY, is_owners=False),
    Trigger("plans_plan_brings_unwanted", "plans_plan", "after insert", "access.unwanted_brought"),
    Trigger(
        "plans_unwanted_stands",
        "plans_unwanted",
        "before insert or update or delete",
        "access.plans_unwanted_stands",
    ),
    Trigger(
        "plans_unwanted_follows_plan",
        "plans_unwanted",
        "before insert or update of case_id, plan_id",
        "access.line_follows_plan",
    ),
    Wall("plans_unwanted", KNOWN, write=IN_SERVICE, verbs="select, insert, delete"),
    Authored("plans_unwanted", Did("said_by_id", "said_at")),
    Sealed("plans_unwanted"),
    Wall("plans_planline", IN_SERVICE),
    Sealed("plans_planline"),
    AppendOnly("plans_planline"),
    Function("access.plan_followed_up()", "trigger", FOLLOWED, to=NOBODY, is_owners=False),
    Trigger("plans_planfollowup_written", "plans_planfollowup", "before insert", "access.plan_followed_up"),
    Trigger(
        "plans_planfollowup_follows_plan",
        "plans_planfollowup",
        "before insert or update of case_id, plan_id",
        "access.line_follows_plan",
    ),
    Wall("plans_planfollowup", IN_SERVICE),
    Authored("plans_planfollowup", Did("made_by_id", "made_at")),
    Sealed("plans_planfollowup"),
    AppendOnly("plans_planfollowup"),
]
