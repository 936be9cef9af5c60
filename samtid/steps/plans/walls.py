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
from samtid.base.access.walling.conditions import IN_SERVICE
from samtid.base.organisation import roles
from samtid.base.organisation.words import Role
from samtid.steps.services.walls import recorder

from .rules import WRITERS
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

OF_PLAN = "select from plans_plan p where p.service_id = wanted"

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
            *("staff_gender", "not_who", "follow_up_on", "reason", "adopted_at", "adopted_by_id"),
        ],
    ),
    Authored(
        "plans_plan",
        Did("written_by_id", "written_at"),
        [Did("changed_by_id", "changed_at"), Did("adopted_by_id", "adopted_at")],
    ),
    Sealed("plans_plan"),
    AppendOnly("plans_plan", unless="old.adopted_at is null"),
    Wall("plans_planline", IN_SERVICE),
    Sealed("plans_planline"),
    AppendOnly("plans_planline"),
]
