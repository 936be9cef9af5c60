"""Väggen kring besöken: who sees the service sees its visits, and may report them."""

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
from samtid.steps.plans.rules import HAS_PLANNER
from samtid.steps.services.walls import recorder

from .rules import PLANS, UNDO
from .words import Event

# The person comes from the service, whatever was said.
FOLLOWS = """
begin
  select s.case_id, s.provider_id, s.person_id into new.case_id, new.provider_id, new.person_id
    from services_service s where s.id = new.service_id;
  return new;
end
"""

# What is written beside a report lies where the visit lies.
REMARK_FOLLOWS = """
begin
  select v.case_id, v.provider_id into new.case_id, new.provider_id from visits_visit v where v.id = new.visit_id;
  return new;
end
"""

TODAY = "(access.at() at time zone 'Europe/Stockholm')::date"
PLANNED = ", ".join(
    f"{{row}}.{column}"
    for column in (
        "planned_at",
        "minutes",
        "what",
        "place",
        "needs_two",
        "staff_id",
        "second_id",
        "line_id",
        "line_day",
    )
)
# Who plans: those who hold cases, and in the unit that carries out its planner; where there is none, each her own.
PLANS_VISITS = f"""
begin
  return exists (select 1 from services_service s join organisation_unit u on u.id = s.unit_id, organisation_membership m
    where s.id = wanted and m.staff_id = access.me() and access.holds(m.valid_from, m.valid_to)
      and (m.role in ({roles.in_sql(PLANS.roles)})
        or m.unit_id = s.unit_id and (m.role = '{Role.PLANNER.value}' or m.role = '{Role.CARE_WORKER.value}'
          and u.kind not in ({", ".join(f"'{kind.value}'" for kind in sorted(HAS_PLANNER))})))
      and access.may_see_service(s.id));
end
"""

# A visit follows a line of its own service's plan: what is to be done somewhere else is nothing to be told of here.
OF_LINE = """
begin
  if new.line_id is not null and not exists (select 1 from plans_planline l join plans_plan p on p.id = l.plan_id
      where l.id = new.line_id and p.service_id = new.service_id) then
    raise exception 'samtid: a visit follows a line of its own service' using errcode = 'check_violation';
  end if;
  return new;
end
"""

# Nobody says that a visit was carried out before it began, or calls off another day's without planning.
PLANNING = f"""
begin
  if pg_has_role(current_user, '{OWNER}', 'member') then return new; end if;
  if new.carried_out_at is not null and new.planned_at > access.at()
    and (tg_op = 'INSERT' or old.carried_out_at is null) then
    raise exception 'samtid: a visit is not carried out before it begins' using errcode = 'check_violation';
  end if;
  if tg_op = 'UPDATE' and ({PLANNED.format(row="new")}) is not distinct from ({PLANNED.format(row="old")})
    and (new.not_carried_out_at is null or old.not_carried_out_at is not null
      or new.planned_at < ({TODAY} + 1)::timestamp at time zone 'Europe/Stockholm')
  then return new; end if;
  if not access.plans_visits(new.service_id) then
    raise exception 'samtid: visits are planned by the planner' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
"""

# What was just reported is taken back by the one who reported it, within ten minutes.
TAKE_BACK = f"""
begin
  update visits_visit v set carried_out_at = null, minutes_done = null, outcome_note = '', not_carried_out_at = null,
      not_carried_out_reason = '', reported_by_id = null
    where v.id = wanted and v.reported_by_id = access.me() and access.may_see_service(v.service_id)
      and coalesce(v.carried_out_at, v.not_carried_out_at) >= access.at() - interval '{UNDO.seconds} seconds';
  if not found then
    raise exception 'samtid: too late, or not yours to take back' using errcode = 'insufficient_privilege';
  end if;
end
"""

OF_VISIT = "select from visits_visit v where v.service_id = wanted"
OF_REMARK = f"select from visits_remark r join ({OF_VISIT.replace('select', 'select v.id')}) v on v.id = r.visit_id where r.at = access.at()"

WALLS = [
    Function("access.plans_visits(wanted uuid)", "boolean", PLANS_VISITS, volatility="stable"),
    Function("access.visit_planned()", "trigger", PLANNING, to=NOBODY, is_owners=False),
    Trigger("visits_visit_planned", "visits_visit", "before insert or update", "access.visit_planned"),
    Function("access.visit_of_line()", "trigger", OF_LINE, to=NOBODY),
    Trigger(
        "visits_visit_of_line",
        "visits_visit",
        "before insert or update of line_id, service_id",
        "access.visit_of_line",
    ),
    Function("access.take_back_report(wanted uuid)", "void", TAKE_BACK),
    recorder(
        "access.record_from_visits",
        Event,
        done={
            **dict.fromkeys((Event.AGREED, Event.SERIES_AGREED), f"{OF_VISIT} and v.agreed_at = access.at()"),
            Event.LAID_OUT: f"{OF_VISIT} and v.line_id is not null and access.plans_visits(wanted)",
            Event.CARRIED_OUT: f"{OF_VISIT} and v.carried_out_at = access.at()",
            **dict.fromkeys(
                (Event.NOT_CARRIED_OUT, Event.CALLED_OFF),
                f"{OF_VISIT} and v.not_carried_out_at = access.at()",
            ),
            **dict.fromkeys((Event.CORRECTED, Event.HANDLED), OF_REMARK),
        },
    ),
    Told("visits", list(Event), by_door=list(Event)),
    Function("access.remark_follows_visit()", "trigger", REMARK_FOLLOWS, to=NOBODY),
    Trigger(
        "visits_remark_follows_visit",
        "visits_remark",
        "before insert or update of case_id, visit_id",
        "access.remark_follows_visit",
    ),
    Wall("visits_remark", IN_SERVICE),
    Authored("visits_remark", Did("by_id", "at")),
    Sealed("visits_remark"),
    AppendOnly("visits_remark"),
    Trigger(
        "visits_tap_follows_visit",
        "visits_tap",
        "before insert or update of case_id, visit_id",
        "access.remark_follows_visit",
    ),
    Wall("visits_tap", IN_SERVICE),
    Authored("visits_tap", Did("by_id", "came_at")),
    Sealed("visits_tap"),
    AppendOnly("visits_tap"),
    Function("access.visit_follows_service()", "trigger", FOLLOWS, to=NOBODY),
    Trigger(
        "visits_visit_follows_service",
        "visits_visit",
        "before insert or update of case_id, service_id",
        "access.visit_follows_service",
    ),
    Wall(
        "visits_visit",
        IN_SERVICE,
        columns=[
            *(
                "planned_at",
                "minutes",
                "what",
                "place",
                "needs_two",
                "staff_id",
                "second_id",
                "line_id",
                "line_day",
            ),
            *("carried_out_at", "minutes_done", "outcome_note"),
            *("not_carried_out_at", "not_carried_out_reason", "reported_by_id"),
        ],
    ),
    Authored(
        "visits_visit",
        Did("agreed_by_id", "agreed_at"),
        [Did("reported_by_id", "carried_out_at", or_at="not_carried_out_at")],
    ),
    Sealed("visits_visit"),
    # what has been reported stands, but for the ten minutes in which a slip of the finger is taken back (by the door)
    AppendOnly(
        "visits_visit",
        unless="old.carried_out_at is null and old.not_carried_out_at is null "
        "or new.carried_out_at is null and new.not_carried_out_at is null and new.reported_by_id is null "
        f"and coalesce(old.carried_out_at, old.not_carried_out_at) >= access.at() - interval '{UNDO.seconds} seconds'",
    ),
]
